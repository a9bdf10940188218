// App: the surface that collects routes, layers and error handlers until it freezes, and then only answers.
// What it collects becomes one function in pipeline.ts; how that listens and ends is lifecycle.ts.

import { inspect } from 'node:util'
import { ConfigError, type HttpError } from './errors.js'
import type { ErrorHandler } from './failure.js'
import type { Ctx } from './http/context.js'
import type { Layer } from './http/layer.js'
import { Lifecycle } from './lifecycle.js'
import type { ListenAddress, ListenOptions } from './listen.js'
import { type Log, logToStderr, safeLog } from './log.js'
import { pageHelpers } from './page-helpers.js'
import { type AppLayer, type AppRoute, buildPipeline, type Pipeline, placed } from './pipeline.js'
import { controllerRoutes } from './routing/controllers.js'
import { type Declare, functionScope, functionVerbs } from './routing/function-scope.js'
import type { FunctionVerbs } from './routing/function-types.js'
import type { Returned } from './routing/handler-types.js'
import { addressOfName } from './routing/names.js'
import type { Nothing } from './routing/path-types.js'
import type { Controllers } from './routing/register-types.js'
import type { Method } from './routing/route.js'
import { type AnyLayer, checkLayer, checkPrefix, ROOT_SCOPE } from './routing/scope.js'
import type { UrlParams } from './routing/url.js'
import type { NamedArguments, RouteName } from './routing/url-types.js'
import { type RequestListener, requestListener } from './server.js'
import { Assets } from './static/assets.js'
import type { StaticFolder } from './static/options.js'
import { TemplateEngine } from './template/engine.js'
import { existingFolder } from './template/folder.js'

/** Bounds on what a request and the end of the app may cost. */
export interface Limits {
  /** The largest body that is read, in bytes. Default: 1,048,576. */
  readonly bodyBytes?: number
  /** How long closing waits for running answers, in milliseconds. Default: 10,000. */
  readonly drainMs?: number
}

/** The options of an app. */
export interface AppOptions {
  /** The templates folder; `false`: none. Default: `templates` where it exists. */
  readonly templates?: string | URL | false
  /** The static folder, served under `/static/`, or a list of folders; `false`: none. Default: none. */
  readonly static?: string | URL | false | readonly StaticFolder[]
  /** Errors with message and stack in the answer, hints in the log. Default: whether NODE_ENV is `development`. */
  readonly dev?: boolean
  readonly limits?: Limits
  /** Takes what the framework has to say. Default: a line on stderr. */
  readonly log?: Log
  /** Close on SIGTERM and SIGINT while listening. Default: true. */
  readonly signals?: boolean
}

/** One route, as `app.routes()` lists it. */
export interface RouteInfo {
  readonly methods: readonly Method[]
  readonly path: string
  /** The name for `app.url`; a function has none unless it is given one. */
  readonly name: string | undefined
  /** `Posts.show`, or the function's name. */
  readonly handler: string
  /** Where it was declared: `src/posts.ts:12`. */
  readonly at: string
}

/** Names that templates of an app may call or print, collected until the app freezes. */
export interface TemplateAdditions {
  /** A function that templates call: `{{ name(x) }}`, `{{ x | name }}`. */
  helper(name: string, helper: (...args: readonly unknown[]) => unknown): TemplateAdditions
  /** A value that every template sees. */
  global(name: string, value: unknown): TemplateAdditions
}

/** Answers an error in place of the built-in page. */
export type ErrorFunction<Result> = (ctx: Ctx, error: HttpError) => Returned<Result>

type Verbs = FunctionVerbs<Ctx, '', Nothing, App>

const DEFAULT_BODY_BYTES = 1_048_576
const DEFAULT_DRAIN_MS = 10_000
const DEFAULT_PORT = 3000

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
  readonly template: TemplateAdditions
  readonly #options: AppOptions
  readonly #dev: boolean
  readonly #log: Log
  readonly #lifecycle: Lifecycle
  readonly #routes: AppRoute[] = []
  readonly #layers: AppLayer[] = []
  readonly #errors = new Map<number, ErrorHandler>()
  readonly #helpers = new Map<string, { call: (...args: readonly unknown[]) => unknown }>()
  readonly #globals: Record<string, unknown> = Object.create(null)
  #anyError: ErrorHandler | undefined
  #assets: Assets | undefined
  #handler: RequestListener | undefined

  constructor(options: AppOptions = {}) {
    this.#options = options
    this.#dev = options.dev ?? process.env['NODE_ENV'] === 'development'
    this.#log = safeLog(options.log ?? logToStderr)
    this.#lifecycle = new Lifecycle({ log: this.#log, drainMs: options.limits?.drainMs ?? DEFAULT_DRAIN_MS })
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
    this.template = this.#templateAdditions()
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
    return this.#routes.map((route) => {
      const { methods, path } = placed(route)
      return { methods, path, name: route.name, handler: route.handler, at: String(route.declaration.location) }
    })
  }

  /** The app as a request listener, for `http.createServer` and supertest. Freezes the app. @throws ConfigError for anything that cannot work */
  get handler(): RequestListener {
    this.#handler ??= requestListener(this.#freeze(), {
      log: this.#log,
      bodyLimitBytes: this.#options.limits?.bodyBytes ?? DEFAULT_BODY_BYTES,
      isClosing: () => this.#lifecycle.isClosing,
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
    const { port = DEFAULT_PORT, ...rest } = typeof where === 'number' ? { port: where } : where
    const signals = rest.signals ?? this.#options.signals ?? true
    return this.#lifecycle.listen(this.handler, { ...(this.#dev ? { host: '127.0.0.1' } : {}), ...rest, port, signals })
  }

  /** Stops listening, lets running answers finish, then runs what `onClose` added. */
  async close(): Promise<void> {
    await this.#lifecycle.close()
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
      openTemplates: () => this.#openTemplates(),
      dev: this.#dev,
      log: this.#log,
    })
  }

  #openAssets(): Assets {
    this.#assets ??= new Assets(staticFolders(this.#options.static), { dev: this.#dev })
    return this.#assets
  }

  #openTemplates(): TemplateEngine | undefined {
    const { templates } = this.#options
    if (templates === false) return undefined
    const dir = existingFolder(templates ?? 'templates')
    if (dir === undefined && templates === undefined) return undefined
    if (dir === undefined) {
      throw new ConfigError(
        'TEMPLATE_FOLDER_MISSING',
        `the templates folder ${templates} does not exist: create it, or name another one in the option 'templates'`,
      )
    }
    const warn = (message: string) => this.#log({ level: 'warn', message })
    const helpers = new Map([...pageHelpers(this.#routes), ...this.#helpers])
    return new TemplateEngine({ dir, dev: this.#dev, helpers, globals: this.#globals, warn })
  }

  #templateAdditions(): TemplateAdditions {
    const additions: TemplateAdditions = {
      helper: (name, call) => {
        this.#mustBeOpen('template.helper')
        this.#helpers.set(name, { call })
        return additions
      },
      global: (name, value) => {
        this.#mustBeOpen('template.global')
        this.#globals[name] = value
        return additions
      },
    }
    return additions
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

function staticFolders(option: AppOptions['static']): readonly StaticFolder[] {
  if (option === undefined || option === false) return []
  return typeof option === 'string' || option instanceof URL ? [{ dir: option }] : option
}
