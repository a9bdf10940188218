// A static folder without an app: a request listener for `http.createServer`, with the same answers.

import { HttpError } from './errors.js'
import { failureReplies } from './failure.js'
import { clientFinder } from './http/forwarded.js'
import { Reply } from './http/reply.js'
import { resolveLimits } from './limits.js'
import { type Log, logToStderr, safeLog } from './log.js'
import { type Fail, type Run, settled } from './onion.js'
import { type RequestListener, requestListener } from './server.js'
import { Assets } from './static/assets.js'
import type { ServeOptions } from './static/options.js'

/** How a folder is served without an app. */
export interface ServeStaticOptions extends ServeOptions {
  /** The address prefix; any other address but `/favicon.ico` and `/robots.txt` is 404. Default: `/`. */
  readonly prefix?: string
  /** Whether each request asks the disk for changes, not only the first in a second. Default: whether NODE_ENV is `development`. */
  readonly dev?: boolean
  /** Takes what there is to say about failures. Default: a line on stderr. */
  readonly log?: Log
}

/**
 * A request listener that answers every request from a folder.
 *
 * @param dir the folder; a relative path starts at the working directory
 * @throws ConfigError if the folder does not exist or an option has no sense
 * @example http.createServer(serveStatic('public', { maxAge: 3600 })).listen(8080)
 */
export function serveStatic(dir: string | URL, options: ServeStaticOptions = {}): RequestListener {
  const { dev = process.env['NODE_ENV'] === 'development', log = logToStderr, prefix = '/', ...folder } = options
  return assetListener(new Assets([{ ...folder, dir, prefix }], { dev }), safeLog(log))
}

/** A request listener that answers every request from static folders. */
export function assetListener(assets: Assets, log: Log): RequestListener {
  const fail: Fail = failureReplies({ handlers: { byStatus: new Map(), any: undefined }, toReply: asReply, log })
  const run: Run = (ctx) => assets.answer(ctx) ?? elsewhere(ctx.path)
  return requestListener(
    { answer: settled(run, fail), fail },
    { log, limits: resolveLimits(), findClient: clientFinder(), isClosing: () => false },
  )
}

function elsewhere(path: string): Reply {
  if (path === '*') return new Reply({ kind: 'empty' }, { status: 204, headers: { allow: 'GET, HEAD' } })
  throw new HttpError(404)
}

function asReply(value: unknown): Reply {
  if (value instanceof Reply) return value
  throw new TypeError('only replies are thrown here')
}
