// One request as handlers and layers see it. Everything costs nothing until it is read.

import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { CollectedBytes } from './body/collected-bytes.js'
import type { BodyLimits } from './body/limits.js'
import { type BodyReader, RequestBody } from './body/reader.js'
import { CookieJar, type Cookies } from './cookies.js'
import type { Client, FindClient } from './forwarded.js'
import { whenOver } from './leaving.js'
import { allValues, type Fields, firstValues, parseFields } from './query.js'
import type { Target } from './target.js'

/** The context of one request. */
export interface Ctx {
  /** The request method, upper-case. */
  readonly method: string
  /** The path, each segment decoded once; a slash or backslash inside a segment stays `%2F`, `%5C`. */
  readonly path: string
  /** The query's names with their first values. @throws HttpError 400 on a malformed escape */
  readonly query: Readonly<Record<string, string | undefined>>
  /** All values of a name of the query, in order. @throws HttpError 400 on a malformed escape */
  queryAll(name: string): readonly string[]
  /** The path parameters of the matched route, converted. */
  readonly params: Readonly<Record<string, unknown>>
  /** The header fields, lower-case, as node:http gives them. */
  readonly headers: IncomingHttpHeaders
  readonly cookies: Cookies
  /** The client's address, as far as proxies are trusted; empty on a unix socket. */
  readonly ip: string
  /** The authority that the client asked for: `example.org`, `example.org:8080`. */
  readonly host: string
  /** Whether the client's connection is under TLS. */
  readonly secure: boolean
  /** An id of this request, unique and unguessable. */
  readonly id: string
  /** Aborted when the client leaves before the answer is finished, or the handler takes too long. */
  readonly signal: AbortSignal
  /** Room for layers and handlers to pass values along. */
  readonly state: Record<PropertyKey, unknown>
  /** What templates see of this request. */
  readonly view: Record<string, unknown>
  /** Reads the request's body. */
  readonly read: BodyReader
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

/** What a context takes from the app. */
export interface ContextOptions {
  readonly limits: BodyLimits
  /** What the bodies of all requests share. */
  readonly room: CollectedBytes
  /** Finds the client behind the proxies that are trusted. */
  readonly findClient: FindClient
  readonly newId?: () => string
}

/** The context of a node:http request. */
export class Context implements Ctx {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly target: Target
  /** Set when a route matched. */
  params: Readonly<Record<string, unknown>> = NO_PARAMS
  /** Set when a static folder answers: what layers know of a visitor has no place in its answer. */
  isAsset = false
  /** Set when a layer answers for the request's origin: then it is not refused as another site's. */
  isOriginAllowed = false
  readonly #options: ContextOptions
  #fields: Fields | undefined
  #query: Record<string, string> | undefined
  #cookies: CookieJar | undefined
  #id: string | undefined
  #client: Client | undefined
  #abort: AbortController | undefined
  #isTimedOut = false
  #state: Record<PropertyKey, unknown> | undefined
  #view: Record<string, unknown> | undefined
  #viewGetters: [name: string, get: () => unknown][] | undefined
  #body: RequestBody | undefined

  constructor(req: IncomingMessage, res: ServerResponse, target: Target, options: ContextOptions) {
    this.req = req
    this.res = res
    this.target = target
    this.#options = options
  }

  get method(): string {
    return this.req.method ?? 'GET'
  }

  get path(): string {
    return this.target.path
  }

  get query(): Record<string, string | undefined> {
    this.#query ??= firstValues(this.queryFields)
    return this.#query
  }

  /** The query with arrays for repeated names, as a schema sees it. */
  get queryFields(): Fields {
    this.#fields ??= parseFields(this.target.search, 'query')
    return this.#fields
  }

  queryAll(name: string): readonly string[] {
    return allValues(this.queryFields, name)
  }

  get headers(): IncomingHttpHeaders {
    return this.req.headers
  }

  get cookies(): Cookies {
    this.#cookies ??= new CookieJar(this.req.headers.cookie ?? '', this.secure)
    return this.#cookies
  }

