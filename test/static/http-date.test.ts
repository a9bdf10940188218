// The three forms of a date in HTTP, and all that only looks like one.

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { formatHttpDate, parseHttpDate } from '../../src/http/http-date.js'

const NOW = Date.UTC(2026, 5, 15)
const NOVEMBER_94 = Date.UTC(1994, 10, 6, 8, 49, 37)

describe('parseHttpDate', () => {
  test.each([
    ['IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT', NOVEMBER_94],
    ['the form of RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', NOVEMBER_94],
    ['the form of asctime', 'Sun Nov  6 08:49:37 1994', NOVEMBER_94],
    ['asctime with a day of two digits', 'Wed Nov 16 08:49:37 1994', Date.UTC(1994, 10, 16, 8, 49, 37)],
    ['the beginning of time', 'Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['before 1970', 'Wed, 31 Dec 1969 23:59:59 GMT', -1000],
    ['a leap day', 'Thu, 29 Feb 2024 00:00:00 GMT', Date.UTC(2024, 1, 29)],
    ['a leap second', 'Sat, 31 Dec 2016 23:59:60 GMT', Date.UTC(2017, 0, 1)],
    ['a year with leading zeros', 'Sun, 06 Nov 0094 08:49:37 GMT', new Date('0094-11-06T08:49:37Z').getTime()],
    ['the last year', 'Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59)],
    ['another day of the week than it was', 'Mon, 06 Nov 1994 08:49:37 GMT', NOVEMBER_94],
    ['two digits in 50 years', 'Monday, 15-Jun-76 00:00:00 GMT', Date.UTC(2076, 5, 15)],
    ['two digits more than 50 years ahead', 'Monday, 15-Jun-77 00:00:00 GMT', Date.UTC(1977, 5, 15)],
    ['two digits this year', 'Monday, 15-Jun-26 00:00:00 GMT', NOW],
  ])('reads %s', (_name, text, time) => {
    expect(parseHttpDate(text, NOW)).toBe(time)
  })

  test.each([
    '',
    '9999',
    '1994',
    '0',
    '784111777',
    '1994-11-06',
    '1994-11-06T08:49:37Z',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 08:49:37 +0000',
    'Sun, 06 Nov 1994 08:49:37 gmt',
    'sun, 06 nov 1994 08:49:37 GMT',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun,06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 94 08:49:37 GMT',
    'Sun, 06-Nov-94 08:49:37 GMT',
    'Sunday, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Nov 1994 08:60:00 GMT',
    'Sun, 06 Nov 1994 08:49:61 GMT',
    'Sun, 00 Nov 1994 08:49:37 GMT',
    'Sun, 31 Nov 1994 08:49:37 GMT',
    'Wed, 29 Feb 2023 00:00:00 GMT',
    'Sun, 06 Now 1994 08:49:37 GMT',
    'Xyz, 06 Nov 1994 08:49:37 GMT',
    'Sun Nov 6 08:49:37 1994',
    'Sun Nov 06 08:49:37 1994 GMT',
    ' Sun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT ',
    'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT\n',
    'Wednesday, 99-Nov-94 08:49:37 GMT',
    'Sun, ٠٦ Nov 1994 08:49:37 GMT',
  ])('refuses %j', (text) => {
    expect(parseHttpDate(text, NOW)).toBeUndefined()
  })

  it('reads whatever is formatted, to the second', () => {
    const seconds = fc.integer({ min: Date.UTC(0, 0, 1) / 1000, max: Date.UTC(9999, 11, 31) / 1000 })
    fc.assert(fc.property(seconds, (time) => parseHttpDate(formatHttpDate(time * 1000), NOW) === time * 1000))
  })

  it('reads nothing out of noise, and never throws', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'SunMonJa0123456789 ,-:GMT'), maxLength: 40 })
    fc.assert(
      fc.property(noise, (text) => {
        const time = parseHttpDate(text, NOW)
        return time === undefined || Number.isFinite(time)
      }),
    )
  })
})
