// A layer that asks browsers for help: pages run no foreign code. Forms of other sites the framework refuses itself.
// @see https://www.w3.org/TR/CSP3/

import type { Layer } from 'miniweb'

const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

/** Scripts, styles and images come from this site only, and never from within a page. */
export const ownContent: Layer = async (_, next) => {
  const reply = await next()
  if (!reply.headers.has('content-security-policy')) reply.headers.set('content-security-policy', POLICY)
  reply.headers.set('x-content-type-options', 'nosniff')
  return reply
}
