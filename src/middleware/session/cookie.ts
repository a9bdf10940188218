// The cookie of sessions: its name, which depends on TLS, and its attributes.
// @see draft-ietf-httpbis-rfc6265bis section 4.1.3 (name prefixes)

import { ConfigError } from '../../errors.js'
import type { Ctx } from '../../http/context.js'
import { type CookieOptions, serializeCookie } from '../../http/cookies.js'
import type { CookieContent } from './keeper.js'

/** What may be chosen of the cookie. It is always HttpOnly, and Secure over TLS. */
export interface SessionCookieOptions extends Pick<CookieOptions, 'domain' | 'path' | 'sameSite'> {
  /** Default: `__Host-session` over TLS, `__Secure-session` there with a domain or path, otherwise `session`. */
  readonly name?: string
}

/** Reads and sets the cookie of sessions. */
export class SessionCookie {
  readonly #name: string | undefined
  readonly #attributes: Omit<SessionCookieOptions, 'name'>

  /** @throws ConfigError BAD_SESSION if no cookie can be like this */
  constructor({ name, ...attributes }: SessionCookieOptions) {
    this.#name = name
    this.#attributes = attributes
    try {
      serializeCookie(this.#nameFor(true), '', { ...attributes, secure: true })
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new ConfigError('BAD_SESSION', `session: the option cookie cannot work: ${why}`, { cause })
    }
  }

  /** The name for this request's connection; only this one is read and set. */
  nameIn({ secure }: Ctx): string {
    return this.#nameFor(secure)
  }

  set(ctx: Ctx, { value, maxAge }: CookieContent): void {
    ctx.cookies.set(this.nameIn(ctx), value, { ...this.#attributes, maxAge })
  }

  delete(ctx: Ctx): void {
    ctx.cookies.delete(this.nameIn(ctx), this.#attributes)
  }

  #nameFor(secure: boolean): string {
    if (this.#name !== undefined) return this.#name
    const { domain, path = '/' } = this.#attributes
    if (!secure) return 'session'
    return domain === undefined && path === '/' ? '__Host-session' : '__Secure-session'
  }
}
