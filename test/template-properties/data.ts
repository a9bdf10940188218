// What the random pages are rendered with: records of values, one for each kind of place; and their harmless twins, which
// have the same conditions and as many items, so that only the values differ.

import fc, { type Arbitrary } from 'fast-check'
import { trustedHtml } from '../../src/template/safe-html.js'
import { hostileJson, hostilePrintable, hostileText } from './hostile.js'

/** What stands for a value in a harmless page, so that the judges know its places. */
export const MARK = 'm4rk'

/** The same as a number, for JSON in scripts. */
export const JSON_MARK = 40_404

const KEYS = ['t0', 't1', 'u0', 'u1', 'p0', 'p1', 'd0', 's0', 's1', 'm0', 'j0', 'j1'] as const

/** Values by the kind of place: text, URL, part of a URL, descriptor of a srcset, style, markup, JSON. */
type Values = Readonly<Record<(typeof KEYS)[number], unknown>>

/** What a page sees. */
export interface Data extends Values {
  readonly flag: boolean
  readonly other: boolean
  readonly one: Values
  readonly list: readonly Values[]
  readonly tags: readonly string[]
  readonly part: string
}

/** Data that tries everything, and data of the same shape that tries nothing. */
export interface Twins {
  readonly hostile: Data
  readonly harmless: Data
}

const hostileValues: Arbitrary<Values> = fc.record({
  t0: hostilePrintable,
  t1: hostileText,
  u0: hostilePrintable,
  u1: hostileText,
  p0: hostilePrintable,
  p1: hostileText,
  d0: hostileText,
  s0: hostilePrintable,
  s1: hostileText,
  m0: hostileText.map(trustedHtml),
  j0: hostileJson,
  j1: hostileJson,
})

const HARMLESS: Values = {
  t0: MARK,
  t1: MARK,
  u0: MARK,
  u1: MARK,
  p0: MARK,
  p1: MARK,
  d0: '2x',
  s0: MARK,
  s1: MARK,
  m0: trustedHtml(MARK),
  j0: JSON_MARK,
  j1: JSON_MARK,
}

/** Both kinds of data. */
export const twins: Arbitrary<Twins> = fc
  .record({
    values: hostileValues,
    one: hostileValues,
    list: fc.array(hostileValues, { maxLength: 2 }),
    tags: fc.array(hostileText, { maxLength: 3 }),
    flag: fc.boolean(),
    other: fc.boolean(),
    part: fc.constantFrom('parts/a', 'parts/b.html'),
  })
  .map(({ values, one, list, tags, ...choices }) => ({
    hostile: { ...choices, ...values, one, list, tags },
    harmless: { ...choices, ...HARMLESS, one: HARMLESS, list: list.map(() => HARMLESS), tags: tags.map(() => MARK) },
  }))
