// A visitor of an app: a browser without scripts, which asks the app itself, keeps cookies and follows redirects.

import type { App } from '../index.js'
import { routeFinder } from '../tooling.js'
import { fetchHeaders, type HeaderFields, navigationHeaders } from './browser-headers.js'
import { CookieStore } from './cookie-store.js'
import { type Answer, exchange } from './exchange.js'
import { loadHtmlParser, type ParseHtml } from './html-tree.js'
import { AnsweredPage } from './page.js'
import type { Body, Navigation, Page } from './page-types.js'
import { type Outgoing, redirectStep } from './redirect-step.js'
import { targetOf } from './site-address.js'

/** How a visitor comes. */
export interface VisitorOptions {
  /**
   * The origin that is visited. Default: `http://localhost`. With https the visitor comes as through a proxy that speaks
   * TLS: `X-Forwarded-Proto` says so to an app whose option `trustProxy` trusts it.
   */
  readonly origin?: string
  /** How long each answer may take, in milliseconds. Default: 10,000. */
  readonly timeoutMs?: number
}

/** What a request may carry that no link or form sends. */
export interface RequestOptions {
  /** Header fields; undefined takes one away that is sent otherwise. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string | Uint8Array | URLSearchParams | FormData
  /** A body that is sent as JSON. */
  readonly json?: unknown
  /** Default: `follow`. */
  readonly redirect?: 'follow' | 'manual'
}

/**
 * A visitor of an app, with cookies of their own.
 *
 * @param app is frozen by this; it need not listen
 * @throws ConfigError for an app that cannot work, TypeError for an origin that is none
 * @example
 * const page = await visitor(app).open('/links/new')
 * const link = await page.form('#new').fill({ title: 'Emma' }).submit()
 */
export function visitor(app: App, options: VisitorOptions = {}): Visitor {
  return new Visitor(app, options)
}

const MOST_REDIRECTS = 20

/** A browser of one user: cookies are kept, redirects followed, no scripts run. */
export class Visitor {
  readonly #listener: App['handler']
  readonly #findRoute: ReturnType<typeof routeFinder>
  readonly #site: URL
  readonly #timeoutMs: number
  readonly #cookies = new CookieStore()
  #parser: Promise<ParseHtml> | undefined

  constructor(app: App, { origin = 'http://localhost', timeoutMs = 10_000 }: VisitorOptions) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new TypeError(`visitor: "${origin}" is no origin such as https://app.example`)
    this.#listener = app.handler
    this.#findRoute = routeFinder(app['~parts'])
    this.#site = new URL(origin)
    this.#timeoutMs = timeoutMs
  }

  /**
   * Opens a page, as by typing its address.
   *
   * @param address path and query: `/links?page=2`, `url(Links, 'show', { id: 1 })`
   * @throws Error if it is off the site, there is no whole answer, or redirects do not end
   */
  async open(address: string): Promise<Page> {
    return this.#go({ method: 'GET', url: this.#onSite(address) })
  }

  /**
   * Sends any other request, as a script of the site does by `fetch`.
   *
   * @example await browser.request('PUT', '/api/links/1', { json: { title: 'Emma' } })
   * @throws Error as `open` does
   */
  async request(method: string, address: string, options: RequestOptions = {}): Promise<Page> {
    const { headers = {}, body, json, redirect = 'follow' } = options
    const content = json === undefined ? body : JSON.stringify(json)
    const data = content === undefined ? undefined : await bodyOf(content)
    const typed = data && { bytes: data.bytes, type: json === undefined ? data.type : 'application/json' }
    const sent = withHeaders(fetchHeaders(method, this.#site), headers)
    return this.#send({ method, url: this.#onSite(address), headers: sent, body: typed }, redirect)
  }

  /** The value of a cookie as the app sent it; undefined without one. */
  cookie(name: string): string | undefined {
    return this.#cookies.valueOf(name)
  }

  #go({ method, url, body }: Navigation, from?: Page): Promise<Page> {
    const referrer = from && { url: this.#onSite(from.url), policy: from.headers.get('referrer-policy') ?? undefined }
    return this.#send({ method, url, headers: navigationHeaders(method, referrer), body }, 'follow')
  }

  async #send(first: Outgoing, redirect: 'follow' | 'manual'): Promise<Page> {
    let sent = first
    for (let step = 0; step <= MOST_REDIRECTS; step++) {
      const answer = await this.#exchange(sent)
      for (const line of answer.headers.getSetCookie()) this.#cookies.keep(line, sent.url)
      const next = redirect === 'follow' ? redirectStep(answer, sent) : undefined
      if (next === undefined) return this.#page(answer, sent)
      sent = next
    }
    const path = first.url.pathname + first.url.search
    throw new Error(
      `${first.method} ${path} is redirected more than ${MOST_REDIRECTS} times, at last to ${sent.url.href}`,
    )
  }

  #exchange({ method, url, headers, body }: Outgoing): Promise<Answer> {
    const cookie = this.#cookies.fieldFor(url)
    const fields = {
      host: url.host,
      ...(url.protocol === 'https:' ? { 'x-forwarded-proto': 'https' } : {}),
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined || body.type === '' ? {} : { 'content-type': body.type }),
      ...(body === undefined ? {} : { 'content-length': String(body.bytes.length) }),
      ...headers,
    }
    const sent = { method, target: targetOf(url), headers: fields, body: body?.bytes }
    return exchange(this.#listener, sent, this.#timeoutMs)
  }

  async #page(answer: Answer, { method, url }: Outgoing): Promise<Page> {
    this.#parser ??= loadHtmlParser()
    const parse = await this.#parser
    const route = this.#findRoute(method, targetOf(url))
    return new AnsweredPage({ answer, url, route, parse, go: (to, from) => this.#go(to, from) })
  }

  #onSite(address: string): URL {
    const isAddress = address.startsWith('/') || URL.canParse(address)
    if (!isAddress) throw new Error(`${JSON.stringify(address)} is no address of the app: it begins with /`)
    const url = new URL(address, this.#site)
    if (url.origin === this.#site.origin) return url
    throw new Error(`${address} is off the site ${this.#site.origin}: the visitor has nobody to ask there`)
  }
}

/** Header fields with others in their place; those that are undefined go. */
function withHeaders(fields: HeaderFields, changes: Readonly<Record<string, string | undefined>>): HeaderFields {
  const all = new Map<string, string | undefined>(Object.entries(fields))
  for (const [name, value] of Object.entries(changes)) all.set(name.toLowerCase(), value)
  return Object.fromEntries([...all].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

/** The bytes and the media type of what `fetch` takes as a body. */
async function bodyOf(content: NonNullable<RequestOptions['body']>): Promise<Body> {
  const response = new Response(content)
  return { bytes: new Uint8Array(await response.arrayBuffer()), type: response.headers.get('content-type') ?? '' }
}
