// The bytes of a multipart body become its parts: header lines, and the content as a stream. The splitting is the library's;
// here it gets bytes only as fast as the parts are taken, and every failure reaches whoever reads.
// @see RFC 2046 section 5.1, RFC 7578 section 4.1

import { Readable } from 'node:stream'
import { Dicer } from '@fastify/busboy'
import { HttpError } from '../../errors.js'
import type { BodyLimits } from './limits.js'
import type { HeaderLines } from './part-header.js'

/** A part as it stands in the body. */
export interface RawPart {
  readonly lines: HeaderLines
  /** Ends early without an error of its own where the body breaks: then `PartSplitter.failure` says how. */
  readonly content: Readable
}

/** One more than any limit lets through, so that what is cut off there is seen. */
const SLACK_BYTES = 64

/** Splits one body. */
export class PartSplitter {
  /** The parts in their order. Fails with an HttpError 400 where the body is malformed, or with what its bytes throw. */
  readonly parts: AsyncIterable<RawPart>
  readonly #queue: Readable
  readonly #dicer: Dicer
  readonly #bytes: AsyncGenerator<Buffer>
  readonly #closed: Promise<void>
  #isClosed = false
  #isHungry = false
  #feedOn: () => void = ignore
  /** The part that is being received. */
  #open: Readable | undefined
  #hasHeader = true
  #failure: unknown

  constructor(bytes: AsyncGenerator<Buffer>, boundary: string, limits: BodyLimits) {
    this.#bytes = bytes
    this.#queue = new Readable({ objectMode: true, highWaterMark: 1, read: () => this.#hunger() })
    this.parts = this.#queue
    const settings = { boundary, maxHeaderSize: limits.partHeaderBytes + SLACK_BYTES }
    this.#dicer = new Dicer(settings)
    this.#dicer.on('part', (part) => this.#receive(part))
    this.#dicer.on('error', (cause) =>
      this.#fail(new HttpError(400, 'the form ends before its last boundary', { cause })),
    )
    this.#closed = new Promise((resolve) => this.#dicer.once('finish', resolve))
    this.#feed().catch((error) => this.#fail(error))
  }

  /** What went wrong, if anything did. */
  get failure(): unknown {
    return this.#failure
  }

  /** Lets go of the body, wherever it is. */
  stop(): void {
    this.#queue.destroy()
    this.#bytes.return(undefined).catch(ignore)
  }

  #hunger(): void {
    this.#isHungry = true
    this.#feedOn()
  }

  /** Feeds the library while whoever takes the parts waits for more; what follows the last boundary is read away. */
  async #feed(): Promise<void> {
    this.#closed.then(() => {
      this.#isClosed = true
    })
    for await (const chunk of this.#bytes) {
      if (this.#isClosed) continue
      if (!this.#isHungry)
        await new Promise<void>((resolve) => {
          this.#feedOn = resolve
        })
      await Promise.race([this.#written(chunk), this.#closed])
    }
    if (!this.#isClosed) this.#dicer.end()
    await this.#closed
    if (this.#hasHeader) this.#queue.push(null)
    else this.#fail(headless())
  }

  #written(chunk: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.#dicer.write(chunk, () => resolve())
    })
  }

  #receive(content: Readable): void {
    content.on('error', ignore) // the reader is told by `failure`
    if (!this.#hasHeader) {
      this.#fail(headless())
      return
    }
    this.#open = content
    this.#hasHeader = false
    content.once('header', (lines: HeaderLines) => {
      this.#hasHeader = true
      this.#isHungry = false
      this.#queue.push({ lines, content } satisfies RawPart)
    })
  }

  #fail(error: unknown): void {
    this.#failure ??= error
    this.#open?.destroy()
    this.#queue.destroy(this.#failure instanceof Error ? this.#failure : new Error(String(this.#failure)))
    this.#bytes.return(undefined).catch(ignore)
  }
}

function headless(): HttpError {
  return new HttpError(400, 'a part of the form has no header')
}

function ignore(): void {
  // What happens to bytes that nobody wants any more is nobody's business.
}
