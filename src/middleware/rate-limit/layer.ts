// The layer that bounds how often a client is answered.
// @see draft-ietf-httpapi-ratelimit-headers-10 (RateLimit, RateLimit-Policy), RFC 6585 section 4 (429)

import { HttpError } from '../../errors.js'
import { Context, type Ctx } from '../../http/context.js'
import type { Layer } from '../../http/layer.js'
import type { Reply } from '../../http/reply.js'
import { shortKey } from './client-key.js'
import { type Counted, Counter } from './counter.js'
import { type RateLimit, type RateLimitOptions, rateLimitOf } from './options.js'
import type { RateLimitState } from './store.js'

/**
 * A layer that lets so many requests of a client through in a window of time, and answers 429 to the rest. Needs the package
 * rate-limiter-flexible, unless `store` is given.
 *
 * A request is counted before its handler runs, and taken back behind it where `counts` says so: many at the same time are no
 * way around the limit.
 *
 * @example app.use('/api', rateLimit({ limit: 100, windowSeconds: 60 }))
 * @throws ConfigError BAD_OPTION for an option that cannot work, or without the package
 */
// biome-ignore lint/complexity/noBannedTypes: the empty object adds nothing, and leaves no trace in the context's type
export function rateLimit<C extends Ctx = Ctx>(options: RateLimitOptions<C>): Layer<{}, C> {
  const rule = rateLimitOf(options)
  const counter = new Counter(rule)
  return async function rateLimit(ctx, next) {
    const given = await rule.keyOf(ctx)
    if (given === undefined) return next()
    const key = shortKey(given)
    const taken = await counter.take(key)
    if (!taken) return next()
    if (taken.isOver) throw tooMany(rule, taken)
    const endsAt = performance.now() + taken.msBeforeNext
    const reply = await next()
    const isCounted = rule.counts?.(reply, ctx) ?? true
    // What was counted in a window that has ended is gone with it.
    const state = isCounted || performance.now() >= endsAt ? taken : await counter.giveBack(key)
    tell(ctx, reply, rule, state ?? taken)
    return reply
  }
}

/** An asset is the same for all, and may be kept by caches: what it says of one client would be told to others. */
function tell(
  ctx: Ctx,
  { headers }: Reply,
  rule: Pick<RateLimit<Ctx>, 'policy' | 'name'>,
  state: RateLimitState,
): void {
  if (ctx instanceof Context && ctx.isAsset) return
  headers.append('ratelimit-policy', rule.policy)
  headers.append('ratelimit', stateField(rule.name, state))
}

function tooMany({ policy, name }: Pick<RateLimit<Ctx>, 'policy' | 'name'>, state: Counted): HttpError {
  const seconds = secondsOf(state)
  return new HttpError(429, `too many requests: try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`, {
    headers: { 'retry-after': String(seconds), 'ratelimit-policy': policy, ratelimit: stateField(name, state) },
  })
}

function stateField(name: string, state: RateLimitState): string {
  return `"${name}";r=${Math.max(0, state.remainingPoints)};t=${secondsOf(state)}`
}

function secondsOf({ msBeforeNext }: RateLimitState): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000))
}
