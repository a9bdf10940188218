// HTML or JSON, by Accept. @see RFC 9110 section 12.5.1

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prefersHtml } from '../../src/http/accept.js'

test.each([
  [undefined, false],
  ['', false],
  ['*/*', false],
  ['text/html', true],
  ['TEXT/HTML', true],
  ['application/xhtml+xml', true],
  ['application/json', false],
  ['application/problem+json', false],
  ['text/html, application/json', true],
  ['application/json, text/html', true],
  ['application/json, text/html;q=0.9', false],
  ['application/json;q=0.8, text/html;q=0.9', true],
  ['application/json;q=0.9;x=y, text/html;level=1;q=0.9', true],
  ['text/html;q=0', false],
  ['text/html;q=0, */*', false],
  ['text/html;q=2', false],
  ['text/html;q=x', false],
  ['text/html;Q=0.5, application/json;q=0.4', true],
  ['text/plain, image/*', false],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  [',,;;q=1,text/html', true],
])('Accept: %s prefers HTML: %s', (accept, prefers) => {
  expect(prefersHtml(accept)).toBe(prefers)
})

test('no field makes it throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'text/html;q=0.1,*+ "'.split('')) }),
      (accept) => typeof prefersHtml(accept) === 'boolean',
    ),
  )
})
