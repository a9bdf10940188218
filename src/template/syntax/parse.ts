// From placed tokens to the tree: which tags open, divide and close what.
// Iterative, with its own stack, so that deep nesting is an error with a place and never an overflow.

import { failAt } from '../error.js'
import type { Source } from '../source.js'
import { type Frame, openFrame } from './frames.js'
import { readProps } from './props.js'
import { readPartial, readPrint, spanOf } from './tags.js'
import { DEFAULT_DELIMITERS, type Delimiters, tokenize } from './tokenize.js'
import type { PropDeclaration, Template, TemplateNode } from './tree.js'
import { isElse, type PlacedTag, type PlacedToken, placeTokens } from './whitespace.js'

/** How deep tags may nest in one file. */
const NESTING_LIMIT = 200

/**
 * Parses a template.
 *
 * @param delimiters those at the start of the text
 * @throws TemplateError for a mistake in the syntax
 */
export function parseTemplate(source: Source, delimiters: Delimiters = DEFAULT_DELIMITERS): Template {
  return new TreeBuilder(source).build(placeTokens(tokenize(source, delimiters)))
}

class TreeBuilder {
  readonly #source: Source
  readonly #nodes: TemplateNode[] = []
  readonly #stack: Frame[] = []
  #props: PropDeclaration[] | undefined
  #firstTag: PlacedTag | undefined

  constructor(source: Source) {
    this.#source = source
  }

  build(tokens: readonly PlacedToken[]): Template {
    for (const token of tokens) {
      if (token.kind === 'text') this.#target.push(token)
      else this.#tag(token)
    }
    this.#finish()
    return { source: this.#source, nodes: this.#nodes, props: this.#props }
  }

  get #frame(): Frame | undefined {
    return this.#stack.at(-1)
  }

  get #target(): TemplateNode[] {
    return this.#frame?.target ?? this.#nodes
  }

  #tag(tag: PlacedTag): void {
    const { sigil } = tag
    if (sigil !== '!' && sigil !== '=') this.#firstTag ??= tag
    if (sigil === '!') this.#comment(tag)
    else if (sigil === '/') this.#close(tag)
    else if (sigil === '>') this.#partial(tag)
    else if (sigil === '' || sigil === '{' || sigil === '&') this.#print(tag)
    else if (sigil !== '=') this.#open(tag)
  }

  #comment(tag: PlacedTag): void {
    const props = readProps(this.#source, tag)
    if (props === undefined) return
    this.#props = [...(this.#props ?? []), ...props]
  }

  #print(tag: PlacedTag): void {
    const frame = this.#frame
    if (isElse(tag) && frame?.divide !== undefined) frame.divide(tag)
    else this.#target.push(readPrint(this.#source, tag))
  }

  #partial(tag: PlacedTag): void {
    const { name, args } = readPartial(this.#source, tag)
    this.#target.push({ kind: 'partial', name, args, indent: tag.standalone ? tag.indent : undefined, ...spanOf(tag) })
  }

  #open(tag: PlacedTag): void {
    if (this.#stack.length === NESTING_LIMIT) {
      failAt(this.#source, tag.offset, tag.end - tag.offset, `tags nest deeper than ${NESTING_LIMIT}`)
    }
    this.#stack.push(openFrame(this.#source, tag))
  }

  #close(tag: PlacedTag): void {
    const frame = this.#stack.pop()
    const { offset, length } = spanOf(tag)
    if (frame === undefined) failAt(this.#source, offset, length, `{{/${tag.content}}} closes nothing`)
    if (tag.content !== frame.label) {
      failAt(this.#source, offset, length, `{{/${tag.content}}} stands where {{/${frame.label}}} is expected`)
    }
    this.#target.push(frame.finish(tag.offset))
  }

  /** At the end of the file only a layout that is its first tag may be open. */
  #finish(): void {
    const frame = this.#stack.pop()
    if (frame === undefined) return
    const { tag, label } = frame
    if (tag.sigil !== '<' || tag !== this.#firstTag) {
      failAt(this.#source, tag.offset, tag.end - tag.offset, `the tag is not closed: {{/${label}}} is missing`)
    }
    this.#target.push(frame.finish(this.#source.text.length))
  }
}
