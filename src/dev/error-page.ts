// The pages that tell what went wrong, in development: of an error, and of a path that no route has. Loaded only there,
// and only when something went wrong.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type HttpError, reasonPhrase } from '../errors.js'
import type { DevelopmentPage } from '../failure.js'
import type { Context } from '../http/context.js'
import { TemplateEngine } from '../template/engine.js'
import { existingFolder, shownPath } from '../template/folder.js'
import { type ErrorDetails, type ErrorPlace, errorDetails } from './error-details.js'
import { type KnownRoute, nearMisses } from './near-misses.js'
import { shownRequest } from './shown-request.js'
import type { Frame } from './stack.js'

/** The names that a template saw, besides those of its own loops. */
export interface PageScope {
  readonly data: readonly string[]
  readonly view: readonly string[]
}

/** What the page asks the app for. */
export interface KnownApp {
  readonly routes: readonly KnownRoute[]
  /** The route that a request has; undefined if it has none, or is no request at all. */
  readonly routeOf: (ctx: Context) => KnownRoute | undefined
  /** Why a static folder does not have a path; undefined if the path belongs to none. */
  readonly assetProblem: (ctx: Context) => string | undefined
  /** The names that were there when a template failed. */
  readonly scopeOf: (error: Error) => PageScope | undefined
}

const ROOT = new URL('../../', import.meta.url)

/** Renders the page of an error. @throws Error if the built-in template is broken */
export async function renderErrorPage(ctx: Context, error: HttpError, app: KnownApp): Promise<DevelopmentPage> {
  const route = app.routeOf(ctx)
  const isMiss = (error.status === 404 || error.status === 405) && route === undefined && ctx.path !== ''
  const about = {
    title: `${error.status} ${reasonPhrase(error.status)}`,
    status: error.status,
    reason: reasonPhrase(error.status),
    request: shownRequest(ctx),
    route: route && listed(route),
    id: ctx.id,
  }
  return render(isMiss ? 'not-found.html' : 'error.html', {
    ...about,
    ...(isMiss ? missData(ctx, error, app) : errorData(error, app)),
  })
}

async function render(name: string, data: object): Promise<DevelopmentPage> {
  const dir = existingFolder(new URL('templates/development', ROOT))
  if (dir === undefined) throw new Error('the built-in templates are missing')
  const style = await readFile(new URL('static/development.css', ROOT), 'utf8')
  const hash = createHash('sha256').update(style).digest('base64')
  return {
    page: new TemplateEngine({ dir, dev: false, missing: 'error' })
      .render(name, data)
      .replace('<style></style>', () => `<style>${style}</style>`),
    policy: `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  }
}

/** A path that no route has, or none of the method. */
function missData(ctx: Context, error: HttpError, { routes, assetProblem }: KnownApp) {
  const { method, path, target } = ctx
  const problem = assetProblem(ctx)
  const near = problem === undefined ? nearMisses(method, target.segments, routes) : []
  const all = [...routes].sort((one, other) => (one.path < other.path ? -1 : 1))
  return {
    message: error.status === 405 ? `${path} does not answer ${method}` : `No route has the path ${path}`,
    hint: problem ?? '',
    near: near.map(({ route, reasons }) => ({ ...listed(route), reasons })),
    routes: all.map(listed),
    count: routes.length,
    isOpen: near.length === 0 && problem === undefined,
  }
}

function errorData(error: HttpError, { scopeOf }: KnownApp) {
  const isServers = error.status >= 500
  const shown = error.cause instanceof Error ? error.cause : error
  const { name, message, place, frames, chain, causes } = errorDetails(shown)
  const scope = scopeOf(shown)
  const { own, others } = framesData(frames)
  return {
    name: isServers ? name : '',
    message,
    issues: error.issues,
    place,
    chain,
    scope: scope && [
      { title: 'data', names: scope.data },
      { title: 'ctx.view', names: scope.view },
    ],
    causes: causes.map((cause) => causeData(cause, place)),
    own,
    // A client's fault is no riddle of the framework; and its page may be another site's.
    others: isServers ? others : [],
    hasFrames: own.length > 0 || (isServers && others.length > 0),
  }
}

/** @param shown the place whose lines are on the page already */
function causeData({ name, message, place, frames }: ErrorDetails, shown: ErrorPlace | undefined) {
  const isShown = place?.file === shown?.file && place?.line === shown?.line
  return { name, message, place: isShown ? undefined : place, ...framesData(frames) }
}

function framesData(frames: readonly Frame[]) {
  const own = frames.filter(({ isOwn }) => isOwn)
  const others = frames.filter(({ isOwn }) => !isOwn)
  return { own: own.map(shownFrame), others: others.map(shownFrame) }
}

function shownFrame({ name, file, line, column }: Frame) {
  return { name, place: `${file.startsWith('node:') ? file : shownPath(file)}:${line}:${column}` }
}

function listed({ methods, path, label }: KnownRoute) {
  return { methods: methods.join(', '), path, label }
}
