// An open file as a stream of exactly so many bytes. It fails if the file has become shorter, ends where the file has
// become longer, reads nothing ahead of a slow client, and closes the file whatever happens.

import { Readable, type Writable } from 'node:stream'
import type { OpenFile } from './disk.js'

/** How much is read at once, in bytes; also all that a client which reads nothing can make us hold. */
const CHUNK_BYTES = 131_072

/** The bytes from `start` to `end`, both included. */
export class FileStream extends Readable {
  /** How many bytes it gives, unless it fails. */
  readonly lengthBytes: number
  readonly #file: OpenFile
  readonly #end: number
  #position: number
  /** Settles when the file is not being read. */
  #idle: Promise<unknown> = Promise.resolve()

  /** @param file closed by this stream */
  constructor(file: OpenFile, start: number, end: number) {
    super({ highWaterMark: 0 })
    this.lengthBytes = end + 1 - start
    this.#file = file
    this.#position = start
    this.#end = end
  }

  /**
   * Writes everything through one buffer, which is used again as soon as it was sent: what a pipe leaves to the garbage
   * collector is several times the work of sending. Resolves when all is written, or when the stream was destroyed.
   *
   * @throws Error if the file cannot be read or has become shorter, or the sink fails
   */
  async writeTo(sink: Writable): Promise<void> {
    const buffer = Buffer.allocUnsafeSlow(this.#nextLength)
    while (this.#nextLength > 0 && !this.destroyed) {
      const chunk = await this.#readInto(buffer.subarray(0, this.#nextLength))
      if (!this.destroyed) await written(sink, chunk)
    }
    this.destroy()
  }

  override _read(): void {
    if (this.#nextLength === 0) this.push(null)
    else
      this.#readInto(Buffer.allocUnsafeSlow(this.#nextLength)).then(
        (chunk) => this.push(chunk),
        (error) => this.destroy(error),
      )
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const close = () => this.#file.close()
    this.#idle.then(close, close).then(
      () => callback(error),
      (failure) => callback(error ?? failure),
    )
  }

  get #nextLength(): number {
    return Math.min(CHUNK_BYTES, this.#end + 1 - this.#position)
  }

  async #readInto(buffer: Buffer): Promise<Buffer> {
    const reading = this.#file.read(buffer, 0, this.#position)
    this.#idle = reading
    const length = await reading
    if (length === 0) throw new Error('the file became shorter while it was sent')
    this.#position += length
    return length === buffer.length ? buffer : buffer.subarray(0, length)
  }
}

/** Resolves when a chunk has left the process. */
function written(sink: Writable, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    sink.write(chunk, (error) => (error ? reject(error) : resolve()))
  })
}
