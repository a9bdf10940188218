// Key sets: the header of a token chooses among their keys by `kid` and `alg`, and can bring none of its own.
// A set from another server that cannot be had is that server's fault, or ours; the token is not judged then.
// @see RFC 7517 section 5, RFC 7515 section 4.1.4 (kid)

import type { JsonWebKey } from 'node:crypto'
import type { CryptoKey, JWTVerifyGetKey } from 'jose'
import { HttpError } from '../../errors.js'
import { badOption } from './checks.js'
import { isPrivate, LEAST_RSA_BITS, publicKey } from './keys.js'
import type { KeyAlgorithm, KeySet } from './options.js'

const TYPES: Readonly<Record<KeyAlgorithm, Pick<JsonWebKey, 'kty' | 'crv'>>> = {
  RS256: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
}

/** Finds keys in a set. @throws ConfigError BAD_OPTION, or BAD_SECRET if one of its RSA keys is weak */
export function keySetFinder(jwks: KeySet | URL, algorithms: readonly KeyAlgorithm[], who: string): JWTVerifyGetKey {
  return jwks instanceof URL ? remoteFinder(checkedAddress(jwks, who)) : localFinder(checkedSet(jwks, algorithms, who))
}

function localFinder(set: KeySet): JWTVerifyGetKey {
  let find: JWTVerifyGetKey | undefined
  return async (header, token) => {
    find ??= (await import('jose')).createLocalJWKSet({ keys: [...set.keys] })
    return find(header, token)
  }
}

function remoteFinder(address: URL): JWTVerifyGetKey {
  let find: JWTVerifyGetKey | undefined
  return async (header, token) => {
    const { createRemoteJWKSet, errors } = await import('jose')
    find ??= createRemoteJWKSet(address)
    try {
      return checkedKey(await find(header, token))
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error
      throw new HttpError(503, undefined, { cause: new Error('no use of the key set of tokens', { cause: error }) })
    }
  }
}

function checkedKey<K>(key: K | CryptoKey): K | CryptoKey {
  const { modulusLength = LEAST_RSA_BITS } = (key as { algorithm?: { modulusLength?: number } }).algorithm ?? {}
  if (modulusLength < LEAST_RSA_BITS) throw new Error(`an RSA key of the set has ${modulusLength} bits`)
  return key
}

function checkedAddress(address: URL, who: string): URL {
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(address.hostname)
  if (address.protocol === 'https:' || (address.protocol === 'http:' && isHere)) return address
  throw badOption(
    who,
    `jwks is at ${address.protocol}//${address.host}: keys are fetched by https, from this machine also by http`,
  )
}

/** A copy of a set in which each algorithm has a key. */
function checkedSet(jwks: KeySet, algorithms: readonly KeyAlgorithm[], who: string): KeySet {
  if (!Array.isArray(jwks?.keys)) throw badOption(who, 'jwks is no key set: give { keys: [...] }, or a URL')
  const set: KeySet = structuredClone(jwks)
  for (const jwk of set.keys) {
    if (typeof jwk !== 'object' || jwk === null) throw badOption(who, 'jwks has a key that is no JWK')
    if (jwk.kty === 'oct' || isPrivate(jwk))
      throw badOption(who, 'jwks has a secret or private key: it takes public ones')
  }
  for (const algorithm of algorithms) {
    const keys = set.keys.filter((jwk) => isFor(jwk, algorithm))
    if (keys.length === 0) throw badOption(who, `jwks has no key for ${algorithm}`)
    for (const jwk of keys) publicKey(jwk, algorithm, who)
  }
  return set
}

function isFor({ kty, crv, use = 'sig', alg }: JsonWebKey, algorithm: KeyAlgorithm): boolean {
  const type = TYPES[algorithm]
  return kty === type.kty && crv === type.crv && use === 'sig' && (alg === undefined || alg === algorithm)
}
