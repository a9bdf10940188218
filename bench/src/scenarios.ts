// The scenarios as data: what is asked, and the answer that every server must give to the byte.
// A new scenario is one entry here, and one listener or route in each server that can answer it.

import { ASSETS, type Asset, assetBytes, DOCUMENT, GREETING } from './content.js'

/** One thing that servers are asked, over and over. */
export interface Scenario {
  readonly name: string
  /** The request target of a GET. */
  readonly path: string
  readonly expected: Answer
}

/** The status and the bytes of an answer. */
export interface Answer {
  readonly status: number
  readonly body: Buffer
}

/** All scenarios, in the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'hello', path: '/', expected: ok(GREETING) },
  { name: 'json', path: '/json', expected: ok(JSON.stringify(DOCUMENT)) },
  { name: 'parameter', path: '/orders/12345', expected: ok('orders 12345') },
  staticScenario('static-1k', ASSETS.small),
  staticScenario('static-100k', ASSETS.medium),
  staticScenario('static-1m', ASSETS.large),
]

function staticScenario(name: string, asset: Asset): Scenario {
  return { name, path: asset.path, expected: { status: 200, body: assetBytes(asset) } }
}

function ok(body: string): Answer {
  return { status: 200, body: Buffer.from(body) }
}
