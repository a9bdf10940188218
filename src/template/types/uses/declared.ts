// A template that declares its properties, as it is included: what the declaration asks for is needed, as it is written,
// and what the template itself does with its names is for its own entry to judge.

import { TemplateError } from '../../error.js'
import { didYouMean } from '../../nearest.js'
import { Place } from '../../source.js'
import type { NamedArgument, PropDeclaration, Span, Template } from '../../syntax/tree.js'
import type { Context } from './context.js'
import { isOfType, type LiteralValue, textOfLiteral } from './literal.js'
import type { DeclaredUse } from './need.js'
import { resolve, type SealScope } from './scope.js'

/** A tag that includes a template. */
interface Inclusion extends Span {
  readonly args?: readonly NamedArgument[]
}

/** Notes what a declaration asks for. @returns the context inside; the same if the template declares nothing */
export function useDeclaration(tag: Inclusion, template: Template, context: Context): Context {
  const { props, source } = template
  if (props === undefined) return context
  context.noteDeclared(template)
  reportUndeclared(tag.args ?? [], template, context)
  for (const prop of props) useProp(prop, tag, template, context)
  const declared = new Set(props.map(({ name }) => name))
  const scope: SealScope = { kind: 'seal', source, declared, parent: context.scope }
  return { ...context, scope, seals: new Set([...context.seals, scope]) }
}

function useProp(prop: PropDeclaration, tag: Inclusion, template: Template, context: Context): void {
  const { name, optional, type } = prop
  const by = template.source.name
  const given = tag.args?.find((arg) => arg.name === name)?.value
  const { offset, length } = given ?? tag
  const place = new Place(context.source, offset, length)
  if (given?.kind === 'literal') useLiteral(given.value, { type, optional, name, by, place }, context)
  for (const need of resolve(name, context, false).needs) {
    if (given === undefined)
      need.askedAt(context.source, { place, by, optional, takesArguments: tag.args !== undefined })
    need.declareAs({ type, optional, name, by, place })
    if (context.facts.has(need)) continue
    need.strict = true
    if (!optional && given === undefined) need.demandedAt ??= place
  }
}

/** What the text of the type tells is a mistake here, the rest is checked by the compiler. */
function useLiteral(value: LiteralValue, use: DeclaredUse, context: Context): void {
  const fits = isOfType(value, use.type)
  if (fits === undefined) context.noteLiteral(value, use)
  if (fits === false) context.templates.report(new TemplateError(misfitOf(value, use), use.place))
}

/** What is wrong with a literal that is not of the type. */
export function misfitOf(value: LiteralValue, { by, name, type }: DeclaredUse): string {
  return `${by} takes ${name}: ${type}, not ${textOfLiteral(value)}`
}

function reportUndeclared(args: readonly NamedArgument[], { props = [], source }: Template, context: Context): void {
  const names = props.map(({ name }) => name)
  for (const { name, value } of args) {
    if (names.includes(name)) continue
    const message = `${source.name} declares no property "${name}"${didYouMean(name, names)}`
    context.templates.report(new TemplateError(message, new Place(context.source, value.offset, value.length)))
  }
}
