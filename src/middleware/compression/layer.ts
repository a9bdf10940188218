// The layer that compresses answers on their way out: br or gzip, as the client's Accept-Encoding has it.
// @see RFC 9110 sections 8.4 (content codings), 12.5.3 (Accept-Encoding) and 8.8.1 (weak tags)

import { preferredCoding } from '../../http/accept-encoding.js'
import { byteStreams } from '../../http/byte-stream.js'
import { Context, type Ctx } from '../../http/context.js'
import type { Layer } from '../../http/layer.js'
import type { Reply } from '../../http/reply.js'
import { addVary } from '../../http/vary.js'
import { isEligible } from './eligible.js'
import { type AnswerCoding, CODINGS, encoded, encodedStream } from './encoders.js'
import { type CompressOptions, compressionOf } from './options.js'

/**
 * A layer that compresses what handlers answer, for clients that accept it. It belongs outermost, but inside `requestLog()`.
 *
 * Left alone are answers for one visitor, ranges, what is encoded already, what says `Cache-Control: no-transform`,
 * event streams, and static assets, which bring their own `.br` and `.gz`.
 *
 * @example app.use(compress())
 * @throws ConfigError BAD_OPTION for an option that cannot work
 */
export function compress(options: CompressOptions = {}): Layer {
  const compression = compressionOf(options)
  return async function compress(ctx, next) {
    if (!compression.personal && Object.hasOwn(ctx, 'session')) {
      throw new TypeError(
        'compress() is inside session(): put it around, where it sees which answers are for one visitor',
      )
    }
    const reply = await next()
    if (ctx instanceof Context && ctx.isAsset) return reply
    if (reply.status === 304) matchStored(ctx, reply)
    else if (isEligible(ctx, reply, compression)) await encode(ctx, reply)
    return reply
  }
}

/** A 304 speaks of the answer that the client keeps: its tag may be the weak one, and it was chosen by Accept-Encoding. */
function matchStored(ctx: Ctx, { headers }: Reply): void {
  const tag = headers.get('etag')
  if (tag === undefined) return
  if (ctx.headers['if-none-match']?.includes(`W/${tag}`)) headers.set('etag', `W/${tag}`)
  addVary(headers, 'Accept-Encoding')
}

async function encode(ctx: Ctx, reply: Reply): Promise<void> {
  addVary(reply.headers, 'Accept-Encoding')
  const coding = preferredCoding(ctx.headers['accept-encoding'], CODINGS)
  if (coding !== 'br' && coding !== 'gzip') return
  const { body } = reply
  if (body.kind === 'bytes') {
    const plain = typeof body.bytes === 'string' ? Buffer.from(body.bytes) : body.bytes
    const bytes = await encoded(plain, coding)
    if (bytes.byteLength >= plain.byteLength) return
    reply.body = { kind: 'bytes', bytes }
  } else if (body.kind === 'stream' && ctx.method !== 'HEAD') {
    const length = reply.headers.get('content-length')
    const streams = byteStreams(body.stream, length === undefined ? undefined : Number(length))
    reply.body = { kind: 'stream', stream: encodedStream(streams, coding) }
  }
  describe(reply, coding)
}

function describe({ headers }: Reply, coding: AnswerCoding): void {
  const tag = headers.get('etag')
  if (tag?.startsWith('"')) headers.set('etag', `W/${tag}`)
  headers.set('content-encoding', coding)
  headers.delete('content-length')
}
