// JSON from outside, against JSON.parse: the same values, the same refusals, and bounds that JSON.parse does not have.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../../src/http/body/json.js'
import { HttpError } from '../../../src/index.js'

describe('parseJson', () => {
  test('gives what JSON.parse gives, for any value without a prototype in its keys', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), (text) => {
        if (/__proto__|constructor/.test(text)) return
        expect(parseJson(text, 100)).toEqual(JSON.parse(text))
      }),
    )
  })

  test('refuses what JSON.parse refuses, always with 400 and a position', () => {
    const piece = fc.constantFrom(...'{}[]:,"\\ 01.-eEtrufalsn'.split(''), 'true', 'null', '"a":')
    fc.assert(
      fc.property(fc.string({ unit: piece }), (text) => {
        const [ours, native] = [outcome(() => parseJson(text, 100)), outcome(() => JSON.parse(text))]
        if (native instanceof Error) {
          expect(ours).toBeInstanceOf(HttpError)
          expect(ours).toMatchObject({ status: 400, message: expect.stringMatching(/position \d+/) })
        } else expect(ours).toEqual(native)
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ])('takes 100 levels of %s and refuses more', (open, close) => {
    const perPair = open.replaceAll(/[^[{]/g, '').length
    const nest = (levels: number) => `${open.repeat(levels / perPair)}1${close.repeat(levels / perPair)}`
    expect(parseJson(nest(100), 100)).toBeTruthy()
    expect(() => parseJson(nest(100 + perPair), 100)).toThrow('nested more than 100 levels')
  })

  test('finds a key that reaches for a prototype deeper than the stack', () => {
    const deep = (inside: string) => `${'['.repeat(100_000)}${inside}${']'.repeat(100_000)}`
    expect(() => parseJson(deep('{"__proto__":1}'), 200_000)).toThrow('reaches for a prototype')
    expect(parseJson(deep('"__proto__"'), 200_000)).toBeTruthy()
  })

  test.each([
    ['brackets in strings', JSON.stringify({ a: '[{'.repeat(500) })],
    ['a string that ends in backslashes, then brackets', `["\\\\\\\\","${'['.repeat(500)}"]`],
    ['many short lists', JSON.stringify(Array.from({ length: 500 }, () => []))],
    ['many strings with quotes', JSON.stringify(Array.from({ length: 500 }, () => '"["'))],
  ])('does not count %s as depth', (_name, text) => {
    expect(parseJson(text, 100)).toEqual(JSON.parse(text))
  })
})

function outcome(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}
