// Tokens that were good before somebody changed them, in ten thousand ways that a seed chooses: none gets through.

import { expect, test } from 'vitest'
import { HttpError } from '../../../src/index.js'
import { type VerifyOptions, verifyToken } from '../../../src/middleware/jwt/index.js'
import { EXPECTED, encoded, goodClaims, goodToken, handMade, WAYS } from './tokens.js'

const COUNT = 10_000
const SEED = 20_260_601
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

type Random = (below: number) => number
type Change = (token: string, random: Random, other: string) => string

/** Random numbers that are the same in each run (mulberry32). */
function seeded(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) % below
  }
}

function replaced(text: string, index: number, by: string): string {
  return text.slice(0, index) + by + text.slice(index + 1)
}

/** Changes one part of a token. */
function inPart(token: string, part: number, change: (text: string) => string): string {
  return token
    .split('.')
    .map((text, index) => (index === part ? change(text) : text))
    .join('.')
}

const HEADERS = [
  { alg: 'none' },
  { alg: 'HS256' },
  { alg: 'RS256' },
  { alg: 'ES256' },
  { alg: 'EdDSA' },
  { alg: 'HS512' },
  { typ: 'at+jwt' },
  { kid: '__proto__' },
  { crit: ['exp'] },
  { jwk: { kty: 'oct', k: 'AA' } },
  { b64: false, crit: ['b64'] },
]

const CHANGES: Readonly<Record<string, Change>> = {
  'a bit of a part': (token, random) =>
    inPart(token, random(3), (text) => {
      const bytes = Buffer.from(text, 'base64url')
      const index = random(bytes.length)
      bytes[index] = (bytes[index] ?? 0) ^ (1 << random(8))
      return bytes.toString('base64url')
    }),
  'a bit of a character': (token, random) => {
    const index = random(token.length)
    return replaced(token, index, String.fromCharCode(token.charCodeAt(index) ^ (1 << random(7))))
  },
  'another character': (token, random) => replaced(token, random(token.length), ALPHABET[random(64)] ?? ''),
  'the last character': (token, random) => replaced(token, token.length - 1, ALPHABET[random(64)] ?? ''),
  'a character less': (token, random) => replaced(token, random(token.length), ''),
  'a character more': (token, random) => {
    const index = random(token.length + 1)
    return token.slice(0, index) + (`${ALPHABET}.=+/ \n\t%`[random(72)] ?? '') + token.slice(index)
  },
  'the case of a letter': (token, random) => {
    const index = random(token.length)
    const letter = token[index] ?? ''
    return replaced(token, index, letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())
  },
  'the case of a part': (token, random) =>
    inPart(token, random(3), (text) => (random(2) === 0 ? text.toLowerCase() : text.toUpperCase())),
  'a part of another token': (token, random, other) => {
    const part = random(3)
    return inPart(token, part, () => other.split('.')[part] ?? '')
  },
  'parts in another order': (token, random) => {
    const [a, b, c] = token.split('.')
    return [`${b}.${a}.${c}`, `${a}.${c}.${b}`, `${c}.${b}.${a}`, `${b}.${c}.${a}`, `${c}.${a}.${b}`][random(5)] ?? ''
  },
  'cut behind': (token, random) => token.slice(0, random(token.length)),
  'cut in front': (token, random) => token.slice(1 + random(token.length - 1)),
  'another header': (token, random) =>
    inPart(token, 0, (text) => encoded({ ...JSON.parse(decoded(text)), ...HEADERS[random(HEADERS.length)] })),
  'another claim': (token, random) =>
    inPart(token, 1, (text) =>
      encoded({ ...JSON.parse(decoded(text)), exp: 4e9 + random(1e6), sub: String(random(10)) }),
    ),
  'white space in a part': (token, random) =>
    inPart(token, random(2), (text) => encoded(`${decoded(text)}${' '.repeat(1 + random(5))}`)),
  padding: (token, random) => inPart(token, random(3), (text) => text + '='.repeat(1 + random(3))),
}

function decoded(part: string): string {
  return Buffer.from(part, 'base64url').toString()
}

test.each(WAYS)('%s: of ten thousand changed tokens none is accepted', { timeout: 60_000 }, async (alg, given, key) => {
  const options: VerifyOptions = given
  const random = seeded(SEED)
  const good = goodToken(alg, key)
  const other = goodTokenOfAnother(alg, key)
  await expect(verifyToken(good, options)).resolves.toMatchObject({ iss: EXPECTED.issuer, sub: '7' })
  const names = Object.keys(CHANGES)
  const tried = new Map(names.map((name) => [name, 0]))
  for (let count = 0; count < COUNT; ) {
    const name = names[random(names.length)] ?? ''
    const changed = CHANGES[name]?.(good, random, other) ?? ''
    if (changed === good || changed === other) continue
    const refusal = await verifyToken(changed, options).then(
      (claims) => ({ name, changed, claims }),
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(HttpError)
    expect(refusal).toMatchObject({ status: 401, message: 'the bearer token is not valid' })
    tried.set(name, (tried.get(name) ?? 0) + 1)
    count++
  }
  for (const [name, count] of tried) expect(count, name).toBeGreaterThan(20)
  await expect(verifyToken(good, options)).resolves.toMatchObject({ sub: '7' })
})

/** Good as well, with another payload, so that its parts fit no other token. */
function goodTokenOfAnother(alg: string, key: (typeof WAYS)[number][2]): string {
  return handMade({ alg, typ: 'JWT', kid: 'other' }, { ...goodClaims(), sub: '8' }, key)
}
