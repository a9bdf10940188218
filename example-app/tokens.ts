// The tokens of the JSON API: issued at sign-up and login, sent as `Authorization: Bearer`, believed by their signature alone.
// Nothing is looked up, so a token says what was true when it was issued: let it end soon.
// @see RFC 7519, RFC 6750

import { randomBytes } from 'node:crypto'
import { route } from 'miniweb'
import { bearer, signToken } from 'miniweb/jwt'
import { z } from 'zod'
import type { Member } from './account-store.js'

/** Without TOKEN_SECRET tokens end with the process: good enough to try the board out. */
const TRUST = {
  secret: process.env['TOKEN_SECRET'] ?? randomBytes(32),
  issuer: 'link-board',
  audience: 'link-board-api',
}

const LIFETIME_SECONDS = 15 * 60

const Claims = z.object({ sub: z.coerce.number().int(), name: z.string(), role: z.enum(['member', 'editor']) })

/** What a program gets for a name and a password. */
export async function tokenFor({ id, name, role }: Member) {
  const claims = { sub: String(id), name, role }
  const token = await signToken(claims, { ...TRUST, algorithm: 'HS256', expiresIn: LIFETIME_SECONDS })
  return { token, expiresIn: LIFETIME_SECONDS }
}

/** Routes for programs that show a token: their handlers have `ctx.member`. */
export const programs = route
  .through(bearer({ ...TRUST, algorithms: ['HS256'], claims: Claims }))
  .with(({ claims: { sub: id, name, role } }) => ({ member: { id, name, role } satisfies Member }))
