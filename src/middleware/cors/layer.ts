// The layer of cross-origin resource sharing: tells browsers which pages of other origins may read the answers, answers the
// question that they ask before a request (the preflight), and lets in what it grants.
// @see https://fetch.spec.whatwg.org/#http-cors-protocol

import { Context, type Ctx } from '../../http/context.js'
import { isUnsafe } from '../../http/cross-origin.js'
import { type Halves, inHalves, type Layer, outermost } from '../../http/layer.js'
import { Reply, type ReplyHeaders } from '../../http/reply.js'
import { addVary } from '../../http/vary.js'
import { type CorsOptions, type CorsPolicy, corsPolicy } from './options.js'

/**
 * A layer that lets pages of other origins read answers, those of errors and files among them. Preflights are answered here,
 * before anything further in is asked. What a granted origin sends with a listed method is no longer refused as another
 * site's; without `credentials` only if it carries none. For `app.use`.
 *
 * @example app.use('/api', cors({ origins: ['https://app.example'], methods: ['GET', 'POST'] }))
 * @throws ConfigError BAD_OPTION for `'*'` with credentials, what is no origin, a pattern that is not anchored, or a wrong name
 */
export function cors(options: CorsOptions): Layer {
  const policy = corsPolicy(options)
  const whole: Layer = async function cors(ctx, next) {
    const verdict = verdictOn(ctx, policy)
    const isAllowed = typeof verdict === 'boolean' ? verdict : await verdict
    if (isPreflight(ctx)) return preflightReply(ctx, policy, isAllowed)
    const leave = enter(ctx, policy, isAllowed)
    const reply = await next()
    leave(reply)
    return reply
  }
  if (typeof options.origins === 'function') return outermost(whole) // its verdict may take its time
  const halves: Halves = (ctx) => (isPreflight(ctx) ? undefined : enter(ctx, policy, verdictOn(ctx, policy) === true))
  return outermost(inHalves(whole, halves))
}

function verdictOn(ctx: Ctx, { allows }: CorsPolicy): boolean | Promise<boolean> {
  const { origin } = ctx.headers
  return origin !== undefined && allows(origin, ctx)
}

/** Lets a request in as far as it is granted; gives what is to be told with its answer. */
function enter(ctx: Ctx, policy: CorsPolicy, isAllowed: boolean): (reply: Reply) => void {
  const { origin } = ctx.headers
  if (isAllowed && ctx instanceof Context && letsIn(ctx, policy)) ctx.isOriginAllowed = true
  return ({ headers }) => {
    if (!policy.isForAll) addVary(headers, 'Origin')
    if (isAllowed || policy.isForAll) allow(headers, origin, policy)
  }
}

function isPreflight({ method, headers }: Ctx): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined
}

/** Grants all that is asked, or nothing. */
function preflightReply({ headers }: Ctx, policy: CorsPolicy, isAllowed: boolean): Reply {
  const reply = new Reply({ kind: 'empty' }, { status: 204 })
  reply.headers.set('vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers')
  const isGranted =
    isAllowed &&
    policy.methods.has(headers['access-control-request-method'] ?? '') &&
    areListed(headers['access-control-request-headers'] ?? '', policy.headers)
  if (!isGranted) return reply
  allow(reply.headers, headers.origin, policy)
  for (const [name, value] of Object.entries(policy.granted)) reply.headers.set(name, value)
  return reply
}

function areListed(names: string, listed: CorsPolicy['headers']): boolean {
  return names.split(',').every((name) => {
    const key = name.trim().toLowerCase()
    return key === '' || listed.has(key)
  })
}

/** Whether the origin may send this request, and not only read the answers to others. */
function letsIn({ method, headers }: Ctx, { methods, credentials }: CorsPolicy): boolean {
  return isUnsafe(method) && methods.has(method) && (credentials || !hasCredentials(headers))
}

/** What browsers add by themselves; another Authorization was written by the page. */
function hasCredentials({ cookie, authorization = '' }: Ctx['headers']): boolean {
  return cookie !== undefined || /^(?:basic|digest|negotiate|ntlm)\b/i.test(authorization)
}

function allow(headers: ReplyHeaders, origin: string | undefined, policy: CorsPolicy): void {
  headers.set('access-control-allow-origin', policy.isForAll ? '*' : (origin ?? ''))
  if (policy.credentials) headers.set('access-control-allow-credentials', 'true')
  if (policy.exposed !== '') headers.set('access-control-expose-headers', policy.exposed)
}
