// A Content-Type in parts. @see RFC 9110 section 8.3.1

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMediaType } from '../../../src/http/body/media-type.js'
import { HttpError } from '../../../src/index.js'

describe('parseMediaType', () => {
  const rows: readonly (readonly [field: string, essence: string, parameters: Readonly<Record<string, string>>])[] = [
    ['text/html', 'text/html', {}],
    ['TEXT/Html', 'text/html', {}],
    ['text/html;charset=utf-8', 'text/html', { charset: 'utf-8' }],
    ['text/html ; Charset = "UTF-8" ', 'text/html', { charset: 'UTF-8' }],
    ['text/html;a="b;c";d=e', 'text/html', { a: 'b;c', d: 'e' }],
    ['text/html;a="b\\"c\\\\";d=e', 'text/html', { a: 'b"c\\', d: 'e' }],
    ['text/html;a="b\\";c";d=e', 'text/html', { a: 'b";c', d: 'e' }],
    ['text/html;;a=b;', 'text/html', { a: 'b' }],
    ['text/html;a=b;a=c', 'text/html', { a: 'b' }],
    ['text/html;a;=b;c=d', 'text/html', { c: 'd' }],
    ['text/html;a="open', 'text/html', { a: '"open' }],
    ['text/html;a=""', 'text/html', { a: '' }],
    ['text/html;a="', 'text/html', { a: '"' }],
    ['multipart/form-data; boundary=----x', 'multipart/form-data', { boundary: '----x' }],
    ['application/vnd.api+json', 'application/vnd.api+json', {}],
    ['text/html;__proto__=x', 'text/html', { ['__proto__']: 'x' }],
  ]
  test.each(rows)('reads %j', (field, essence, parameters) => {
    const type = parseMediaType(field)
    expect(type.essence).toBe(essence)
    expect([...type.parameters]).toEqual(Object.entries(parameters))
  })

  test.each([
    '',
    'text',
    '/html',
    'text/',
    'text/html/x',
    'text /html',
    'a/b, c/d',
    ';charset=utf-8',
    'te xt/html',
    'text/h\u00e9',
  ])('refuses %j with 415', (field) => {
    expect(() => parseMediaType(field)).toThrow(expect.objectContaining({ status: 415 }))
  })

  test('never fails in another way, whatever the field is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a/;="\\ ,é'.split('')) }), (field) => {
        try {
          parseMediaType(field)
        } catch (error) {
          expect(error).toBeInstanceOf(HttpError)
        }
      }),
    )
  })
})
