// The example tokens of the RFCs, by the parts that verify every token here. None of them has `aud`, and their `exp` was in 2011, so
// bearer() and verifyToken() refuse them: openToken() is asked without the required claims, at the time of the examples.
// @see RFC 7515 appendices A.1 to A.3, RFC 7519 sections 3.1 and 6.1, RFC 8037 appendix A.4

import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { compactVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { isCompactForm } from '../../../src/middleware/jwt/compact-form.js'
import { type VerifyOptions, verifyToken } from '../../../src/middleware/jwt/index.js'
import { findersOf, openToken } from '../../../src/middleware/jwt/verifier.js'
import { EXPECTED } from './tokens.js'

const BEFORE_2011_03_22 = new Date(1300819379_000)
const CLAIMS = { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true }
const PAYLOAD = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ'

const OCTETS = 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow'
const MODULUS = [
  'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_',
  'YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uD',
  'Zlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
].join('')
const RSA: JsonWebKey = { kty: 'RSA', n: MODULUS, e: 'AQAB' }
const EC: JsonWebKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
}
const ED: JsonWebKey = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }

const RS256_SIGNATURE = [
  'cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQ',
  'jbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqt',
  'FZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw',
].join('')

const EXAMPLES: readonly (readonly [where: string, token: string, options: VerifyOptions])[] = [
  [
    'RFC 7515 A.1, RFC 7519 3.1: HS256',
    `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${PAYLOAD}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`,
    { ...EXPECTED, secret: Buffer.from(OCTETS, 'base64url'), algorithms: ['HS256'] },
  ],
  [
    'RFC 7515 A.2: RS256',
    `eyJhbGciOiJSUzI1NiJ9.${PAYLOAD}.${RS256_SIGNATURE}`,
    { ...EXPECTED, key: RSA, algorithms: ['RS256'] },
  ],
  [
    'RFC 7515 A.3: ES256',
    `eyJhbGciOiJFUzI1NiJ9.${PAYLOAD}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q`,
    { ...EXPECTED, key: EC, algorithms: ['ES256'] },
  ],
]

describe('the example tokens', () => {
  test.each(EXAMPLES)('%s is verified', async (_where, token, options) => {
    const expected = { algorithms: [...options.algorithms], currentDate: BEFORE_2011_03_22 }
    expect(await openToken(token, findersOf(options, 'test'), expected)).toEqual(CLAIMS)
  })

  test.each(EXAMPLES)('%s is verified by a key set, and by no other key', async (_where, token, options) => {
    const expected = { algorithms: [...options.algorithms], currentDate: BEFORE_2011_03_22 }
    const others = EXAMPLES.filter(([, other]) => other !== token)
    for (const [, , other] of others) {
      await expect(openToken(token, findersOf(other, 'test'), expected)).rejects.toThrow()
    }
    if (options.secret !== undefined) return
    const set = findersOf({ ...EXPECTED, jwks: { keys: [RSA, EC, ED] }, algorithms: ['RS256', 'ES256'] }, 'test')
    expect(await openToken(token, set, expected)).toEqual(CLAIMS)
  })

  test.each(EXAMPLES)('%s is refused as it is: it has no aud, and ended in 2011', async (_where, token, options) => {
    await expect(verifyToken(token, options)).rejects.toMatchObject({ status: 401 })
  })

  test('RFC 8037 A.4: the signature by Ed25519 is verified by the key as it is read here; its payload is no claims', async () => {
    const token =
      'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.' +
      'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg'
    expect(isCompactForm(token)).toBe(true)
    const options: VerifyOptions = {
      ...EXPECTED,
      key: createPublicKey({ key: ED, format: 'jwk' }),
      algorithms: ['EdDSA'],
    }
    const [find] = findersOf(options, 'test')
    if (!find) throw new Error('no key')
    const { payload } = await compactVerify(token, find, { algorithms: ['EdDSA'] })
    expect(Buffer.from(payload).toString()).toBe('Example of Ed25519 signing')
    await expect(verifyToken(token, options)).rejects.toMatchObject({
      status: 401,
      cause: { message: 'ERR_JWT_INVALID' },
    })
  })

  test('H1: RFC 7519 6.1: the unsecured one is refused, whatever is expected of it', async () => {
    const token = `eyJhbGciOiJub25lIn0.${PAYLOAD}.`
    for (const [, , options] of EXAMPLES) {
      const expected = { algorithms: [...options.algorithms, 'none'], currentDate: BEFORE_2011_03_22 }
      for (const each of [token, `${token}AA`, token.slice(0, -1)]) {
        await expect(openToken(each, findersOf(options, 'test'), expected)).rejects.toMatchObject({ status: 401 })
      }
    }
  })
})
