// The options of sessions, checked when the layer is made.

import { ConfigError } from '../../errors.js'
import { checkedSecrets } from '../secrets.js'
import type { SessionCookieOptions } from './cookie.js'
import type { Lifetimes } from './expiry.js'
import type { Keeper } from './keeper.js'
import { Seal } from './seal.js'
import { SealedSessions } from './sealed.js'
import type { SessionStore } from './store.js'
import { StoredSessions } from './stored.js'

/** How long sessions live, and their cookie. */
interface SharedOptions {
  /** How long a session may be unused, in seconds. Default: 86,400, a day. */
  readonly idleSeconds?: number
  /** How long a session may last in all, in seconds. Default: 604,800, a week. */
  readonly lifetimeSeconds?: number
  readonly cookie?: SessionCookieOptions
}

/** Where sessions are kept, how long, and their cookie. Exactly one of `store` and `secrets`. */
export type SessionOptions = SharedOptions &
  (
    | {
        /** Keeps the sessions; the cookie carries an id. */
        readonly store: SessionStore
        readonly secrets?: never
      }
    | {
        /** Seals the sessions into the cookie: each of at least 32 bytes, the first seals, all open. Needs the package jose. */
        readonly secrets: string | readonly string[]
        readonly store?: never
      }
  )

const DAY_SECONDS = 86_400

/** What keeps the sessions. @throws ConfigError BAD_SESSION or BAD_SECRET */
export function keeperOf(options: SessionOptions): Keeper {
  const { store, secrets } = options
  const lifetimes = lifetimesOf(options)
  if (store !== undefined && secrets !== undefined) {
    throw bad('has both a store and secrets: sessions are kept in one of them')
  }
  if (secrets !== undefined) return new SealedSessions(new Seal(checkedSecrets(secrets, 'session')), lifetimes)
  if (store === undefined) {
    throw bad(
      'has neither store nor secrets: give store: memoryStore() while developing, or secrets for sealed cookies',
    )
  }
  const missing = (['read', 'write', 'delete'] as const).find((name) => typeof store[name] !== 'function')
  if (missing) throw bad(`has a store without the method ${missing}`)
  return new StoredSessions(store, lifetimes)
}

function lifetimesOf({ idleSeconds = DAY_SECONDS, lifetimeSeconds = 7 * DAY_SECONDS }: SharedOptions): Lifetimes {
  return {
    idleMs: milliseconds('idleSeconds', idleSeconds),
    lifetimeMs: milliseconds('lifetimeSeconds', lifetimeSeconds),
  }
}

function milliseconds(name: string, seconds: number): number {
  if (Number.isSafeInteger(seconds) && seconds >= 1) return seconds * 1000
  throw bad(`has ${name}: ${seconds}: a whole number of seconds, at least 1`)
}

function bad(what: string): ConfigError {
  return new ConfigError('BAD_SESSION', `session ${what}`)
}
