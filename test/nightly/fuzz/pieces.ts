// What requests are put together from, and what breaks them: valid lines, targets, fields and bodies, and the bytes that
// parsers have stumbled over.

import fc from 'fast-check'

/** Text from pieces of a list and, here and there, any character of latin1. */
export function textOf(pieces: readonly string[], most: number): fc.Arbitrary<string> {
  const any = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code))
  const piece = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: any })
  return fc.array(piece, { maxLength: most }).map((parts) => parts.join(''))
}

/** Pieces of targets. */
export const TARGET_PIECES = [
  '/', '//', '/.', '/..', '.', 'a', 'where', 'static', 'name.txt', '?', '&', 'q=1', '=', '#', '%', '%2F', '%2f', '%5C',
  '%5c', '%2e', '%2E%2e', '%252e', '%00', '%zz', '%ff', '%c3%bc', '%C0%AE', '%41', '%', '\\', ';', ':', '@', '*', '+',
  ' ', '\t', 'http://', 'https://', 'HTTP://a.example', 'evil.example:81', '[::1]', 'user:pass@', '__proto__', '-1',
  '\0', '\x7f', '\xfc', '~', '{{a}}', '<b>', '"', "'",
] as const // biome-ignore format: a list of words

/** Pieces of the values of header fields. */
export const FIELD_PIECES = [
  ',', ';', '=', ' ', '\t', '"', '\\', '\\"', '*', '*/*', 'q=', 'q=0', 'q=0.5', 'q=1.001', 'q=-1', 'a', 'a=b', 'text/html',
  'application/json', 'charset=utf-8', 'boundary=x', 'gzip', 'br', 'zstd', 'identity', 'x-gzip', 'bytes', 'bytes=', '0-0',
  '0-', '-1', '-0', '5-2', '99999999999999999999', 'W/', '"tag"', 'W/"tag"', 'Sun, 06 Nov 1994 08:49:37 GMT',
  'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994', 'Nov', 'GMT', 'for=', 'for="[::1]:80"', 'proto=https',
  'host=a.example', 'by=', '127.0.0.1', '::1', '::ffff:7f00:1', '999.1.1.1', 'unknown', '_hidden', '1', '__proto__', 'sid=1',
  '__proto__=1', 'constructor=2', '$Version=1', '%zz', '%41', '%', 'é', '/', '-', '.', ':', '[', ']', '\0', '\r', '\n',
] as const // biome-ignore format: a list of words

/** Bytes that are put into the middle of a request. */
const BREAKERS = [
  '\r\n', '\n', '\r', '\r\n\r\n', ' ', '\t', ':', '\0', ',', ';', '%', '\\', '\xff', '\x80', 'HTTP/1.1', 'HTTP/1.0',
  'HTTP/2.0', 'HTTP/1.1\r\n', '\r\nHost: b.example', '\r\nContent-Length: 5', '\r\nContent-Length: 0',
  '\r\nTransfer-Encoding: chunked', '\r\nTransfer-Encoding: identity', '\r\nTransfer-Encoding:', '\r\nConnection: close',
  '\r\nConnection: keep-alive', '\r\nExpect: 100-continue', '\r\nExpect: 200-ok', '\r\nUpgrade: h2c\r\nConnection: upgrade',
  '\r\n folded', '\r\nX : a', '0\r\n\r\n', '5\r\nhello\r\n', 'ffffffff\r\n', '-1\r\n', '1;x="\r\n', 'PRI * HTTP/2.0',
  'GET / HTTP/1.1\r\nHost: c.example\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00', '\r\nContent-Encoding: gzip', '{', '--x', '--x--',
] as const // biome-ignore format: a list of words

type Mutation = (text: string) => string

/** A change of some bytes: cut out, doubled, replaced, put in, or moved to another place. */
export const mutation: fc.Arbitrary<Mutation> = fc
  .record({
    kind: fc.constantFrom('cut', 'double', 'insert', 'byte', 'end'),
    at: fc.nat(10_000),
    length: fc.integer({ min: 1, max: 24 }),
    breaker: fc.constantFrom(...BREAKERS),
    byte: fc.integer({ min: 0, max: 255 }),
  })
  .map(({ kind, at, length, breaker, byte }) => (text) => {
    const from = at % (text.length + 1)
    const [before, piece, after] = [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)]
    if (kind === 'cut') return before + after
    if (kind === 'double') return before + piece + piece + after
    if (kind === 'insert') return before + breaker + piece + after
    if (kind === 'byte') return before + String.fromCharCode(byte) + piece.slice(1) + after
    return before
  })
