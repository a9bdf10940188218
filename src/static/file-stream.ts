// An open file as a stream of exactly so many bytes. It fails if the file has become shorter, ends where the file has
// become longer, reads nothing ahead of a slow client, and closes the file whatever happens.

import { Readable } from 'node:stream'
import type { OpenFile } from './disk.js'

/** How much is read at once, in bytes; also all that a client which reads nothing can make us hold. */
const CHUNK_BYTES = 262_144

/** The bytes from `start` to `end`, both included. */
export class FileStream extends Readable {
  /** How many bytes it gives, unless it fails. */
  readonly lengthBytes: number
  readonly #file: OpenFile
  readonly #end: number
  #position: number

  /** @param file closed by this stream */
  constructor(file: OpenFile, start: number, end: number) {
    super({ highWaterMark: 0 })
    this.lengthBytes = end + 1 - start
    this.#file = file
    this.#position = start
    this.#end = end
  }

  override _read(): void {
    const length = Math.min(CHUNK_BYTES, this.#end + 1 - this.#position)
    if (length <= 0) this.push(null)
    else void this.#readChunk(Buffer.allocUnsafeSlow(length))
  }

  async #readChunk(chunk: Buffer): Promise<void> {
    try {
      const length = await this.#file.read(chunk, 0, this.#position)
      if (this.destroyed) return
      if (length === 0) throw new Error('the file became shorter while it was sent')
      this.#position += length
      this.push(length === chunk.length ? chunk : chunk.subarray(0, length))
      if (this.#position > this.#end) this.push(null)
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error('the file could not be read', { cause: error }))
    }
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#file.close().then(
      () => callback(error),
      (failure) => callback(error ?? failure),
    )
  }
}
