// Key sets: the header's kid chooses within the given set; a set that cannot be fetched is 503, and no word on the token.

import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type VerifyOptions, verifyToken } from '../../../src/middleware/jwt/index.js'
import { serving } from '../../support/fresh-app.js'
import { EC, ED, EXPECTED, goodClaims, guarded, handMade, RSA, SECRET } from './tokens.js'

const NEXT = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const STRANGE = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const WEAK_RSA = generateKeyPairSync('rsa', { modulusLength: 1024 })

const jwk = (pair: typeof EC, more: object = {}) => ({ ...pair.publicKey.export({ format: 'jwk' }), ...more })
const SET = {
  keys: [jwk(EC, { kid: 'old' }), jwk(NEXT, { kid: 'next' }), jwk(RSA, { kid: 'rsa' }), jwk(ED, { kid: 'ed' })],
}
const LOCAL: VerifyOptions = { ...EXPECTED, jwks: SET, algorithms: ['ES256', 'RS256', 'EdDSA'] }

function token(header: object, key: Parameters<typeof handMade>[2]): string {
  return handMade(header, goodClaims(), key)
}

describe('a local set', () => {
  test('finds each key by its kid, or by the algorithm where only one fits', async () => {
    const good = [
      token({ alg: 'ES256', kid: 'old' }, EC.privateKey),
      token({ alg: 'ES256', kid: 'next' }, NEXT.privateKey),
      token({ alg: 'RS256', kid: 'rsa' }, RSA.privateKey),
      token({ alg: 'RS256' }, RSA.privateKey),
      token({ alg: 'EdDSA' }, ED.privateKey),
    ]
    for (const each of good) await expect(verifyToken(each, LOCAL)).resolves.toMatchObject({ sub: '7' })
  })

  const kids = [
    'strange',
    '',
    '__proto__',
    'constructor',
    'length',
    '../old',
    "old' OR 1--",
    0,
    null,
    ['old'],
    { kid: 'old' },
  ]
  test.each(kids)('H4: kid %j finds no key', async (kid) => {
    const bad = [
      token({ alg: 'ES256', kid }, EC.privateKey),
      token({ alg: 'ES256', kid }, STRANGE.privateKey),
      token({ alg: 'HS256', kid }, SECRET),
    ]
    for (const each of bad) await expect(verifyToken(each, LOCAL)).rejects.toMatchObject({ status: 401 })
  })

  test('H4: a kid of one key does not verify by another, and no kid by none of several', async () => {
    const bad = [
      token({ alg: 'ES256', kid: 'next' }, EC.privateKey),
      token({ alg: 'ES256', kid: 'rsa' }, EC.privateKey),
      token({ alg: 'RS256', kid: 'old' }, RSA.privateKey),
      token({ alg: 'ES256' }, EC.privateKey),
    ]
    for (const each of bad) await expect(verifyToken(each, LOCAL)).rejects.toMatchObject({ status: 401 })
  })

  test('counts as it was when it was given', async () => {
    const keys = [jwk(EC)]
    const { send } = await guarded({ ...EXPECTED, jwks: { keys }, algorithms: ['ES256'] })
    keys.pop()
    keys.push(jwk(STRANGE))
    expect((await send(token({ alg: 'ES256' }, EC.privateKey))).status).toBe(200)
    expect((await send(token({ alg: 'ES256' }, STRANGE.privateKey))).status).toBe(401)
  })
})

/** A server of key sets: what it answers can change, and it counts how often it is asked. */
async function issuer(given: { keys: object[] }) {
  const state = { body: JSON.stringify(given), status: 200, asked: 0 }
  const server = createServer((_, res) => {
    state.asked++
    res.writeHead(state.status, { 'content-type': 'application/jwk-set+json', location: '/elsewhere' }).end(state.body)
  })
  const port = await serving(server)
  const options: VerifyOptions = {
    ...EXPECTED,
    jwks: new URL(`http://127.0.0.1:${port}/keys`),
    algorithms: ['ES256', 'RS256'],
  }
  return { state, options }
}

