// Raw requests: valid ones, several on one connection, and what is left of them after some bytes were changed.

import fc from 'fast-check'
import { FIELD_PIECES, mutation, TARGET_PIECES, textOf } from './pieces.js'

/** What is sent over one connection. */
export interface Sent {
  /** The bytes, one for each character. */
  readonly bytes: string
  /** Where they are cut into writes. */
  readonly cuts: readonly number[]
  /** How many requests it is without doubt, if nothing was changed. */
  readonly whole: number | undefined
}

const FIELDS = [
  'Accept', 'Accept-Encoding', 'Accept-Language', 'Authorization', 'Cookie', 'Content-Type', 'Content-Encoding', 'Expect',
  'Forwarded', 'If-Match', 'If-Modified-Since', 'If-None-Match', 'If-Range', 'If-Unmodified-Since', 'Origin', 'Range',
  'Sec-Fetch-Site', 'Upgrade', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-HTTP-Method-Override', '__proto__',
] as const // biome-ignore format: a list of words

const PATHS = [
  '/',
  '/healthz',
  '/where/a/b',
  '/int/7',
  '/int/x',
  '/seen',
  '/static/name.txt',
  '/static/',
  '/stream',
  '/page',
  '/none',
]
const BODIES: readonly (readonly [path: string, type: string, body: string])[] = [
  ['/echo', 'text/plain', 'hello'],
  ['/echo', 'text/plain; charset=utf-8', 'x'.repeat(1200)],
  ['/json', 'application/json', '{"a":[1,{"b":null}]}'],
  ['/json', 'application/json', '{"__proto__":{"a":1}}'],
  ['/form', 'application/x-www-form-urlencoded', 'a=1&b=%41&a=+'],
  [
    '/form',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="a"; filename="f.txt"\r\n\r\nhello\r\n--x--\r\n',
  ],
  ['/unread', 'text/plain', 'nobody reads this'],
]

/** What a field may hold that is valid in each of them: no control characters, no space at its ends. */
const fieldValue = textOf(FIELD_PIECES, 8).map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').trim())
/** None of these lets the number of requests or the end of the connection be unclear. */
const field = fc
  .tuple(fc.constantFrom(...FIELDS.filter((name) => name !== 'Expect' && name !== 'Upgrade')), fieldValue)
  .map(([name, value]) => `${name}: ${value}`)
const fields = fc.array(field, { maxLength: 4 })

const target = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...PATHS) },
  { weight: 1, arbitrary: textOf(TARGET_PIECES, 8).map((text) => `/${text.replace(/[^\x21-\x7e]|#/g, '')}`) },
)

const bodiless = fc
  .tuple(fc.constantFrom('GET', 'GET', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE', 'PROPFIND'), target, fields)
  .map(([method, path, lines]) => request([`${method} ${path} HTTP/1.1`, ...lines]))

const withBody = fc
  .tuple(
    fc.constantFrom('POST', 'POST', 'PUT', 'PATCH'),
    fc.constantFrom(...BODIES),
    fields,
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([method, [path, type, body], lines, chunk]) => {
    const framing = chunk === 0 ? `Content-Length: ${body.length}` : 'Transfer-Encoding: chunked'
    const own = lines.filter((line) => !/^content-/i.test(line))
    const head = request([`${method} ${path} HTTP/1.1`, `Content-Type: ${type}`, framing, ...own])
    return head + (chunk === 0 ? body : chunked(body, chunk))
  })

const valid = fc.oneof({ weight: 2, arbitrary: bodiless }, { weight: 2, arbitrary: withBody })
const cuts = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(fc.nat(3000), { maxLength: 3 }) },
)

/** Valid requests, one behind the other. */
const pipelines: fc.Arbitrary<Sent> = fc
  .tuple(fc.array(valid, { minLength: 1, maxLength: 6 }), cuts)
  .map(([requests, where]) => ({ bytes: requests.join(''), cuts: where, whole: requests.length }))

/** Some requests with changes. */
const mutants: fc.Arbitrary<Sent> = fc
  .tuple(fc.array(valid, { minLength: 1, maxLength: 3 }), fc.array(mutation, { minLength: 1, maxLength: 4 }), cuts)
  .map(([requests, mutations, where]) => ({
    bytes: mutations.reduce((text, mutate) => mutate(text), requests.join('')),
    cuts: where,
    whole: undefined,
  }))

/** A request line or a header field that nobody wrote down before. */
const strange: fc.Arbitrary<Sent> = fc
  .tuple(
    textOf(TARGET_PIECES, 10),
    fc.array(fc.tuple(fc.constantFrom(...FIELDS), textOf(FIELD_PIECES, 10)), { maxLength: 5 }),
    cuts,
  )
  .map(([path, lines, where]) => ({
    bytes: request([`GET ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`)]),
    cuts: where,
    whole: undefined,
  }))

/** All kinds of connections. */
export const connections: fc.Arbitrary<Sent> = fc.oneof(
  { weight: 1, arbitrary: pipelines },
  { weight: 3, arbitrary: mutants },
  { weight: 1, arbitrary: strange },
)

function request(lines: readonly string[]): string {
  const [first, ...rest] = lines
  return [first, 'Host: test.example', ...rest, '', ''].join('\r\n')
}

function chunked(body: string, parts: number): string {
  const size = Math.ceil(body.length / parts)
  let text = ''
  for (let at = 0; at < body.length; at += size) {
    const piece = body.slice(at, at + size)
    text += `${piece.length.toString(16)}\r\n${piece}\r\n`
  }
  return `${text}0\r\n\r\n`
}
