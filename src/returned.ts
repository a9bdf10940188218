// A handler's value becomes a reply: strings are text, objects JSON, pages are rendered and files opened here,
// before any layer sees them. What cannot be sent is an error that names the handler and says what to do.

import { tolerateFailure } from './http/byte-stream.js'
import type { Context } from './http/context.js'
import { json, Reply, type ReplyBody, type ReplyInit, text, typed } from './http/reply.js'
import { SafeHtml } from './template/safe-html.js'

/** What this file takes from the app. */
export interface ReturnedOptions {
  /** Renders a template with the values of this request. */
  readonly render: (name: string, data: object, view: object) => string
  /** Makes the reply of a file. */
  readonly sendFile: (ctx: Context, body: ReplyBody & { kind: 'file' }, reply: Reply) => Reply | Promise<Reply>
  /** Called for a string that looks like HTML; in development only. */
  readonly onLikelyHtml?: (label: string) => void
}

/** Turns a handler's value into a reply; `label` names the handler in errors. */
export type ToReply = (value: unknown, ctx: Context, label: string) => Reply | Promise<Reply>

/** What JSON would make an empty object of, by its tag. */
const UNFIT: ReadonlySet<string> = new Set(
  'Map Set RegExp Promise WeakMap WeakSet ArrayBuffer Blob FormData Headers URLSearchParams Generator'.split(' '),
)

/** The conversion with an app's templates and files. */
export function returnedValues(options: ReturnedOptions): ToReply {
  return (value, ctx, label) => {
    const reply = replyOf(value, ctx, label)
    if (typeof value === 'string' && value.startsWith('<')) options.onLikelyHtml?.(label)
    return resolveBody(reply, ctx, options)
  }
}

function replyOf(value: unknown, ctx: Context, label: string): Reply {
  if (typeof value === 'string') return text(value)
  if (value instanceof Reply) return value
  if (value === null) return new Reply({ kind: 'empty' }, { status: 204 })
  if (typeof value === 'object') return objectReply(value, label)
  if (value === undefined && ctx.res.headersSent) return new Reply()
  throw new TypeError(`${label} returned ${adviceFor(value)}`)
}

function objectReply(value: object, label: string): Reply {
  if (isPlain(value)) return json(value)
  if (SafeHtml.is(value)) return typed(value.toString(), 'text/html; charset=utf-8')
  if (value instanceof Uint8Array) return typed(value, 'application/octet-stream')
  const tag = tagOf(value)
  if (tag === 'Response' && value instanceof Response) return fromResponse(value) // node loads fetch when it is first named
  if (isAsyncIterable(value)) return streamed(value)
  if (UNFIT.has(tag)) throw new TypeError(`${label} returned a ${tag}, which JSON cannot carry: convert it`)
  if (value instanceof Error) throw new TypeError(`${label} returned an error: throw it`, { cause: value })
  return json(value)
}

function streamed(stream: AsyncIterable<string | Uint8Array>, init?: ReplyInit): Reply {
  const reply = new Reply({ kind: 'stream', stream }, init)
  reply.headers.defaultType('application/octet-stream')
  return reply
}

/** A web Response as it is. @see https://fetch.spec.whatwg.org/#response-class */
function fromResponse(response: Response): Reply {
  if (response.status < 200) throw new TypeError('the returned Response is an error response')
  if (response.bodyUsed) throw new TypeError('the body of the returned Response was read already')
  const body: ReplyBody = response.body ? { kind: 'stream', stream: response.body } : { kind: 'empty' }
  const reply = new Reply(body, { status: response.status })
  const stale = staleFields(response)
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie' && !stale.includes(name)) reply.headers.set(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) reply.headers.set('set-cookie', cookies)
  return reply
}

/** The fields of a fetched response that told of its bytes on their way here: fetch has decoded them since. */
function staleFields({ url, headers }: Response): readonly string[] {
  if (url === '') return []
  return headers.has('content-encoding')
    ? ['connection', 'keep-alive', 'content-encoding', 'content-length']
    : ['connection', 'keep-alive']
}

function resolveBody(reply: Reply, ctx: Context, options: ReturnedOptions): Reply | Promise<Reply> {
  const { body } = reply
  if (body.kind === 'stream') tolerateFailure(body.stream)
  if (body.kind === 'file') return options.sendFile(ctx, body, reply)
  if (body.kind !== 'view') return reply
  reply.body = { kind: 'bytes', bytes: options.render(body.name, body.data, ctx.view) }
  reply.headers.defaultType('text/html; charset=utf-8')
  return reply
}

function isAsyncIterable(value: object): value is AsyncIterable<string | Uint8Array> {
  return Symbol.asyncIterator in value
}

/** Whether a value is an object literal or an array: nothing but data. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return (
    (prototype === Object.prototype || prototype === null || prototype === Array.prototype) && !isAsyncIterable(value)
  )
}

/** `Map` for `[object Map]`. */
function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1)
}

function adviceFor(value: unknown): string {
  if (value === undefined) return 'nothing (undefined): a forgotten return? null is 204'
  if (typeof value === 'number' || typeof value === 'boolean')
    return `the ${typeof value} ${value}: wrap it, json(value)`
  return `a ${typeof value}, which cannot be sent${typeof value === 'function' ? ': call it?' : ''}`
}
