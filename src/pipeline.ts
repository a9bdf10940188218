// From what an app has collected to one function that answers a request: table, assets, templates, then the onion.
// A mistake ends the start here, with a ConfigError.

import type { Answering } from './dev/answer.js'
import type { AppParts } from './dev/development-app.js'
import type { PageScope } from './dev/error-page.js'
import { ConfigError, HttpError } from './errors.js'
import { type DevelopmentPage, type ErrorHandlers, failureReplies } from './failure.js'
import type { Context } from './http/context.js'
import { refuseCrossOrigin } from './http/cross-origin.js'
import type { Layer } from './http/layer.js'
import { Reply } from './http/reply.js'
import { pathOf } from './http/target.js'
import { type InputValues, InvalidForm, inputReader } from './input.js'
import type { Log } from './log.js'
import { type Fail, fold, type Run, settled, through } from './onion.js'
import { type ReturnedOptions, returnedValues, type ToReply } from './returned.js'
import { refuseDuplicateNames } from './routing/checks.js'
import type { Placed } from './routing/conflicts.js'
import { placed } from './routing/placed.js'
import { type Declaration, METHODS } from './routing/route.js'
import { RouteTable } from './routing/table.js'
import type { Assets } from './static/assets.js'
import { sendFile } from './static/send-file.js'
import type { TemplateEngine } from './template/engine.js'

/** Calls a route's method or function. */
type Call = (ctx: Context, input: unknown) => unknown

/** A route as an app collects it. */
export interface AppRoute {
  readonly declaration: Declaration
  /** `Posts.show`, or the function's name. */
  readonly handler: string
  readonly name: string | undefined
  /** The class or function it comes from. */
  readonly type: unknown
  readonly call: Call
  /** Answers an invalid form; undefined where the route leaves that to the framework. */
  readonly callInvalid: Call | undefined
}

/** A layer of the app, for all paths or those at and under a prefix. */
export interface AppLayer {
  readonly prefix: readonly string[]
  readonly layer: Layer
}

/** All that an app has collected when it freezes. */
export interface Collected {
  readonly routes: readonly AppRoute[]
  readonly layers: readonly AppLayer[]
  readonly errors: ErrorHandlers
  /** Opens the static folders. @throws ConfigError */
  readonly openAssets: () => Assets
  /** Opens the templates folder, last of all. @throws ConfigError or TemplateError */
  readonly openTemplates: () => TemplateEngine | undefined
  readonly dev: boolean
  /** The other origins that may change something; undefined: any. */
  readonly allowedOrigins: ReadonlySet<string> | undefined
  readonly log: Log
}

/** An app that can answer. */
export interface Pipeline {
  /** Answers a request; neither throws nor rejects. */
  readonly answer: Run
  readonly fail: Fail
}

interface TableRoute extends Placed {
  readonly run: Run
}

/** @throws ConfigError for a route, prefix or folder that cannot work, TemplateError for a template that does not compile */
export function buildPipeline(collected: Collected): Pipeline {
  const { log, errors, dev, routes } = collected
  let templates: TemplateEngine | undefined
  const scopes = new WeakMap<object, PageScope>()
  const render: ReturnedOptions['render'] = (name, data, view) => renderTemplate(templates, name, data, view)
  const toReply = returnedValues({
    render: dev ? notingNames(render, scopes) : render,
    sendFile: (ctx, { path, options }, reply) => sendFile(ctx, path, options, reply),
    ...(dev ? { onLikelyHtml: warnOfHtml(log) } : {}),
  })
  const fail = failureReplies({
    handlers: errors,
    toReply,
    log,
    renderPage: dev
      ? (ctx, error) => developmentPage(ctx, error, { routes: placedRoutes, table, assets, scopes })
      : undefined,
  })
  const placedRoutes = routes.map((route) => tableRoute(route, toReply, fail))
  const table = new RouteTable(placedRoutes)
  refuseDuplicateNames(routes)
  const assets = collected.openAssets()
  refuseOverlap(assets, routes)
  assets.prepare()
  templates = collected.openTemplates()
  const answer = foldByPrefix(collected.layers, dispatcher(table, assets, collected.allowedOrigins), fail)
  return { answer: dev ? inDevelopment({ answer, fail, mistake: () => templates?.mistake }) : answer, fail }
}

/** Folds the app's layers; one with a prefix costs nothing elsewhere. */
function foldByPrefix(layers: readonly AppLayer[], inner: Run, fail: Fail): Run {
  return layers.reduceRight<Run>(
    (within, { prefix, layer }) => {
      const guarded = through(layer, within, fail)
      if (prefix.length === 0) return guarded
      const top = pathOf(prefix)
      const below = `${top}/`
      return (ctx) => {
        const { path } = ctx.target
        return path === top || path.startsWith(below) ? guarded(ctx) : within(ctx)
      }
    },
    settled(inner, fail),
  )
}

