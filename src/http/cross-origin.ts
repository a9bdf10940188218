// Requests that a page of another site makes a browser send: refused where they might change something.
// Browsers mark them; what carries no mark was not sent by a page, and carries nobody's cookies without their knowledge.
// @see https://www.w3.org/TR/fetch-metadata/ , RFC 6454 section 7

import { HttpError } from '../errors.js'
import type { Ctx } from './context.js'

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** Origins in the spelling of browsers. @throws TypeError for what is no origin of http or https */
export function originSet(origins: readonly string[]): ReadonlySet<string> {
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new TypeError(`"${origin}" is no origin such as https://app.example`)
  }
  return new Set(origins)
}

/** Whether a request may change something. @see RFC 9110 section 9.2.1 */
export function isUnsafe(method: string): boolean {
  return !SAFE.has(method)
}

/**
 * Refuses an unsafe request that a browser sends for another site.
 *
 * @param allowed the origins that may: `https://app.example`
 * @throws HttpError 403
 */
export function refuseCrossOrigin(ctx: Pick<Ctx, 'method' | 'headers' | 'host'>, allowed: ReadonlySet<string>): void {
  if (!isUnsafe(ctx.method)) return
  const { origin, 'sec-fetch-site': site } = ctx.headers
  if (origin !== undefined && allowed.has(origin)) return
  const isOwn =
    site === undefined
      ? origin === undefined || hostOf(origin) === withoutDefaultPort(ctx.host)
      : site === 'same-origin' || site === 'none'
  if (!isOwn) throw new HttpError(403, 'a page of another site may not send this request')
}

/** The host of an origin; undefined for `null` and what is none. */
function hostOf(origin: string): string | undefined {
  const host = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]
  return host === undefined ? undefined : withoutDefaultPort(host)
}

function withoutDefaultPort(host: string): string {
  return host.toLowerCase().replace(/:(?:80|443)$/, '')
}
