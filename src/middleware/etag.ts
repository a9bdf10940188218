// Entity tags for answers that handlers make: a client that has the same bytes already gets 304 and no body.
// @see RFC 9110 sections 8.8.3 (ETag), 13 (preconditions) and 15.4.5 (304)

import { hash } from 'node:crypto'
import { HttpError } from '../errors.js'
import { evaluatePreconditions } from '../http/conditional.js'
import { Context, type Ctx } from '../http/context.js'
import { parseHttpDate } from '../http/http-date.js'
import { type Layer, outgoing } from '../http/layer.js'
import type { Reply } from '../http/reply.js'
import { isConditional } from '../static/decide.js'

/** What describes the bytes of an answer, and is not sent without them. */
const REPRESENTATION = [
  'accept-ranges',
  'content-digest',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'last-modified',
  'repr-digest',
]

/**
 * A layer that gives answers to GET and HEAD a strong tag of their bytes, unless the handler has set one, and answers 304
 * where `If-None-Match` has it. The handler runs all the same: what is saved is the way to the client.
 *
 * Left alone are other statuses than 200, streams, files, static assets, answers with `no-store`, and those that set cookies.
 *
 * @example app.use(etag())
 * @throws HttpError 412 where `If-Match` or `If-Unmodified-Since` of the request say so
 */
export function etag(): Layer {
  return outgoing('etag', (ctx) => (reply) => tagReply(ctx, reply))
}

/** @throws HttpError 412 */
function tagReply(ctx: Ctx, reply: Reply): void {
  if (!mayBeTagged(ctx, reply)) return
  const tag = tagOf(reply)
  if (!isConditional(ctx)) return
  const now = Date.now()
  const modifiedMs = parseHttpDate(reply.headers.get('last-modified') ?? '', now) ?? Number.NaN
  const precondition = evaluatePreconditions(ctx.req.headersDistinct, { etag: tag, modifiedMs }, now)
  if (precondition === 'failed') throw new HttpError(412)
  if (precondition === 'not-modified') makeNotModified(reply)
}

function mayBeTagged(ctx: Ctx, { status, body, headers }: Reply): boolean {
  if (status !== 200 || body.kind !== 'bytes' || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return false
  if (ctx.res.headersSent || (ctx instanceof Context && (ctx.isAsset || ctx.setCookies.length > 0))) return false
  return !headers.has('set-cookie') && !/\bno-store\b/i.test(headers.get('cache-control') ?? '')
}

/** The tag of the handler, or that of the bytes. */
function tagOf({ headers, body }: Reply): string {
  const own = headers.get('etag')
  if (own !== undefined || body.kind !== 'bytes') return own ?? ''
  const tag = `"${hash('sha256', body.bytes, 'base64url').slice(0, 27)}"`
  headers.put('etag', tag)
  return tag
}

function makeNotModified(reply: Reply): void {
  reply.status = 304
  reply.body = { kind: 'empty' }
  for (const name of REPRESENTATION) reply.headers.delete(name)
}
