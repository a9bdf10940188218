// The request target, split and decoded once.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeEscapes, encodeSegment, encodeSegments, parseTarget } from '../../src/http/target.js'
import { HttpError } from '../../src/index.js'

const awkward = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(...'/\\.%?#:@*&=2eEfF5cC0a'.split(''), 'http:', '//', '%2f', '%5C', '%00', '%c3%a9', '%ff'),
    maxLength: 60,
  }),
)

describe('parseTarget', () => {
  const rows: readonly (readonly [
    raw: string,
    path: string,
    segments: readonly string[],
    search: string,
    authority: string | undefined,
  ])[] = [
    ['/', '/', [''], '', undefined],
    ['/a', '/a', ['a'], '', undefined],
    ['/a/', '/a/', ['a', ''], '', undefined],
    ['//', '//', ['', ''], '', undefined],
    ['//a', '//a', ['', 'a'], '', undefined],
    ['/a//b', '/a//b', ['a', '', 'b'], '', undefined],
    ['/./a/../b', '/./a/../b', ['.', 'a', '..', 'b'], '', undefined],
    ['/%2e%2E/%2e', '/../.', ['..', '.'], '', undefined],
    ['/%252e', '/%2e', ['%2e'], '', undefined],
    ['/a%2Fb/c', '/a%2Fb/c', ['a/b', 'c'], '', undefined],
    ['/a%5cb', '/a%5Cb', ['a\\b'], '', undefined],
    ['/a\\b', '/a%5Cb', ['a\\b'], '', undefined],
    ['/caf%C3%A9', '/caf\u00e9', ['caf\u00e9'], '', undefined],
    ['/a?', '/a', ['a'], '', undefined],
    ['/a?b=%zz&c?d', '/a', ['a'], 'b=%zz&c?d', undefined],
    ['/a?/../b', '/a', ['a'], '/../b', undefined],
    ['http://a.example/b?c', '/b', ['b'], 'c', 'a.example'],
    ['http://a.example', '/', [''], '', 'a.example'],
    ['http://a.example?c', '/', [''], 'c', 'a.example'],
    ['HTTPS://a.example:1//b', '//b', ['', 'b'], '', 'a.example:1'],
  ]
  test.each(rows)('%j', (raw, path, segments, search, authority) => {
    const target = parseTarget('GET', raw)
    expect([target.path, target.search, target.authority]).toEqual([path, search, authority])
    expect(target.segments).toEqual(segments)
  })

  test.each([
    '',
    'a',
    '*',
    '?a',
    '/#',
    '/a#b',
    '/?#',
    '/%',
    '/%2',
    '/%zz',
    '/%ff',
    '/%c0%ae',
    '/%ed%a0%80',
    '/%00',
    '/a%00b',
    'ftp://a/b',
    'http:/a',
    'http://',
    'http:///a',
    'http://?a',
    'http://a/%zz',
    '\\\\a',
    'javascript:x',
  ])('A9, A10: %j is 400', (raw) => {
    expect(() => parseTarget('GET', raw)).toThrow(expect.objectContaining({ status: 400 }))
  })

  test('`*` is a target of OPTIONS alone', () => {
    expect(parseTarget('OPTIONS', '*').path).toBe('*')
    expect(() => parseTarget('HEAD', '*')).toThrow(HttpError)
  })

  test('takes 8 KiB and refuses more with 414', () => {
    expect(parseTarget('GET', `/${'a'.repeat(8191)}`).path).toHaveLength(8192)
    expect(() => parseTarget('GET', `/${'a'.repeat(8192)}`)).toThrow(expect.objectContaining({ status: 414 }))
  })

  test('never fails but with an HttpError of the client, whatever the target is', () => {
    fc.assert(
      fc.property(fc.constantFrom('GET', 'OPTIONS'), awkward, (method, raw) => {
        const target = targetOf(method, raw)
        if (!target) return
        expect(target.path === '*' || target.path.startsWith('/')).toBe(true)
        expect(target.segments.every((segment) => !segment.includes('\0'))).toBe(true)
        expect(target.path).not.toContain('\\')
      }),
      { numRuns: 5000 },
    )
  })

  test('the path has as many segments as the list, and nothing in it is a separator that was escaped', () => {
    fc.assert(
      fc.property(awkward, (raw) => {
        const target = targetOf('GET', `/${raw}`)
        if (target) expect(target.path.slice(1).split('/')).toHaveLength(target.segments.length)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('encodeSegments', () => {
  test('gives a path that parses to the same segments', () => {
    const segment = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 6 }), (segments) => {
        const path = encodeSegments(segments)
        expect(path).toMatch(/^[\x21-\x7e]+$/)
        expect(path).not.toMatch(/[?#\\"<>]/)
        expect(parseTarget('GET', path).segments).toEqual(segments)
      }),
    )
  })

  test.each([
    ['a b', 'a%20b'],
    ['a/b\\c', 'a%2Fb%5Cc'],
    ["a-._~!$&'()*+,;=:@z", "a-._~!$&'()*+,;=:@z"],
    ['%', '%25'],
    ['\u00e9\ud800', '%C3%A9%EF%BF%BD'],
  ])('encodes %j as %s (RFC 3986 pchar)', (segment, encoded) => {
    expect(encodeSegment(segment)).toBe(encoded)
  })
})

test('decodeEscapes decodes once, and says what contained the malformed escape', () => {
  expect(decodeEscapes('%2541', 'path')).toBe('%41')
  expect(() => decodeEscapes('%4', 'query')).toThrow('the query contains a malformed escape')
})

function targetOf(method: string, raw: string): ReturnType<typeof parseTarget> | undefined {
  try {
    return parseTarget(method, raw)
  } catch (error) {
    expect(error).toBeInstanceOf(HttpError)
    expect(error).toMatchObject({ status: expect.toSatisfy((status: number) => status === 400 || status === 414) })
    return undefined
  }
}
