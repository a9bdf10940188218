// Multipart forms of any content, in any pieces, read in any way.

import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { CollectedBytes } from '../../../src/http/body/collected-bytes.js'
import { DEFAULT_BODY_LIMITS } from '../../../src/http/body/limits.js'
import { parseMediaType } from '../../../src/http/body/media-type.js'
import { receivedParts } from '../../../src/http/body/multipart.js'

/** The type of the forms. */
export const TYPE = parseMediaType('multipart/form-data; boundary=b-b')
/** What they may hold. */
export const BOUNDS = { limits: DEFAULT_BODY_LIMITS, kept: new CollectedBytes(Number.POSITIVE_INFINITY).body() }

/** Content that is made to be taken for a boundary, of sizes that fill buffers. */
const content = fc
  .array(
    fc.oneof(
      fc.constantFrom('\r\n', '--', '\r\n--b-b'.slice(0, -1), '\r\n--b', '-', 'b-b', '\r', '\n', '\0', 'x'),
      fc.nat({ max: 40_000 }).map((size) => 'y'.repeat(size)),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(''))
  .filter((text) => !text.includes('\r\n--b-b') && !`\r\n${text}\r\n`.includes('\r\n--b-b'))

/** A part, and how it is read. */
interface Sent {
  readonly name: string
  readonly isFile: boolean
  readonly content: string
  /** How many chunks of a file are read before the next part is asked for. */
  readonly reads: number
}

/** A part of any content. */
export const part: fc.Arbitrary<Sent> = fc.record({
  name: fc.constantFrom('a', 'b', '__proto__'),
  isFile: fc.boolean(),
  content,
  reads: fc.constantFrom(0, 1, Infinity, Infinity),
})

/** The body of a form. */
export function bodyOf(parts: readonly Sent[]): Buffer {
  const written = parts.map(({ name, isFile, content: text }) => {
    const file = isFile ? '; filename=f' : ''
    return `--b-b\r\nContent-Disposition: form-data; name=${name}${file}\r\n\r\n${text}\r\n`
  })
  return Buffer.from(`preamble\r\n${written.join('')}--b-b--\r\nepilogue`, 'latin1')
}

/** The body in pieces of given sizes, the last of which is repeated; some come at once, some later. */
export async function* pieces(body: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let start = 0
  for (let index = 0; start < body.length; index++) {
    const size = sizes[Math.min(index, sizes.length - 1)] ?? body.length
    if (index % 3 === 2) await new Promise((resolve) => setImmediate(resolve))
    yield body.subarray(start, start + size)
    start += size
  }
}

/** What is read of a form, as it was told to be read. */
export async function read(body: AsyncGenerator<Buffer>, parts: readonly Sent[]): Promise<readonly unknown[]> {
  const seen: unknown[] = []
  for await (const received of receivedParts(body, TYPE, BOUNDS)) {
    if (received.kind === 'field') {
      seen.push([received.name, received.value])
      continue
    }
    const reads = parts[seen.length]?.reads ?? 0
    let text = ''
    let count = 0
    if (reads > 0) {
      for await (const chunk of received.bytes) {
        text += chunk.toString('latin1')
        if (++count >= reads) break
      }
    }
    seen.push([received.name, reads === Infinity ? text : 'partly'])
  }
  return seen
}

function expected({ name, isFile, content: text, reads }: Sent): readonly string[] {
  return [name, isFile && reads !== Infinity ? 'partly' : text]
}

/** Throws for a form that is read otherwise in some pieces than it was written. */
export function formProperty(): fc.IAsyncProperty<[parts: Sent[], cuts: number[]]> {
  const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 70_000 })), {
    minLength: 1,
    maxLength: 20,
  })
  return fc.asyncProperty(fc.array(part, { maxLength: 6 }), sizes, async (parts, cuts) => {
    const last = Math.max(cuts.at(-1) ?? 1, 500) // a hundred thousand pieces of one byte prove no more
    deepStrictEqual(await read(pieces(bodyOf(parts), [...cuts, last]), parts), parts.map(expected))
  })
}
