// The layer of sessions: opens the visitor's session, and keeps what became of it when the answer is ready.

import { Context, type Ctx, extendContext } from '../../http/context.js'
import type { Layer } from '../../http/layer.js'
import type { Reply } from '../../http/reply.js'
import { addVary } from '../../http/vary.js'
import { SessionCookie } from './cookie.js'
import { keeperOf, type SessionOptions } from './options.js'
import type { Session } from './session.js'
import { type Outcome, Visit } from './visit.js'

/**
 * A layer that gives each visitor a session, as `ctx.session`. Whoever does nothing with it pays a read of the store, if the
 * visitor has a session: no cookie is set and nothing is written.
 *
 * @example const site = route.through(session<{ userId: number }>({ store: memoryStore() }))
 * @throws ConfigError BAD_SESSION if not exactly one of `store` and `secrets` is given, or an option cannot work; BAD_SECRET
 */
export function session<Data extends object = Record<string, unknown>>(
  options: SessionOptions,
): Layer<{ session: Session<Data> }> {
  const keeper = keeperOf(options)
  const cookie = new SessionCookie(options.cookie ?? {})
  return async function session(ctx, next) {
    if (Object.hasOwn(ctx, 'session')) throw new TypeError('session() is around this route twice')
    const name = cookie.nameIn(ctx)
    const brought = ctx.cookies.get(name)
    const visit = new Visit(brought ? await keeper.open(brought, name) : undefined)
    extendContext(ctx, { session: visit })
    const reply = await next()
    const isSilent = saysNothing(ctx, reply)
    const outcome = isSilent ? endOf(visit.outcome()) : visit.outcome()
    const keeping = keeper.keep(outcome, name)
    const content = keeping && (await keeping)
    if (isSilent || ctx.res.headersSent) return reply
    const isCookieDead = brought !== undefined && outcome.isDestroyed && !outcome.session
    if (content) cookie.set(ctx, content)
    else if (isCookieDead) cookie.delete(ctx)
    if (content || isCookieDead || (visit.isRead && !visit.isNew)) makePrivate(reply)
    else if (visit.isRead) addVary(reply.headers, 'Cookie') // the same for everybody without a session
    return reply
  }
}

/** Whether the answer is one that caches share or renew: it must not carry anything of a visitor. */
function saysNothing(ctx: Ctx, { status }: Reply): boolean {
  return status === 304 || (ctx instanceof Context && ctx.isAsset)
}

/** The end of a session alone, if it has ended. */
function endOf({ isDestroyed, destroyed }: Outcome): Outcome {
  return { isDestroyed, destroyed, session: undefined }
}

/** Keeps the answer out of caches, that of the back button among them, unless the handler has decided. @see RFC 9111 section 5.2.2.5 */
function makePrivate({ headers }: Reply): void {
  if (!headers.has('cache-control')) headers.put('cache-control', 'no-store')
  addVary(headers, 'Cookie')
}
