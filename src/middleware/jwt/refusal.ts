// The answer to a request without a good token. It is the same whatever is wrong with the token; the cause tells the log, and
// the error page of development.
// @see RFC 6750 section 3

import { HttpError } from '../../errors.js'

const MISSING = { 'www-authenticate': 'Bearer realm="api"' }
const INVALID = { 'www-authenticate': 'Bearer error="invalid_token"' }

/** 401 for a request without a bearer token. */
export function missingToken(): HttpError {
  return new HttpError(401, 'this needs a bearer token', { headers: MISSING })
}

/** 401 for a token. @param reason for the app alone: no claim, no part of the token */
export function invalidToken(reason: string): HttpError {
  return new HttpError(401, 'the bearer token is not valid', { headers: INVALID, cause: new Error(reason) })
}
