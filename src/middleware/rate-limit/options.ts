// The options of a rate limit, checked when the layer is made.

import { ConfigError } from '../../errors.js'
import type { Ctx } from '../../http/context.js'
import type { Reply } from '../../http/reply.js'
import { type Log, logToStderr } from '../../log.js'
import { keyOfAddress } from './client-key.js'
import { memoryCounts } from './memory.js'
import type { RateLimitStore, RateLimitStoreOptions } from './store.js'

/** How many requests are let through, and whose. */
export interface RateLimitOptions<C extends Ctx = Ctx> {
  /** How many requests of a key a window takes. */
  readonly limit: number
  /** The length of a window, which begins with the first request of a key; at most 2,000,000 seconds. */
  readonly windowSeconds: number
  /**
   * Whose request it is; undefined: it is not counted. Default: the client's address, that of IPv6 by its /64 network. Behind
   * a proxy that `trustProxy` does not name, that is the proxy's.
   */
  readonly key?: (ctx: C) => string | undefined | Promise<string | undefined>
  /** Which answers count, such as failed logins: `(reply) => reply.status === 401`. Default: all. */
  readonly counts?: (reply: Reply, ctx: C) => boolean
  /** What clients are told of this limit, and what keeps the keys of several limits in one store apart. Default: `default`. */
  readonly name?: string
  /** Makes what counts, from the options of a limiter of rate-limiter-flexible. Default: the memory of this process. */
  readonly store?: (options: RateLimitStoreOptions) => RateLimitStore
  /** The most keys in memory; beyond them the oldest window is forgotten. Default: 50,000. */
  readonly memoryKeys?: number
  /** How long a store may take, in milliseconds; then it has failed. Default: 1,000. */
  readonly storeTimeoutMs?: number
  /** Whether requests are refused with 503 or let through while the store fails. Default: `refuse`. */
  readonly whenStoreFails?: 'refuse' | 'pass'
  /** Takes a line a minute while requests are let through because the store fails. Default: a line on stderr. */
  readonly log?: Log
}

/** The options with their defaults. */
export interface RateLimit<C extends Ctx> {
  /** The field RateLimit-Policy, which is always the same. */
  readonly policy: string
  readonly name: string
  readonly keyOf: NonNullable<RateLimitOptions<C>['key']>
  readonly counts: RateLimitOptions<C>['counts']
  readonly store: RateLimitStore
  /** Undefined for the memory of this process, which answers at once. */
  readonly storeTimeoutMs: number | undefined
  readonly passes: boolean
  readonly log: Log
}

/** Timers take no more milliseconds than 2^31. */
const LONGEST_SECONDS = 2_000_000

/** Fills in the defaults. @throws ConfigError BAD_OPTION */
export function rateLimitOf<C extends Ctx>(options: RateLimitOptions<C>): RateLimit<C> {
  const { name = 'default', whenStoreFails = 'refuse', store } = options
  const limit = whole('limit', options.limit)
  const windowSeconds = whole('windowSeconds', options.windowSeconds, LONGEST_SECONDS)
  const mostKeys = whole('memoryKeys', options.memoryKeys ?? 50_000)
  const storeTimeoutMs = whole('storeTimeoutMs', options.storeTimeoutMs ?? 1000, LONGEST_SECONDS * 1000)
  if (!/^[\w.-]+$/.test(name)) throw bad(`name: ${JSON.stringify(name)}: letters, digits, and any of _ . -`)
  if (whenStoreFails !== 'refuse' && whenStoreFails !== 'pass') throw bad(`whenStoreFails: 'refuse' or 'pass'`)
  const counting = { points: limit, duration: windowSeconds, keyPrefix: `rate-limit:${name}` }
  return {
    policy: `"${name}";q=${limit};w=${windowSeconds}`,
    name,
    keyOf: options.key ?? ((ctx) => keyOfAddress(ctx.ip)),
    counts: options.counts,
    store: store ? checkedStore(store(counting)) : memoryCounts(counting, mostKeys),
    storeTimeoutMs: store ? storeTimeoutMs : undefined,
    passes: whenStoreFails === 'pass',
    log: options.log ?? logToStderr,
  }
}

function checkedStore(store: RateLimitStore): RateLimitStore {
  const missing = (['consume', 'reward'] as const).find((name) => typeof store?.[name] !== 'function')
  if (missing) throw bad(`a store without the method ${missing}: give a function that makes a limiter`)
  return store
}

function whole(name: string, value: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value
  throw bad(`${name}: ${value}: a whole number from 1${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}`)
}

function bad(what: string): ConfigError {
  return new ConfigError('BAD_OPTION', `rateLimit has ${what}`)
}
