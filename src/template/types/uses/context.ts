// What walking a template hands from node to node: the place in the files, who may be asked for names, what is known to be there.

import { TemplateError } from '../../error.js'
import { Place, type Source } from '../../source.js'
import type { BlockNode, ParentNode, Span, Template, TemplateNode } from '../../syntax/tree.js'
import type { LiteralValue } from './literal.js'
import type { DeclaredUse, Need } from './need.js'
import type { Asker, BindingScope, Scope, SealScope } from './scope.js'

/** The templates that the walk may lead to. */
export interface Templates {
  /** Whether there is a file of a name, with or without `.html`. */
  has(name: string): boolean
  /** A template by its name; undefined also for a file that cannot be parsed. */
  find(name: string): Template | undefined
  /** What to say of a name that no template has. */
  unknown(name: string): string
  /** Takes note of a mistake. */
  report(problem: TemplateError): void
}

/** What fills a slot, with the file that it comes from. */
export interface Filling {
  readonly node: BlockNode
  readonly source: Source
  readonly seals: ReadonlySet<SealScope>
}

/** A partial that is being walked. */
export interface Call {
  readonly template: Template
  readonly scope: BindingScope
  /** The tags inside of it that lead to it again. */
  readonly returns: Return[]
}

/** A tag that leads to a partial from inside of it. */
export interface Return {
  readonly context: Context
  readonly values: ReadonlyMap<string, readonly Need[]>
}

/** What is known at a place. */
export interface Context extends Asker {
  readonly templates: Templates
  /** The values that are there and true, because something asked for them. */
  readonly facts: ReadonlySet<Need>
  /** The values that are not null, because something asked for that. */
  readonly notNull: ReadonlySet<Need>
  readonly fillings: ReadonlyMap<string, Filling>
  readonly calls: readonly Call[]
  /** The layouts around the place. */
  readonly layouts: ReadonlySet<ParentNode>
  readonly walk: (nodes: readonly TemplateNode[], context: Context) => void
  /** Takes note of a block, which can be rendered alone. */
  readonly noteBlock: (node: BlockNode, context: Context) => void
  /** Takes note of a partial that declares its properties. */
  readonly noteDeclared: (template: Template) => void
  /** Takes note of a literal that is given for a declared property, where only the compiler can judge it. */
  readonly noteLiteral: (value: LiteralValue, use: DeclaredUse) => void
  /** The static partials that were walked. */
  readonly walked: Map<string, Visit[]>
}

/** How a partial was reached; the same way again adds nothing. */
export interface Visit {
  readonly from: Scope
  readonly facts: ReadonlySet<Need>
  readonly values: ReadonlyMap<string, readonly Need[]>
}

/** What is known of values. */
export interface Facts {
  /** Those that are there and true. */
  readonly there: readonly Need[]
  readonly notNull: readonly Need[]
}

export const NO_FACTS: Facts = { there: [], notNull: [] }

/** The context where something is known of values. */
export function knowing(context: Context, { there, notNull }: Facts): Context {
  if (there.length + notNull.length === 0) return context
  return {
    ...context,
    facts: new Set([...context.facts, ...there]),
    notNull: new Set([...context.notNull, ...notNull]),
  }
}

/** The template that a tag names; a name that no file has is reported. */
export function findTemplate(
  name: string,
  { offset, length }: Span,
  { templates, source }: Context,
): Template | undefined {
  const template = templates.find(name)
  if (!templates.has(name))
    templates.report(new TemplateError(templates.unknown(name), new Place(source, offset, length)))
  return template
}
