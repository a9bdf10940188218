// The secrets that layers are given, checked at start: the first seals or signs, all open or verify, so that they can rotate.

import { ConfigError } from '../errors.js'

const LEAST_BYTES = 32

/**
 * The secrets as a list.
 *
 * @param layer who was given them, for the message
 * @throws ConfigError BAD_SECRET if there is none, or one has less than 32 bytes
 */
export function checkedSecrets<S extends string | Uint8Array>(secrets: S | readonly S[], layer: string): readonly S[] {
  const list: readonly S[] = Array.isArray(secrets) ? secrets : [secrets]
  const advice = `give at least ${LEAST_BYTES} random bytes: node -p "crypto.randomBytes(32).toString('base64url')"`
  if (list.length === 0) throw new ConfigError('BAD_SECRET', `${layer}: the list of secrets is empty: ${advice}`)
  for (const [index, secret] of list.entries()) {
    const isSecret = typeof secret === 'string' || secret instanceof Uint8Array
    if (isSecret && Buffer.byteLength(secret) >= LEAST_BYTES) continue
    const size = isSecret ? `has ${Buffer.byteLength(secret)} bytes` : 'is no string'
    throw new ConfigError('BAD_SECRET', `${layer}: secret ${index + 1} of ${list.length} ${size}: ${advice}`)
  }
  return list
}