  /** The Set-Cookie lines that the answer will carry. */
  get setCookies(): readonly string[] {
    return this.#cookies?.lines ?? NO_LINES
  }

  get ip(): string {
    return this.#foundClient.ip
  }

  get host(): string {
    return this.#foundClient.host ?? this.target.authority ?? this.req.headers.host ?? ''
  }

  get secure(): boolean {
    return this.#foundClient.secure
  }

  get #foundClient(): Client {
    this.#client ??= this.#options.findClient(this.req)
    return this.#client
  }

  get id(): string {
    this.#id ??= (this.#options.newId ?? randomUUID)()
    return this.#id
  }

  /** Takes over the id that somebody who is trusted has given this request. */
  adoptId(id: string): void {
    this.#id = id
  }

  get signal(): AbortSignal {
    this.#abort ??= abortOnLeave(this)
    return this.#abort.signal
  }

  /** Whether the handler took too long. */
  get isTimedOut(): boolean {
    return this.#isTimedOut
  }

  /** Tells whoever works on the answer that it takes too long. */
  timeOut(reason: Error): void {
    this.#isTimedOut = true
    this.#abort ??= abortOnLeave(this)
    this.#abort.abort(reason)
  }

  get state(): Record<PropertyKey, unknown> {
    this.#state ??= Object.create(null)
    return this.#state as Record<PropertyKey, unknown>
  }

  get view(): Record<string, unknown> {
    this.#view ??= viewOf(this.#viewGetters)
    return this.#view
  }

  /** Adds what templates see, if one ever looks: most answers have none. */
  addToView(name: string, get: () => unknown): void {
    if (this.#view) defineGetter(this.#view, name, get)
    else if (this.#viewGetters) this.#viewGetters.push([name, get])
    else this.#viewGetters = [[name, get]]
  }

  get read(): BodyReader {
    this.#body ??= new RequestBody(this, this.#options.limits, this.#options.room)
    return this.#body
  }
}

function viewOf(getters: readonly (readonly [name: string, get: () => unknown])[] = []): Record<string, unknown> {
  const view: Record<string, unknown> = Object.create(null)
  for (const [name, get] of getters) defineGetter(view, name, get)
  return view
}

function defineGetter(view: object, name: string, get: () => unknown): void {
  Object.defineProperty(view, name, { get, enumerable: true, configurable: true })
}

const NO_LINES: readonly string[] = []
const NO_PARAMS: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null))

function abortOnLeave(exchange: Pick<Ctx, 'req' | 'res'>): AbortController {
  const controller = new AbortController()
  whenOver(exchange, () => {
    if (!exchange.res.writableFinished) controller.abort(new Error('the client left'))
  })
  return controller
}

/**
 * Adds to a context what a scope's provider gives.
 *
 * @throws TypeError if it is no object, or has a name that every context has
 */
export function extendContext(ctx: Ctx, added: unknown): void {
  if (typeof added !== 'object' || added === null)
    throw new TypeError(`scope.with(...) returned ${String(added)}, not an object`)
  for (const [name, value] of Object.entries(added)) {
    if (name in Context.prototype || BASIC.includes(name))
      throw new TypeError(`scope.with(...): ctx.${name} exists already`)
    // What an outer layer has defined, a getter it may be, is replaced.
    if (Object.hasOwn(ctx, name)) Object.defineProperty(ctx, name, { ...VALUE, value })
    else (ctx as unknown as Record<string, unknown>)[name] = value
  }
}

const VALUE = { writable: true, enumerable: true, configurable: true }

/** Adds a value that templates see under a name, asked for when they look. */
export function extendView(ctx: Ctx, name: string, get: () => unknown): void {
  if (ctx instanceof Context) ctx.addToView(name, get)
  else defineGetter(ctx.view, name, get)
}

const BASIC = ['req', 'res', 'params', 'target', 'isAsset', 'isOriginAllowed']
