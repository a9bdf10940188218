// Sessions sealed in the cookie: no server keeps anything. What this cannot do: a copy of a cookie stays valid until it expires,
// whatever became of the session since; and of two requests at the same time the last answer wins.

import { isExpired, isUseDue, type Lifetimes, remainingSeconds } from './expiry.js'
import { withChanges } from './fields.js'
import type { CookieContent, Keeper } from './keeper.js'
import type { Seal } from './seal.js'
import type { SessionRecord } from './store.js'
import type { Going, Opened, Outcome } from './visit.js'

/** Browsers keep 4,096 bytes of name and value. @see draft-ietf-httpbis-rfc6265bis section 5.6 */
const LIMIT_BYTES = 4000

/** What is sealed. */
interface Content extends SessionRecord {
  readonly id: string
}

/** Keeps sessions in their cookies. */
export class SealedSessions implements Keeper {
  readonly #seal: Seal
  readonly #lifetimes: Lifetimes

  constructor(seal: Seal, lifetimes: Lifetimes) {
    this.#seal = seal
    this.#lifetimes = lifetimes
  }

  async open(value: string, cookieName: string): Promise<Opened | undefined> {
    if (value.length > LIMIT_BYTES) return undefined
    const text = await this.#seal.open(value, cookieName)
    if (text === undefined) return undefined
    const { id, ...record }: Content = JSON.parse(text)
    return isExpired(record, this.#lifetimes, Date.now()) ? undefined : { id, record, version: 0 }
  }

  keep({ session }: Outcome, cookieName: string): Promise<CookieContent | undefined> | undefined {
    if (!session) return undefined
    const { id, from, changes } = session
    const isKept = from?.id === id && changes.size === 0 && !isUseDue(from.record, this.#lifetimes, Date.now())
    return isKept ? undefined : this.#reseal(session, cookieName)
  }

  /** @throws RangeError if the cookie would be too large for browsers */
  async #reseal({ id, from, changes }: Going, cookieName: string): Promise<CookieContent> {
    const now = Date.now()
    const { data = {}, createdAt = now } = from?.record ?? {}
    const content: Content = { id, data: withChanges(data, changes), createdAt, usedAt: now }
    const value = await this.#seal.seal(JSON.stringify(content), cookieName)
    checkSize(cookieName.length + 1 + value.length)
    return { value, maxAge: remainingSeconds(content, this.#lifetimes, now) }
  }
}

function checkSize(bytes: number): void {
  if (bytes <= LIMIT_BYTES) return
  throw new RangeError(
    `the sealed session takes ${bytes} bytes of the ${LIMIT_BYTES} that a cookie can hold: keep less in it, or use session({ store })`,
  )
}
