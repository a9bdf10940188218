// Passwords: what is hashed is verified and nothing else, by the vectors of scrypt, within bounds of memory and time.
// @see RFC 7914 section 12, https://github.com/P-H-C/phc-string-format

import { describe, expect, test } from 'vitest'
import { hashPassword, verifyPassword } from '../../src/index.js'

/** The same text in composed and decomposed characters, and in compatibility characters. */
const COMPOSED = 'caf\u00e9 9'
const DECOMPOSED = 'cafe\u0301 9'
const COMPATIBLE = 'ca\uff46\u00e9\u00a0\u2468'

function phc(parameters: string, salt: string, hashHex: string): string {
  const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  return `$scrypt$${parameters}$${base64(Buffer.from(salt))}$${base64(Buffer.from(hashHex, 'hex'))}`
}

describe('hashPassword', () => {
  test("gives a PHC string with OWASP's parameters, 16 bytes of salt and 32 of hash", async () => {
    expect(await hashPassword('secret')).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  })

  test('gives another hash of the same password each time, and both are verified', async () => {
    const [one, two] = [await hashPassword('secret'), await hashPassword('secret')]
    expect(one).not.toBe(two)
    expect([await verifyPassword('secret', one), await verifyPassword('secret', two)]).toEqual([true, true])
  })

  test('takes 1,024 bytes and refuses one more, counted as UTF-8', async () => {
    const longest = `${'\u00e9'.repeat(511)}ab`
    const hash = await hashPassword(longest)
    expect(await verifyPassword(longest, hash)).toBe(true)
    expect(await verifyPassword(`${longest}c`, hash)).toBe(false)
    await expect(hashPassword(`${longest}c`)).rejects.toThrow(new RangeError('a password has at most 1024 bytes'))
  })

  test('looks at the length first: NFKC would take seconds for 100 kB of marks in turn', async () => {
    const marks = `a${'\u0301\u0316'.repeat(25_000)}`
    const start = performance.now()
    await expect(hashPassword(marks)).rejects.toThrow(RangeError)
    expect(await verifyPassword(marks, undefined)).toBe(false)
    expect(performance.now() - start).toBeLessThan(1500)
  })

  test.each([7, undefined, null, {}])('throws for a password that is no string (%j)', async (password) => {
    await expect(hashPassword(password as unknown as string)).rejects.toThrow(TypeError)
    await expect(verifyPassword(password as unknown as string, undefined)).rejects.toThrow(TypeError)
  })
})

describe('verifyPassword', () => {
  test('is true for the password alone', async () => {
    const hash = await hashPassword('secret')
    expect(await verifyPassword('secret', hash)).toBe(true)
    for (const wrong of ['Secret', 'secret ', 'secre', '']) {
      expect(await verifyPassword(wrong, hash), JSON.stringify(wrong)).toBe(false)
    }
  })

  test('takes the ways to type one text for one password', async () => {
    const hash = await hashPassword(COMPOSED)
    expect(await verifyPassword(DECOMPOSED, hash)).toBe(true)
    expect(await verifyPassword(COMPATIBLE, hash)).toBe(true)
    expect(await verifyPassword('cafe 9', hash)).toBe(false)
  })

  test('without a hash gives false, and takes as long as with one', async () => {
    const hash = await hashPassword('secret')
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 3; round++) {
      known.push(await timeOf(() => verifyPassword('guess', hash)))
      unknown.push(await timeOf(() => verifyPassword('guess', undefined)))
    }
    const ratio = Math.min(...unknown) / Math.min(...known)
    for (const none of [undefined, null]) expect(await verifyPassword('', none)).toBe(false)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  const vectors: readonly (readonly [name: string, password: string, hash: string])[] = [
    [
      'RFC 7914 (N=1024, r=8, p=16)',
      'password',
      phc(
        'ln=10,r=8,p=16',
        'NaCl',
        'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
      ),
    ],
    [
      'RFC 7914 (N=16384, r=8, p=1)',
      'pleaseletmein',
      phc(
        'ln=14,r=8,p=1',
        'SodiumChloride',
        '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
      ),
    ],
    [
      'passlib (N=65536, r=8, p=1)',
      'password',
      '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    ],
  ]
  test.each(vectors)('verifies what others have hashed: %s', async (_name, password, hash) => {
    expect(await verifyPassword(password, hash)).toBe(true)
    expect(await verifyPassword(`${password}!`, hash)).toBe(false)
  })

  const SALT = 'aM15713r3Xsvxbi31lqr1Q'
  const HASH = 'nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E'
  const refused: readonly (readonly [why: string, hash: string])[] = [
    ['nothing', ''],
    ['the password itself', 'password'],
    ['another algorithm', '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'],
    ['no salt', `$scrypt$ln=15,r=8,p=3$$${HASH}`],
    ['no hash', `$scrypt$ln=15,r=8,p=3$${SALT}$`],
    ['a hash of 4 bytes', `$scrypt$ln=15,r=8,p=3$${SALT}$AAAAAA`],
    ['a hash of 100 bytes', `$scrypt$ln=15,r=8,p=3$${SALT}$${'A'.repeat(134)}`],
    ['characters of base64url', `$scrypt$ln=15,r=8,p=3$${SALT}$${HASH.replace('+', '-')}`],
    ['something behind it', `$scrypt$ln=15,r=8,p=3$${SALT}$${HASH}\n`],
    ['a parameter that is missing', `$scrypt$ln=15,r=8$${SALT}$${HASH}`],
    ['the parameter 0', `$scrypt$ln=15,r=0,p=3$${SALT}$${HASH}`],
    ['no cost', `$scrypt$ln=0,r=8,p=3$${SALT}$${HASH}`],
    ['no pass', `$scrypt$ln=15,r=8,p=0$${SALT}$${HASH}`],
    ['a cost that the block size does not allow', `$scrypt$ln=17,r=1,p=1$${SALT}$${HASH}`],
    ['1 GiB, as the last vector of RFC 7914', `$scrypt$ln=20,r=8,p=1$${SALT}$${HASH}`],
    ['256 MiB', `$scrypt$ln=18,r=8,p=1$${SALT}$${HASH}`],
    ['a petabyte', `$scrypt$ln=99,r=999,p=1$${SALT}$${HASH}`],
    ['hours', `$scrypt$ln=17,r=8,p=999$${SALT}$${HASH}`],
    ['little memory for a long time', `$scrypt$ln=10,r=8,p=999$${SALT}$${HASH}`],
  ]
  test.each(refused)('throws for a hash that is %s, and does not tell it', async (_why, hash) => {
    const start = performance.now()
    const thrown: unknown = await verifyPassword('password', hash).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(TypeError)
    expect(String(thrown)).toMatch(/this is no hash of hashPassword, or it takes too much/)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  test.each(['ln=17,r=8,p=1', 'ln=16,r=8,p=2', 'ln=14,r=8,p=5', 'ln=13,r=8,p=10'])(
    "bears OWASP's other setting %s",
    async (parameters) => {
      expect(await verifyPassword('password', `$scrypt$${parameters}$${SALT}$${HASH}`)).toBe(false)
    },
  )
})

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
