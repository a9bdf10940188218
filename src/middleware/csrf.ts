// Tokens against forged requests: whatever may change something must tell a secret of the visitor's session, which pages of
// other sites cannot read. It stands behind the refusal of other origins, for browsers and proxies that do not tell them.
// @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { HttpError } from '../errors.js'
import { RequestBody } from '../http/body/reader.js'
import { type Ctx, extendContext, extendView } from '../http/context.js'
import { isUnsafe } from '../http/cross-origin.js'
import type { Layer } from '../http/layer.js'
import type { SafeHtml } from '../template/safe-html.js'
import { html } from '../template/tag.js'
import type { Session } from './session/session.js'

/** The token of a session, as pages carry it. Reading it begins the session. */
export interface Csrf {
  /** 86 characters of base64url, others at each reading; good until the session's id changes. */
  readonly token: string
  /** `<input type="hidden" name="_csrf" value="…">`. */
  readonly field: SafeHtml
}

/** Where requests carry the token. */
export interface CsrfOptions {
  /** The field of a form. Default: `_csrf`. */
  readonly field?: string
  /** The header field. Default: `x-csrf-token`. */
  readonly header?: string
}

type SessionCtx = Ctx & { readonly session: Session<object> }

const TOKEN_BYTES = 32

/**
 * A layer that lets requests that may change something pass with the token of their session alone: in the header field, or in
 * the field of a form. It adds `ctx.csrf`, and `csrf_field` and `csrf_token` to templates. It needs `session()` around it.
 *
 * @example const site = route.through(session({ store: memoryStore() })).through(csrf())
 * @throws HttpError 403 at a request without the token of its session
 */
export function csrf({
  field = '_csrf',
  header = 'x-csrf-token',
}: CsrfOptions = {}): Layer<{ csrf: Csrf }, SessionCtx> {
  const places = { field, header: header.toLowerCase() }
  return function csrf(ctx, next) {
    if (!Object.hasOwn(ctx, 'session')) throw new TypeError('csrf() needs session() around it')
    const tokens = new SessionCsrf(ctx.session, field)
    extendContext(ctx, { csrf: tokens })
    extendView(ctx, 'csrf_field', () => tokens.field)
    extendView(ctx, 'csrf_token', () => tokens.token)
    return isUnsafe(ctx.method) ? check(ctx, places).then(next) : next()
  }
}

class SessionCsrf implements Csrf {
  readonly #session: Session<object>
  readonly #field: string

  constructor(session: Session<object>, field: string) {
    this.#session = session
    this.#field = field
  }

  get token(): string {
    return masked(secretOf(this.#session))
  }

  get field(): SafeHtml {
    return html`<input type="hidden" name="${this.#field}" value="${this.token}">`
  }
}

/** A visitor without a session has no token: then no body is read, and no session begins. @throws HttpError 403 */
async function check(ctx: SessionCtx, { field, header }: Required<CsrfOptions>): Promise<void> {
  const sent = ctx.session.isNew ? undefined : (ctx.headers[header] ?? (await formField(ctx, field)))
  if (ctx.read instanceof RequestBody) ctx.read.leaveOut(field)
  if (typeof sent === 'string' && isTokenOf(secretOf(ctx.session), sent)) return
  const advice = `load its page again; a form needs {{ csrf_field }}, any other request the header ${header}`
  throw new HttpError(403, `the request has no CSRF token of this session: ${advice}`)
}

/** The field of a form; undefined if the body is no form. */
async function formField({ read }: Ctx, name: string): Promise<string | string[] | undefined> {
  try {
    return (await read.form()).fields[name]
  } catch (error) {
    if (error instanceof HttpError && error.status === 415) return undefined
    throw error
  }
}

/** Dies with the session's id. */
function secretOf({ id }: Session<object>): Buffer {
  return createHmac('sha256', id).update('csrf').digest()
}

/** A one-time pad, and the secret under it: no two pages have the same bytes, which compression could give away (BREACH). */
function masked(secret: Buffer): string {
  const pad = randomBytes(TOKEN_BYTES)
  return Buffer.concat([pad, xor(pad, secret)]).toString('base64url')
}

/** Whether a text is a masked secret. Never throws. */
function isTokenOf(secret: Buffer, text: string): boolean {
  if (!/^[\w-]{86}$/.test(text)) return false
  const bytes = Buffer.from(text, 'base64url')
  return timingSafeEqual(xor(bytes.subarray(0, TOKEN_BYTES), bytes.subarray(TOKEN_BYTES)), secret)
}

function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)))
}
