// The options of tokens: what is weak, or does not go together, ends the start with a sentence.

import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  bearer,
  type SignOptions,
  signToken,
  type VerifyOptions,
  verifyToken,
} from '../../../src/middleware/jwt/index.js'
import { AUDIENCE, EC, ED, EXPECTED, goodToken, ISSUER, RSA, SECRET, WAYS } from './tokens.js'

const WEAK_RSA = generateKeyPairSync('rsa', { modulusLength: 1024 })
const P384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
const PSS = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
const X25519 = generateKeyPairSync('x25519')

const PEM = RSA.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const PRIVATE_PEM = RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const PKCS1_PEM = RSA.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()

const HS256 = { algorithms: ['HS256'] }
const RS256 = { algorithms: ['RS256'] }
const ES256 = { algorithms: ['ES256'] }

function jwk(key: KeyObject, more: object = {}) {
  return { ...key.export({ format: 'jwk' }), ...more }
}

type Case = readonly [why: string, options: Record<string, unknown>, message: string]

const WEAK: readonly Case[] = [
  ['an empty secret', { ...HS256, secret: '' }, 'secret 1 of 1 has 0 bytes'],
  ['a secret of null', { ...HS256, secret: null }, 'secret 1 of 1 is no string'],
  ['a secret of 31 bytes', { ...HS256, secret: 'x'.repeat(31) }, 'secret 1 of 1 has 31 bytes'],
  ['31 bytes as such', { ...HS256, secret: new Uint8Array(31) }, 'secret 1 of 1 has 31 bytes'],
  ['no secret in a list', { ...HS256, secret: [] }, 'the list of secrets is empty'],
  ['a short one in a list', { ...HS256, secret: [SECRET, 'x'] }, 'secret 2 of 2 has 1 bytes'],
  ['H2: a public key as secret', { ...HS256, secret: PEM }, 'the secret is a key in PEM'],
  ['H2: one behind a newline', { ...HS256, secret: `\n ${PEM}` }, 'the secret is a key in PEM'],
  ['H2: one as bytes', { ...HS256, secret: Buffer.from(PEM) }, 'the secret is a key in PEM'],
  ['H2: a private key as secret', { ...HS256, secret: [SECRET, PRIVATE_PEM] }, 'the secret is a key in PEM'],
  ['RSA of 1,024 bits', { ...RS256, key: WEAK_RSA.publicKey }, 'the RSA key has 1024 bits'],
  ['the same as JWK', { ...RS256, key: jwk(WEAK_RSA.publicKey) }, 'the RSA key has 1024 bits'],
  [
    'the same in a set',
    { ...RS256, jwks: { keys: [jwk(RSA.publicKey), jwk(WEAK_RSA.publicKey)] } },
    'the RSA key has 1024 bits',
  ],
]

