// Which answers may be compressed at all, whatever the client accepts.
// @see RFC 9110 sections 8.4 (codings), 14.3 (ranges), RFC 9111 section 5.2.2.6 (no-transform)

import { Context, type Ctx } from '../../http/context.js'
import type { Reply, ReplyHeaders } from '../../http/reply.js'
import type { Compression } from './options.js'

/** Fields of answers whose bytes are told by others already: their coding, their place in the whole, their digest. */
const FIXED = ['content-encoding', 'content-range', 'content-digest', 'repr-digest'] as const

const OTHERS_FORBID = /\bno-transform\b/i
const ONE_VISITOR = /\b(?:no-store|private)\b/i

/** Whether this answer would be sent encoded to a client that accepts it. */
export function isEligible(ctx: Ctx, reply: Reply, options: Compression): boolean {
  if (ctx.res.headersSent || reply.status === 206 || hasNoContent(reply.status)) return false
  if (!isLongEnough(reply, options.thresholdBytes)) return false
  const { headers } = reply
  if (!options.isCompressible(headers.get('content-type') ?? '')) return false
  return !isFixed(headers) && (options.personal || !isOfOneVisitor(ctx, headers))
}

/** @see RFC 9110 section 6.4.1 */
function hasNoContent(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

/** A stream of unknown length is taken for a long one. */
function isLongEnough({ body, headers }: Reply, thresholdBytes: number): boolean {
  if (body.kind === 'stream') return Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY) >= thresholdBytes
  if (body.kind !== 'bytes' || body.bytes.length === 0) return false
  return (typeof body.bytes === 'string' ? Buffer.byteLength(body.bytes) : body.bytes.byteLength) >= thresholdBytes
}

/** Parts of an encoded whole are no parts of the plain one, so answers that offer ranges stay plain. */
function isFixed(headers: ReplyHeaders): boolean {
  return (
    FIXED.some((name) => headers.has(name)) ||
    (headers.get('accept-ranges') ?? 'none') !== 'none' ||
    OTHERS_FORBID.test(headers.get('cache-control') ?? '')
  )
}

/**
 * Whether the answer may carry a secret of its visitor. The size of a compressed page tells those who can read the wire, and make
 * the visitor's browser send requests, whether what they put into it is in the page already (BREACH).
 */
function isOfOneVisitor(ctx: Ctx, headers: ReplyHeaders): boolean {
  const setsCookie = headers.has('set-cookie') || (ctx instanceof Context && ctx.setCookies.length > 0)
  return setsCookie || ONE_VISITOR.test(headers.get('cache-control') ?? '')
}
