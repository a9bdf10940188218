// Tokens that are issued here: what they carry, and that this library and node's own cryptography agree on them.

import { createHmac, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { signToken, type VerifyOptions, verifyToken } from '../../../src/middleware/jwt/index.js'
import { AUDIENCE, EC, ED, EXPECTED, ISSUER, RSA, SECRET } from './tokens.js'

const SIGN = { issuer: ISSUER, audience: AUDIENCE, expiresIn: 900 } as const
const HS256 = { ...SIGN, secret: SECRET, algorithm: 'HS256' } as const
const VERIFY = { ...EXPECTED, secret: SECRET, algorithms: ['HS256'] } as const

function parts(token: string) {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const parse = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  return { header: parse(header), payload: parse(payload), input: `${header}.${payload}`, signature }
}

test('a token carries its claims, issuer, audience, and the times of its issue and its end', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_500 })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const { header, payload } = parts(await signToken({ sub: '7', role: 'reader' }, HS256))
  expect(header).toEqual({ alg: 'HS256', typ: 'JWT' })
  expect(payload).toEqual({
    sub: '7',
    role: 'reader',
    iss: ISSUER,
    aud: AUDIENCE,
    iat: 1_800_000_000,
    exp: 1_800_000_900,
  })
})

test('HS256 is the HMAC of node', async () => {
  const { input, signature } = parts(await signToken({ sub: '7' }, HS256))
  expect(signature).toBe(createHmac('sha256', SECRET).update(input).digest('base64url'))
})

const PAIRS = [
  ['RS256', RSA],
  ['ES256', EC],
  ['EdDSA', ED],
] as const

test.each(PAIRS)(
  '%s is the signature of node, by a private key as PEM, KeyObject and JWK',
  async (algorithm, { privateKey }) => {
    const publicKey = createPublicKey(privateKey)
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    for (const key of [pem, privateKey, privateKey.export({ format: 'jwk' })]) {
      const token = await signToken({ sub: '7' }, { ...SIGN, key, algorithm })
      const { input, signature } = parts(token)
      const digest = algorithm === 'EdDSA' ? null : 'sha256'
      const by = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
      expect(verify(digest, Buffer.from(input), by, Buffer.from(signature, 'base64url'))).toBe(true)
      const options: VerifyOptions = { ...EXPECTED, key: publicKey, algorithms: [algorithm] }
      await expect(verifyToken(token, options)).resolves.toMatchObject({ sub: '7' })
    }
  },
)

test('the first of several secrets signs', async () => {
  const token = await signToken({}, { ...HS256, secret: ['n'.repeat(32), SECRET] })
  await expect(verifyToken(token, { ...VERIFY, secret: 'n'.repeat(32) })).resolves.toBeDefined()
  await expect(verifyToken(token, VERIFY)).rejects.toMatchObject({ status: 401 })
})

test('the kid of a JWK goes into the header, and finds its key in a set', async () => {
  const other = generateKeyPairSync('ed25519')
  const key = { ...ED.privateKey.export({ format: 'jwk' }), kid: '2026-06' }
  const token = await signToken({ sub: '7' }, { ...SIGN, key, algorithm: 'EdDSA' })
  expect(parts(token).header).toEqual({ alg: 'EdDSA', typ: 'JWT', kid: '2026-06' })
  const keys = [
    { ...other.publicKey.export({ format: 'jwk' }), kid: '2026-05' },
    { ...ED.publicKey.export({ format: 'jwk' }), kid: '2026-06' },
  ]
  await expect(verifyToken(token, { ...EXPECTED, jwks: { keys }, algorithms: ['EdDSA'] })).resolves.toMatchObject({
    sub: '7',
  })
})

test('several audiences are a list', async () => {
  const token = await signToken({}, { ...HS256, audience: ['a', AUDIENCE] })
  expect(parts(token).payload.aud).toEqual(['a', AUDIENCE])
  await expect(verifyToken(token, VERIFY)).resolves.toBeDefined()
})

test.each(['iss', 'aud', 'exp', 'iat'])('the claim %s comes from the options', async (name) => {
  await expect(signToken({ [name]: 1 }, HS256)).rejects.toThrow(
    new TypeError(`signToken: the claim ${name} comes from the options`),
  )
})

test('what JSON cannot carry, and what would not be read again, is refused', async () => {
  await expect(signToken({ at: 7n }, HS256)).rejects.toThrow(TypeError)
  await expect(signToken({ f: () => 1 }, HS256)).rejects.toThrow()
  await expect(signToken({ x: 'x'.repeat(6000) }, HS256)).rejects.toThrow(RangeError)
  const largest = await signToken({ x: 'x'.repeat(5900) }, HS256)
  await expect(verifyToken(largest, VERIFY)).resolves.toBeDefined()
})
