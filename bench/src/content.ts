// What the servers answer with: the same text, document, routes and files for each of them.
// It knows no server and no scenario; server programs import it, so it must stay cheap to load.

import { createHash } from 'node:crypto'

/** The text of the scenario `hello`. */
export const GREETING = 'Hello, world'

/** The document of the scenario `json`: small, so that the framework and not JSON.stringify is what is measured. */
export const DOCUMENT = { message: 'Hello, world', id: 42, tags: ['benchmark', 'json'], author: { name: 'Ada' } }

/** The resources of the scenario `parameter`: each has four routes, a hundred in all. */
export const RESOURCES: readonly string[] = [
  'accounts',
  'addresses',
  'articles',
  'authors',
  'baskets',
  'brands',
  'carriers',
  'categories',
  'coupons',
  'customers',
  'deliveries',
  'invoices',
  'orders',
  'payments',
  'pictures',
  'prices',
  'products',
  'refunds',
  'reviews',
  'shops',
  'stocks',
  'suppliers',
  'taxes',
  'users',
  'warehouses',
]

/** A file of the static scenarios. */
export interface Asset {
  /** Where it lies in the folder in which the servers run, and its address. */
  readonly path: `/static/${string}`
  readonly sizeBytes: number
}

/** The files of the static scenarios. */
export const ASSETS = {
  small: { path: '/static/1k.bin', sizeBytes: 1024 },
  medium: { path: '/static/100k.bin', sizeBytes: 100 * 1024 },
  large: { path: '/static/1m.bin', sizeBytes: 1024 * 1024 },
} as const satisfies Record<string, Asset>

/** The bytes of a file: the same in every run, and no two parts alike, so that a lost or doubled chunk shows. */
export function assetBytes({ path, sizeBytes }: Asset): Buffer {
  return createHash('shake256', { outputLength: sizeBytes }).update(path).digest()
}
