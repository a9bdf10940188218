// Verifies tokens: their form, then by jose the algorithm, the signature and the claims that every token must have.
// What a header says of keys (jwk, jku, x5c, x5u) is never read.
// @see RFC 7519 section 7.2, RFC 8725

import { type KeyObject, webcrypto } from 'node:crypto'
import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose'
import { requirePackage } from '../optional-package.js'
import { badOption, checkAlgorithms, checkedNames, KEY_ALGORITHMS } from './checks.js'
import { checkedClaims } from './claims.js'
import { isCompactForm } from './compact-form.js'
import { keySetFinder } from './key-set.js'
import { publicKey, secretKeys } from './keys.js'
import type { KeyAlgorithm, VerifyOptions } from './options.js'
import { invalidToken } from './refusal.js'

const MOST_TOLERANCE_SECONDS = 300

/** Verifies the tokens of one issuer, or a list of them. */
export class TokenVerifier<Own extends object> {
  readonly #finders: readonly JWTVerifyGetKey[]
  readonly #expected: JWTVerifyOptions
  readonly #schema: VerifyOptions<Own>['claims']

  /**
   * @param who was given the options, for messages
   * @throws ConfigError BAD_OPTION, BAD_SECRET
   */
  constructor(options: VerifyOptions<Own>, who: string) {
    requirePackage({ name: 'jose', who, code: 'BAD_OPTION' })
    this.#finders = findersOf(options, who)
    this.#expected = expectedOf(options, who)
    this.#schema = options.claims
  }

  /** The claims of a token. @throws HttpError 401 if it is not valid, 503 if its keys cannot be fetched */
  async verify(token: string): Promise<object> {
    const payload = await openToken(token, this.#finders, this.#expected)
    return this.#schema ? checkedClaims(this.#schema, payload) : payload
  }
}

/** The payload of a token that one of the keys has signed. @throws HttpError 401 */
export async function openToken(
  token: string,
  finders: readonly JWTVerifyGetKey[],
  expected: JWTVerifyOptions,
): Promise<JWTPayload> {
  if (typeof token !== 'string' || !isCompactForm(token)) throw invalidToken('the token has not the form of one')
  const { jwtVerify, errors } = await import('jose')
  let reason = 'no key'
  for (const find of finders) {
    try {
      return (await jwtVerify(token, find, expected)).payload
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
      reason = error.code
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) break
    }
  }
  throw invalidToken(reason)
}

/** Finds the key of each secret, or that of the header. @throws ConfigError */
export function findersOf<Own extends object>(options: VerifyOptions<Own>, who: string): readonly JWTVerifyGetKey[] {
  const { secret, key, jwks } = options
  if ([secret, key, jwks].filter((each) => each !== undefined).length !== 1)
    throw badOption(who, 'takes exactly one of secret, key and jwks')
  if (secret !== undefined) {
    checkAlgorithms(options.algorithms, ['HS256'], who)
    return secretKeys(secret, who).map((each) => {
      const key = hmacKey(each)
      return () => key
    })
  }
  checkAlgorithms(options.algorithms, KEY_ALGORITHMS, who)
  const algorithms: readonly KeyAlgorithm[] = options.algorithms
  if (jwks !== undefined) return [keySetFinder(jwks, algorithms, who)]
  const [found] = algorithms.map((algorithm) => publicKey(key, algorithm, who))
  return found ? [() => found] : []
}

/** Made once for all tokens: of any other form of a secret jose makes one for each. */
function hmacKey(secret: KeyObject): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('raw', secret.export(), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function expectedOf({ algorithms, ...options }: VerifyOptions, who: string): JWTVerifyOptions {
  const { issuer, audience, clockToleranceSeconds: seconds = 0 } = options
  if (!(seconds >= 0 && seconds <= MOST_TOLERANCE_SECONDS))
    throw badOption(who, `clockToleranceSeconds is a number from 0 to ${MOST_TOLERANCE_SECONDS}, not ${seconds}`)
  return {
    algorithms: [...algorithms],
    issuer: checkedNames(issuer, 'issuer', who),
    audience: checkedNames(audience, 'audience', who),
    clockTolerance: seconds,
    requiredClaims: ['exp', 'iss', 'aud'],
  }
}
