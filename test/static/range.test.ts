// A Range field for nine bytes, and for none.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRange } from '../../src/http/range.js'

const part = (start: number, end: number) => ({ kind: 'part', start, end })
const WHOLE = { kind: 'whole' }
const NONE = { kind: 'unsatisfiable' }

describe('parseRange', () => {
  test.each([
    ['bytes=0-4', part(0, 4)],
    ['bytes=0-0', part(0, 0)],
    ['bytes=-3', part(6, 8)],
    ['bytes=3-', part(3, 8)],
    ['bytes=2-50', part(2, 8)],
    ['bytes=-99', part(0, 8)],
    ['bytes=8-', part(8, 8)],
    ['bytes=00-01', part(0, 1)],
    ['BYTES=0-1', part(0, 1)],
    ['bytes= 0-1', part(0, 1)],
    ['bytes=,,0-1\t,', part(0, 1)],
    ['bytes=9-50', NONE],
    ['bytes=9-', NONE],
    ['bytes=-0', NONE],
    ['bytes=-000', NONE],
    [`bytes=${'9'.repeat(400)}-`, NONE],
    ['bytes=5-2', WHOLE],
    ['bytes=', WHOLE],
    ['bytes=,', WHOLE],
    ['bytes=-', WHOLE],
    ['bytes=5', WHOLE],
    ['bytes=a-b', WHOLE],
    ['bytes=1-2-3', WHOLE],
    ['bytes=1.0-2', WHOLE],
    ['bytes=1-2;q=1', WHOLE],
    ['bytes=0-1,2-3', WHOLE],
    ['bytes:0-1', WHOLE],
    ['octets=0-1', WHOLE],
    ['', WHOLE],
  ])('%j', (field, range) => {
    expect(parseRange(field, 9)).toEqual(range)
  })

  test.each(['bytes=0-', 'bytes=0-0', 'bytes=-1', 'bytes=-0'])('%j of nothing', (field) => {
    expect(parseRange(field, 0)).toEqual(NONE)
  })

  test('a part always lies inside, whatever is asked', () => {
    const number = fc.oneof(fc.nat({ max: 20 }).map(String), fc.bigInt({ min: 0n }).map(String), fc.constant(''))
    fc.assert(
      fc.property(number, number, fc.nat({ max: 15 }), (first, last, size) => {
        const range = parseRange(`bytes=${first}-${last}`, size)
        if (range.kind === 'part') return 0 <= range.start && range.start <= range.end && range.end < size
        return true
      }),
      { numRuns: 2000 },
    )
  })
})