describe('a set of another server', () => {
  test('is fetched with the first token, once for many, and not before', async () => {
    const { state, options } = await issuer(SET)
    const { send } = await guarded(options)
    expect(state.asked).toBe(0)
    const good = token({ alg: 'ES256', kid: 'old' }, EC.privateKey)
    expect(await Promise.all([send(good), send(good)])).toMatchObject([{ status: 200 }, { status: 200 }])
    expect((await send(token({ alg: 'ES256', kid: 'next' }, NEXT.privateKey))).status).toBe(200)
    expect((await send(token({ alg: 'ES256', kid: 'old' }, STRANGE.privateKey))).status).toBe(401)
    expect(state.asked).toBe(1)
  })

  test('is fetched once by verifyToken too, for one object of options', async () => {
    const { state, options } = await issuer(SET)
    const good = token({ alg: 'ES256', kid: 'old' }, EC.privateKey)
    for (let round = 0; round < 3; round++) await expect(verifyToken(good, options)).resolves.toBeDefined()
    expect(state.asked).toBe(1)
  })

  test('H4: unknown kids fetch it again at most every 30 seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { state, options } = await issuer({ keys: [jwk(EC, { kid: 'old' })] })
    const next = handMade(
      { alg: 'ES256', kid: 'next' },
      { ...goodClaims(), exp: Math.floor(Date.now() / 1000) + 3600 },
      NEXT.privateKey,
    )
    for (let round = 0; round < 5; round++)
      await expect(verifyToken(next, options)).rejects.toMatchObject({ status: 401 })
    expect(state.asked).toBe(1)
    state.body = JSON.stringify(SET)
    vi.setSystemTime(Date.now() + 31_000)
    await expect(verifyToken(next, options)).resolves.toMatchObject({ sub: '7' })
    expect(state.asked).toBe(2)
  })

  test('is not asked for tokens of another form or algorithm', async () => {
    const { state, options } = await issuer(SET)
    for (const bad of [
      'x',
      'a.b.c',
      token({ alg: 'HS256' }, SECRET),
      token({ alg: 'none' }, SECRET),
      token({ alg: 'EdDSA' }, ED.privateKey),
    ]) {
      await expect(verifyToken(bad, options)).rejects.toMatchObject({ status: 401 })
    }
    expect(state.asked).toBe(0)
  })

  const faults: readonly (readonly [why: string, fault: { status?: number; body?: string }])[] = [
    ['500', { status: 500 }],
    ['404', { status: 404 }],
    ['a redirect', { status: 302 }],
    ['no JSON', { body: '<html>' }],
    ['no set', { body: '{"keys":{}}' }],
    ['half a key', { body: JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }] }) }],
    ['a private key', { body: JSON.stringify({ keys: [EC.privateKey.export({ format: 'jwk' })] }) }],
  ]
  test.each(faults)('that answers %s is 503, with one line of the log, and works again later', async (_why, fault) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const set = { keys: [jwk(EC)] }
    const { state, options } = await issuer(set)
    const { send, records } = await guarded(options)
    Object.assign(state, fault)
    const answer = await send(token({ alg: 'ES256' }, EC.privateKey))
    expect(answer.status).toBe(503)
    expect(answer.header('www-authenticate')).toBeUndefined()
    expect(answer.body).not.toContain('key')
    expect(records).toMatchObject([{ level: 'error', message: 'no use of the key set of tokens', status: 503 }])
    Object.assign(state, { status: 200, body: JSON.stringify(set) })
    vi.setSystemTime(Date.now() + 11 * 60_000)
    expect((await send(token({ alg: 'ES256' }, EC.privateKey))).status).toBe(200)
  })

  test('that cannot be reached is 503', async () => {
    const options: VerifyOptions = { ...EXPECTED, jwks: new URL('http://127.0.0.1:1/keys'), algorithms: ['ES256'] }
    await expect(verifyToken(token({ alg: 'ES256' }, EC.privateKey), options)).rejects.toMatchObject({ status: 503 })
  })

  test('H8: that has an RSA key of 1,024 bits is 503 for its tokens alone', async () => {
    const { options } = await issuer({ keys: [jwk(EC, { kid: 'ec' }), jwk(WEAK_RSA, { kid: 'weak' })] })
    await expect(verifyToken(token({ alg: 'RS256', kid: 'weak' }, WEAK_RSA.privateKey), options)).rejects.toMatchObject(
      { status: 503 },
    )
    await expect(verifyToken(token({ alg: 'ES256', kid: 'ec' }, EC.privateKey), options)).resolves.toBeDefined()
  })

  test('H2: whose keys stand for no secret', async () => {
    const { options } = await issuer({ keys: [{ kty: 'oct', k: Buffer.from(SECRET).toString('base64url') }, jwk(RSA)] })
    const pem = RSA.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    for (const key of [SECRET, pem]) {
      for (const alg of ['HS256', 'RS256']) {
        await expect(verifyToken(token({ alg }, key), options)).rejects.toMatchObject({ status: 401 })
      }
    }
  })
})
