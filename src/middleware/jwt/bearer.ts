// The layer of bearer tokens: who has one in the Authorization field gets through, with its claims. It keeps no state.
// Tokens in the address or in a body are not looked at: addresses end in logs, and forms are sent by other sites.
// @see RFC 6750 sections 2.1, 3 and 5.3

import { type Ctx, extendContext } from '../../http/context.js'
import type { Layer } from '../../http/layer.js'
import type { Claims } from './claims.js'
import type { VerifyOptions } from './options.js'
import { invalidToken, missingToken } from './refusal.js'
import { TokenVerifier } from './verifier.js'

/**
 * A layer that lets requests with a valid token pass, and adds `ctx.claims`. `exp`, `iss` and `aud` are required of each token.
 * All others are answered with 401 and a challenge, which does not tell what is wrong.
 *
 * @example const api = route.through(bearer<{ role: string }>({ secret, algorithms: ['HS256'], issuer, audience }))
 * @throws ConfigError BAD_OPTION if options do not go together or jose is not installed; BAD_SECRET if a secret has less than 32
 *   bytes or is a key in PEM, or an RSA key less than 2,048 bits
 */
export function bearer<Own extends object = object>(options: VerifyOptions<Own>): Layer<{ claims: Claims<Own> }> {
  const verifier = new TokenVerifier(options, 'bearer')
  return async function bearer(ctx, next) {
    if (Object.hasOwn(ctx, 'claims')) throw new TypeError('bearer() is around this route twice')
    extendContext(ctx, { claims: await verifier.verify(tokenOf(ctx)) })
    return next()
  }
}

/** @throws HttpError 401 if there is no bearer token, or more than one Authorization field */
function tokenOf({ headers, req }: Ctx): string {
  const field = headers.authorization ?? ''
  if (!/^bearer /i.test(field)) throw missingToken()
  if (isRepeated(req.rawHeaders)) throw invalidToken('there are several Authorization fields')
  return field.slice('bearer '.length).trimStart()
}

/** node:http takes the first of several Authorization fields, and other servers the last. */
function isRepeated(rawHeaders: readonly string[]): boolean {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'authorization') count++
  }
  return count > 1
}
