// JSON Web Tokens, the entry `miniweb/jwt`: issue them, verify them, and guard routes with them. Needs the package jose.
// @see RFC 7519 (JWT), RFC 6750 (bearer tokens), RFC 8725 (best current practices)

export { bearer } from './bearer.js'
export type { Claims, RegisteredClaims } from './claims.js'
export type { Algorithm, Key, KeyAlgorithm, KeySet, Secret, SignOptions, VerifyOptions } from './options.js'
export { signToken } from './sign.js'
export { verifyToken } from './verify.js'
