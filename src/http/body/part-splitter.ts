// The bytes of a multipart body become its parts: header lines, and the content as a stream. The splitting is the library's;
// here it gets bytes only while somebody waits for them, and every failure reaches whoever reads.
// @see RFC 2046 section 5.1, RFC 7578 section 4.1

import { Readable } from 'node:stream'
import { Dicer } from '@fastify/busboy'
import { HttpError } from '../../errors.js'
import type { BodyLimits } from './limits.js'
import type { HeaderLines } from './part-header.js'

/** A part as it stands in the body. */
export interface RawPart {
  readonly lines: HeaderLines
  /** To be read by `PartSplitter.bytesOf` alone, which knows what went wrong. */
  readonly content: Readable
}

/** The library cuts a header off in silence: behind the limit, so that here it is seen to be too large. */
const SLACK_BYTES = 64

/** Splits one body. */
export class PartSplitter {
  /** The parts in their order, as they come. */
  readonly #queue = new Readable({ objectMode: true, read: ignore })
  readonly #dicer: Dicer
  readonly #bytes: AsyncGenerator<Buffer>
  readonly #closed: Promise<void>
  #isClosed = false
  #waiting = 0
  #feedOn: () => void = ignore
  /** The part that is being received. */
  #open: Readable | undefined
  #hasHeader = true
  #failure: unknown

  constructor(bytes: AsyncGenerator<Buffer>, boundary: string, limits: BodyLimits) {
    this.#bytes = bytes
    const settings = { boundary, maxHeaderSize: limits.partHeaderBytes + SLACK_BYTES }
    this.#dicer = new Dicer(settings)
    this.#dicer.on('part', (part) => this.#receive(part))
    this.#dicer.on('error', (cause) =>
      this.#fail(new HttpError(400, 'the form ends before its last boundary', { cause })),
    )
    this.#closed = new Promise((resolve) => {
      this.#dicer.once('finish', () => {
        this.#isClosed = true
        resolve()
      })
    })
    this.#feed().catch((error) => this.#fail(error))
  }

  /** The parts in their order. @throws HttpError 400 where the body is malformed, or what its bytes throw */
  async *parts(): AsyncGenerator<RawPart> {
    yield* this.#awaited(this.#queue[Symbol.asyncIterator]())
  }

  /** The content of a part. @throws HttpError 400 where the body breaks, or what its bytes throw */
  async *bytesOf({ content }: RawPart): AsyncGenerator<Buffer> {
    try {
      yield* this.#awaited<Buffer>(content.iterator({ destroyOnReturn: false }))
    } catch (error) {
      throw this.#failure ?? error
    } finally {
      content.resume() // what is left would stand before the next part
    }
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Lets go of the body, wherever it is. */
  stop(): void {
    this.#queue.destroy()
    this.#bytes.return(undefined).catch(ignore)
  }

  /** What an iterator gives; while it is waited for, the library is fed. */
  async *#awaited<T>(items: AsyncIterableIterator<T>): AsyncGenerator<T> {
    try {
      for (;;) {
        this.#waiting++
        this.#feedOn()
        const item = await items.next().finally(() => this.#waiting--)
        if (item.done) return
        yield item.value
      }
    } finally {
      await items.return?.()
    }
  }

  /** Feeds the library; what follows the last boundary is read away. */
  async #feed(): Promise<void> {
    for (;;) {
      await this.#isWaitedFor()
      const { done, value: chunk } = await this.#bytes.next()
      if (done) break
      if (this.#isClosed) continue
      await Promise.race([this.#written(chunk), this.#closed])
      await new Promise((resolve) => setImmediate(resolve)) // who waited takes what came, before there is more
    }
    if (!this.#isClosed) this.#dicer.end()
    await this.#closed
    if (this.#hasHeader) this.#queue.push(null)
    else this.#fail(headless())
  }

  async #isWaitedFor(): Promise<void> {
    while (this.#waiting === 0) {
      await new Promise<void>((resolve) => {
        this.#feedOn = resolve
      })
    }
  }

  #written(chunk: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.#dicer.write(chunk, () => resolve())
    })
  }

  #receive(content: Readable): void {
    content.on('error', ignore) // who reads it is told by `bytesOf`
    if (!this.#hasHeader) {
      this.#fail(headless())
      return
    }
    this.#open = content
    this.#hasHeader = false
    content.once('header', (lines: HeaderLines) => {
      this.#hasHeader = true
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
