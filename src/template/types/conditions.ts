// What is known once a condition has been true, or false: which values are there.

import type { Call, Compare, Expression } from '../syntax/tree.js'
import type { Context } from './context.js'
import { signatureOf } from './filters.js'
import type { Need } from './need.js'
import { valuesAlong } from './path-uses.js'

/**
 * Finds the values that are there.
 *
 * @param outcome what the condition was
 */
export function factsOf(condition: Expression, outcome: boolean, context: Context): readonly Need[] {
  switch (condition.kind) {
    case 'path':
      return outcome ? valuesAlong(condition, context) : []
    case 'not':
      return factsOf(condition.term, !outcome, context)
    case 'compare':
      return factsOfCompare(condition, outcome, context)
    case 'call':
      return outcome ? factsOfCall(condition, context) : []
    case 'literal':
      return []
    default:
      return (condition.kind === 'and') === outcome
        ? condition.terms.flatMap((term) => factsOf(term, outcome, context))
        : factsInAll(condition.terms.map((term) => factsOf(term, outcome, context)))
  }
}

function factsInAll([first = [], ...others]: readonly (readonly Need[])[]): readonly Need[] {
  return first.filter((need) => others.every((facts) => facts.includes(need)))
}

/** Nothing is in order with anything, and holds nothing. */
function factsOfCompare({ operator, left, right }: Compare, outcome: boolean, context: Context): readonly Need[] {
  if (operator === 'in') return outcome ? factsOf(right, true, context) : []
  if (operator === '==' || operator === '!=') {
    const equal = (operator === '==') === outcome
    return [...factsOfEqual(left, right, equal, context), ...factsOfEqual(right, left, equal, context)]
  }
  return outcome ? [...factsOf(left, true, context), ...factsOf(right, true, context)] : []
}

/** What equals a literal is there, and so is what differs from null. */
function factsOfEqual(side: Expression, other: Expression, equal: boolean, context: Context): readonly Need[] {
  if (other.kind !== 'literal') return []
  return equal === (other.value !== null) ? factsOf(side, true, context) : []
}

function factsOfCall({ name, args }: Call, context: Context): readonly Need[] {
  const [first] = args
  return first !== undefined && signatureOf(name).passesNothing ? factsOf(first, true, context) : []
}
