// Keys and secrets, checked when they are given: strong enough, and of the kind that their algorithm needs.
// A key has one algorithm; nothing here guesses another one from a token.
// @see RFC 7518 sections 3.2 to 3.4, RFC 8037, RFC 8725 section 3.5

import { createPrivateKey, createPublicKey, createSecretKey, type JsonWebKey, KeyObject } from 'node:crypto'
import { ConfigError } from '../../errors.js'
import { checkedSecrets } from '../secrets.js'
import { badOption } from './checks.js'
import type { Key, KeyAlgorithm, Secret } from './options.js'

/** Shorter RSA keys are weak. @see RFC 7518 section 3.3 */
export const LEAST_RSA_BITS = 2048

/** Secrets as keys. @throws ConfigError BAD_SECRET if there is none, one has less than 32 bytes, or is a key in PEM */
export function secretKeys(secret: Secret | readonly Secret[], who: string): readonly KeyObject[] {
  return checkedSecrets(secret, who).map((each) => {
    const bytes = Buffer.from(each)
    if (bytes.includes('-----BEGIN')) {
      throw new ConfigError(
        'BAD_SECRET',
        `${who}: the secret is a key in PEM: give it as key, with RS256, ES256 or EdDSA`,
      )
    }
    return createSecretKey(bytes)
  })
}

/** A public key that goes with an algorithm. @throws ConfigError BAD_OPTION, or BAD_SECRET if it is weak */
export function publicKey(given: Key, algorithm: KeyAlgorithm, who: string): KeyObject {
  if (isPrivate(given)) throw badOption(who, 'key is a private key: verifying takes the public one')
  return fitting(read(given, createPublicKey, who), given, algorithm, who)
}

/** A private key that goes with an algorithm. @throws ConfigError as `publicKey` */
export function privateKey(given: Key, algorithm: KeyAlgorithm, who: string): KeyObject {
  const key = read(given, createPrivateKey, who)
  if (key.type !== 'private') throw badOption(who, `key is a ${key.type} key: signing takes the private one`)
  return fitting(key, given, algorithm, who)
}

/** The algorithm of a key; undefined if it has none here. */
function algorithmOf(key: KeyObject): KeyAlgorithm | undefined {
  if (key.asymmetricKeyType === 'rsa') return 'RS256'
  if (key.asymmetricKeyType === 'ed25519') return 'EdDSA'
  return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'ES256' : undefined
}

/** Whether this holds the private part of a key. */
export function isPrivate(given: Key): boolean {
  if (typeof given === 'string') return given.includes('PRIVATE KEY-----')
  if (given instanceof KeyObject) return given.type === 'private'
  return given !== null && Object.hasOwn(given, 'd')
}

function read(given: Key, create: typeof createPublicKey | typeof createPrivateKey, who: string): KeyObject {
  if (given instanceof KeyObject) return given
  try {
    return create(typeof given === 'string' ? given : { key: given, format: 'jwk' })
  } catch (cause) {
    throw badOption(who, 'key cannot be read: give a PEM (SPKI or PKCS #8), a KeyObject or a JWK', cause)
  }
}

function fitting(key: KeyObject, given: Key, algorithm: KeyAlgorithm, who: string): KeyObject {
  if (algorithmOf(key) !== algorithm)
    throw badOption(who, `the key is ${described(key)}, which ${algorithm} cannot use`)
  checkStrength(key, who)
  const named = isJwk(given) ? given['alg'] : undefined
  if (named !== undefined && named !== algorithm) throw badOption(who, `the key is for ${named}, not for ${algorithm}`)
  return key
}

function checkStrength(key: KeyObject, who: string): void {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? LEAST_RSA_BITS
  if (bits >= LEAST_RSA_BITS) return
  throw new ConfigError('BAD_SECRET', `${who}: the RSA key has ${bits} bits: make one of ${LEAST_RSA_BITS} or more`)
}

function isJwk(given: Key): given is JsonWebKey {
  return typeof given === 'object' && !(given instanceof KeyObject)
}

function described(key: KeyObject): string {
  const curve = key.asymmetricKeyDetails?.namedCurve
  return `of the type ${key.asymmetricKeyType ?? key.type}${curve === undefined ? '' : ` (${curve})`}`
}
