// The nodes of a template as uses: which values a template reads, node by node.
// What partials, layouts and blocks lead to is partials.ts's and layouts.ts's.

import type { ForNode, IfNode, SectionNode, TemplateNode } from '../../syntax/tree.js'
import { PRINTED } from './atoms.js'
import { factsOf } from './conditions.js'
import { type Context, knowing, NO_FACTS } from './context.js'
import { useExpression } from './expressions.js'
import { useBlock, useParent } from './layouts.js'
import { Body, type Need } from './need.js'
import { usePartial } from './partials.js'
import { restrict, usePath, valuesAlong } from './paths.js'
import { bind, bodyOf, resolve } from './scope.js'

/** Notes the uses of nodes. */
export function useNodes(nodes: readonly TemplateNode[], context: Context): void {
  for (const node of nodes) useNode(node, context)
}

function useNode(node: TemplateNode, context: Context): void {
  switch (node.kind) {
    case 'text':
      break
    case 'print':
      restrict(useExpression(node.value, context, 'value'), PRINTED)
      break
    case 'section':
      useSection(node, context)
      break
    case 'if':
      useIf(node, context)
      break
    case 'for':
      useFor(node, context)
      break
    case 'partial':
      usePartial(node, context)
      break
    case 'parent':
      useParent(node, context)
      break
    case 'block':
      useBlock(node, context)
      break
  }
}

function useSection({ path, body: nodes, otherwise }: SectionNode, context: Context): void {
  const needs = usePath(path, context, 'truth', true).map(({ need }) => need)
  const [head] = path.segments
  const inside = knowing(context, { ...NO_FACTS, there: valuesAlong(path, context, true) })
  const own =
    head === undefined ? undefined : { name: head, needs: resolve(head, context, true).needs, facts: inside.facts }
  const body = new Body(needs, own)
  bodyOf(context.scope).children.push(body)
  for (const need of needs) need.bodies.push(body)
  useNodes(nodes, { ...inside, scope: { kind: 'body', body, parent: context.scope } })
  useNodes(otherwise, context)
}

function useIf({ branches, otherwise }: IfNode, context: Context): void {
  let rest = context
  for (const { test, body } of branches) {
    useExpression(test, rest, 'truth')
    useNodes(body, knowing(rest, factsOf(test, true, rest)))
    rest = knowing(rest, factsOf(test, false, rest))
  }
  useNodes(otherwise, rest)
}

function useFor({ list, item, key, body, otherwise }: ForNode, context: Context): void {
  const targets = useExpression(list, context, 'value')
  for (const { need, guarded } of targets) {
    need.loops = true
    if (!guarded) need.choosy = true
  }
  const needs = targets.map(({ need }) => need)
  const scope = bind(context.scope, variablesOf(item, key, needs), true)
  const inside = knowing(context, { ...NO_FACTS, there: list.kind === 'path' ? valuesAlong(list, context) : [] })
  useNodes(body, { ...inside, scope })
  useNodes(otherwise, context)
}

/** The variable `loop` holds nothing of the data. */
function variablesOf(item: string, key: string | undefined, lists: readonly Need[]): Map<string, readonly Need[]> {
  const known: [string, readonly Need[]][] = [['loop', []]]
  if (key === undefined) return new Map([...known, [item, lists.map((list) => list.elementOf())]])
  const entries = lists.map((list) => list.entryOf())
  return new Map([...known, [key, entries.map((entry) => entry.key)], [item, entries.map((entry) => entry.value)]])
}