function dispatcher(table: RouteTable<TableRoute>, assets: Assets, allowedOrigins: Collected['allowedOrigins']): Run {
  return (ctx) => {
    const { target, method } = ctx
    if (allowedOrigins && !ctx.isOriginAllowed) refuseCrossOrigin(ctx, allowedOrigins)
    const asset = assets.answer(ctx)
    if (asset) return asset
    if (target.path === '*')
      return new Reply({ kind: 'empty' }, { status: 204, headers: { allow: METHODS.join(', ') } })
    const match = table.match(method, target)
    if (match.kind === 'route') {
      ctx.params = match.params
      return match.route.run(ctx)
    }
    if (match.kind === 'slash') return toSlash(match.path, target.search)
    if (match.kind === 'none') throw new HttpError(404)
    const allow = match.allow.join(', ')
    if (method === 'OPTIONS') return new Reply({ kind: 'empty' }, { status: 204, headers: { allow } })
    throw new HttpError(405, undefined, { headers: { allow } })
  }
}

function toSlash(path: string, search: string): Reply {
  return new Reply(
    { kind: 'empty' },
    { status: 308, headers: { location: search === '' ? path : `${path}?${search}` } },
  )
}

function tableRoute(route: AppRoute, toReply: ToReply, fail: Fail): TableRoute {
  return { ...placed(route), run: fold(route.declaration.scope.layers, endpoint(route, toReply), fail) }
}

/** The innermost part: input, method, reply. */
function endpoint({ call, callInvalid, declaration, handler }: AppRoute, toReply: ToReply): Run {
  const readInput = inputReader(declaration.options)
  const finish = (ctx: Context, input: unknown): Reply | Promise<Reply> => {
    const value = call(ctx, input)
    return isThenable(value)
      ? Promise.resolve(value).then((settledValue) => toReply(settledValue, ctx, handler))
      : toReply(value, ctx, handler)
  }
  if (!readInput) return (ctx) => finish(ctx, ctx.params)
  return async (ctx) => {
    const input = await readInput(ctx)
    return input instanceof InvalidForm ? invalidReply(ctx, input) : finish(ctx, input)
  }

  async function invalidReply(ctx: Context, { state }: InvalidForm): Promise<Reply> {
    const input: InputValues = Object.assign(Object.create(null), ctx.params, { form: state })
    const reply = await toReply(await callInvalid?.(ctx, input), ctx, `the invalid form of ${handler}`)
    if (reply.status === 200) reply.status = 422
    return reply
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

function renderTemplate(templates: TemplateEngine | undefined, name: string, data: object, view: object): string {
  if (templates) return templates.render(name, data, view)
  throw new ConfigError(
    'TEMPLATE_FOLDER_MISSING',
    `render('${name}'): the app has no templates folder; name it in the option 'templates'`,
  )
}

/** Says once for each handler that its string looks like HTML. */
function warnOfHtml(log: Log): (label: string) => void {
  const warned = new Set<string>()
  return (label) => {
    if (warned.has(label)) return
    warned.add(label)
    log({
      level: 'warn',
      message: `${label} returned a string that starts with '<': it is sent as plain text; for HTML return html\`…\``,
    })
  }
}

/** Notes for the page of an error which names its template saw. */
function notingNames(render: ReturnedOptions['render'], scopes: WeakMap<object, PageScope>): ReturnedOptions['render'] {
  return (name, data, view) => {
    try {
      return render(name, data, view)
    } catch (error) {
      const scope = { data: Object.keys(data), view: Object.keys(view) }
      if (typeof error === 'object' && error !== null) scopes.set(error, scope)
      throw error
    }
  }
}

/** Renders the page of an error; its modules are loaded with the first. */
async function developmentPage(ctx: Context, error: HttpError, parts: AppParts<TableRoute>): Promise<DevelopmentPage> {
  const { renderErrorPage } = await import('./dev/error-page.js')
  const { knownApp } = await import('./dev/development-app.js')
  return renderErrorPage(ctx, error, knownApp(parts))
}

/** Adds to answers what only development shows; its module is loaded with the first. */
function inDevelopment(app: Answering): Run {
  return async (ctx) => {
    const { answerInDevelopment } = await import('./dev/answer.js')
    return answerInDevelopment(ctx, app)
  }
}

function refuseOverlap(assets: Assets, routes: readonly AppRoute[]): void {
  for (const prefix of assets.prefixes) {
    for (const route of routes) {
      const { pattern, label, path } = placed(route)
      const overlaps = prefix.every((name, index) => pattern[index]?.kind === 'literal' && pattern[index].text === name)
      if (!overlaps) continue
      throw new ConfigError(
        'STATIC_PREFIX_OVERLAP',
        `${path} (${label}) lies under the static prefix /${prefix.join('/')}: no request would reach it`,
      )
    }
  }
}
