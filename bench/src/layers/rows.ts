// The layers as data: what is asked, what the layer is compared with, and by which fields its answers show it.
// A new layer is one entry here, and one app in servers/miniweb/layered.ts.

import type { Contender } from '../contenders.js'
import { GREETING } from '../content.js'
import { signToken } from '../miniweb-jwt.js'
import { LONG_TABLE, tablePage } from '../pages.js'
import type { Request, Scenario } from '../scenarios.js'
import { AUDIENCE, ISSUER, ORIGIN, SECRET } from './visitor.js'

/** A layer that is measured, named after its app. */
export interface LayerRow {
  readonly name: string
  /** What the report says of it. */
  readonly about: string
  /** The app without the layer. Default: `hello`. */
  readonly without?: string
  /** What bare answers the same with. Default: `hello`. */
  readonly bare?: string
  /** The request. Default: `GET /` without header fields. */
  readonly request?: Partial<Request>
  /** Header fields that the layer adds to the answer. */
  readonly fields?: readonly string[]
}

const VISIT = { visit: '/visit' }
const TABLE = { path: '/table', expected: { status: 200, body: Buffer.from(tablePage(LONG_TABLE)) } }
const TOKEN = await signToken(
  { sub: '7' },
  { secret: SECRET, algorithm: 'HS256', issuer: ISSUER, audience: AUDIENCE, expiresIn: 86_400 },
)
const HEADERS = ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy']
const ALL = ['access-control-allow-origin', 'x-request-id', ...HEADERS]

/** All layers, in the order in which they run. */
export const LAYERS: readonly LayerRow[] = [
  {
    name: 'cors',
    about: 'a listed Origin',
    request: { headers: { origin: ORIGIN } },
    fields: ['access-control-allow-origin', 'vary'],
  },
  { name: 'secure-headers', about: 'the defaults', fields: HEADERS },
  { name: 'request-log', about: 'JSON to /dev/null', fields: ['x-request-id'] },
  { name: 'session-new', about: 'a visitor without a cookie' },
  { name: 'session-unread', about: 'a stored session that nobody reads', request: VISIT },
  {
    name: 'session-read',
    about: 'a stored session that is read, and not changed',
    request: VISIT,
    fields: ['cache-control', 'vary'],
  },
  { name: 'session-sealed', about: 'the same, sealed in the cookie', request: VISIT, fields: ['cache-control'] },
  { name: 'csrf', about: 'GET, inside session-read', without: 'session-read', request: VISIT },
  { name: 'csrf-token', about: 'the same, making a token', without: 'session-read', request: VISIT },
  { name: 'flash', about: 'asked for messages, inside session-read', without: 'session-read', request: VISIT },
  { name: 'signed-cookies', about: 'reading one', request: VISIT },
  { name: 'rate-limit', about: 'in memory', fields: ['ratelimit', 'ratelimit-policy'] },
  { name: 'compress-small', about: 'below the threshold', request: { headers: { 'accept-encoding': 'gzip, br' } } },
  {
    name: 'compress-gzip',
    about: '10 KiB, gzip',
    without: 'text',
    bare: 'text',
    request: { ...TABLE, headers: { 'accept-encoding': 'gzip' } },
    fields: ['content-encoding'],
  },
  {
    name: 'compress-br',
    about: '10 KiB, br',
    without: 'text',
    bare: 'text',
    request: { ...TABLE, headers: { 'accept-encoding': 'gzip, br' } },
    fields: ['content-encoding'],
  },
  { name: 'etag', about: 'of the short text', fields: ['etag'] },
  { name: 'etag-10k', about: 'of 10 KiB', without: 'text', bare: 'text', request: TABLE, fields: ['etag'] },
  { name: 'health', about: 'another path than its own' },
  { name: 'bearer', about: 'HS256', request: { headers: { authorization: `Bearer ${TOKEN}` } } },
  {
    name: 'all-new',
    about: 'cors, headers, log and session, without a cookie',
    request: { headers: { origin: ORIGIN } },
    fields: ALL,
  },
  {
    name: 'all',
    about: 'cors, headers, log and session-read',
    request: { ...VISIT, headers: { origin: ORIGIN } },
    fields: [...ALL, 'cache-control'],
  },
]

/** The names of the servers in each round, beside the baseline. */
export const WITHOUT = 'without'
export const WITH = 'with'

/** What is asked, and the three that answer: bare, miniweb without the layer, and with it. */
export function comparison(row: LayerRow): { readonly scenario: Scenario; readonly contenders: readonly Contender[] } {
  const { name, without = 'hello', bare = 'hello', fields = [] } = row
  const greeting: Request = { path: '/', method: 'GET', expected: { status: 200, body: Buffer.from(GREETING) } }
  const shared = { scenarios: [name], isExtra: false }
  const layers = { ...shared, program: 'layers', isDiscarded: true }
  return {
    scenario: { name, requests: [{ ...greeting, ...row.request }], pipelined: 1 },
    contenders: [
      { ...shared, name: 'bare', part: bare },
      { ...layers, name: WITHOUT, part: without },
      { ...layers, name: WITH, part: name, fields },
    ],
  }
}
