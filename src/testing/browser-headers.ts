// The header fields that a browser sends along: what it accepts, and where a request comes from.
// @see https://www.w3.org/TR/fetch-metadata/ , https://fetch.spec.whatwg.org/#append-a-request-origin-header ,
// https://www.w3.org/TR/referrer-policy/

import { ACCEPTED_ENCODINGS } from './exchange.js'
import { targetOf } from './site-address.js'

/** Header fields by name, in lower case. */
export type HeaderFields = Readonly<Record<string, string>>

/** The page that a request comes from. */
export interface Referrer {
  readonly url: URL
  /** Its Referrer-Policy. */
  readonly policy: string | undefined
}

const COMMON = { 'accept-encoding': ACCEPTED_ENCODINGS, 'accept-language': 'en', 'user-agent': 'miniweb/testing' }

/** For a page that is asked for: by the reader, or by a link or form of another page of the site. */
export function navigationHeaders(method: string, from: Referrer | undefined): HeaderFields {
  return {
    ...COMMON,
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'sec-fetch-site': from ? 'same-origin' : 'none',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    'sec-fetch-user': '?1',
    ...(from ? originOf(method, from) : {}),
    ...(from ? refererOf(from) : {}),
  }
}

/** For a request that a script of the site makes by `fetch`. */
export function fetchHeaders(method: string, site: URL): HeaderFields {
  return {
    ...COMMON,
    accept: '*/*',
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'cors',
    'sec-fetch-dest': 'empty',
    ...originOf(method, { url: site, policy: undefined }),
  }
}

function originOf(method: string, { url, policy }: Referrer): HeaderFields {
  if (method === 'GET' || method === 'HEAD') return {}
  return { origin: policy === 'no-referrer' ? 'null' : url.origin }
}

function refererOf({ url, policy = '' }: Referrer): HeaderFields {
  if (policy === 'no-referrer') return {}
  const isOriginAlone = policy === 'origin' || policy === 'strict-origin'
  return { referer: isOriginAlone ? `${url.origin}/` : url.origin + targetOf(url) }
}
