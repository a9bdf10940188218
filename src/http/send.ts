// Writes a reply to its socket, once: the only writer of a ServerResponse. Knows bytes and streams, nothing else.
// @see RFC 9110 sections 6.4 and 8.6, RFC 9112 section 9.6

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { pipeline, type Readable } from 'node:stream'
import { byteStreams, discard, isSelfWriting, type SelfWriting } from './byte-stream.js'
import type { Context } from './context.js'
import { whenOver } from './leaving.js'
import type { ByteSource, Prepared, Reply } from './reply.js'

/** How a reply is sent. */
export interface SendOptions {
  /** Close the connection behind this answer. */
  readonly close: boolean
  /** Called when a stream fails after the head was sent; the socket is destroyed, so that no short answer looks whole. */
  readonly onBroken: (ctx: Context, error: Error) => void
}

const LINGER_MS = 1000
const LINGERING = new WeakSet<Socket>()

/** Whether the last answer of a connection was given, and what still comes is only read away. @see RFC 9112 section 9.6 */
export function isLingering(socket: Socket): boolean {
  return LINGERING.has(socket)
}

/** Sends a reply, unless the handler has written to the response itself. */
export function send(ctx: Context, reply: Reply, options: SendOptions): void {
  const { res } = ctx
  const prepared = unchanged(ctx, reply, options)
  if (res.headersSent) leaveAlone(ctx, reply, options)
  else if (res.destroyed) discard(reply.body)
  else if (prepared && prepared.body.kind !== 'stream') sendPrepared(res, prepared)
  else if (reply.body.kind === 'stream' && !isBodiless(reply.status)) sendStream(ctx, reply, reply.body.stream, options)
  else sendBytes(ctx, reply, options)
}

/** The prepared answer that a reply still is. */
function unchanged(ctx: Context, reply: Reply, { close }: SendOptions): Prepared | undefined {
  const { prepared } = reply.headers
  const isSame = prepared?.body === reply.body && prepared.status === reply.status
  return isSame && !close && ctx.setCookies.length === 0 ? prepared : undefined
}

function sendPrepared(res: ServerResponse, { status, fields, body, latin1 }: Prepared): void {
  res.writeHead(status, fields)
  if (latin1 !== undefined) res.end(latin1, 'latin1')
  else res.end(body.kind === 'bytes' ? body.bytes : undefined)
}

function sendBytes(ctx: Context, reply: Reply, options: SendOptions): void {
  const { req, res } = ctx
  const { body, status } = reply
  discard(reply.body)
  const bytes = body.kind === 'bytes' && !isBodiless(status) ? body.bytes : ''
  const length = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.byteLength
  res.writeHead(status, head(ctx, reply, options, status === 204 || status === 304 ? undefined : String(length)))
  if ((options.close || status === 413 || !res.shouldKeepAlive) && isStillSent(req)) linger(ctx, bytes)
  else res.end(bytes)
}

/** Whether the body of a request is still on its way. */
function isStillSent({ complete, headers }: IncomingMessage): boolean {
  return !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
}

/** @see RFC 9110 section 6.4.1 */
function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

function head(ctx: Context, reply: Reply, { close }: SendOptions, length: string | undefined): string[] {
  const closes = close || (reply.status === 413 && isStillSent(ctx.req))
  const { soleType } = reply.headers
  const fields = soleType === undefined ? ownFields(reply, closes) : ['content-type', soleType]
  for (const line of ctx.setCookies) fields.push('set-cookie', line)
  if (length !== undefined) fields.push('content-length', length)
  if (closes) fields.push('connection', 'close')
  return fields
}

/** The fields of a reply but those that tell of its framing. */
function ownFields({ headers }: Reply, closes: boolean): string[] {
  const fields: string[] = []
  for (const [name, value] of headers) {
    if (name === 'content-length' || name === 'transfer-encoding' || (closes && name === 'connection')) continue
    if (typeof value === 'string') fields.push(name, value)
    else for (const line of value) fields.push(name, line)
  }
  return fields
}

/** The connection ends while the body is still sent: the answer is written at once, and the rest is read away for a moment, or the client would see a reset. */
function linger({ req, res }: Context, bytes: string | Uint8Array): void {
  LINGERING.add(req.socket)
  res.write(bytes)
  const timer = setTimeout(end, LINGER_MS)
  function end(): void {
    clearTimeout(timer)
    res.end()
  }
  req.once('end', end)
  req.once('close', end)
  req.resume()
}

function sendStream(ctx: Context, reply: Reply, source: ByteSource, options: SendOptions): void {
  const { res, req } = ctx
  const length = reply.headers.get('content-length')
  const fields = head(ctx, reply, options, length)
  const streams = byteStreams(source, length === undefined ? undefined : Number(length))
  const [stream] = streams
  reply.body = { kind: 'stream', stream }
  res.writeHead(reply.status, fields)
  if (req.method === 'HEAD') {
    discard(reply.body)
    res.end()
    return
  }
  whenOver(ctx, () => stream.destroy())
  if (streams.length === 1 && isSelfWriting(stream) && !Object.hasOwn(res, 'write')) {
    writeItself(ctx, stream, options)
    return
  }
  for (const step of streams) reportFailure(step, ctx, options)
  pipeline([...streams, res], () => undefined)
}

/** The short way, unless somebody has changed how the response writes. */
function writeItself(ctx: Context, stream: SelfWriting, { onBroken }: SendOptions): void {
  const { req, res } = ctx
  stream.writeTo(res).then(
    () => res.end(),
    (error) => {
      if (!req.socket.destroyed) onBroken(ctx, error)
      res.destroy()
      stream.destroy()
    },
  )
}

/** Reports a stream that fails or is destroyed while the client is still there. */
function reportFailure(stream: Readable, ctx: Context, { onBroken }: SendOptions): void {
  let reported = false
  const report = (error: Error) => {
    if (!reported && !ctx.req.socket.destroyed) onBroken(ctx, error)
    reported = true
  }
  const reportClose = () => {
    if (!stream.readableEnded) report(stream.errored ?? new Error('the stream was destroyed before its end'))
  }
  if (stream.destroyed) reportClose()
  stream.once('error', report)
  stream.once('close', reportClose)
}

/** A handler wrote to the response itself; if it failed on the way, the client must see that. */
function leaveAlone(ctx: Context, reply: Reply, { onBroken }: SendOptions): void {
  const { res } = ctx
  discard(reply.body)
  if (!reply.error || res.writableEnded) return
  res.destroy()
  if (reply.status < 500) onBroken(ctx, reply.error) // others were logged when they became a reply
}
