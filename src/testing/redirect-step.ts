// Where a redirect leads, and with what: as browsers follow it.
// @see https://fetch.spec.whatwg.org/#http-redirect-fetch

import type { HeaderFields } from './browser-headers.js'
import type { Answer } from './exchange.js'
import type { Body } from './page-types.js'

/** A request on its way. */
export interface Outgoing {
  readonly method: string
  readonly url: URL
  /** Without those of cookies and of the body. */
  readonly headers: HeaderFields
  readonly body: Body | undefined
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** The request that follows an answer; undefined if it is no redirect, or leads off the site. */
export function redirectStep({ status, headers }: Answer, sent: Outgoing): Outgoing | undefined {
  const location = headers.get('location')
  if (location === null || !REDIRECTS.has(status) || !URL.canParse(location, sent.url.href)) return undefined
  const url = new URL(location, sent.url)
  if (url.origin !== sent.url.origin) return undefined
  if (url.hash === '') url.hash = sent.url.hash
  return becomesGet(status, sent.method) ? asGet({ ...sent, url }) : { ...sent, url }
}

function becomesGet(status: number, method: string): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD'
  return (status === 301 || status === 302) && method === 'POST'
}

/** Nothing that speaks of the body goes along. */
function asGet({ headers: { origin: _, 'content-type': __, ...headers }, url }: Outgoing): Outgoing {
  return { method: 'GET', url, headers, body: undefined }
}
