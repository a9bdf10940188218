// The types that an object may have for the sake of the sections inside: all from their items, or some of it from here.
// A name in a section comes from the item or from outside, and nothing but the data can tell.

import type { Member, Shape } from './shape.js'

/** Names that may be given outside, so that items need not have them. */
export type Given = ReadonlySet<string> | 'all'

export const NOTHING: Given = new Set()

/** One of the types of an object. */
export interface Variant {
  /** What is given around it. */
  readonly given: Given
  /** What is given to the items inside. */
  readonly inside: Given
  /** What is left out: it is said apart, or not given here. */
  readonly apart: Given
  /** What is used here and by the items inside. */
  readonly shared: Given
}

/** The types of an object. */
export interface Choice {
  /** Where items have all that is asked of them. */
  readonly strict: Variant
  /** Where some of it is given here; undefined where nothing is asked that may be. */
  readonly outside: Variant | undefined
  /** The names of which one must be given here, so that the others may be too; none if one is given in any case. */
  readonly offered: readonly Member[]
}

/** Whether a name is among those that are given. */
export function isIn(given: Given, name: string): boolean {
  return given === 'all' || given.has(name)
}

/** The only type of an object: as strict as what is given around it allows. */
export function onlyType(given: Given): Variant {
  return { given, inside: given, apart: NOTHING, shared: NOTHING }
}

/** The only type of an object whose sections may take anything from it. */
export function laxType(shape: Shape, given: Given): Variant {
  return { ...onlyType(given), inside: withNames(given, openIn(shape, given)) }
}

/** Finds the types of an object. @param isRequired whether it has a name in any case */
export function choiceOf(shape: Shape, given: Given, isRequired: (member: Member) => boolean): Choice {
  const open = openIn(shape, given)
  if (open.length === 0) return { strict: onlyType(given), outside: undefined, offered: [] }
  const offered = open.filter((member) => !isRequired(member))
  const foreign = namesOf(open.filter(({ isOwn }) => !isOwn))
  const inside = withNames(given, open)
  return {
    strict: { ...onlyType(given), apart: foreign },
    outside: { given, inside, apart: namesOf(offered), shared: namesOf(open) },
    offered,
  }
}

/** Two variants with the same text are the same. */
export function variantKey({ given, inside, apart, shared }: Variant): string {
  return [given, inside, apart, shared].map((names) => (names === 'all' ? '*' : [...names].sort().join(' '))).join('|')
}

function openIn({ members }: Shape, given: Given): readonly Member[] {
  return members.filter(({ open, name }) => open && !isIn(given, name))
}

function withNames(given: Given, members: readonly Member[]): Given {
  return given === 'all' ? given : new Set([...given, ...namesOf(members)])
}

function namesOf(members: readonly Member[]): ReadonlySet<string> {
  return new Set(members.map(({ name }) => name))
}
