// Expressions as uses: what operators and filters ask of the values in them, and which values an expression may give.

import type { Call, Compare, Expression, Logic } from '../../syntax/tree.js'
import { type Atoms, HOLDING, ORDERED, ORDERED_NUMBER, ORDERED_STRING, PRINTED } from './atoms.js'
import { factsOf } from './conditions.js'
import { type Context, knowing } from './context.js'
import { type ArgumentUse, signatureOf } from './filters.js'
import { type Mode, restrict, type Target, usePath } from './paths.js'

/** Notes that an expression is evaluated. @returns the values of the data that it may give */
export function useExpression(expression: Expression, context: Context, mode: Mode): readonly Target[] {
  switch (expression.kind) {
    case 'literal':
      return []
    case 'path':
      return usePath(expression, context, mode)
    case 'not':
      useExpression(expression.term, context, 'truth')
      return []
    case 'compare':
      useCompare(expression, context, mode)
      return []
    case 'call':
      return useCall(expression, context, mode)
    default:
      return useLogic(expression, context, mode)
  }
}

/** Each term is evaluated only if those before it were true, or false. A term of `or` is given only if it is true. */
function useLogic({ kind, terms }: Logic, context: Context, mode: Mode): readonly Target[] {
  const targets: Target[] = []
  let inside = context
  terms.forEach((term, index) => {
    const last = index === terms.length - 1
    const found = useExpression(term, inside, last ? mode : 'truth')
    if (last) targets.push(...found)
    else if (kind === 'or') targets.push(...found.map(({ need }) => ({ need, guarded: true })))
    inside = knowing(inside, factsOf(term, kind === 'and', inside))
  })
  return targets
}

function useCompare({ operator, left, right }: Compare, context: Context, mode: Mode): void {
  const [leftTargets, rightTargets] = [useExpression(left, context, mode), useExpression(right, context, mode)]
  if (operator === 'in') {
    restrict(rightTargets, HOLDING)
    return
  }
  const kindsFor = operator === '==' || operator === '!=' ? equalTo : orderedWith
  for (const [targets, other] of [[leftTargets, right] as const, [rightTargets, left] as const]) {
    const atoms = kindsFor(other)
    if (atoms !== undefined) restrict(targets, atoms)
  }
}

/** What can equal the other side. */
function equalTo(other: Expression): Atoms | undefined {
  return other.kind === 'literal' && other.value !== null ? PRINTED : undefined
}

/** What has an order with the other side. */
function orderedWith(other: Expression): Atoms {
  if (other.kind !== 'literal') return ORDERED
  if (typeof other.value === 'number') return ORDERED_NUMBER
  return typeof other.value === 'string' ? ORDERED_STRING : ORDERED
}

function useCall(call: Call, context: Context, mode: Mode): readonly Target[] {
  const { args, named, byName } = signatureOf(call.name)
  for (const { name, value } of call.named) useArgument(value, byName?.get(name) ?? named, context, mode)
  return call.args.flatMap((arg, index) => useArgument(arg, args[index] ?? 'any', context, mode))
}

/** @returns what the helper may give back of it */
function useArgument(arg: Expression, use: ArgumentUse, context: Context, mode: Mode): readonly Target[] {
  const targets = useExpression(arg, context, use === 'asked' ? 'truth' : mode)
  if (use === 'result' || use === 'asked') return targets
  if (use === 'texts') restrict(itemsOf(targets), PRINTED)
  else if (use === 'item') return itemsOf(targets)
  else if (use !== 'any') restrict(targets, use)
  return []
}

/** The items of lists; a string is a list too. */
function itemsOf(targets: readonly Target[]): readonly Target[] {
  return targets.map(({ need, guarded }) => {
    if (!guarded) {
      need.choosy = true
      need.lists = true
    }
    return { need: need.elementOf(), guarded: false }
  })
}
