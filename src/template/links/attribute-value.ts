// The value of an attribute as a template writes it: text and what is printed between, with all that branches make of it.

import type { Expression } from '../syntax/tree.js'

/** A part of a value. */
export type ValuePart =
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | { readonly kind: 'print'; readonly value: Expression; readonly offset: number; readonly length: number }
  /** Something that cannot be known: a partial, a block. */
  | { readonly kind: 'anything'; readonly offset: number }

/** One way that a value may come out, in order. */
export type ValueParts = readonly ValuePart[]

/** How many ways are followed; a value of more is as good as unknown. */
const MOST_WAYS = 32

/** The ways that a value may come out. */
export class AttributeValue {
  constructor(readonly ways: readonly ValueParts[] = [[]]) {}

  /** The value with a part more. */
  with(part: ValuePart): AttributeValue {
    return new AttributeValue(this.ways.map((parts) => joined(parts, part)))
  }

  /** A value that is one of several. */
  static among(values: readonly AttributeValue[]): AttributeValue {
    const ways = values.flatMap((value) => value.ways)
    return new AttributeValue(ways.length > MOST_WAYS ? [[{ kind: 'anything', offset: 0 }]] : ways)
  }
}

/** Text behind text is one text. */
function joined(parts: ValueParts, part: ValuePart): ValueParts {
  const last = parts.at(-1)
  if (part.kind !== 'text' || last?.kind !== 'text') return [...parts, part]
  return [...parts.slice(0, -1), { ...last, text: last.text + part.text }]
}
