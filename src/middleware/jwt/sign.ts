// Signs tokens, by jose.
// @see RFC 7519 section 7.1

import { KeyObject } from 'node:crypto'
import { requirePackage } from '../optional-package.js'
import { badOption, checkAlgorithms, checkedNames, KEY_ALGORITHMS } from './checks.js'
import { LIMIT_BYTES } from './compact-form.js'
import { privateKey, secretKeys } from './keys.js'
import type { SignOptions } from './options.js'

const WHO = 'signToken'

/** Claims that come from the options, or from the clock. */
const OWN = ['iss', 'aud', 'exp', 'iat'] as const

/** What the claims may not set, and what types the others have. */
type Signable = { readonly [Name in (typeof OWN)[number]]?: never } & {
  readonly sub?: string
  readonly jti?: string
  readonly nbf?: number
}

/**
 * A token with these claims, and `iss`, `aud`, `exp` and `iat`. Everybody who has it can read the claims.
 *
 * @example await signToken({ sub: '7' }, { secret, algorithm: 'HS256', issuer, audience, expiresIn: 900 })
 * @throws ConfigError BAD_OPTION if options do not go together, BAD_SECRET if the secret or key is weak; TypeError if JSON cannot
 *   carry a claim, or one comes from the options; RangeError if the token would have more than 8,192 bytes
 */
export async function signToken<C extends object>(claims: C & Signable, options: SignOptions): Promise<string> {
  requirePackage({ name: 'jose', who: WHO, code: 'BAD_OPTION' })
  const taken = OWN.find((name) => Object.hasOwn(claims, name))
  if (taken) throw new TypeError(`${WHO}: the claim ${taken} comes from the options`)
  const key = signingKey(options)
  const now = Math.floor(Date.now() / 1000)
  const payload = { ...claims, ...addressOf(options), iat: now, exp: now + checkedSeconds(options.expiresIn) }
  const { SignJWT } = await import('jose')
  const token = await new SignJWT(payload).setProtectedHeader(headerOf(options)).sign(key)
  if (token.length <= LIMIT_BYTES) return token
  throw new RangeError(`${WHO}: the token has ${token.length} bytes, of which ${LIMIT_BYTES} are read: keep less in it`)
}

function signingKey({ secret, key, algorithm }: SignOptions): KeyObject {
  if ((secret === undefined) === (key === undefined)) throw badOption(WHO, 'takes exactly one of secret and key')
  checkAlgorithms([algorithm], secret === undefined ? KEY_ALGORITHMS : ['HS256'], WHO)
  if (algorithm !== 'HS256') return privateKey(key, algorithm, WHO)
  const [first] = secretKeys(secret, WHO)
  if (!first) throw new Error('a list of secrets without one')
  return first
}

function addressOf({ issuer, audience }: SignOptions): { iss: string; aud: string | string[] } {
  if (typeof issuer !== 'string') throw badOption(WHO, 'issuer is one text')
  const [iss = ''] = checkedNames(issuer, 'issuer', WHO)
  const names = checkedNames(audience, 'audience', WHO)
  return { iss, aud: typeof audience === 'string' ? audience : names }
}

function checkedSeconds(expiresIn: number): number {
  if (Number.isSafeInteger(expiresIn) && expiresIn >= 1) return expiresIn
  throw badOption(WHO, `expiresIn is a whole number of seconds, at least 1, not ${expiresIn}`)
}

/** A JWK tells its name in a key set. */
function headerOf({ algorithm, key }: SignOptions): { alg: string; typ: string; kid?: string } {
  const kid = typeof key === 'object' && !(key instanceof KeyObject) ? key['kid'] : undefined
  return { alg: algorithm, typ: 'JWT', ...(typeof kid === 'string' ? { kid } : {}) }
}
