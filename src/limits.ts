// The bounds on what one request, one connection and the end of the app may cost. All are on by default.

import { ConfigError } from './errors.js'
import { type BodyLimits, bodyLimits, DEFAULT_BODY_LIMITS } from './http/body/limits.js'

/** Bounds; each may be set on its own. Times are in milliseconds, sizes in bytes; `Infinity` stands for 2,147,483,647. */
export interface Limits extends Partial<BodyLimits> {
  /** The longest request target; above it 414. Default: 8,192. */
  readonly targetBytes?: number
  /** The most header fields; above it 431. node:http itself drops those over about 1,000 in silence. Default: 100. */
  readonly headerFields?: number
  /** The largest header block; above it 431. Default: 16,384. */
  readonly headerBytes?: number
  /** How long a client may take to send a header block; then 408. Default: 10,000. */
  readonly headersMs?: number
  /** How long a client may take to send a whole request; then 408. Default: 30,000. */
  readonly requestMs?: number
  /** How long a handler, with its layers, may take; then 503, and `ctx.signal` is aborted. Default: 30,000. */
  readonly handlerMs?: number
  /** How long a client may read nothing of an answer that waits to be sent; then the connection ends. Default: 30,000. */
  readonly writeMs?: number
  /** How long a connection stays open without a request. Default: 5,000. */
  readonly idleMs?: number
  /** How long the app still accepts connections after it has begun to close, while `app.isReady` is false already. Default: 0. */
  readonly unreadyMs?: number
  /** How long closing waits for running answers, and then for what `onClose` added. Default: 10,000. */
  readonly drainMs?: number
}

/** What timers and node:http take. */
const MOST = 2 ** 31 - 1

const DEFAULTS: Required<Limits> = {
  ...DEFAULT_BODY_LIMITS,
  targetBytes: 8_192,
  headerFields: 100,
  headerBytes: 16_384,
  headersMs: 10_000,
  requestMs: 30_000,
  handlerMs: 30_000,
  writeMs: 30_000,
  idleMs: 5_000,
  unreadyMs: 0,
  drainMs: 10_000,
}

/** Fills in the defaults. @throws ConfigError BAD_OPTION for what is no number from 0, or no limit */
export function resolveLimits(given: Limits = {}): Required<Limits> {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULTS, name)) {
      throw new ConfigError('BAD_OPTION', `limits.${name}: there are ${Object.keys(DEFAULTS).join(', ')}`)
    }
    if (value !== undefined && !(typeof value === 'number' && value >= 0))
      throw new ConfigError('BAD_OPTION', `limits.${name} is a number from 0, not ${String(value)}`)
  }
  const set = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Math.min(value, MOST)]],
  )
  const limits: Partial<Limits> = Object.fromEntries(set)
  return { ...DEFAULTS, ...limits, ...resolveBodyLimits(limits) }
}

function resolveBodyLimits(given: Limits): BodyLimits {
  try {
    return bodyLimits(given)
  } catch (cause) {
    throw new ConfigError('BAD_OPTION', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
