// Partials as uses: what they read is read where they are included, by the names of that place and the arguments.
// A partial that includes itself is walked once; its inner uses are those of the outer ones.

import type { NamedArgument, PartialNode, Path, Template } from '../../syntax/tree.js'
import { NAMING } from './atoms.js'
import { type Call, type Context, findTemplate, type Return, type Visit } from './context.js'
import { useDeclaration } from './declared.js'
import { useExpression } from './expressions.js'
import { Need } from './need.js'
import { restrict, type Target, usePath } from './paths.js'
import { bind, bodyOf, resolve, type Scope } from './scope.js'

/** How deep partials may nest, as when they are compiled. */
const DEPTH_LIMIT = 100

/** What the arguments of a partial mean. */
type Values = ReadonlyMap<string, readonly Need[]>

/** Notes the uses of `{{> name}}`. */
export function usePartial(node: PartialNode, context: Context): void {
  const values = useArguments(node.args, context)
  if (typeof node.name === 'string') useStatic(node, node.name, values, context)
  else useDynamic(node.name, context)
}

function useStatic(node: PartialNode, name: string, values: Values, context: Context): void {
  const template = findTemplate(name, node, context)
  if (template === undefined || context.calls.length > DEPTH_LIMIT) return
  const scope = bind(context.scope, values, false)
  const at = useDeclaration(node, template, { ...context, scope })
  const active = context.calls.find((call) => call.template === template)
  if (active !== undefined) active.returns.push({ context, values })
  else if (isNew(template, { from: context.scope, facts: context.facts, values }, context)) {
    enter({ template, scope, returns: [] }, at)
  }
}

function useArguments(args: readonly NamedArgument[], context: Context): Values {
  return new Map(
    args.map(({ name, value }) => {
      const targets = useExpression(value, context, 'value')
      return [name, targets.map((target) => argumentOf(target, context))]
    }),
  )
}

/** What is given only if it is true keeps that: what the partial does with it is guarded. */
function argumentOf({ need, guarded }: Target, { facts }: Context): Need {
  if (!guarded || facts.has(need)) return need
  const given = new Need()
  need.links.push({ to: given, guarded })
  return given
}

/** Any template may be meant, and any name may be used in it. */
function useDynamic(path: Path, context: Context): void {
  restrict(usePath(path, context, 'value'), NAMING)
  for (let at: Scope | undefined = context.scope; at !== undefined; at = at.parent) {
    if (at.kind === 'body') at.body.open = true
  }
}

function enter(call: Call, context: Context): void {
  const { nodes, source } = call.template
  const calls = [...context.calls, call]
  context.walk(nodes, { ...context, source, calls, fillings: new Map(), noteBlock: () => undefined })
  settleReturns(call)
}

/** Whether a template has not been walked in this scope, with these arguments and this knowledge. */
function isNew({ source: { name } }: Template, visit: Visit, { walked }: Context): boolean {
  const visits = walked.get(name) ?? []
  walked.set(name, [...visits, visit])
  return !visits.some((known) => isSame(known, visit))
}

function isSame(a: Visit, b: Visit): boolean {
  if (a.from !== b.from || a.facts !== b.facts || a.values.size !== b.values.size) return false
  return [...a.values].every(([name, needs]) => {
    const others = b.values.get(name)
    return others?.length === needs.length && needs.every((need, index) => need === others[index])
  })
}

/** Where a template leads to itself, what its names mean there is used as what they meant before. */
export function settleReturns(call: Call): void {
  for (const back of call.returns) {
    for (const name of new Set([...call.scope.values.keys(), ...call.scope.used.keys()])) link(name, call, back)
  }
}

function link(name: string, { scope, template }: Call, { context, values }: Return): void {
  const uses = scope.values.get(name) ?? scope.used.get(name) ?? []
  const bound = values.get(name)
  const { own } = bodyOf(context.scope)
  // In a section, and behind no other question, only the item can end what the section's own name began.
  const ends = bound === undefined && own?.name === name && own.facts === context.facts
  for (const need of bound ?? resolve(name, context, true).needs) {
    const guarded = context.facts.has(need)
    if (ends) need.inItem = true
    for (const to of uses) {
      if (to === need) continue
      need.links.push({ to, guarded })
      need.origin ??= template.source.name
      if (bound === undefined && !guarded) need.demandedAt ??= to.demandedAt
    }
  }
}
