// Tokens made by hand, without the library that verifies them: any header, any payload, any signature.

import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { bearer, type VerifyOptions } from '../../../src/middleware/jwt/index.js'
import { freshApp, listening } from '../../support/fresh-app.js'
import { exchange, get } from '../../support/invariants.js'

export const SECRET = 'a secret of the tests, of 32 bytes and more'
export const ISSUER = 'https://issuer.example'
export const AUDIENCE = 'https://api.example'

export const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const EC = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
export const ED = generateKeyPairSync('ed25519')

/** What all tests expect of a token, unless they say something else. */
export const EXPECTED = { issuer: ISSUER, audience: AUDIENCE } as const

/** One way to verify for each algorithm, with the key that signs for it. */
export const WAYS = [
  ['HS256', { ...EXPECTED, secret: SECRET, algorithms: ['HS256'] }, SECRET],
  ['RS256', { ...EXPECTED, key: RSA.publicKey, algorithms: ['RS256'] }, RSA.privateKey],
  ['ES256', { ...EXPECTED, key: EC.publicKey, algorithms: ['ES256'] }, EC.privateKey],
  ['EdDSA', { ...EXPECTED, key: ED.publicKey, algorithms: ['EdDSA'] }, ED.privateKey],
] as const satisfies readonly (readonly [string, VerifyOptions, string | KeyObject])[]

/** The claims of a good token. */
export function goodClaims(): Record<string, unknown> {
  return { iss: ISSUER, aud: AUDIENCE, sub: '7', exp: Math.floor(Date.now() / 1000) + 60 }
}

/** A part of a token. */
export function encoded(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
}

/** A token with this header and payload, objects or JSON texts, signed as the key can. */
export function handMade(header: unknown, payload: unknown, key: string | Buffer | KeyObject): string {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${signatureOf(input, key).toString('base64url')}`
}

/** A good token of one of the ways. */
export function goodToken(alg: string, key: string | KeyObject): string {
  return handMade({ alg, typ: 'JWT' }, goodClaims(), key)
}

function signatureOf(input: string, key: string | Buffer | KeyObject): Buffer {
  if (typeof key === 'string' || Buffer.isBuffer(key)) return createHmac('sha256', key).update(input).digest()
  if (key.asymmetricKeyType === 'ed25519') return sign(null, Buffer.from(input), key)
  return sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })
}

/** An app behind the layer; `ask` sends header lines to its one route, which answers the claims. */
export async function guarded(options: VerifyOptions) {
  const { app, records } = freshApp()
  app.through(bearer(options)).get('/claims', (ctx) => ctx.claims)
  const port = await listening(app)
  const ask = async (...lines: readonly string[]) => (await exchange(port, get('/claims', ...lines))).answer
  return { port, records, ask, send: (token: string) => ask(`Authorization: Bearer ${token}`) }
}
