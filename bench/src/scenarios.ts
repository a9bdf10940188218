// The scenarios as data: what is asked, and the answers that every server must give to the byte.
// A new scenario is one entry here, and one listener or route in each server that can answer it.

import { CONTACT, NEW_ORDER, ORDER } from './bodies.js'
import { ASSETS, type Asset, assetBytes, DOCUMENT, GREETING } from './content.js'
import { BLOG, blogPage, TABLE, tablePage } from './pages.js'

/** What servers are asked, over and over. */
export interface Scenario {
  readonly name: string
  /** The requests, one after the other and then from the first again. */
  readonly requests: readonly Request[]
  /** How many requests a connection sends before it waits for their answers. */
  readonly pipelined: number
}

/** A request and its answer. */
export interface Request {
  /** The request target. */
  readonly path: string
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** What a plain GET must have been answered with before; its entity tag is then sent as If-None-Match. */
  readonly before?: Answer
  /** A path that is asked before; the cookies that it sets are sent. Of a server that has no such path, none are. */
  readonly visit?: string
  readonly expected: Answer
}

/** The status and the bytes of an answer. */
export interface Answer {
  readonly status: number
  readonly body: Buffer
  /** What Content-Length must say, where there is no body to count. */
  readonly announcedBytes?: number
}

const NOTHING = Buffer.alloc(0)

const table = get('/table', tablePage(TABLE))
const blog = get('/blog', blogPage(BLOG))
const json = get('/json', JSON.stringify(DOCUMENT))
const medium = file(ASSETS.medium)

/** All scenarios, in the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  scenario('hello', get('/', GREETING)),
  scenario('json', json),
  scenario('parameter', get('/orders/12345', 'orders 12345')),
  scenario('echo', post('/echo', ORDER, JSON.stringify(ORDER))),
  scenario('form', form('/contact', CONTACT)),
  scenario('validated', post('/orders', NEW_ORDER, JSON.stringify(NEW_ORDER))),
  scenario('page', table),
  scenario('page-layout', blog),
  scenario('layers-sync', get('/', 'visits: 5')),
  scenario('layers-async', get('/', 'visits: 5')),
  { ...scenario('pipelined', get('/', GREETING)), pipelined: 16 },
  scenario('mixed', table, file(ASSETS.small), blog, table, json, blog, file(ASSETS.small), table, medium, blog),
  scenario('static-1k', file(ASSETS.small)),
  scenario('static-100k', medium),
  scenario('static-1m', file(ASSETS.large)),
  scenario('static-304', { ...medium, before: medium.expected, expected: { status: 304, body: NOTHING } }),
  scenario('static-head', {
    ...medium,
    method: 'HEAD',
    expected: { status: 200, body: NOTHING, announcedBytes: ASSETS.medium.sizeBytes },
  }),
]

function scenario(name: string, ...requests: readonly Request[]): Scenario {
  return { name, requests, pipelined: 1 }
}

function get(path: string, body: string | Buffer): Request {
  return { path, method: 'GET', expected: ok(body) }
}

function file(asset: Asset): Request {
  return get(asset.path, assetBytes(asset))
}

function post(path: string, document: object, answer: string): Request {
  const headers = { 'content-type': 'application/json' }
  return { path, method: 'POST', headers, body: JSON.stringify(document), expected: ok(answer) }
}

function form(path: string, fields: Readonly<Record<string, string>>): Request {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams(fields).toString()
  return { path, method: 'POST', headers, body, expected: ok(JSON.stringify(fields)) }
}

function ok(body: string | Buffer): Answer {
  return { status: 200, body: Buffer.from(body) }
}
