// What is noted of a request when its answer is over.

import type { Ctx } from '../../http/context.js'
import type { Reply } from '../../http/reply.js'
import type { LogRecord } from '../../log.js'

/** One answered request. Its `message` says how long it took, and how it ended if that was not in order. */
export interface RequestRecord extends LogRecord {
  readonly level: 'info'
  readonly id: string
  readonly method: string
  /** As it was decoded, without the query, unless the option `path` says otherwise. */
  readonly path: string
  /** Missing if the client left before there was an answer. */
  readonly status?: number
  /** From when the layer saw the request until its answer was sent, or its client had left. */
  readonly durationMs: number
  /** The bytes of the body; missing for a stream that did not say its length. */
  readonly bytes?: number
  /** Whether the answer ended before it was sent. */
  readonly aborted: boolean
}

/** How a request went, as far as the layer knows it. */
export interface Course {
  readonly path: string
  readonly durationMs: number
  /** The reply that came back to the layer, if one did. */
  readonly reply: Reply | undefined
}

/** The record of a request whose answer is over. */
export function recordOf(ctx: Ctx, { path, durationMs, reply }: Course): RequestRecord {
  const { headersSent, statusCode, writableFinished } = ctx.res
  const bytes = writableFinished && reply?.status === statusCode ? bytesOf(ctx, reply) : undefined
  const size = bytes === undefined ? '' : `, ${bytes} bytes`
  return {
    level: 'info',
    message: writableFinished ? `${durationMs} ms${size}` : `aborted after ${durationMs} ms`,
    id: ctx.id,
    method: ctx.method,
    path,
    ...(headersSent ? { status: statusCode } : {}),
    durationMs,
    ...(bytes === undefined ? {} : { bytes }),
    aborted: !writableFinished,
  }
}

/** @see RFC 9110 section 6.4.1 */
function bytesOf({ method }: Ctx, { status, body, headers }: Reply): number | undefined {
  if (method === 'HEAD' || status === 204 || status === 205 || status === 304 || body.kind === 'empty') return 0
  if (body.kind === 'bytes')
    return typeof body.bytes === 'string' ? Buffer.byteLength(body.bytes) : body.bytes.byteLength
  const length = headers.get('content-length')
  return length === undefined ? undefined : Number(length)
}
