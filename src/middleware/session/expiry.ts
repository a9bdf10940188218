// When a session ends: idle for too long, or begun too long ago. Times are milliseconds since the epoch.
// @see https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html (session expiration)

import type { SessionRecord } from './store.js'

/** How long a session lives, in milliseconds. */
export interface Lifetimes {
  /** Since it was last used. */
  readonly idleMs: number
  /** Since it began. */
  readonly lifetimeMs: number
}

type Times = Pick<SessionRecord, 'createdAt' | 'usedAt'>

/** The moment at which a session ends if it is not used again. */
export function expiresAt({ createdAt, usedAt }: Times, { idleMs, lifetimeMs }: Lifetimes): number {
  return Math.min(usedAt + idleMs, createdAt + lifetimeMs)
}

/** Whether a session has ended; one with times that are no numbers has. */
export function isExpired(times: Times, lifetimes: Lifetimes, now: number): boolean {
  return !(now < expiresAt(times, lifetimes))
}

/** Whether the last use lies so far back that it is worth a write: a tenth of the idle time. */
export function isUseDue({ usedAt }: Times, { idleMs }: Lifetimes, now: number): boolean {
  return now - usedAt >= idleMs / 10
}

/** What remains of the lifetime, in whole seconds, at least 1. */
export function remainingSeconds(
  { createdAt }: Pick<Times, 'createdAt'>,
  { lifetimeMs }: Lifetimes,
  now: number,
): number {
  return Math.max(1, Math.ceil((createdAt + lifetimeMs - now) / 1000))
}
