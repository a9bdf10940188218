// What visitors of the layered servers bring along, and what the servers know of it.

/** A page of another origin, which cors() lets in. */
export const ORIGIN = 'https://app.example'

/** Signs and seals: 32 bytes, and no secret. */
export const SECRET = 'a secret of the benchmark, no more'

/** Who issues tokens, and for whom. */
export const ISSUER = 'https://login.example'
export const AUDIENCE = 'https://api.example'