const WRONG: readonly Case[] = [
  ['an undefined secret', { ...HS256, secret: undefined }, 'takes exactly one of secret, key and jwks'],
  ['a secret and a key', { ...HS256, secret: SECRET, key: PEM }, 'takes exactly one of secret, key and jwks'],
  ['a key and a set', { ...RS256, key: PEM, jwks: { keys: [] } }, 'takes exactly one of secret, key and jwks'],
  ['H2: no algorithms', { secret: SECRET }, 'there is no list of algorithms; a secret goes with HS256'],
  [
    'H2: an empty list of them',
    { key: PEM, algorithms: [] },
    'there is no list of algorithms; a key goes with RS256, ES256, EdDSA',
  ],
  ['a text of one', { secret: SECRET, algorithms: 'HS256' }, 'there is no list of algorithms'],
  [
    'H1: none',
    { secret: SECRET, algorithms: ['HS256', 'none'] },
    'the algorithms are HS256, none; a secret goes with HS256',
  ],
  ['H1: none with a key', { key: PEM, algorithms: ['none'] }, 'the algorithms are none'],
  ['H2: RS256 with a secret', { ...RS256, secret: SECRET }, 'the algorithms are RS256; a secret goes with HS256'],
  ['H2: HS256 with a key', { ...HS256, key: PEM }, 'the algorithms are HS256; a key goes with RS256'],
  ['H2: HS256 beside RS256', { key: PEM, algorithms: ['RS256', 'HS256'] }, 'the algorithms are RS256, HS256'],
  ['H2: HS256 with a set', { ...HS256, jwks: { keys: [] } }, 'the algorithms are HS256'],
  ['HS512', { secret: SECRET, algorithms: ['HS512'] }, 'the algorithms are HS512'],
  ['ES256 with an RSA key', { ...ES256, key: PEM }, 'the key is of the type rsa, which ES256 cannot use'],
  [
    'two with one key',
    { key: PEM, algorithms: ['RS256', 'ES256'] },
    'the key is of the type rsa, which ES256 cannot use',
  ],
  [
    'ES256 with P-384',
    { ...ES256, key: P384.publicKey },
    'the key is of the type ec (secp384r1), which ES256 cannot use',
  ],
  ['EdDSA with X25519', { algorithms: ['EdDSA'], key: X25519.publicKey }, 'the key is of the type x25519'],
  ['RS256 with RSA-PSS', { ...RS256, key: PSS.publicKey }, 'the key is of the type rsa-pss'],
  ['a private PEM', { ...RS256, key: PRIVATE_PEM }, 'key is a private key: verifying takes the public one'],
  ['a private PEM of RSA alone', { ...RS256, key: PKCS1_PEM }, 'key is a private key'],
  ['a private KeyObject', { ...RS256, key: RSA.privateKey }, 'key is a private key'],
  ['a private JWK', { ...RS256, key: jwk(RSA.privateKey) }, 'key is a private key'],
  [
    'a JWK of another algorithm',
    { ...RS256, key: jwk(RSA.publicKey, { alg: 'PS256' }) },
    'the key is for PS256, not for RS256',
  ],
  ['a secret JWK', { ...RS256, key: { kty: 'oct', k: 'AA' } }, 'key cannot be read'],
  ['no PEM', { ...RS256, key: 'https://issuer.example/keys' }, 'key cannot be read'],
  ['an empty key', { ...RS256, key: '' }, 'key cannot be read'],
  ['null', { ...RS256, key: null }, 'key cannot be read'],
  ['a set that is a text', { ...RS256, jwks: 'https://issuer.example/keys' }, 'jwks is no key set'],
  ['a set of null', { ...RS256, jwks: null }, 'jwks is no key set'],
  ['an empty set', { ...RS256, jwks: { keys: [] } }, 'jwks has no key for RS256'],
  [
    'a set without a key for each',
    { jwks: { keys: [jwk(RSA.publicKey)] }, algorithms: ['RS256', 'EdDSA'] },
    'jwks has no key for EdDSA',
  ],
  [
    'a set with keys to encrypt',
    { ...RS256, jwks: { keys: [jwk(RSA.publicKey, { use: 'enc' })] } },
    'jwks has no key for RS256',
  ],
  [
    'a set with a secret',
    { ...RS256, jwks: { keys: [jwk(RSA.publicKey), { kty: 'oct', k: 'AA' }] } },
    'jwks has a secret or private key',
  ],
  ['a set with a private key', { ...RS256, jwks: { keys: [jwk(RSA.privateKey)] } }, 'jwks has a secret or private key'],
  ['a set with null', { ...RS256, jwks: { keys: [null] } }, 'jwks has a key that is no JWK'],
  ['a set with half a key', { ...RS256, jwks: { keys: [{ kty: 'RSA', e: 'AQAB' }] } }, 'key cannot be read'],
  ['a set by http', { ...RS256, jwks: new URL('http://issuer.example/keys') }, 'jwks is at http://issuer.example'],
  ['a set in a file', { ...RS256, jwks: new URL('file:///keys.json') }, 'jwks is at file://'],
  ['no issuer', { ...HS256, secret: SECRET, issuer: undefined }, 'issuer is a text that is not empty'],
  ['an empty issuer', { ...HS256, secret: SECRET, issuer: '' }, 'issuer is a text that is not empty'],
  ['no audience', { ...HS256, secret: SECRET, audience: undefined }, 'audience is a text that is not empty'],
  ['an empty list of audiences', { ...HS256, secret: SECRET, audience: [] }, 'audience is a text that is not empty'],
  [
    'an empty one among them',
    { ...HS256, secret: SECRET, audience: ['a', ''] },
    'audience is a text that is not empty',
  ],
  [
    'a negative tolerance',
    { ...HS256, secret: SECRET, clockToleranceSeconds: -1 },
    'clockToleranceSeconds is a number from 0 to 300, not -1',
  ],
  [
    'a tolerance of an hour',
    { ...HS256, secret: SECRET, clockToleranceSeconds: 3600 },
    'clockToleranceSeconds is a number',
  ],
  [
    'a tolerance that is none',
    { ...HS256, secret: SECRET, clockToleranceSeconds: Number.NaN },
    'clockToleranceSeconds is a number',
  ],
]

describe.each([
  ['BAD_SECRET', 'H8: ', WEAK],
  ['BAD_OPTION', '', WRONG],
] as const)('%s', (code, id, cases) => {
  test.each(cases)(`${id}%s ends the start of bearer`, (_why, given, message) => {
    const make = () => bearer({ ...EXPECTED, ...given } as unknown as VerifyOptions)
    expect(make).toThrow(expect.objectContaining({ name: 'ConfigError', code }))
    expect(make).toThrow(`bearer: ${message}`)
  })

  test.each(cases)(`${id}%s is told by verifyToken, before it looks at a token`, async (_why, given, message) => {
    const options = { ...EXPECTED, ...given } as unknown as VerifyOptions
    await expect(verifyToken('x', options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`verifyToken: ${message}`),
    })
  })
})

const SIGN = { issuer: ISSUER, audience: AUDIENCE, expiresIn: 60 }

