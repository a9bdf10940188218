// The calls of helpers in a template, wherever they stand: in prints, conditions, arguments, and in one another.

import type { Call, Expression, TemplateNode } from '../syntax/tree.js'

/** The calls in an expression, outermost first. */
function callsIn(expression: Expression): readonly Call[] {
  switch (expression.kind) {
    case 'call':
      return [
        expression,
        ...[...expression.args, ...expression.named.map(({ value }) => value)].flatMap((value) => callsIn(value)),
      ]
    case 'not':
      return callsIn(expression.term)
    case 'and':
    case 'or':
      return expression.terms.flatMap(callsIn)
    case 'compare':
      return [...callsIn(expression.left), ...callsIn(expression.right)]
    default:
      return []
  }
}

/** The calls in nodes and all nodes inside of them, in the order of the source. */
export function callsBelow(nodes: readonly TemplateNode[]): readonly Call[] {
  return nodes.flatMap(callsOfNode)
}

function callsOfNode(node: TemplateNode): readonly Call[] {
  switch (node.kind) {
    case 'print':
      return callsIn(node.value)
    case 'section':
      return [...callsBelow(node.body), ...callsBelow(node.otherwise)]
    case 'if':
      return [
        ...node.branches.flatMap(({ test, body }) => [...callsIn(test), ...callsBelow(body)]),
        ...callsBelow(node.otherwise),
      ]
    case 'for':
      return [...callsIn(node.list), ...callsBelow(node.body), ...callsBelow(node.otherwise)]
    case 'partial':
      return node.args.flatMap(({ value }) => callsIn(value))
    case 'parent':
      return callsBelow(node.blocks)
    case 'block':
      return callsBelow(node.body)
    default:
      return []
  }
}
