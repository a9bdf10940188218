// The layer of security headers: what browsers are asked to refuse in pages of this site, with a nonce for the scripts and styles
// that templates write into a page.
// @see https://www.w3.org/TR/CSP3/ , RFC 6797 (HSTS)

import { randomBytes } from 'node:crypto'
import { Context, type Ctx, extendView } from '../../http/context.js'
import { type Layer, outgoing } from '../../http/layer.js'
import type { Reply } from '../../http/reply.js'
import { type SecureHeadersOptions, secureFields } from './options.js'

/** The nonces of the answers for which one has been asked; layers around each other share it. */
const NONCES = new WeakMap<Ctx, string>()

/**
 * A layer that adds the header fields with which browsers protect pages; those that a handler sets stay as they are. Templates
 * see `csp_nonce`: 22 characters of base64url, new for each answer, with which an inline script or style is allowed.
 *
 * @example app.use(secureHeaders({ contentSecurityPolicy: { 'img-src': ['https://images.example'] } }))
 * @throws ConfigError BAD_OPTION for an option, directive or value that browsers would not understand
 */
export function secureHeaders(options: SecureHeadersOptions = {}): Layer {
  const { policy, fields, fieldsOverTls } = secureFields(options)
  return outgoing('secureHeaders', (ctx) => {
    if (policy) extendView(ctx, 'csp_nonce', () => nonceOf(ctx))
    return (reply) => protect(ctx, reply)
  })

  function protect(ctx: Ctx, reply: Reply): void {
    if (needsNone(ctx, reply)) return
    const nonce = NONCES.get(ctx)
    if (policy && nonce !== undefined) {
      // The nonce of an answer that caches share would be known to everybody.
      reply.headers.defaults([
        ['content-security-policy', policy.withNonce(nonce)],
        ['cache-control', 'private'],
      ])
    }
    reply.headers.defaults(ctx.secure ? fieldsOverTls : fields)
  }
}

function nonceOf(ctx: Ctx): string {
  const nonce = NONCES.get(ctx) ?? randomBytes(16).toString('base64url')
  NONCES.set(ctx, nonce)
  return nonce
}

/** A 304 would put its policy to a page with the nonce of another answer; of files only documents run anything by themselves. */
function needsNone(ctx: Ctx, { status, headers }: Reply): boolean {
  return status === 304 || (ctx instanceof Context && ctx.isAsset && !isDocument(headers.get('content-type') ?? ''))
}

function isDocument(type: string): boolean {
  return /^(?:text\/html|text\/xml|application\/xml|application\/xhtml\+xml|image\/svg\+xml)\b/i.test(type)
}
