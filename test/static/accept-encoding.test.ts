// Which coding wins, and that no field can make the choice fail.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Coding, preferredCoding } from '../../src/http/accept-encoding.js'

const ALL: readonly Coding[] = ['br', 'zstd', 'gzip']

describe('preferredCoding', () => {
  const rows: readonly (readonly [field: string | undefined, available: readonly Coding[], coding: Coding])[] = [
    [undefined, ALL, 'identity'],
    ['', ALL, 'identity'],
    ['br', [], 'identity'],
    ['br', ALL, 'br'],
    ['gzip, br', ALL, 'br'],
    ['gzip, br', ['gzip'], 'gzip'],
    ['gzip;q=1, br;q=0', ALL, 'gzip'],
    ['gzip;q=0', ALL, 'identity'],
    ['*', ALL, 'br'],
    ['*', ['gzip'], 'gzip'],
    ['*;q=0', ALL, 'identity'],
    ['*;q=0, gzip', ALL, 'gzip'],
    ['br;q=0, *;q=0.1', ALL, 'zstd'],
    ['x-gzip', ALL, 'gzip'],
    ['X-GZIP;Q=0.2', ALL, 'gzip'],
    ['gzip;q=0.2, zstd;q=0.21, br;q=0.209', ALL, 'zstd'],
    ['identity;q=0.5, gzip;q=0.4', ALL, 'identity'],
    ['identity;q=0.5, gzip;q=0.5', ALL, 'gzip'],
    ['identity;q=0, gzip;q=0', ALL, 'identity'],
    ['gzip;q=1.001', ALL, 'identity'],
    ['gzip;q=1.0000', ALL, 'identity'],
    ['gzip;q=-1', ALL, 'identity'],
    ['gzip;q=', ALL, 'identity'],
    ['gzip;q=1.', ALL, 'gzip'],
    ['gzip;q=0.', ALL, 'identity'],
    ['gzip;level=9', ALL, 'identity'],
    ['gzip\t;\tq=0.1', ALL, 'gzip'],
    ['gzip;q=0, gzip', ALL, 'identity'],
    ['gzip, gzip;q=0', ALL, 'gzip'],
    ['__proto__, constructor', ALL, 'identity'],
    [',,,br,,', ALL, 'br'],
  ]
  test.each(rows)('%j of %j is %s', (field, available, coding) => {
    expect(preferredCoding(field, available)).toBe(coding)
  })

  test('never fails, and never chooses what is not there', () => {
    const word = fc.constantFrom('br', 'gzip', 'zstd', '*', 'identity', ';', 'q=', '0', '1', '.', ',', ' ', 'x-gzip')
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.subarray([...ALL]), (words, available) => {
        const coding = preferredCoding(words.join(''), available)
        return coding === 'identity' || available.includes(coding)
      }),
    )
  })
})