const UNSIGNED: readonly (readonly [code: string, ...Case])[] = [
  ['BAD_SECRET', 'H8: an empty secret', { secret: '', algorithm: 'HS256' }, 'secret 1 of 1 has 0 bytes'],
  ['BAD_SECRET', 'H8: a short secret', { secret: 'x'.repeat(31), algorithm: 'HS256' }, 'secret 1 of 1 has 31 bytes'],
  ['BAD_SECRET', 'H8: a PEM as secret', { secret: PRIVATE_PEM, algorithm: 'HS256' }, 'the secret is a key in PEM'],
  [
    'BAD_SECRET',
    'H8: RSA of 1,024 bits',
    { key: WEAK_RSA.privateKey, algorithm: 'RS256' },
    'the RSA key has 1024 bits',
  ],
  ['BAD_OPTION', 'no secret', { secret: undefined, algorithm: 'HS256' }, 'takes exactly one of secret and key'],
  [
    'BAD_OPTION',
    'both',
    { secret: SECRET, key: PRIVATE_PEM, algorithm: 'HS256' },
    'takes exactly one of secret and key',
  ],
  ['BAD_OPTION', 'H1: none', { secret: SECRET, algorithm: 'none' }, 'the algorithms are none'],
  ['BAD_OPTION', 'no algorithm', { secret: SECRET }, 'the algorithms are '],
  ['BAD_OPTION', 'H2: HS256 with a key', { key: PRIVATE_PEM, algorithm: 'HS256' }, 'the algorithms are HS256'],
  ['BAD_OPTION', 'a public PEM', { key: PEM, algorithm: 'RS256' }, 'key cannot be read'],
  ['BAD_OPTION', 'a public KeyObject', { key: RSA.publicKey, algorithm: 'RS256' }, 'key is a public key'],
  ['BAD_OPTION', 'a key of another kind', { key: EC.privateKey, algorithm: 'RS256' }, 'the key is of the type ec'],
  [
    'BAD_OPTION',
    'no time',
    { secret: SECRET, algorithm: 'HS256', expiresIn: undefined },
    'expiresIn is a whole number',
  ],
  ['BAD_OPTION', 'a time of 0', { secret: SECRET, algorithm: 'HS256', expiresIn: 0 }, 'expiresIn is a whole number'],
  [
    'BAD_OPTION',
    'a time in words',
    { secret: SECRET, algorithm: 'HS256', expiresIn: '15m' },
    'expiresIn is a whole number',
  ],
  ['BAD_OPTION', 'no end', { secret: SECRET, algorithm: 'HS256', expiresIn: Infinity }, 'expiresIn is a whole number'],
  ['BAD_OPTION', 'several issuers', { secret: SECRET, algorithm: 'HS256', issuer: [ISSUER] }, 'issuer is one text'],
  ['BAD_OPTION', 'no audience', { secret: SECRET, algorithm: 'HS256', audience: '' }, 'audience is a text'],
]

test.each(UNSIGNED)('%s: signToken: %s', async (code, _why, given, message) => {
  const options = { ...SIGN, ...given } as unknown as SignOptions
  await expect(signToken({}, options)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(`signToken: ${message}`),
  })
})

test.each([...WEAK, ...WRONG])('%s: the message quotes no secret and no key', (_why, given) => {
  const message = expect.not.stringMatching(/MII|PRIVATE|x{31}|a secret of the tests/)
  expect(() => bearer({ ...EXPECTED, ...given } as unknown as VerifyOptions)).toThrow(
    expect.objectContaining({ message }),
  )
})

describe('a key is taken', () => {
  test.each(WAYS.slice(1))('%s: as PEM, KeyObject and JWK', async (alg, options, privateKey) => {
    const publicKey = createPublicKey(privateKey)
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const token = goodToken(alg, privateKey)
    for (const key of [pem, `\n\n${pem}`, publicKey, jwk(publicKey), jwk(publicKey, { alg, kid: '1', use: 'sig' })]) {
      const given = { ...EXPECTED, key, algorithms: options.algorithms } as VerifyOptions
      await expect(verifyToken(token, given)).resolves.toMatchObject({ sub: '7' })
    }
  })

  test('a secret as text and as bytes, from 32 bytes on', async () => {
    for (const secret of [SECRET, Buffer.from(SECRET), new Uint8Array(Buffer.from(SECRET))]) {
      await expect(
        verifyToken(goodToken('HS256', SECRET), { ...EXPECTED, secret, algorithms: ['HS256'] }),
      ).resolves.toBeDefined()
    }
    expect(() => bearer({ ...EXPECTED, secret: new Uint8Array(32).fill(1), algorithms: ['HS256'] })).not.toThrow()
    expect(() => bearer({ ...EXPECTED, secret: '\u00e9'.repeat(16), algorithms: ['HS256'] })).not.toThrow()
  })

  test('EdDSA is Ed25519', () => {
    expect(() => bearer({ ...EXPECTED, key: ED.publicKey, algorithms: ['EdDSA'] })).not.toThrow()
    const ed448 = generateKeyPairSync('ed448').publicKey
    expect(() => bearer({ ...EXPECTED, key: ed448, algorithms: ['EdDSA'] })).toThrow('of the type ed448')
  })
})
