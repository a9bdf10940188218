// A file that came with a form. It lies in a temporary place until the answer is over; who wants it longer moves it.
// @see RFC 7578 section 4.2

import type { Readable } from 'node:stream'
import { moveFile, openStream, readWhole } from './temporary-files.js'

/** What a file is made of. */
export interface UploadedFileInit {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly path: string
}

/**
 * A file that came with a form, removed when the answer is over.
 *
 * @example
 * const { files } = await ctx.read.form()
 * if (files.cover instanceof UploadedFile) await files.cover.moveTo(`/srv/covers/${ctx.id}`)
 */
export class UploadedFile {
  /**
   * The name that the client gives it: a base name, never a path, without control characters. Only good to be shown: another
   * client may send the same, and one of any length.
   */
  readonly name: string
  /** The media type that the client gives it, lower-case, without parameters; nobody has looked whether it is true. */
  readonly type: string
  /** In bytes. */
  readonly size: number
  #path: string

  constructor({ name, type, size, path }: UploadedFileInit) {
    this.name = name
    this.type = type
    this.size = size
    this.#path = path
  }

  /** Where it is now. */
  get path(): string {
    return this.#path
  }

  /**
   * Keeps the file under another path, where it may be read by its owner alone (mode 0600).
   *
   * @throws Error with a code of the disk: EEXIST where something has this path already, ENOENT where the folder is missing
   */
  async moveTo(path: string): Promise<void> {
    await moveFile(this.#path, path)
    this.#path = path
  }

  /** @throws Error ENOENT when the answer is over */
  bytes(): Promise<Buffer> {
    return readWhole(this.#path)
  }

  /** The bytes as a stream; it fails with ENOENT when the answer is over. */
  stream(): Readable {
    return openStream(this.#path)
  }
}
