// Two layers that ask browsers for help: pages run no foreign code, and other sites send no forms.
// @see https://www.w3.org/TR/CSP3/ and https://www.w3.org/TR/fetch-metadata/

import { abort, type Layer } from 'miniweb'

const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

/** Scripts, styles and images come from this site only, and never from within a page. */
export const ownContent: Layer = async (_, next) => {
  const reply = await next()
  if (!reply.headers.has('content-security-policy')) reply.headers.set('content-security-policy', POLICY)
  reply.headers.set('x-content-type-options', 'nosniff')
  return reply
}

/** Refuses what a page of another site sends; programs that are no browsers say nothing of where they come from. */
export const ownForms: Layer = (ctx, next) => {
  const isSafe = ctx.method === 'GET' || ctx.method === 'HEAD' || ctx.method === 'OPTIONS'
  const from = ctx.headers['sec-fetch-site'] ?? 'none'
  return isSafe || from === 'same-origin' || from === 'none' ? next() : abort(403, 'this came from another site')
}
