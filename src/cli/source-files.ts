// The sources of an app on disk: JavaScript or TypeScript below its folder, without packages and what tools have made.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of an app. */
export interface AppSource {
  readonly path: string
  readonly text: string
}

const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'dist', 'build', 'coverage', 'test', 'tests'])

/**
 * Reads the sources in a folder and those below it, sorted by path. Tests and declarations are left out.
 *
 * @param ending which files count; the folder itself may be one that is left out elsewhere
 * @throws Error if the folder cannot be read
 */
export function appSources(folder: string, ending: RegExp): readonly AppSource[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const { name } = entry
    const path = join(folder, name)
    if (name.startsWith('.') || LEFT_OUT.has(name)) return []
    if (entry.isDirectory()) return appSources(path, ending)
    const isSource = entry.isFile() && ending.test(name) && !/\.(?:d|test|spec)\.\w+$/.test(name)
    return isSource ? [{ path, text: readFileSync(path, 'utf8') }] : []
  })
}
