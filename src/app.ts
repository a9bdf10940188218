// App: the surface that collects routes, layers and error handlers until it freezes, and then only answers.
// What it collects becomes one function in pipeline.ts; how that listens and ends is lifecycle.ts.

import { inspect } from 'node:util'
import { devSession } from './dev-session.js'
import { ConfigError, type HttpError } from './errors.js'
import type { ErrorHandler } from './failure.js'
import type { Ctx } from './http/context.js'
import type { Layer } from './http/layer.js'
import { Lifecycle } from './lifecycle.js'
import type { ListenAddress, ListenOptions } from './listen.js'
import { type AppOptions, type ResolvedOptions, resolveOptions } from './options.js'
import { openTemplates, TemplateAdditions } from './page-templates.js'
import { type AppLayer, type AppRoute, buildPipeline, type Pipeline } from './pipeline.js'
import { type RouteInfo, routeInfo } from './route-info.js'
import { controllerRoutes } from './routing/controllers.js'
import { type Declare, functionScope, functionVerbs } from './routing/function-scope.js'
import type { FunctionVerbs } from './routing/function-types.js'
import type { Returned } from './routing/handler-types.js'
import { addressOfName } from './routing/names.js'
import type { Nothing } from './routing/path-types.js'
import type { Controllers } from './routing/register-types.js'
import { type AnyLayer, checkLayer, checkPrefix, ROOT_SCOPE } from './routing/scope.js'
import type { UrlParams } from './routing/url.js'
import type { NamedArguments, RouteName } from './routing/url-types.js'
import { type RequestListener, requestListener } from './server.js'
import { Assets } from './static/assets.js'
import { pathOf, type StaticFolder } from './static/options.js'
import type { Helper } from './template/engine.js'
import { existingFolder } from './template/folder.js'

/** What an app has collected, as tools see it. */
export interface AppParts {
  readonly routes: readonly AppRoute[]
  /** The templates folder, where there is one. */
  readonly templates: string | undefined
  readonly helpers: ReadonlyMap<string, Helper>
  readonly globals: readonly string[]
  readonly folders: readonly StaticFolder[]
}

/** Answers an error in place of the built-in page. */
export type ErrorFunction<Result> = (ctx: Ctx, error: HttpError) => Returned<Result>

type Verbs = FunctionVerbs<Ctx, '', Nothing, App>

/**
 * A web app: routes, layers, error handlers, templates and static files.
 * It is open until `handler` is read or `listen` is called; from then on it is frozen and only answers.
 *
 * @example
 * const app = new App({ templates: 'templates', static: 'static' })
 * app.register(new Posts(db))
 * app.get('/ping', () => 'pong')
 * await app.listen(3000)
 */
