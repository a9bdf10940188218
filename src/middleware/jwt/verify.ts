// Verifies a token that came by another way than a header field: in a message, in a test, in a link.

import type { Claims } from './claims.js'
import type { VerifyOptions } from './options.js'
import { TokenVerifier } from './verifier.js'

/** What options were made into; who gives the same object again has its keys read, and its key set fetched, once. */
const VERIFIERS = new WeakMap<object, TokenVerifier<object>>()

/**
 * The claims of a token, if it is valid.
 *
 * @example const { sub } = await verifyToken(token, options)
 * @param options those of `bearer`; give the same object each time, so that its keys are read once
 * @throws HttpError 401 if the token is not valid, 503 if its key set cannot be fetched; ConfigError as `bearer`
 */
export async function verifyToken<Own extends object = object>(
  token: string,
  options: VerifyOptions<Own>,
): Promise<Claims<Own>> {
  let verifier = VERIFIERS.get(options)
  if (!verifier) {
    verifier = new TokenVerifier(options, 'verifyToken')
    VERIFIERS.set(options, verifier)
  }
  return (await verifier.verify(token)) as Claims<Own>
}
