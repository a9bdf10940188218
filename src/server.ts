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
  return (req, res) => {
    if (isLingering(req.socket)) return // what stands behind the last answer of a connection is never a request
    res.on('error', (error) =>
      options.log({ level: 'error', message: `the answer was written wrongly: ${error.message}`, error }),
    )
    const { ctx, reply } = begin(req, res, pipeline, options)
    if (reply instanceof Promise) finishInTime(ctx, reply)
    else finish(ctx, reply, options)
  }

  /** Finishes with a reply that takes its time; the one that comes too late is let go. */
  function finishInTime(ctx: Context, coming: Promise<Reply>): void {
    const waiting: Waiting = { ctx }
    timeouts.add(waiting)
    coming.then((reply) => {
      if (timeouts.delete(waiting)) finish(ctx, reply, options)
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

interface Begun {
  readonly ctx: Context
  readonly reply: Reply | Promise<Reply>
}

function begin(req: IncomingMessage, res: ServerResponse, pipeline: Pipeline, options: Options): Begun {
  const { limits, checkHost } = options
  try {
    const target = parseTarget(req.method ?? 'GET', req.url ?? '', limits.targetBytes)
    checkHeaders(req, limits.headerFields)
    if (target.authority !== undefined) checkAuthority(target.authority)
    const ctx = new Context(req, res, target, options)
    checkHost?.(ctx.host)
    return { ctx, reply: pipeline.answer(ctx) }
  } catch (error) {
    const ctx = new Context(req, res, Target.UNKNOWN, options)
    return { ctx, reply: pipeline.fail(ctx, error) }
  }
}

function finish(ctx: Context, reply: Reply, { log, isClosing }: ServerOptions): void {
  const complain = (message: string, error: unknown) =>
    log({ level: 'error', message, error, id: ctx.id, method: ctx.method, path: ctx.path })
  const onBroken: SendOptions['onBroken'] = (error) => complain(`the answer broke off: ${error.message}`, error)
  try {
    send(ctx, reply, { close: isClosing(), onBroken })
  } catch (error) {
    complain('the answer could not be written', error)
    discard(reply.body)
    if (ctx.res.headersSent) ctx.res.destroy()
    else sendEmpty500(ctx, onBroken)
  }
}

function sendEmpty500(ctx: Context, onBroken: SendOptions['onBroken']): void {
  ctx.res.statusMessage = '' // one that a handler set may be why the first attempt failed
  send(ctx, new Reply({ kind: 'empty' }, { status: 500 }), { close: true, onBroken })
}
