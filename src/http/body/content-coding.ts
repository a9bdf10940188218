// The content coding of a body: gzip, deflate or br, taken off as the bytes come. Several codings on top of each other
// are not read: they serve nobody but those who send bombs.
// @see RFC 9110 section 8.4

import { pipeline, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { HttpError } from '../../errors.js'

const DECODERS = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

/** Takes one coding off some bytes. */
export type Decode = (bytes: AsyncIterable<Buffer>) => AsyncIterable<Buffer>

/**
 * What takes the coding of a Content-Encoding field off a body; undefined where there is none, or `identity`.
 * What it gives throws an HttpError 400 where the bytes are broken or end early.
 *
 * @throws HttpError 415 for an unknown coding, or more than one
 */
export function decoderOf(field: string | undefined): Decode | undefined {
  const coding = field?.trim().toLowerCase() ?? ''
  if (coding === '' || coding === 'identity') return undefined
  const create = DECODERS.get(coding)
  if (create) return (bytes) => decoded(bytes, create, coding)
  throw new HttpError(415, `a body may have one content coding: gzip, deflate or br`, {
    headers: { 'accept-encoding': 'gzip, deflate, br' }, // RFC 9110 section 15.5.16
  })
}

type Create = typeof createGunzip | typeof createInflate | typeof createBrotliDecompress

async function* decoded(bytes: AsyncIterable<Buffer>, create: Create, coding: string): AsyncGenerator<Buffer> {
  const decoder = create()
  pipeline(Readable.from(bytes, { objectMode: false }), decoder, () => undefined) // the decoder carries every error on
  try {
    yield* decoder
  } catch (cause) {
    throw cause instanceof HttpError ? cause : new HttpError(400, `the body is no valid ${coding}`, { cause })
  }
}
