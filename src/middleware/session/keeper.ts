// Where sessions are kept: in a store, or sealed in the cookie itself.

import type { Opened, Outcome } from './visit.js'

/** What the cookie is to carry from now on. */
export interface CookieContent {
  readonly value: string
  /** In whole seconds. */
  readonly maxAge: number
}

/** Opens and keeps sessions. */
export interface Keeper {
  /** The session of a cookie; undefined if it is unknown or has expired. @throws HttpError 503 if that cannot be known */
  open(value: string, cookieName: string): Promise<Opened | undefined> | undefined
  /**
   * Keeps what became of a session. The cookie stays as it is where nothing is returned; no promise is, where nothing is to be
   * written. @throws HttpError 503
   */
  keep(outcome: Outcome, cookieName: string): Promise<CookieContent | undefined> | undefined
}
