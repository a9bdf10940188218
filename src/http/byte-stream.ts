// The streams of answers: any source as a Node stream of bytes that keeps its declared length, and is let go in the end.
// Knows nothing of header fields; send.ts connects the streams with a response.

import { Readable, Transform, type TransformCallback, type Writable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import type { Context } from './context.js'
import { whenOver } from './leaving.js'
import type { ByteSource, ReplyBody } from './reply.js'

/** A source as Node streams, the last of which gives nothing but bytes: exactly `length` of them, if that is known. */
export function byteStreams(source: ByteSource, length: number | undefined): readonly [Readable, ...Readable[]] {
  const stream = readable(source)
  if (isSelfWriting(stream) && stream.lengthBytes === length) return [stream]
  return stream.readableObjectMode || length !== undefined ? [stream, new CheckedBytes(length)] : [stream]
}

/** A stream that knows its length, keeps it, and can write itself without a pipe. */
export interface SelfWriting extends Readable {
  readonly lengthBytes: number
  /** Resolves when everything was written. @throws Error if it cannot be, or the sink fails */
  writeTo(sink: Writable): Promise<void>
}

/** Whether a stream writes itself. */
export function isSelfWriting(stream: Readable): stream is SelfWriting {
  return 'writeTo' in stream && 'lengthBytes' in stream
}

function readable(source: ByteSource): Readable {
  if (source instanceof Readable) return source
  return source instanceof ReadableStream
    ? Readable.fromWeb(source as WebStream, { objectMode: true, highWaterMark: 1 })
    : Readable.from(source)
}

const TURN_MS = 10

/**
 * Fails on what is neither text nor bytes, and on another length than was declared: the next answer must not become
 * part of this one. A source that never waits (a generator, a web stream) would keep the event loop to itself: after
 * `TURN_MS` the others get a turn.
 */
class CheckedBytes extends Transform {
  readonly #length: number | undefined
  #size = 0
  #turnedAt = performance.now()

  constructor(length: number | undefined) {
    super({ writableObjectMode: true, writableHighWaterMark: 1 })
    this.#length = length
  }

  override _transform(chunk: unknown, _encoding: BufferEncoding, done: TransformCallback): void {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
      done(new TypeError(`a chunk of the stream is neither text nor bytes but of type ${typeof chunk}`))
      return
    }
    this.#size += Buffer.byteLength(chunk)
    if (this.#length !== undefined && this.#size > this.#length) done(this.#wrongLength())
    else if (performance.now() - this.#turnedAt < TURN_MS) done(null, chunk)
    else setImmediate(() => this.#passAfterTurn(chunk, done))
  }

  #passAfterTurn(chunk: string | Uint8Array, done: TransformCallback): void {
    this.#turnedAt = performance.now()
    if (!this.destroyed) done(null, chunk)
  }

  override _flush(done: TransformCallback): void {
    done(this.#length === undefined || this.#size === this.#length ? null : this.#wrongLength())
  }

  #wrongLength(): Error {
    return new Error(`the stream gave ${this.#size} bytes where content-length says ${this.#length}`)
  }
}

/** The sources that are let go already when their answer is over. */
const BOUND = new WeakSet<ByteSource>()

/** Lets go of a body when the answer is over, whether it was used or a layer has dropped it. */
export function discardInTheEnd(ctx: Context, body: ReplyBody): void {
  if (body.kind !== 'stream' || BOUND.has(body.stream)) return
  BOUND.add(body.stream)
  tolerateFailure(body.stream)
  whenOver(ctx, () => discard(body))
}

/** Lets a stream fail before anybody reads it without ending the process; who reads it then will see. */
export function tolerateFailure(source: ByteSource): void {
  if (source instanceof Readable && source.listenerCount('error') === 0) source.on('error', ignore)
}

/** Lets go of a body that nobody will read. */
export function discard(body: ReplyBody): void {
  if (body.kind !== 'stream') return
  const { stream } = body
  if (stream instanceof Readable) stream.on('error', ignore).destroy()
  else (stream instanceof ReadableStream ? stream.cancel() : endIteration(stream)).catch(ignore)
}

async function endIteration(iterable: ByteSource): Promise<void> {
  await iterable[Symbol.asyncIterator]().return?.()
}

function ignore(): void {
  // What goes wrong with a body that nobody reads is nobody's business.
}
