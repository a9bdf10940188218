// What is known once a condition has been true, or false: which values are there, and which are not null.

import type { Call, Compare, Expression } from '../../syntax/tree.js'
import { type Context, type Facts, NO_FACTS } from './context.js'
import { signatureOf } from './filters.js'
import { valuesAlong } from './paths.js'

/**
 * Finds what is known of values.
 *
 * @param outcome what the condition was
 */
export function factsOf(condition: Expression, outcome: boolean, context: Context): Facts {
  switch (condition.kind) {
    case 'path':
      return outcome ? { ...NO_FACTS, there: valuesAlong(condition, context) } : NO_FACTS
    case 'not':
      return factsOf(condition.term, !outcome, context)
    case 'compare':
      return factsOfCompare(condition, outcome, context)
    case 'call':
      return outcome ? factsOfCall(condition, context) : NO_FACTS
    case 'literal':
      return NO_FACTS
    default: {
      const all = condition.terms.map((term) => factsOf(term, outcome, context))
      return (condition.kind === 'and') === outcome ? allOf(all) : commonTo(all)
    }
  }
}

function allOf(all: readonly Facts[]): Facts {
  return { there: all.flatMap(({ there }) => there), notNull: all.flatMap(({ notNull }) => notNull) }
}

function commonTo([first = NO_FACTS, ...others]: readonly Facts[]): Facts {
  return {
    there: first.there.filter((need) => others.every(({ there }) => there.includes(need))),
    notNull: first.notNull.filter((need) => others.every(({ notNull }) => notNull.includes(need))),
  }
}

/** Nothing is in order with anything, and holds nothing. */
function factsOfCompare({ operator, left, right }: Compare, outcome: boolean, context: Context): Facts {
  if (operator === 'in') return outcome ? factsOf(right, true, context) : NO_FACTS
  if (operator === '==' || operator === '!=') {
    const equal = (operator === '==') === outcome
    return allOf([factsOfEqual(left, right, equal, context), factsOfEqual(right, left, equal, context)])
  }
  return outcome ? allOf([factsOf(left, true, context), factsOf(right, true, context)]) : NO_FACTS
}

/** What equals a literal is there. What differs from null need not be: undefined does too, and so does false. */
function factsOfEqual(side: Expression, other: Expression, equal: boolean, context: Context): Facts {
  if (other.kind !== 'literal' || equal === (other.value === null)) return NO_FACTS
  const facts = factsOf(side, true, context)
  return equal ? facts : { there: [], notNull: facts.there }
}

function factsOfCall({ name, args }: Call, context: Context): Facts {
  const [first] = args
  return first !== undefined && signatureOf(name).passesNothing ? factsOf(first, true, context) : NO_FACTS
}
