// The layer that notes every answered request, one line each, when the answer is over.

import { performance } from 'node:perf_hooks'
import { ConfigError } from '../../errors.js'
import { Context, type Ctx } from '../../http/context.js'
import { type Layer, outgoing } from '../../http/layer.js'
import { whenOver } from '../../http/leaving.js'
import type { Reply } from '../../http/reply.js'
import { logToStderr } from '../../log.js'
import { asJson, asLine, type RequestLogFormat } from './format.js'
import { type RequestRecord, recordOf } from './record.js'
import { stdoutLines } from './stdout.js'

/** What is noted, and how. */
export interface RequestLogOptions {
  /** A line for people, or JSON for machines. Default: `line` in a terminal and where NODE_ENV is `development`, else `json`. */
  readonly format?: RequestLogFormat
  /** Takes the records in place of a line on stdout; what it throws goes to stderr. */
  readonly log?: (record: RequestRecord) => void
  /** What is noted as the path, for paths that carry secrets, or to add what is none. Default: `ctx.path`, without the query. */
  readonly path?: (ctx: Ctx) => string
  /** Which requests are not noted, such as health checks. Default: none. */
  readonly skip?: (ctx: Ctx) => boolean
  /** Whether the id that a request brings in `X-Request-Id` is taken over: only behind a proxy that sets it. Default: `false`. */
  readonly trustId?: boolean
}

const WELL_FORMED = /^[\w.:+/=-]{8,128}$/

/**
 * A layer that writes a line for each request, when its answer was sent or its client has left, and tells the client the
 * request's id in `X-Request-Id`. It belongs outermost: what it does not see it does not note.
 *
 * Neither the query nor any header field is written, except the id of a trusted proxy.
 *
 * @example app.use(requestLog())
 * @throws ConfigError BAD_OPTION for a format that there is not, or one beside `log`
 */
export function requestLog(options: RequestLogOptions = {}): Layer {
  const { path = (ctx) => ctx.path, skip, trustId = false } = options
  const write = writerOf(options)
  return outgoing('requestLog', (ctx) => {
    if (trustId) adoptId(ctx)
    const startedAt = performance.now()
    let reply: Reply | undefined
    whenOver(ctx, () => {
      const durationMs = Math.round((performance.now() - startedAt) * 10) / 10
      orComplain(() => {
        if (!skip?.(ctx)) write(recordOf(ctx, { path: path(ctx), durationMs, reply }))
      })
    })
    return (answer) => {
      reply = answer
      tellId(ctx, answer)
    }
  })
}

/** An asset is the same for all and may be kept by caches: it has no id of one request. */
function tellId(ctx: Ctx, { headers }: Reply): void {
  if (!(ctx instanceof Context && ctx.isAsset)) headers.put('x-request-id', ctx.id)
}

function adoptId(ctx: Ctx): void {
  const given = ctx.headers['x-request-id']
  if (typeof given === 'string' && WELL_FORMED.test(given) && ctx instanceof Context) ctx.adoptId(given)
}

function writerOf({ format, log }: RequestLogOptions): (record: RequestRecord) => void {
  if (log) {
    if (format !== undefined) throw new ConfigError('BAD_OPTION', 'requestLog has both a format and a log: give one')
    return log
  }
  const isForPeople = process.stdout.isTTY || process.env['NODE_ENV'] === 'development'
  const lines = { line: asLine, json: asJson }
  const chosen = format ?? (isForPeople ? 'line' : 'json')
  if (!Object.hasOwn(lines, chosen)) {
    throw new ConfigError('BAD_OPTION', `requestLog has the format ${JSON.stringify(chosen)}: 'line' or 'json'`)
  }
  const writeLine = stdoutLines()
  return (record) => writeLine(lines[chosen](record, new Date()))
}

/** A request that cannot be noted is answered all the same. */
function orComplain(note: () => void): void {
  try {
    note()
  } catch (error) {
    logToStderr({ level: 'error', message: 'a request could not be noted', error })
  }
}
