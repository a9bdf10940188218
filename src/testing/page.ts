// A page: the answer to a visit, its HTML read when it is first looked into.

import { collapsed } from './element-text.js'
import type { Answer } from './exchange.js'
import { descendants, type HtmlElement, type ParseHtml } from './html-tree.js'
import { FoundElement } from './page-element.js'
import type { Navigation, Page, PageContext, PageElement, PageForm, PageLink } from './page-types.js'
import { shownAddress } from './site-address.js'

/** What a page is made of. */
export interface PageParts {
  readonly answer: Answer
  readonly url: URL
  readonly route: string | undefined
  readonly parse: ParseHtml
  /** Asks for another page, from this one. */
  readonly go: (to: Navigation, from: Page) => Promise<Page>
}

const SHOWN = 100

/** The page of an answer. */
export class AnsweredPage implements Page {
  readonly #parts: PageParts
  #tree: HtmlElement | undefined

  constructor(parts: PageParts) {
    this.#parts = parts
  }

  get status(): number {
    return this.#parts.answer.status
  }

  get url(): string {
    return shownAddress(this.#parts.url, this.#parts.url)
  }

  get route(): string | undefined {
    return this.#parts.route
  }

  get headers(): Headers {
    return this.#parts.answer.headers
  }

  get body(): string {
    return new TextDecoder().decode(this.bytes)
  }

  get bytes(): Uint8Array {
    return this.#parts.answer.body
  }

  get json(): unknown {
    try {
      return JSON.parse(this.body)
    } catch (cause) {
      throw new Error(`${this.#label} is no JSON: ${this.#beginning}`, { cause })
    }
  }

  get title(): string {
    if (!this.#isHtml) return ''
    const title = descendants(this.#document).find(({ tag, parent }) => tag === 'title' && parent?.tag === 'head')
    return collapsed(title?.children.join('') ?? '')
  }

  get text(): string {
    return this.#isHtml ? this.#root.text : this.body
  }

  find(selector: string): PageElement {
    return this.#root.find(selector)
  }

  all(selector: string): readonly PageElement[] {
    return this.#root.all(selector)
  }

  link(name: string): PageLink {
    return this.#root.link(name)
  }

  form(selector?: string): PageForm {
    return this.#root.form(selector)
  }

  /** @throws Error if the answer is no HTML */
  get #root(): FoundElement {
    if (!this.#isHtml)
      throw new Error(`${this.#label} is no HTML, but ${this.#type || 'of no type'}: ${this.#beginning}`)
    return new FoundElement(this.#document, this.#context)
  }

  get #document(): HtmlElement {
    this.#tree ??= this.#parts.parse(this.body)
    return this.#tree
  }

  get #context(): PageContext {
    const { url, go } = this.#parts
    const base = descendants(this.#document).find(({ tag, attributes }) => tag === 'base' && attributes.has('href'))
    const href = base?.attributes.get('href') ?? ''
    return {
      url,
      base: URL.canParse(href, url.href) ? new URL(href, url) : url,
      label: this.#label,
      go: (to) => go(to, this),
      at: (other) => new AnsweredPage({ ...this.#parts, url: other }),
    }
  }

  /** `"Add a link" at /links/new (200, Links.blank)` */
  get #label(): string {
    const { status, title, url, route } = this
    const answer = route === undefined ? String(status) : `${status}, ${route}`
    return `${title === '' ? 'the page' : JSON.stringify(title)} at ${url} (${answer})`
  }

  get #isHtml(): boolean {
    return this.#type === 'text/html' || this.#type === 'application/xhtml+xml'
  }

  get #type(): string {
    return (this.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  }

  get #beginning(): string {
    const text = collapsed(this.body)
    return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text || '(empty)'
  }
}
