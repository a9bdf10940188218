// Encrypts and decrypts what a cookie carries, by jose: JWE in compact form, `dir` with A256GCM.
// The key comes from a secret by HKDF, with the cookie's name in it, so that no cookie stands for another one.
// @see RFC 7516 (JWE), RFC 5869 (HKDF)

import { hkdfSync } from 'node:crypto'
import { type FindPackage, requirePackage } from '../optional-package.js'

/** A key, and the name under which sealed values refer to it. */
interface Key {
  readonly id: string
  readonly bytes: Uint8Array
}

const ENCRYPTION = 'A256GCM'

/** Seals values with the first of its secrets, and opens those of all. */
export class Seal {
  readonly #secrets: readonly string[]
  readonly #keys = new Map<string, readonly Key[]>()

  /**
   * @param secrets each of at least 32 bytes
   * @param find finds a package, or throws
   * @throws ConfigError BAD_SESSION if jose is not installed
   */
  constructor(secrets: readonly string[], find?: FindPackage) {
    requirePackage({ name: 'jose', who: 'session({ secrets })', code: 'BAD_SESSION' }, find)
    this.#secrets = secrets
  }

  /** Seals a text for a cookie. */
  async seal(text: string, cookieName: string): Promise<string> {
    const { CompactEncrypt } = await import('jose')
    const [key] = this.#keysFor(cookieName)
    if (!key) throw new Error('a seal without secrets')
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'dir', enc: ENCRYPTION, kid: key.id })
      .encrypt(key.bytes)
  }

  /** The text in a sealed value; undefined if no secret of this seal has made it for this cookie. */
  async open(value: string, cookieName: string): Promise<string | undefined> {
    const { compactDecrypt, errors } = await import('jose')
    const keys = this.#keysFor(cookieName)
    try {
      const { plaintext } = await compactDecrypt(
        value,
        ({ kid }) => {
          const key = keys.find(({ id }) => id === kid)
          if (!key) throw new errors.JWEDecryptionFailed()
          return key.bytes
        },
        { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: [ENCRYPTION] },
      )
      return new TextDecoder().decode(plaintext)
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined
      throw error
    }
  }

  #keysFor(cookieName: string): readonly Key[] {
    let keys = this.#keys.get(cookieName)
    if (!keys) {
      keys = this.#secrets.map((secret) => keyFrom(secret, cookieName))
      this.#keys.set(cookieName, keys)
    }
    return keys
  }
}

function keyFrom(secret: string, cookieName: string): Key {
  const derived = (purpose: string, bytes: number) =>
    new Uint8Array(hkdfSync('sha256', secret, '', `miniweb session ${purpose} ${cookieName}`, bytes))
  return { id: Buffer.from(derived('kid', 6)).toString('base64url'), bytes: derived(ENCRYPTION, 32) }
}
