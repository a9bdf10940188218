// The files of a folder that can be served, listed at the start. It blocks, and is never called for a request outside
// development.

import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { isMissing } from './disk.js'
import { liesIn } from './lookup.js'
import { isServable } from './names.js'

/**
 * The files below a folder that can be served, as paths with slashes. Links are followed where they stay inside, a
 * directory never into itself.
 *
 * @param root the folder, its links followed already
 */
export function* filesIn(
  root: string,
  names: readonly string[] = [],
  above: readonly string[] = [],
): Generator<string, undefined> {
  const dir = placeOf(root, names)
  if (!dir?.stats.isDirectory() || above.includes(dir.real)) return
  for (const entry of entriesOf(dir.real)) {
    const path = [...names, entry.name]
    if (!isServable(entry.name, names.length)) continue
    if (isFile(root, path, entry)) yield path.join('/')
    else yield* filesIn(root, path, [...above, dir.real])
  }
}

function isFile(root: string, path: readonly string[], entry: Dirent): boolean {
  return entry.isSymbolicLink() ? placeOf(root, path)?.stats.isFile() === true : entry.isFile()
}

interface Place {
  readonly real: string
  readonly stats: Stats
}

/** Where names lead, if that is inside the folder. */
function placeOf(root: string, names: readonly string[]): Place | undefined {
  try {
    const real = realpathSync.native(join(root, ...names))
    return liesIn(root, real) ? { real, stats: statSync(real) } : undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function entriesOf(dir: string): readonly Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
