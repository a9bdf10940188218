// The options of a static folder, checked at the start, and what follows from them for every answer.

import { existsSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../errors.js'

/** How the files of a folder are served. */
export interface ServeOptions {
  /**
   * How long clients and caches may keep an answer without asking again, in seconds; more than a year, such as
   * `Infinity`, is a year. Default: 0, or a year when `immutable` is set.
   */
  readonly maxAge?: number
  /** Tells clients that a file never changes under its address. Default: false. */
  readonly immutable?: boolean
  /** `false` sends no Cache-Control. Default: true. */
  readonly cacheControl?: boolean
  /** `false` answers every Range with the whole file. Default: true. */
  readonly acceptRanges?: boolean
  /** What is kept in memory; `false`: nothing. */
  readonly cache?: CacheLimits | false
}

/** Bounds on what a folder keeps in memory. */
export interface CacheLimits {
  /** Larger files are streamed, in bytes. Default: 2 MiB. */
  readonly fileLimitBytes?: number
  /** For all files of the folder together, in bytes. Default: 64 MiB. */
  readonly totalLimitBytes?: number
}

/** One static folder. */
export interface StaticFolder extends ServeOptions {
  readonly dir: string | URL
  /** The address prefix, such as `/static` or `/`. Default: `/static`. */
  readonly prefix?: string
  /**
   * Whether `app.asset` knows the files of this folder, which takes a look at each of them at the start. `false` suits
   * folders of many files, or of files that come and go. Default: true.
   */
  readonly fingerprint?: boolean
}

/** A folder that can be served. */
export interface FolderSettings {
  /** The folder, its links followed. */
  readonly root: string
  /** The prefix as segments. */
  readonly prefix: readonly string[]
  readonly cacheControl: string | undefined
  /** Cache-Control under an address that changes with the content. */
  readonly pinnedCacheControl: string | undefined
  readonly acceptRanges: boolean
  readonly fileLimitBytes: number
  readonly totalLimitBytes: number
  readonly fingerprint: boolean
}

const YEAR_S = 31_536_000
const FILE_LIMIT_BYTES = 2 * 1024 * 1024
const TOTAL_LIMIT_BYTES = 64 * 1024 * 1024

/** @throws ConfigError STATIC_FOLDER_MISSING, BAD_PREFIX or BAD_OPTION */
export function folderSettings({
  dir,
  prefix = '/static',
  fingerprint = true,
  ...options
}: StaticFolder): FolderSettings {
  const { cacheControl = true, acceptRanges = true, cache = {} } = options
  const limits = cache === false ? { fileLimitBytes: 0, totalLimitBytes: 0 } : cache
  const { fileLimitBytes = FILE_LIMIT_BYTES, totalLimitBytes = TOTAL_LIMIT_BYTES } = limits
  checkCount('cache.fileLimitBytes', fileLimitBytes)
  checkCount('cache.totalLimitBytes', totalLimitBytes)
  return {
    root: existingRoot(dir),
    prefix: prefixSegments(prefix),
    cacheControl: cacheControl ? freshness(options) : undefined,
    pinnedCacheControl: cacheControl ? `public, max-age=${YEAR_S}, immutable` : undefined,
    acceptRanges,
    fileLimitBytes: Math.min(fileLimitBytes, totalLimitBytes),
    totalLimitBytes,
    fingerprint,
  }
}

/** A folder's path; relative ones start at the working directory. */
export function pathOf(dir: string | URL): string {
  const path = dir instanceof URL ? fileURLToPath(dir) : dir
  return isAbsolute(path) ? path : resolve(path)
}

function freshness({ immutable = false, maxAge = immutable ? YEAR_S : 0 }: ServeOptions): string {
  checkCount('maxAge', maxAge)
  return `public, max-age=${Math.min(Math.floor(maxAge), YEAR_S)}${immutable ? ', immutable' : ''}`
}

function existingRoot(dir: string | URL): string {
  const path = pathOf(dir)
  if (existsSync(path) && statSync(path).isDirectory()) return realpathSync.native(path)
  throw new ConfigError(
    'STATIC_FOLDER_MISSING',
    `the static folder ${path} does not exist: create it, or name another one in the option 'static'`,
  )
}

function prefixSegments(prefix: string): readonly string[] {
  if (prefix === '/') return []
  if (/^(?:\/[^/:%\\]+)+$/.test(prefix)) return prefix.slice(1).split('/')
  throw new ConfigError(
    'BAD_PREFIX',
    `the static prefix ${JSON.stringify(prefix)} starts with a slash, does not end with one, and has no parameters and escapes`,
  )
}

function checkCount(option: string, value: number): void {
  if (typeof value === 'number' && value >= 0) return
  throw new ConfigError('BAD_OPTION', `the option ${option} of a static folder is a number from 0 on, not ${value}`)
}
