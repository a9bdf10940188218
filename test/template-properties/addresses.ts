// Random attributes that hold addresses: values at the start, in path, query and fragment, and in lists of addresses.
// In addresses that load code a whole value is followed by nothing that could make it another host.

import fc, { type Arbitrary } from 'fast-check'
import { join, type Prints } from './prints.js'

const STARTS = [
  '/',
  '/a/',
  'a/',
  './',
  '../',
  'https://ok.example/',
  'http://ok.example:8080/a/',
  '//ok.example/',
  '?',
  '#',
]

/** What a value may stand behind, inside of an address that begins with literal text. */
const literalStart = fc.constantFrom(...STARTS, '/a?b=1&k=', 'a;b=', 'HTTPS://ok.example/', ' /', '&#47;a/', '/a&#x2f;')

/** An address. */
export function address(prints: Prints): Arbitrary<string> {
  const { url, urlPart } = prints
  return fc.oneof(
    url,
    join`${url}${fc.constantFrom('/a', '?a=b', '#a', '/', '?', 'a', '&amp;b')}`,
    join`${url}/${urlPart}`,
    join`${url}?k=${urlPart}&amp;z=1#${urlPart}`,
    afterLiteral(urlPart),
    join`${fc.constantFrom('mailto:', 'tel:', 'mailto:a@', 'MAILTO:', 'mailto:a@b.example?subject=')}${urlPart}`,
  )
}

/** An address that loads code. */
export function codeAddress({ url, urlPart }: Prints): Arbitrary<string> {
  return fc.oneof(url, join`${url}?v=${urlPart}`, join`${url}#${urlPart}`, afterLiteral(urlPart))
}

/** The content of srcset. */
export function addressList(prints: Prints): Arbitrary<string> {
  const { url, urlPart, descriptor } = prints
  const one = fc.oneof(url, join`/${urlPart}`, join`/i/${urlPart}.png?w=${urlPart}`)
  return fc.oneof(url, join`${one} ${descriptor}`, join`${one} 1x, ${one} ${descriptor}`, join`/a.png, ${one} 2x`)
}

function afterLiteral(urlPart: Arbitrary<string>): Arbitrary<string> {
  return fc.oneof(
    join`${literalStart}${urlPart}`,
    join`${literalStart}${urlPart}/${urlPart}`,
    join`${literalStart}${urlPart}${urlPart}`,
    join`${literalStart}${urlPart}/b?k=${urlPart}&amp;z=1#${urlPart}`,
    join`/s?k=${urlPart}&amp;z=1`,
    join`/s?z=1&k=${urlPart}#${urlPart}`,
  )
}
