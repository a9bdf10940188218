// From decoded path segments to a file below a folder, or to nothing: no name that means something to a file system
// gets through, and what is left must really lie in the folder once every link is followed.

import type { BigIntStats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** A file that may be served. */
export interface FoundFile {
  readonly path: string
  readonly stats: BigIntStats
}

const WELL_KNOWN = '.well-known'

/** What a path leads to: a file, a directory that lacks its slash, or nothing. */
export type Lookup = FoundFile | 'directory' | undefined

/**
 * @param root the folder, its links followed already
 * @param segments decoded segments below the folder; a final empty one asks for the index of a directory
 */
export async function lookup(root: string, segments: readonly string[]): Promise<Lookup> {
  const wantsIndex = segments.at(-1) === ''
  const names = wantsIndex ? [...segments.slice(0, -1), 'index.html'] : segments
  if (!names.every(isServable)) return undefined
  const path = await insideRoot(root, join(root, ...names))
  if (path === undefined) return undefined
  const stats = await stat(path, { bigint: true })
  if (stats.isDirectory()) return wantsIndex ? undefined : 'directory'
  return stats.isFile() ? { path, stats } : undefined
}

/** Whether a decoded segment can name a served file on any system. */
function isServable(name: string, index: number): boolean {
  if (name === '' || name === '.' || name === '..') return false
  if (name.startsWith('.') && !(index === 0 && name === WELL_KNOWN)) return false
  return !/[/\\:\0]/.test(name)
}

/** The path with its links followed, if that lies in the root and names no hidden file. */
async function insideRoot(root: string, path: string): Promise<string | undefined> {
  try {
    const real = await realpath(path)
    const prefix = root.endsWith(sep) ? root : root + sep
    const within = real.startsWith(prefix) && real.slice(prefix.length).split(sep).every(isServable)
    return within ? real : undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const MISSING = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EACCES', 'EPERM', 'EINVAL']

/** Whether a file system error means that there is nothing to serve, not that something is broken. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && MISSING.includes(error.code)
}
