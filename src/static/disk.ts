// The little that serving asks of a disk, all of it asynchronous, and what its errors mean to a client.
// A parameter of everything that serves, so that a test can stand in for a disk that misbehaves.

import type { BigIntStats } from 'node:fs'
import { constants } from 'node:fs'
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises'
import { HttpError } from '../errors.js'

/** An open file; whoever opened it closes it. */
export interface OpenFile {
  stat(options: { readonly bigint: true }): Promise<BigIntStats>
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>
  close(): Promise<void>
}

/** A disk. */
export interface Disk {
  /** What a path leads to, links followed. */
  stat(path: string): Promise<BigIntStats>
  /** A path with its links followed. */
  realpath(path: string): Promise<string>
  /** The names in a directory. */
  names(path: string): Promise<readonly string[]>
  /** Opens a file for reading. Follows no link, and does not wait for a writer as a FIFO would. */
  open(path: string): Promise<OpenFile>
}

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/** The disk of this machine. */
export const localDisk: Disk = {
  stat: (path) => stat(path, { bigint: true }),
  realpath,
  names: (path) => readdir(path),
  open: (path): Promise<FileHandle> => open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
}

const MISSING = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EACCES', 'EPERM', 'EINVAL', 'ENXIO', 'EISDIR']
const EXHAUSTED = ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EBUSY']
const RETRY_AFTER_S = '1'

/** Whether an error means that there is nothing to serve, not that something is broken. */
export function isMissing(error: unknown): boolean {
  return error instanceof HttpError ? error.status === 404 : MISSING.includes(codeOf(error))
}

/** An error of the disk as a client's: 404 where nothing can be served, 503 while the machine is short of something. */
export function toHttpError(error: unknown): unknown {
  if (error instanceof HttpError) return error
  if (isMissing(error)) return new HttpError(404, undefined, { cause: error })
  if (!EXHAUSTED.includes(codeOf(error))) return error
  return new HttpError(503, undefined, { cause: error, headers: { 'retry-after': RETRY_AFTER_S } })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
