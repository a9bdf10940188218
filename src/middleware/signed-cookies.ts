// Cookies with a signature: whoever holds one can read it, and cannot change it or move it to another name.
// @see RFC 2104 (HMAC), RFC 4648 section 5 (base64url)

import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Ctx, extendContext } from '../http/context.js'
import type { CookieOptions, Cookies } from '../http/cookies.js'
import type { Layer } from '../http/layer.js'
import { checkedSecrets } from './secrets.js'

/** The signed cookies of one request and its answer. */
export interface SignedCookies {
  /** The value that was signed under this name; undefined if there is none, or its signature is not right. */
  get(name: string): string | undefined
  /** Sets a cookie with its signature. @throws TypeError if a name, value or attribute is not allowed */
  set(name: string, value: string, options?: CookieOptions): void
  /** Removes a cookie; `domain` and `path` must be those it was set with. */
  delete(name: string, options?: Parameters<Cookies['delete']>[1]): void
}

/** How cookies are signed. */
export interface SignedCookiesOptions {
  /** Each of 32 bytes or more. The first signs; all verify, so that a new one can be put in front. */
  readonly secrets: string | readonly string[]
}

/**
 * A layer that adds `ctx.signed`. The cookie is `value.signature`, the latter HMAC-SHA256 over `name=value` in base64url.
 *
 * @throws ConfigError BAD_SECRET if there is no secret, or one has less than 32 bytes
 */
export function signedCookies({ secrets }: SignedCookiesOptions): Layer<{ signed: SignedCookies }> {
  const keys = checkedSecrets(secrets, 'signedCookies')
  return function signedCookies(ctx, next) {
    extendContext(ctx, { signed: new SignedJar(ctx, keys) })
    return next()
  }
}

class SignedJar implements SignedCookies {
  readonly #ctx: Ctx
  readonly #keys: readonly string[]

  constructor(ctx: Ctx, keys: readonly string[]) {
    this.#ctx = ctx
    this.#keys = keys
  }

  get(name: string): string | undefined {
    const cookie = this.#ctx.cookies.get(name) ?? ''
    const dot = cookie.lastIndexOf('.')
    if (dot === -1) return undefined
    const value = cookie.slice(0, dot)
    const signature = cookie.slice(dot + 1)
    return this.#keys.some((key) => isEqual(signature, signatureOf(name, value, key))) ? value : undefined
  }

  set(name: string, value: string, options?: CookieOptions): void {
    if (typeof value !== 'string') throw new TypeError(`the value of a signed cookie is a string, not ${typeof value}`)
    const [key = ''] = this.#keys
    this.#ctx.cookies.set(name, `${value}.${signatureOf(name, value, key)}`, options)
  }

  delete(name: string, options?: Parameters<Cookies['delete']>[1]): void {
    this.#ctx.cookies.delete(name, options)
  }
}

/** No name of a cookie has an equals sign, so that no two pairs are one text. */
function signatureOf(name: string, value: string, key: string): string {
  return createHmac('sha256', key).update(`${name}=${value}`).digest('base64url')
}

function isEqual(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}
