// The tree that parsing makes and compiling reads: plain data, no behaviour.
// Offsets and lengths count UTF-16 units of the source.

import type { Source } from '../source.js'
import type { Delimiters } from './tokenize.js'

/** A part of the source, for errors. */
export interface Span {
  readonly offset: number
  readonly length: number
}

interface Literal extends Span {
  readonly kind: 'literal'
  readonly value: string | number | boolean | null
}

/** A dotted name; `{{.}}`, the current item, has no segments. */
export interface Path extends Span {
  readonly kind: 'path'
  readonly segments: readonly string[]
}

export interface NamedArgument {
  readonly name: string
  readonly value: Expression
}

/** `f(a, k=v)`; `x | f(a)` is `f(x, a)`. */
export interface Call extends Span {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Expression[]
  readonly named: readonly NamedArgument[]
}

interface Not extends Span {
  readonly kind: 'not'
  readonly term: Expression
}

export interface Logic extends Span {
  readonly kind: 'and' | 'or'
  readonly terms: readonly Expression[]
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in'

export interface Compare extends Span {
  readonly kind: 'compare'
  readonly operator: CompareOperator
  readonly left: Expression
  readonly right: Expression
}

export type Expression = Literal | Path | Call | Not | Logic | Compare

/** A line of text or a part of one. */
export interface TextNode {
  readonly kind: 'text'
  readonly text: string
  readonly offset: number
  /** Whether a line of the source begins here: the place where a partial's indentation goes. */
  readonly startsLine: boolean
}

export interface PrintNode extends Span {
  readonly kind: 'print'
  readonly value: Expression
  /** Whether it is `{{{x}}}` or `{{&x}}`. */
  readonly raw: boolean
}

/** `{{#s}}body{{else}}otherwise{{/s}}`; an inverted section has its content in `otherwise`. */
export interface SectionNode extends Span {
  readonly kind: 'section'
  readonly path: Path
  readonly body: readonly TemplateNode[]
  readonly otherwise: readonly TemplateNode[]
  /** The body's source text, which the Mustache specification gives to functions; an inverted section has none. */
  readonly raw: string | undefined
  readonly delimiters: Delimiters
}

export interface IfBranch {
  readonly test: Expression
  readonly body: readonly TemplateNode[]
}

export interface IfNode extends Span {
  readonly kind: 'if'
  readonly branches: readonly IfBranch[]
  readonly otherwise: readonly TemplateNode[]
}

/** `{{#for item in list}}`, `{{#for key, item in list}}`. */
export interface ForNode extends Span {
  readonly kind: 'for'
  readonly item: string
  readonly key: string | undefined
  readonly list: Expression
  readonly body: readonly TemplateNode[]
  readonly otherwise: readonly TemplateNode[]
}

/** `{{> name a=b}}` or `{{> *path}}`. */
export interface PartialNode extends Span {
  readonly kind: 'partial'
  readonly name: string | Path
  readonly args: readonly NamedArgument[]
  /** The blanks before a tag that stands alone on its line; undefined for any other. */
  readonly indent: string | undefined
}

/** `{{<name}}…{{/name}}`: a layout with what fills its blocks. */
export interface ParentNode extends Span {
  readonly kind: 'parent'
  readonly name: string
  readonly blocks: readonly BlockNode[]
  /** The first thing in it that is neither a block nor blank: it is dropped. */
  readonly dropped: Span | undefined
  readonly indent: string | undefined
}

/** `{{$name}}…{{/name}}`: a slot with its default, or inside a parent what fills a slot. */
export interface BlockNode extends Span {
  readonly kind: 'block'
  readonly name: string
  readonly body: readonly TemplateNode[]
  /** Whether its content begins on a line of its own. */
  readonly standalone: boolean
  /** As a slot: the blanks that its lines begin with. */
  readonly indent: string
  /** As what fills a slot: the blanks that its lines lose. */
  readonly strip: string
}

export type TemplateNode = TextNode | PrintNode | SectionNode | IfNode | ForNode | PartialNode | ParentNode | BlockNode

/** One property that `{{! @props … }}` declares. */
export interface PropDeclaration extends Span {
  readonly name: string
  readonly optional: boolean
  /** The TypeScript type, as it is written. */
  readonly type: string
}

/** A parsed template. */
export interface Template {
  readonly source: Source
  readonly nodes: readonly TemplateNode[]
  /** What the template declares to need, or undefined if it declares nothing. */
  readonly props: readonly PropDeclaration[] | undefined
}
