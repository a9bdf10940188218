// Names and values in the form `a=1&b=2`, against what browsers do with it.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addField, allValues, type Fields, firstValues, parseFields } from '../../src/http/query.js'
import { HttpError } from '../../src/index.js'

describe('parseFields', () => {
  test('reads what URLSearchParams writes, with repeated names as lists', () => {
    const pairs = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(pairs, (list) => {
        const wanted = new Map<string, string | string[]>()
        for (const [name, value] of list) {
          const before = wanted.get(name)
          wanted.set(name, before === undefined ? value : [before, value].flat())
        }
        const fields = parseFields(new URLSearchParams(list).toString(), 'query')
        expect(new Map(Object.entries(fields))).toEqual(wanted)
      }),
    )
  })

  test('reads what URLSearchParams reads, or refuses with 400', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab=&+%2fFcC3é\u0000;[].'.split('')) }), (text) => {
        try {
          const fields = parseFields(text, 'query')
          const params = new URLSearchParams(text)
          const names = new Set(params.keys())
          expect(new Set(Object.keys(fields))).toEqual(names)
          for (const name of names) expect(allValues(fields, name)).toEqual(params.getAll(name))
        } catch (error) {
          expect(error).toBeInstanceOf(HttpError)
          expect(error).toMatchObject({ status: 400 })
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('K5: takes 1,000 values and refuses one more, whatever stands between', () => {
    expect(Object.keys(parseFields('&&a=1'.repeat(1000), 'query'))).toEqual(['a'])
    expect(() => parseFields('&&a=1'.repeat(1001), 'query')).toThrow('the query has more than 1000 names')
  })

  test('K5 qs CVE-2025-15284, CVE-2026-2391: brackets, indexes and commas mean nothing', () => {
    const fields = parseFields(`${'a'}${'[b]'.repeat(1000)}=1&a[1000000000]=2&a=${','.repeat(10_000)}`, 'form')
    expect(Object.keys(fields)).toEqual([`a${'[b]'.repeat(1000)}`, 'a[1000000000]', 'a'])
    expect(fields['a']).toBe(','.repeat(10_000))
  })

  test('says where the malformed escape was', () => {
    expect(() => parseFields('a=%zz', 'form')).toThrow('the form contains a malformed escape')
  })
})

test('firstValues gives one value of each name', () => {
  const fields: Fields = Object.assign(Object.create(null), { a: '1', b: ['2', '3'] })
  expect({ ...firstValues(fields) }).toEqual({ a: '1', b: '2' })
  expect(Object.getPrototypeOf(firstValues(fields))).toBeNull()
})

test('addField turns a value into a list when its name comes again', () => {
  const fields: Fields = Object.create(null)
  for (const value of ['1', '2', '3']) addField(fields, '__proto__', value)
  expect(Object.entries(fields)).toEqual([['__proto__', ['1', '2', '3']]])
})
