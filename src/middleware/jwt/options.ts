// What tokens are signed and verified with: the algorithms, the keys that go with each, and what is expected of a token.
// The types keep secrets and key pairs apart, so that no public key ever stands where a secret is meant.
// @see RFC 7518 section 3.1 (algorithms), RFC 8725 section 3.1 (pinning them)

import type { JsonWebKey, KeyObject } from 'node:crypto'
import type { Schema } from '../../http/schema.js'

/** Algorithms of key pairs: RSA (2,048 bits or more), P-256 and Ed25519. */
export type KeyAlgorithm = 'RS256' | 'ES256' | 'EdDSA'

/** All algorithms. HS256 goes with a secret that both sides know. */
export type Algorithm = 'HS256' | KeyAlgorithm

/** At least 32 random bytes; a text counts in UTF-8. */
export type Secret = string | Uint8Array

/** A key of a key pair: PEM (SPKI, PKCS #8), a KeyObject, or a JWK. */
export type Key = string | KeyObject | JsonWebKey

/** A JWK Set: public keys. @see RFC 7517 section 5 */
export interface KeySet {
  readonly keys: readonly JsonWebKey[]
}

type OneOrMore<T> = readonly [T, ...T[]]

/** What tokens are verified with. Exactly one of `secret`, `key` and `jwks`. */
type VerifyingKeys =
  | {
      /** Those of signToken; of several each may be the one, so that they can rotate. */
      readonly secret: Secret | readonly Secret[]
      readonly algorithms: OneOrMore<'HS256'>
      readonly key?: never
      readonly jwks?: never
    }
  | {
      /** The public key. */
      readonly key: Key
      /** The algorithm of the key. */
      readonly algorithms: OneOrMore<KeyAlgorithm>
      readonly secret?: never
      readonly jwks?: never
    }
  | {
      /** Public keys, or where they are: an address of https, fetched with the first token, then every 10 minutes and for unknown keys. */
      readonly jwks: KeySet | URL
      readonly algorithms: OneOrMore<KeyAlgorithm>
      readonly secret?: never
      readonly key?: never
    }

/** What tokens are verified with, and what is expected of them. */
export type VerifyOptions<Own extends object = object> = VerifyingKeys & {
  /** `iss` of the token, or a list of which it must be one. */
  readonly issuer: string | readonly string[]
  /** Who the token is for: one of these must be in its `aud`. */
  readonly audience: string | readonly string[]
  /** How far the clocks of issuer and app may differ, 0 to 300. Default: 0. */
  readonly clockToleranceSeconds?: number
  /** A schema of the claims; it sees all of them. Default: they are taken as their issuer has signed them. */
  readonly claims?: Schema<unknown, Own>
}

/** What a token is signed with: a secret or a private key, and the algorithm that goes with it. */
type SigningKey =
  | {
      /** Of several the first signs. */
      readonly secret: Secret | readonly Secret[]
      readonly algorithm: 'HS256'
      readonly key?: never
    }
  | {
      /** The private key. `kid` of a JWK goes into the token's header. */
      readonly key: Key
      readonly algorithm: KeyAlgorithm
      readonly secret?: never
    }

/** What a token is signed with, and what it says beside its claims. */
export type SignOptions = SigningKey & {
  /** `iss`: who issues it. */
  readonly issuer: string
  /** `aud`: who it is for. */
  readonly audience: string | readonly string[]
  /** How long it is good, in whole seconds from now. */
  readonly expiresIn: number
}
