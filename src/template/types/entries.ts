// A template's entries in `interface Templates`: the whole, and each block that can be rendered alone.
// A block has the names of its place, but not the variables of a loop around it.

import type { BlockNode, Template } from '../syntax/tree.js'
import type { Judged } from './description/declaration.js'
import type { TypeNode } from './text/type-text.js'
import type { Context } from './uses/context.js'
import { useBlock } from './uses/layouts.js'
import { Need } from './uses/need.js'
import { useNodes } from './uses/nodes.js'
import type { Scope } from './uses/scope.js'
import { Walk, type WalkSetting } from './walk.js'

/** A name that can be rendered. */
interface Entry {
  readonly name: string
  readonly type: TypeNode
  /** The templates with declarations that it leads through. */
  readonly declared: readonly string[]
}

/** What a template brings to the generated file. */
export interface TemplateEntries extends Judged {
  readonly entries: readonly Entry[]
}

/** A block, with the place where it was met first. */
interface Fragment {
  readonly node: BlockNode
  readonly context: Context
}

/** Infers the types of a template and of its blocks. */
export function entriesOf(template: Template, setting: WalkSetting): TemplateEntries {
  const fragments = new Map<string, Fragment>()
  const noteBlock = (node: BlockNode, context: Context): void => {
    if (!fragments.has(node.name)) fragments.set(node.name, { node, context })
  }
  const whole = new Walk(template, setting, { noteBlock, bound: new Map(), isWhole: true })
  whole.run((context) => useNodes(template.nodes, context))
  const { name } = template.source
  const blocks = [...fragments].flatMap(([block, fragment]) => blockEntry(`${name}#${block}`, fragment, whole))
  return { entries: [entryOf(name, whole), ...blocks], ...whole.judge() }
}

/** A block of a loop cannot be rendered alone if it uses the loop's variables: they are not looked for in the data. */
function blockEntry(name: string, { node, context }: Fragment, { template, setting }: Walk): readonly Entry[] {
  const bound = new Map(loopNamesAt(context.scope).map((loopName) => [loopName, [new Need()]]))
  const walk = new Walk(template, setting, { noteBlock: () => undefined, bound, isWhole: false })
  const { source, seals, fillings } = context
  walk.run((start) => useBlock(node, { ...start, source, seals, fillings }))
  const isBound = [...bound.values()].flat().some(({ uses, asked }) => uses.size + asked.size > 0)
  return isBound ? [] : [entryOf(name, walk)]
}

function loopNamesAt(scope: Scope): readonly string[] {
  if (scope.kind === 'body') return []
  const outer = loopNamesAt(scope.parent)
  return scope.kind === 'binding' && scope.loop ? [...scope.values.keys(), ...outer] : outer
}

function entryOf(name: string, walk: Walk): Entry {
  return { name, type: walk.type(), declared: walk.declared() }
}
