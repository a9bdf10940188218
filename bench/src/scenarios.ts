// The scenarios as data: what is asked, and the answer that every server must give to the byte.
// A new scenario is one entry here, and one listener or route in each server that can answer it.

import { ASSETS, type Asset, assetBytes, DOCUMENT, GREETING } from './content.js'

/** One thing that servers are asked, over and over. */
export interface Scenario {
  readonly name: string
  /** The request target. */
  readonly path: string
  readonly method: 'GET' | 'HEAD'
  /** What a plain GET must have been answered with before; its entity tag is then sent as If-None-Match. */
  readonly before?: Answer
  readonly expected: Answer
}

/** A request to one server. */
export interface Question {
  readonly url: string
  readonly method: 'GET' | 'HEAD'
  readonly headers: Readonly<Record<string, string>>
}

/** The status and the bytes of an answer. */
export interface Answer {
  readonly status: number
  readonly body: Buffer
  /** What Content-Length must say, where there is no body to count. */
  readonly announcedBytes?: number
}

const NOTHING = Buffer.alloc(0)

/** All scenarios, in the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'hello', path: '/', method: 'GET', expected: ok(GREETING) },
  { name: 'json', path: '/json', method: 'GET', expected: ok(JSON.stringify(DOCUMENT)) },
  { name: 'parameter', path: '/orders/12345', method: 'GET', expected: ok('orders 12345') },
  staticScenario('static-1k', ASSETS.small),
  staticScenario('static-100k', ASSETS.medium),
  staticScenario('static-1m', ASSETS.large),
  {
    ...staticScenario('static-304', ASSETS.medium),
    before: ok(assetBytes(ASSETS.medium)),
    expected: { status: 304, body: NOTHING },
  },
  {
    ...staticScenario('static-head', ASSETS.medium),
    method: 'HEAD',
    expected: { status: 200, body: NOTHING, announcedBytes: ASSETS.medium.sizeBytes },
  },
]

function staticScenario(name: string, asset: Asset): Scenario {
  return { name, path: asset.path, method: 'GET', expected: ok(assetBytes(asset)) }
}

function ok(body: string | Buffer): Answer {
  return { status: 200, body: Buffer.from(body) }
}
