// The little that serving asks of a disk, all of it asynchronous, and what its errors mean to a client.
// A parameter of everything that serves, so that a test can stand in for a disk that misbehaves.

import { type BigIntStats, close, constants, fstat, open, read, readdir, realpath, stat } from 'node:fs'
import { HttpError } from '../errors.js'

/** An open file; whoever opened it closes it. */
export interface OpenFile {
  stat(): Promise<BigIntStats>
  /** Reads from a position into a buffer from `offset` on. @returns how many bytes; 0 at the end */
  read(buffer: Uint8Array, offset: number, position: number): Promise<number>
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

/** The disk of this machine. By callbacks: node's own promises cost more than the reading of a small file. */
export const localDisk: Disk = {
  stat: (path) => promised((done) => stat(path, { bigint: true }, done)),
  realpath: (path) => promised((done) => realpath.native(path, done)),
  names: (path) => promised((done) => readdir(path, done)),
  open: async (path) => openFile(await promised((done) => open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, done))),
}

function openFile(descriptor: number): OpenFile {
  return {
    stat: () => promised((done) => fstat(descriptor, { bigint: true }, done)),
    read: (buffer, offset, position) =>
      promised((done) => read(descriptor, buffer, offset, buffer.byteLength - offset, position, done)),
    close: () => promised((done) => close(descriptor, done)),
  }
}

function promised<Value>(
  act: (done: (error: Error | null | undefined, value?: Value) => void) => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    act((error, value) => (error ? reject(error) : resolve(value as Value)))
  })
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
