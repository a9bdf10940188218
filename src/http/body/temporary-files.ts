// Files that live as long as a request: a folder of its own for each, names that nobody guesses, open to nobody else.
// The only file of this room that knows the disk, because what does not fit into memory has to be somewhere.

import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import {
  constants,
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { HttpError } from '../../errors.js'

/** A file that was written. */
export interface TemporaryFile {
  readonly path: string
  /** In bytes. */
  readonly size: number
}

/** The temporary files of one request. */
export class TemporaryFiles {
  #folder: Promise<string> | undefined
  #removed = false
  readonly #writing = new Set<Promise<TemporaryFile>>()

  /**
   * Writes a file.
   *
   * @throws HttpError 400 after `remove`; what the source throws; the error of the disk
   */
  async write(source: AsyncIterable<Uint8Array>): Promise<TemporaryFile> {
    if (this.#removed) throw new HttpError(400, 'the answer was over before the upload')
    this.#folder ??= newFolder()
    const writing = writeTo(this.#folder, source)
    this.#writing.add(writing)
    try {
      return await writing
    } finally {
      this.#writing.delete(writing)
    }
  }

  /** Removes all of them, those that are just being written as well. @throws the error of the disk */
  async remove(): Promise<void> {
    this.#removed = true
    await Promise.allSettled(this.#writing)
    const folder = await this.#folder?.catch(() => undefined) // none could be made: whoever wrote was told
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}

async function newFolder(): Promise<string> {
  const folder = join(tmpdir(), `miniweb-upload-${process.pid}-${randomUUID()}`)
  await mkdir(folder, { mode: 0o700 })
  return folder
}

/** Longer than any request takes; a process may also be alive where it is not seen from here, as in another container. */
const LEFT_MS = 3_600_000

/** Removes the folders that processes of this user left behind when they were killed. @throws the error of the disk */
export async function removeLeftFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^miniweb-upload-(\d+)-/.exec(name)?.[1]
    const folder = join(tmpdir(), name)
    if (pid !== undefined && !isAlive(Number(pid)) && (await isOwnAndOld(folder))) {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether it is a folder of this user, not a link to one, in which nothing has been made for long. */
async function isOwnAndOld(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => undefined) // removed by another process
  const isOwn = stats?.isDirectory() === true && stats.uid === process.geteuid?.()
  return isOwn && Date.now() - stats.mtimeMs > LEFT_MS
}

async function writeTo(folder: Promise<string>, source: AsyncIterable<Uint8Array>): Promise<TemporaryFile> {
  const path = join(await folder, randomUUID())
  await writeFile(path, source, { flag: 'wx', mode: 0o600 })
  const { size } = await stat(path)
  return { path, size }
}

/** Not to be linked: another device, or a file system without links. */
const UNLINKABLE = ['EXDEV', 'EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK']

/** Moves a file, never over another one. @throws the error of the disk; EEXIST where something is there already */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await link(from, to) // unlike rename, which replaces
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && UNLINKABLE.includes(String(error.code)))) throw error
    await copyFile(from, to, constants.COPYFILE_EXCL)
  }
  await unlink(from)
}

/** The bytes of a file. */
export function readWhole(path: string): Promise<Buffer> {
  return readFile(path)
}

/** The bytes of a file as a stream. */
export function openStream(path: string): Readable {
  return createReadStream(path)
}
