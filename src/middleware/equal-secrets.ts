// Whether somebody knows a secret, such as the key of an API: compared in a time that does not depend on how much of it is right.

import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Whether a text that came from outside is the secret. Both are hashed first, so that neither length nor content shows in the time.
 *
 * @example if (!equalSecrets(ctx.headers['x-api-key'], apiKey)) abort(401)
 * @param given what came; anything but a text is never the secret
 * @throws TypeError if the secret is empty: it was not configured
 */
export function equalSecrets(given: unknown, expected: string): boolean {
  if (typeof expected !== 'string' || expected === '') throw new TypeError('equalSecrets: the expected secret is empty')
  return typeof given === 'string' && timingSafeEqual(digestOf(given), digestOf(expected))
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
