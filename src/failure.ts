// Anything thrown becomes a reply: the app's own error handler, or a plain page or problem document.
// Outside development no message and no stack of a 5xx leaves the process; the cause goes to the log.
// @see RFC 9457 (problem details), RFC 9110 section 15

import { createHash } from 'node:crypto'
import { HttpError, reasonPhrase } from './errors.js'
import { prefersHtml } from './http/accept.js'
import type { Context, Ctx } from './http/context.js'
import { json, Reply, typed } from './http/reply.js'
import type { Log } from './log.js'
import type { Fail } from './onion.js'
import type { ToReply } from './returned.js'
import { trustedHtml } from './template/safe-html.js'
import { html } from './template/tag.js'

/** Answers an error; its value is treated as a handler's is. */
export type ErrorHandler = (ctx: Ctx, error: HttpError) => unknown

/** The app's error handlers. */
export interface ErrorHandlers {
  readonly byStatus: ReadonlyMap<number, ErrorHandler>
  readonly any: ErrorHandler | undefined
}

/** A page of development, with the Content-Security-Policy under which it works. */
export interface DevelopmentPage {
  readonly page: string
  readonly policy: string
}

/** What this file takes from the app. */
export interface FailureOptions {
  readonly handlers: ErrorHandlers
  readonly toReply: ToReply
  readonly log: Log
  /** Renders the page of an error in development; elsewhere the plain page is all there is. */
  readonly renderPage?: ((ctx: Context, error: HttpError) => Promise<DevelopmentPage>) | undefined
}

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:18vh auto;padding:0 1.5rem;color-scheme:light dark}h1{font-size:1.5rem}'
const STYLE_ELEMENT = trustedHtml(`<style>${STYLE}</style>`)
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** Makes replies of errors; neither throws nor rejects. */
export function failureReplies(options: FailureOptions): Fail {
  return async (ctx, thrown) => {
    try {
      if (thrown instanceof Reply) return await options.toReply(thrown, ctx, 'a thrown reply')
      return await answer(ctx, toHttpError(thrown), options)
    } catch (error) {
      report(ctx, new HttpError(500, undefined, { cause: toError(error) }), options.log)
      return marked(plainReply(ctx, new HttpError(500)), toError(thrown))
    }
  }
}

async function answer(ctx: Context, error: HttpError, options: FailureOptions): Promise<Reply> {
  if (error.status >= 500) report(ctx, error, options.log)
  const handler = options.handlers.byStatus.get(error.status) ?? options.handlers.any
  const reply = handler ? await ownReply(ctx, error, handler, options.toReply) : await builtInReply(ctx, error, options)
  for (const [name, value] of Object.entries(error.headers)) {
    if (!reply.headers.has(name)) reply.headers.set(name, value)
  }
  return marked(reply, error)
}

async function ownReply(ctx: Context, error: HttpError, handler: ErrorHandler, toReply: ToReply): Promise<Reply> {
  const reply = await toReply(await outcome(ctx, error, handler), ctx, `the handler of error ${error.status}`)
  if (reply.status === 200) reply.status = error.status
  return reply
}

/** What the handler returns, or the reply that it throws. */
async function outcome(ctx: Context, error: HttpError, handler: ErrorHandler): Promise<unknown> {
  try {
    return await handler(ctx, error)
  } catch (thrown) {
    if (thrown instanceof Reply) return thrown
    throw thrown
  }
}

async function builtInReply(ctx: Context, error: HttpError, { renderPage, log }: FailureOptions): Promise<Reply> {
  if (!renderPage || !prefersHtml(ctx.headers.accept)) return plainReply(ctx, error, renderPage !== undefined)
  try {
    const { page, policy } = await renderPage(ctx, error)
    const headers = { 'content-security-policy': policy, 'cache-control': 'no-store' }
    return negotiated(typed(page, 'text/html; charset=utf-8', { status: error.status, headers }))
  } catch (cause) {
    log({ level: 'error', message: 'the development error page failed', error: cause })
    return plainReply(ctx, error)
  }
}

function plainReply(ctx: Context, error: HttpError, verbose = false): Reply {
  const title = reasonPhrase(error.status)
  const detail = error.status < 500 || verbose ? error.message : title
  return negotiated(prefersHtml(ctx.headers.accept) ? page(error, title, detail) : problem(error, title, detail))
}

/** Marks a reply whose form was chosen by the request. */
function negotiated(reply: Reply): Reply {
  reply.headers.set('vary', 'Accept')
  reply.headers.set('x-content-type-options', 'nosniff')
  return reply
}

function problem({ status, issues }: HttpError, title: string, detail: string): Reply {
  const about = { title, status, ...(detail === title ? {} : { detail }), ...(issues.length === 0 ? {} : { issues }) }
  return json(about, { status, headers: { 'content-type': 'application/problem+json' } })
}

function page({ status, issues }: HttpError, title: string, detail: string): Reply {
  const list = issues.map(({ path, message }) => html`<li>${path === '' ? '' : `${path}: `}${message}</li>`)
  const document = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${status} ${title}</title>
${STYLE_ELEMENT}</head><body><h1>${status} ${title}</h1>${detail === title ? '' : html`<p>${detail}</p>`}${list.length === 0 ? '' : html`<ul>${list}</ul>`}</body></html>
`
  const headers = { 'content-security-policy': POLICY }
  return typed(document.toString(), 'text/html; charset=utf-8', { status, headers })
}

function report(ctx: Context, error: HttpError, log: Log): void {
  const cause = error.cause ?? error
  const message = cause instanceof Error ? cause.message : String(error.message)
  log({ level: 'error', message, error: cause, id: ctx.id, method: ctx.method, path: ctx.path, status: error.status })
}

function marked(reply: Reply, error: Error): Reply {
  reply.error = error
  return reply
}

function toHttpError(thrown: unknown): HttpError {
  return thrown instanceof HttpError ? thrown : new HttpError(500, toError(thrown).message, { cause: toError(thrown) })
}

/** Never throws, whatever was thrown: a value may refuse to be looked at. */
function toError(thrown: unknown): Error {
  try {
    return thrown instanceof Error ? thrown : new Error(`thrown: ${describe(thrown)}`)
  } catch {
    return new Error('thrown: a value that cannot be looked at')
  }
}

function describe(thrown: unknown): string {
  return typeof thrown === 'string' ? thrown : Object.prototype.toString.call(thrown)
}
