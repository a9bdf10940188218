// node:http meets the pipeline: one listener, from a raw request to a sent reply.
// Whatever happens in between, the client gets one answer or a closed socket, and the process lives.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError } from './errors.js'
import { CollectedBytes } from './http/body/collected-bytes.js'
import { discard } from './http/byte-stream.js'
import { Context, type ContextOptions } from './http/context.js'
import { checkHost as checkAuthority, checkHeaders } from './http/peer.js'
import { Reply } from './http/reply.js'
import { isLingering, type SendOptions, send } from './http/send.js'
import { parseTarget, Target } from './http/target.js'
import type { Limits } from './limits.js'
import type { Log } from './log.js'
import type { Pipeline } from './pipeline.js'
import { Timeouts } from './timeouts.js'

/** A request listener, as `http.createServer` and supertest take it. */
export type RequestListener = (req: IncomingMessage, res: ServerResponse) => void

/** What the listener takes from the app. */
export interface ServerOptions extends Omit<ContextOptions, 'room'> {
  readonly log: Log
  readonly limits: ContextOptions['limits'] & Pick<Required<Limits>, 'targetBytes' | 'headerFields' | 'handlerMs'>
  /** Throws for a host that the app does not answer for. */
  readonly checkHost?: ((host: string) => void) | undefined
  /** Whether the server is closing, so that each answer ends its connection. */
  readonly isClosing: () => boolean
}

/** The listener of a pipeline. */
export function requestListener(pipeline: Pipeline, given: ServerOptions): RequestListener {
  const options = { ...given, room: new CollectedBytes(given.limits.collectedBytes) }
  const timeouts = new Timeouts<Waiting>(options.limits.handlerMs, timeOut)
  const finish = finisher(options)
  const complain = (error: Error) =>
    options.log({ level: 'error', message: `the answer was written wrongly: ${error.message}`, error })
  return (req, res) => {
    if (isLingering(req.socket)) return // what stands behind the last answer of a connection is never a request
    res.on('error', complain)
    let ctx: Context
    let reply: Reply | Promise<Reply>
    try {
      ctx = begin(req, res, options)
      reply = pipeline.answer(ctx)
    } catch (error) {
      ctx = new Context(req, res, Target.UNKNOWN, options)
      reply = pipeline.fail(ctx, error)
    }
    if (reply instanceof Promise) finishInTime(ctx, reply)
    else finish(ctx, reply)
  }

  /** Finishes with a reply that takes its time; the one that comes too late is let go. */
  function finishInTime(ctx: Context, coming: Promise<Reply>): void {
    const waiting: Waiting = { ctx }
    timeouts.add(waiting)
    coming.then((reply) => {
      if (timeouts.delete(waiting)) finish(ctx, reply)
      else discard(reply.body)
    })
  }

  /** Answers for a handler that takes too long; where the error's own handler does, too, the connection ends. */
  function timeOut({ ctx }: Waiting): void {
    if (ctx.isTimedOut) {
      ctx.res.destroy()
      return
    }
    const error = new HttpError(503, undefined, {
      cause: new Error(`the handler took longer than ${options.limits.handlerMs} ms`),
      headers: { connection: 'close' },
    })
    ctx.timeOut(error)
    finishInTime(ctx, Promise.resolve(pipeline.fail(ctx, error)))
  }
}

/** A reply that is waited for: the handler's, and after its time that of the error. */
interface Waiting {
  readonly ctx: Context
}

/** With what the listener adds. */
type Options = ServerOptions & ContextOptions

/** @throws HttpError for a target or header block that cannot be answered, or another host */
function begin(req: IncomingMessage, res: ServerResponse, options: Options): Context {
  const { limits, checkHost } = options
  const target = parseTarget(req.method ?? 'GET', req.url ?? '', limits.targetBytes)
  checkHeaders(req, limits.headerFields)
  if (target.authority !== undefined) checkAuthority(target.authority)
  const ctx = new Context(req, res, target, options)
  checkHost?.(ctx.host)
  return ctx
}

/** Sends replies; one that cannot be sent becomes an empty 500. */
function finisher({ log, isClosing }: ServerOptions): (ctx: Context, reply: Reply) => void {
  const complain = ({ id, method, path }: Context, message: string, error: unknown) =>
    log({ level: 'error', message, error, id, method, path })
  const onBroken: SendOptions['onBroken'] = (ctx, error) =>
    complain(ctx, `the answer broke off: ${error.message}`, error)
  const staying: SendOptions = { close: false, onBroken }
  const closing: SendOptions = { close: true, onBroken }
  return (ctx, reply) => {
    try {
      send(ctx, reply, isClosing() ? closing : staying)
    } catch (error) {
      complain(ctx, 'the answer could not be written', error)
      discard(reply.body)
      if (ctx.res.headersSent) ctx.res.destroy()
      else sendEmpty500(ctx, closing)
    }
  }
}

function sendEmpty500(ctx: Context, options: SendOptions): void {
  ctx.res.statusMessage = '' // one that a handler set may be why the first attempt failed
  send(ctx, new Reply({ kind: 'empty' }, { status: 500 }), options)
}
