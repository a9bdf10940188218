// The way to a login and back to where the visitor was, without a way off the site.

import type { Ctx } from '../http/context.js'
import { isLocalTarget, redirect } from '../http/redirect.js'
import type { Reply } from '../http/reply.js'
import { encodeSegments, parseTarget } from '../http/target.js'

/** Longer return paths would not fit into every address. */
const LONGEST = 2048

/** Stands for this site where a path is read as a browser reads it. */
const SITE = 'http://site.invalid'

/**
 * Sends a visitor to the login, with 303. For GET and HEAD the address tells where the visitor was: `/login?return=/posts/7%3Fpage%3D2`.
 * Other methods could not be repeated by an address, so they leave it out.
 *
 * @param loginPath a path of this site
 * @throws TypeError if it could lead off the site
 */
export function loginRedirect(ctx: Ctx, loginPath: string): Reply {
  const here = ctx.method === 'GET' || ctx.method === 'HEAD' ? returnPath(addressOf(ctx), '') : ''
  if (here === '') return redirect(loginPath)
  const value = encodeURIComponent(here).replaceAll('%2F', '/')
  return redirect(`${loginPath}${loginPath.includes('?') ? '&' : '?'}return=${value}`)
}

/**
 * Where to go after a login: a path of this site, or the fallback. Never throws.
 *
 * @param value what came from outside, such as `ctx.query['return']`
 * @param fallback taken for anything but a path of this site, of at most 2,048 characters. Default: `/`
 */
export function returnPath(value: unknown, fallback = '/'): string {
  return typeof value === 'string' && value.length <= LONGEST && isPathHere(value) ? value : fallback
}

/** Nor may it begin with two slashes once its dots are gone (`/.//other.example`), or its escapes are decoded by somebody. */
function isPathHere(value: string): boolean {
  if (!value.startsWith('/') || !isLocalTarget(value) || !URL.canParse(value, SITE)) return false
  const { origin, pathname } = new URL(value, SITE)
  return origin === SITE && !/^\/(?:\/|%2f|%5c)/i.test(pathname)
}

/** Path and query of a request, encoded. */
function addressOf({ method, req }: Ctx): string {
  const { segments, search } = parseTarget(method, req.url ?? '/', Number.POSITIVE_INFINITY)
  return encodeSegments(segments) + (search === '' ? '' : `?${search}`)
}
