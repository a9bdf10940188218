// From names below a folder to a file or directory that really lies in it, under exactly these names.
// What lies elsewhere once every link is followed, and what a disk that is blind to case or to the forms of Unicode
// takes for the same name, is not there.

import type { BigIntStats } from 'node:fs'
import { join, sep } from 'node:path'
import { type Disk, isMissing } from './disk.js'
import { isServable } from './names.js'

/** What the disk said of a path at one moment. */
export interface Sighting {
  readonly path: string
  readonly stats: BigIntStats | undefined
  /** Equal as long as the file is the same and unchanged; empty if there is nothing. */
  readonly mark: string
}

/** Looks at a path, links followed. @throws what the disk throws, except that nothing is there */
export async function sight(disk: Disk, path: string): Promise<Sighting> {
  try {
    const stats = await disk.stat(path)
    return { path, stats, mark: markOf(stats) }
  } catch (error) {
    if (!isMissing(error)) throw error
    return { path, stats: undefined, mark: '' }
  }
}

/** Differs when a file may have changed: written in place, replaced, or replaced by one with the same size and time. */
export function markOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, ino, dev].map((part) => part.toString(36)).join('-')
}

/**
 * Where names below a folder lead, links followed.
 *
 * @param root the folder, its links followed already
 * @returns undefined if that is outside the folder, hidden, gone, or goes by another name
 */
export async function contained(disk: Disk, root: string, names: readonly string[]): Promise<string | undefined> {
  try {
    const real = await disk.realpath(join(root, ...names))
    return liesIn(root, real) && (await areExact(disk, root, names)) ? real : undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Whether a path without links lies in a folder, and no part of it is hidden. */
export function liesIn(root: string, real: string): boolean {
  if (real === root) return true
  const prefix = root.endsWith(sep) ? root : root + sep
  return real.startsWith(prefix) && real.slice(prefix.length).split(sep).every(isServable)
}

async function areExact(disk: Disk, root: string, names: readonly string[]): Promise<boolean> {
  const exact = names.map((name, depth) => isExact(disk, join(root, ...names.slice(0, depth)), name))
  return (await Promise.all(exact)).every(Boolean)
}

/** Whether a name that leads somewhere is a name in that directory, and not only one that the disk takes for it. */
async function isExact(disk: Disk, dir: string, name: string): Promise<boolean> {
  if (!(await mayBeTakenForAnother(disk, dir, name))) return true
  return (await disk.names(dir)).includes(name)
}

/** A cheap look first: where the same letters in the other case lead nowhere, case matters. Short names have a `~`. */
async function mayBeTakenForAnother(disk: Disk, dir: string, name: string): Promise<boolean> {
  if (/[^\x20-\x7e]|~/.test(name)) return true
  const other = otherCase(name)
  return other !== name && (await sight(disk, join(dir, other))).stats !== undefined
}

function otherCase(name: string): string {
  return name.replace(/[a-z]/gi, (letter) => {
    const lower = letter.toLowerCase()
    return letter === lower ? letter.toUpperCase() : lower
  })
}
