// A place that can fail while rendering, with the layouts and blocks that led to it when it was compiled.

import { type ChainLink, TemplateError } from '../error.js'
import { Place, type Source } from '../source.js'
import type { Span } from '../syntax/tree.js'

/** A place in a compiled template. */
export class Site extends Place {
  readonly chain: readonly ChainLink[]

  constructor(env: { readonly source: Source; readonly chain: readonly ChainLink[] }, { offset, length }: Span) {
    super(env.source, offset, length)
    this.chain = env.chain
  }

  /** An error at this place. */
  error(message: string, cause?: unknown): TemplateError {
    return new TemplateError(message, this, { chain: this.chain, cause })
  }

  /** An error that a helper, a getter or an escape threw at this place; a TemplateError has its place already. */
  wrap(thrown: unknown, prefix = ''): TemplateError {
    if (thrown instanceof TemplateError) return thrown
    return this.error(prefix + (thrown instanceof Error ? thrown.message : String(thrown)), thrown)
  }
}