export class App implements Verbs {
  declare readonly '~scope'?: NonNullable<Verbs['~scope']>
  readonly route: Verbs['route']
  readonly get: Verbs['get']
  readonly head: Verbs['head']
  readonly post: Verbs['post']
  readonly put: Verbs['put']
  readonly patch: Verbs['patch']
  readonly delete: Verbs['delete']
  readonly options: Verbs['options']
  readonly at: Verbs['at']
  readonly through: Verbs['through']
  readonly with: Verbs['with']
  readonly converters: Verbs['converters']
  /** Adds names that templates may use. */
  readonly template = new TemplateAdditions((what) => this.#mustBeOpen(what))
  readonly #options: ResolvedOptions
  readonly #lifecycle: Lifecycle
  readonly #routes: AppRoute[] = []
  readonly #layers: AppLayer[] = []
  readonly #errors = new Map<number, ErrorHandler>()
  #anyError: ErrorHandler | undefined
  #assets: Assets | undefined
  #handler: RequestListener | undefined

  constructor(options: AppOptions = {}) {
    this.#options = resolveOptions(options)
    this.#lifecycle = new Lifecycle(this.#options)
    const scope = functionScope(ROOT_SCOPE, this.#declare) as Verbs
    const verbs = functionVerbs<App>(ROOT_SCOPE, this.#declare, () => this) as unknown as Verbs
    this.route = verbs.route
    this.get = verbs.get
    this.head = verbs.head
    this.post = verbs.post
    this.put = verbs.put
    this.patch = verbs.patch
    this.delete = verbs.delete
    this.options = verbs.options
    this.at = scope.at
    this.through = scope.through
    this.with = scope.with
    this.converters = scope.converters
  }

  /**
   * Adds the routes of controllers: instances, or classes whose constructors take no arguments.
   *
   * @throws ConfigError for a class that needs arguments, or anything without decorated methods
   */
  register<Given extends readonly object[]>(...controllers: Controllers<Given>): this {
    this.#mustBeOpen('register')
    for (const controller of controllers) {
      for (const bound of controllerRoutes(controller as object)) {
        this.#routes.push({ ...bound, name: bound.declaration.options.name ?? bound.handler })
      }
    }
    return this
  }

  /**
   * Adds a layer around everything: routes, 404s and static assets, or around what lies at or under a prefix.
   *
   * @param prefix a literal path such as `/admin`, matched by whole segments
   * @throws ConfigError for a prefix with parameters or a layer that is no function
   */
  use(layer: AnyLayer): this
  use(prefix: `/${string}`, layer: AnyLayer): this
  use(...args: readonly [AnyLayer] | readonly [`/${string}`, AnyLayer]): this {
    this.#mustBeOpen('use')
    const [prefix, layer] = args.length === 1 ? ['/', args[0]] : args
    this.#layers.push({ prefix: layerPrefix(prefix), layer: checkLayer<Layer>(layer) })
    return this
  }

  /**
   * Answers errors of a status, or all that have no handler of their own. The reply's status is the error's
   * unless the handler sets another one.
   */
  error<Result>(status: number, handler: ErrorFunction<Result>): this
  error<Result>(handler: ErrorFunction<Result>): this
  error(...args: readonly [ErrorHandler] | readonly [number, ErrorHandler]): this {
    this.#mustBeOpen('error')
    if (args.length === 1) this.#anyError = args[0]
    else this.#errors.set(...args)
    return this
  }

  /** Runs when the app closes, after the last answer; the last one added runs first. */
  onClose(closer: () => unknown): this {
    this.#lifecycle.onClose(closer)
    return this
  }

  /**
   * The address of a route by its name.
   *
   * @example app.url('Posts.show', { id: 7 })
   * @throws TypeError if no route has the name, several classes share it, or a parameter is missing
   */
  url<Name extends RouteName>(name: Name, ...params: NamedArguments<Name>): string {
    return addressOfName(this.#routes, name, (params[0] ?? {}) as UrlParams)
  }

  /**
   * The address of a static file, which changes with the file's content, so that clients may keep it for a year:
   * `/static/app.css?v=Zr0m1…`. In development the plain address.
   *
   * @param name the file's path below its static folder: `css/app.css`
   * @throws TypeError if no static folder has the file
   * @throws ConfigError if a static folder is missing
   */
  asset(name: string): string {
    return this.#openAssets().asset(name)
  }

  /** The route table, in the order of registration. @throws ConfigError for a route that cannot work */
  routes(): readonly RouteInfo[] {
    return this.#routes.map((route) => routeInfo(route, this.#layers))
  }

  /** The app as a request listener, for `http.createServer` and supertest. Freezes the app. @throws ConfigError for anything that cannot work */
  get handler(): RequestListener {
    this.#handler ??= requestListener(this.#freeze(), {
      ...this.#options,
      // A connection that ends with its answer is never in the way of a restart.
      isClosing: devSession() ? () => true : () => this.#lifecycle.isClosing,
    })
    return this.#handler
  }

  /**
   * Listens, and freezes the app. Closes on SIGTERM and SIGINT unless `signals` is false.
   *
   * @param where a port (0: any free one; default 3000), or `{ port, host, path, signals }`
   * @throws ConfigError for anything that cannot work, Error with a sentence if the port cannot be had
   */
  async listen(where: number | ListenOptions = {}): Promise<ListenAddress> {
    const { port = 3000, ...rest } = typeof where === 'number' ? { port: where } : where
    const { dev, signals } = this.#options
    this.#openSession()
    return this.#lifecycle.listen(this.handler, { signals, ...(dev ? { host: '127.0.0.1' } : {}), ...rest, port })
  }

  /** Whether the app listens and has not begun to close: what a load balancer asks before it sends requests. */
  get isReady(): boolean {
    return this.#lifecycle.isReady
  }

  /** Stops listening, lets running answers finish, then runs what `onClose` added. */
  async close(): Promise<void> {
    await this.#lifecycle.close()
  }

  /** What the app has collected, for tools. @internal */
  get '~parts'(): AppParts {
    const { templates, folders } = this.#options
    const dir = templates === false ? undefined : existingFolder(templates ?? 'templates')
    const { helpers, globals } = this.template
    return { routes: this.#routes, templates: dir, helpers, globals: Object.keys(globals), folders }
  }

  readonly #declare: Declare = (declaration, handler) => {
    this.#mustBeOpen('a route')
    if (typeof handler !== 'function') {
      throw new ConfigError(
        'BAD_HANDLER',
        `${declaration.location}: the handler of ${declaration.path} is no function but ${inspect(handler)}`,
      )
    }
    const { invalid, name } = declaration.options
    const callInvalid = typeof invalid === 'function' ? (invalid as typeof handler) : undefined
    const label = handler.name === '' ? `${declaration.methods[0]} ${declaration.path}` : handler.name
    this.#routes.push({ declaration, handler: label, name, type: handler, call: handler, callInvalid })
  }

  #freeze(): Pipeline {
    return buildPipeline({
      routes: this.#routes,
      layers: this.#layers,
      errors: { byStatus: this.#errors, any: this.#anyError },
      openAssets: () => this.#openAssets(),
      openTemplates: () =>
        openTemplates(this.#options, this.template, { routes: this.#routes, assets: this.#openAssets() }),
      dev: this.#options.dev,
      allowedOrigins: this.#options.allowedOrigins,
      log: this.#options.log,
    })
  }

  #openSession(): void {
    const { templates, folders } = this.#options
    const pages = templates === false ? [] : [templates ?? 'templates']
    devSession()?.open({
      routes: this.#routes.length,
      folders: [...pages, ...folders.map(({ dir }) => dir)].map(pathOf),
      close: () => this.close(),
    })
  }

  #openAssets(): Assets {
    this.#assets ??= new Assets(this.#options.folders, { dev: this.#options.dev })
    return this.#assets
  }

  #mustBeOpen(what: string): void {
    if (this.#handler)
      throw new ConfigError('APP_FROZEN', `${what}: the app is frozen, since its handler was read or it listens`)
  }
}

function layerPrefix(prefix: string): readonly string[] {
  if (prefix === '/') return []
  if (/[:<>%]/.test(prefix)) {
    throw new ConfigError(
      'BAD_PREFIX',
      `use(${JSON.stringify(prefix)}): the prefix of a layer is literal; for parameters say app.at(prefix).through(layer)`,
    )
  }
  return checkPrefix(prefix).slice(1).split('/')
}
