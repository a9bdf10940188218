// All uses of a value together: its own, and those of the values it is linked to.

import type { Place } from '../../source.js'
import { type Atoms, isScalar, meet } from '../uses/atoms.js'
import type { Body, DeclaredUse, Need } from '../uses/need.js'

/** The uses of one value, or of several that are one. */
export interface View {
  readonly atoms: Atoms | undefined
  /** Whether nothing will not do: names of it are read. */
  readonly strict: boolean
  /** Whether not everything false will do. */
  readonly choosy: boolean
  /** Whether it is a list for a filter, which takes no false. */
  readonly lists: boolean
  readonly members: ReadonlyMap<string, readonly Need[]>
  readonly elements: readonly Need[]
  readonly loops: boolean
  readonly keys: readonly Need[]
  readonly values: readonly Need[]
  readonly bodies: readonly Body[]
  readonly declared: readonly DeclaredUse[]
  /** The partial that includes itself for it. */
  readonly origin: string | undefined
  /** Whether anything is asked of it but to be there. */
  readonly used: boolean
}

/** Puts the uses of values together. */
export function viewOf(values: readonly Need[]): View {
  const [only, ...others] = values
  if (only !== undefined && others.length === 0 && only.links.length === 0) return viewOfOne(only)
  const reached = reachedFrom(values)
  return viewOfAll(
    [...reached.keys()],
    [...reached].flatMap(([need, guarded]) => (guarded ? [] : [need])),
  )
}

/** @param free those of the values that are used without a question on the way */
function viewOfAll(needs: readonly Need[], free: readonly Need[]): View {
  return {
    atoms: needs.reduce<Atoms | undefined>((atoms, need) => (need.atoms ? meet(atoms, need.atoms) : atoms), undefined),
    strict: free.some(({ strict }) => strict),
    choosy: free.some(({ choosy }) => choosy),
    lists: free.some(({ lists }) => lists),
    members: membersOf(needs),
    elements: needs.flatMap(({ element }) => element ?? []),
    loops: needs.some(({ loops }) => loops),
    keys: needs.flatMap(({ entry }) => entry?.key ?? []),
    values: needs.flatMap(({ entry }) => entry?.value ?? []),
    bodies: [...new Set(needs.flatMap(({ bodies }) => bodies))],
    declared: declaredOf(needs),
    origin: needs.find(({ origin }) => origin !== undefined)?.origin,
    used: needs.some(isUsed),
  }
}

/** The same of one value, as most are. */
function viewOfOne(need: Need): View {
  const { atoms, strict, choosy, lists, element, loops, entry, bodies, declared, origin } = need
  return {
    atoms,
    strict,
    choosy,
    lists,
    members: need.members.size === 0 ? NO_MEMBERS : membersOf([need]),
    elements: element === undefined ? [] : [element],
    loops,
    keys: entry === undefined ? [] : [entry.key],
    values: entry === undefined ? [] : [entry.value],
    bodies,
    declared: declared.size === 0 ? [] : declaredOf([need]),
    origin,
    used: isUsed(need),
  }
}

/** Each declared type once, sorted; one that takes undefined only where no other takes the same type without. */
function declaredOf(needs: readonly Need[]): readonly DeclaredUse[] {
  const uses = new Map<string, DeclaredUse>()
  for (const use of needs.flatMap(({ declared }) => [...declared.values()])) {
    const known = uses.get(use.type)
    if (known === undefined || (known.optional && !use.optional)) uses.set(use.type, use)
  }
  return [...uses.values()].sort((a, b) => (a.type < b.type ? -1 : 1))
}

const NO_MEMBERS: View['members'] = new Map()

/** Whether anything is asked of a value but to be there. */
function isUsed({ atoms, members, element, entry, bodies, declared }: Need): boolean {
  const hasItems = element !== undefined || entry !== undefined
  return atoms !== undefined || hasItems || members.size + bodies.length + declared.size > 0
}

/** Where the absence of a value is a mistake. */
export function demandOf(needs: readonly Need[]): Place | undefined {
  return needs.find(({ demandedAt }) => demandedAt !== undefined)?.demandedAt
}

/** Whether two sets of uses cannot be those of one value: one prints it, the other reads names of it. */
export function conflict(a: readonly Need[], b: readonly Need[]): boolean {
  const [one, other] = [viewOf(a), viewOf(b)]
  return (isScalar(one.atoms) && isStructure(other)) || (isScalar(other.atoms) && isStructure(one))
}

/** How deep uses are compared; recursive partials make them endless. */
const COMPARED = 8

/** Whether a value that fits some uses fits others too. */
export function covers(some: readonly Need[], others: readonly Need[], depth = 0): boolean {
  const [one, other] = [viewOf(some), viewOf(others)]
  if (depth > COMPARED || !other.declared.every((use) => one.declared.some((known) => isAsStrict(known, use))))
    return false
  if (other.atoms !== undefined && ![...(one.atoms ?? ['object'])].every((atom) => other.atoms?.has(atom) === true))
    return false
  const within = (a: readonly Need[], b: readonly Need[]): boolean => b.length === 0 || covers(a, b, depth + 1)
  return (
    (one.strict || !other.strict) &&
    (one.loops || !other.loops) &&
    (one.lists || !other.lists) &&
    within(one.elements, other.elements) &&
    within(one.values, other.values) &&
    other.bodies.every((body) => isScalar(one.atoms) && within(some, [body.item])) &&
    [...other.members].every(([name, needs]) => {
      const own = one.members.get(name) ?? []
      return (demandOf(own) !== undefined || demandOf(needs) === undefined) && within(own, needs)
    })
  )
}

function isAsStrict(one: DeclaredUse, other: DeclaredUse): boolean {
  return one.type === other.type && (other.optional || !one.optional)
}

/** Whether names or items of a value are read. The length of a string is a name too, and a section may go over one. */
function isStructure({ members, elements, values }: View): boolean {
  return [...members.keys()].some((name) => name !== 'length') || elements.length > 0 || values.length > 0
}

/** The values with whether all ways to them are guarded. */
function reachedFrom(values: readonly Need[]): ReadonlyMap<Need, boolean> {
  const reached = new Map<Need, boolean>()
  const visit = (need: Need, guarded: boolean): void => {
    const known = reached.get(need)
    if (known !== undefined && (!known || guarded)) return
    reached.set(need, guarded)
    for (const link of need.links) visit(link.to, guarded || link.guarded)
  }
  for (const need of values) visit(need, false)
  return reached
}

function membersOf(needs: readonly Need[]): ReadonlyMap<string, readonly Need[]> {
  const members = new Map<string, readonly Need[]>()
  for (const need of needs) {
    for (const [name, member] of need.members) members.set(name, [...(members.get(name) ?? []), member])
  }
  return members
}
