// TemplateError: a mistake in a template or in what was given to it, with its place, the line and a caret.
// The chain says how the template was reached: through which layouts, blocks and partials.

import { Place, type Source } from './source.js'

/** A step on the way to a place: the tag that led there. */
export interface ChainLink {
  /** The tag as it is written: `{{> card}}`, `{{$body}}`. */
  readonly tag: string
  readonly place: Place
}

/** What a TemplateError may carry beside its message and place. */
export interface TemplateErrorOptions extends ErrorOptions {
  /** The way to the place, innermost step first. */
  readonly chain?: readonly ChainLink[]
}

/** How many steps of a chain an error keeps; a recursion has the same step over and over. */
const CHAIN_LIMIT = 10

/** A mistake in a template: what is wrong, where, and how the template was reached. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  readonly place: Place
  readonly #chain: ChainLink[]
  #rendered: string | undefined

  constructor(message: string, place: Place, options: TemplateErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.place = place
    this.#chain = [...(options.chain ?? [])].slice(0, CHAIN_LIMIT)
    showReportInStack(this)
  }

  get file(): string {
    return this.place.source.file
  }

  /** The line, from 1. */
  get line(): number {
    return this.place.line
  }

  /** The column in UTF-16 units, from 1. */
  get column(): number {
    return this.place.column
  }

  get offset(): number {
    return this.place.offset
  }

  get length(): number {
    return this.place.length
  }

  /** The way to the place, innermost step first. */
  get chain(): readonly ChainLink[] {
    return this.#chain
  }

  /** The name that render was called with, if the mistake showed while rendering. */
  get rendered(): string | undefined {
    return this.#rendered
  }

  /** Adds an outer step of the way; the engine calls it while the error travels up. */
  reachedBy(link: ChainLink): this {
    if (this.#chain.length < CHAIN_LIMIT) this.#chain.push(link)
    return this
  }

  /** Notes the name that render was called with. */
  renderedAs(name: string): this {
    this.#rendered ??= name
    return this
  }

  /** The whole message: what, where, the line with a caret, and the way there. */
  override toString(): string {
    const lines = [`${this.name}: ${this.message}`, `  ${this.place}`]
    if (this.place.excerpt !== '') lines.push(this.place.excerpt)
    for (const { place, tag } of this.#chain) lines.push(`  in ${place} ${tag}`)
    if (this.#rendered !== undefined) lines.push(`  from render("${this.#rendered}")`)
    return lines.join('\n')
  }
}

/** Throws a TemplateError for a part of a source. */
export function failAt(source: Source, offset: number, length: number, message: string): never {
  throw new TemplateError(message, new Place(source, offset, length))
}

/** `stack` starts with the message as it was at construction; this shows the whole report, chain included. */
function showReportInStack(error: TemplateError): void {
  const captured: { stack?: string } = {}
  Error.captureStackTrace(captured, TemplateError)
  const frames = (): string => (captured.stack ?? '').replace(/^.*\n/, '')
  Object.defineProperty(error, 'stack', { configurable: true, get: () => `${error}\n${frames()}` })
}
