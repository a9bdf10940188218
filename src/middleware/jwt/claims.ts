// The claims of a token: those that every token here has, and those of the app, as a schema gives them.
// @see RFC 7519 section 4

import type { Schema } from '../../http/schema.js'
import { invalidToken } from './refusal.js'

/** The registered claims. Of those of a verified token `iss`, `aud` and `exp` are always there. @see RFC 7519 section 4.1 */
export interface RegisteredClaims {
  /** The issuer. */
  readonly iss: string
  /** Whom the token is for. */
  readonly aud: string | readonly string[]
  /** When it ends, in seconds since 1970. */
  readonly exp: number
  /** Whom it is about. */
  readonly sub?: string
  /** From when on it is good, in seconds since 1970. */
  readonly nbf?: number
  /** When it was issued, in seconds since 1970. */
  readonly iat?: number
  /** Its id. */
  readonly jti?: string
}

/** The claims of a verified token: the registered ones, and the app's own. */
export type Claims<Own extends object = object> = Omit<RegisteredClaims, keyof Own> & Own

const REGISTERED = [
  'iss',
  'aud',
  'exp',
  'sub',
  'nbf',
  'iat',
  'jti',
] as const satisfies readonly (keyof RegisteredClaims)[]

/** The payload as a schema gives it; registered claims that the schema drops are kept. @throws HttpError 401 if it does not fit */
export async function checkedClaims<Own extends object>(
  schema: Schema<unknown, Own>,
  payload: Readonly<Record<string, unknown>>,
): Promise<object> {
  const result = await schema['~standard'].validate(payload)
  if (result.issues) throw invalidToken('the claims do not fit their schema')
  const registered = REGISTERED.flatMap((name) => (Object.hasOwn(payload, name) ? [[name, payload[name]]] : []))
  return { ...Object.fromEntries(registered), ...result.value }
}
