// What a use asks of a value that is no structure: a set of the kinds of values that it takes.
// Two uses of one value take what both take.

/** A kind of value; `nothing` is null and undefined, `written` everything else that has a text. */
type Atom = 'string' | 'number' | 'bigint' | 'boolean' | 'nothing' | 'date' | 'written' | 'object'

export type Atoms = ReadonlySet<Atom>

/** `{{x}}` and the filters for text. */
export const PRINTED: Atoms = new Set<Atom>(['string', 'number', 'bigint', 'boolean', 'nothing', 'date', 'written'])

/** `date` and `time`. */
export const DATED: Atoms = new Set<Atom>(['date', 'string', 'number', 'nothing'])

/** `number`. */
export const NUMERIC: Atoms = new Set<Atom>(['number', 'bigint', 'string', 'nothing'])

/** A side of `<`, and what it is if the other side is a literal number or string. */
export const ORDERED: Atoms = new Set<Atom>(['string', 'number', 'bigint', 'date', 'nothing'])
export const ORDERED_NUMBER: Atoms = new Set<Atom>(['number', 'bigint', 'date', 'nothing'])
export const ORDERED_STRING: Atoms = new Set<Atom>(['string', 'nothing'])

/** `length`, and the right side of `in`. */
export const HOLDING: Atoms = new Set<Atom>(['string', 'object', 'nothing'])

/** The query of an address, and its parameters by name. */
export const NAMED: Atoms = new Set<Atom>(['object', 'nothing'])

/** The name of a dynamic partial. */
export const NAMING: Atoms = new Set<Atom>(['string'])

/** The length that `truncate` cuts to. */
export const COUNTING: Atoms = new Set<Atom>(['number'])

/** What both take. An object holds a date too. */
export function meet(a: Atoms | undefined, b: Atoms): Atoms {
  if (a === undefined) return b
  return new Set([...b].filter((atom) => a.has(atom) || (atom === 'date' && a.has('object'))).concat(dateIn(a, b)))
}

function dateIn(a: Atoms, b: Atoms): Atom[] {
  return a.has('date') && b.has('object') ? ['date'] : []
}

/** Whether a value is surely no object that has names, and no list. */
export function isScalar(atoms: Atoms | undefined): boolean {
  return atoms !== undefined && !atoms.has('object')
}

/** The types that make up a set, sorted; undefined if the set is that of Printable. */
export function typesOf(atoms: Atoms): readonly string[] {
  if (atoms.size === PRINTED.size && [...PRINTED].every((atom) => atoms.has(atom))) return ['Printable']
  return [...atoms].flatMap((atom) => TYPES[atom]).sort(byTypeOrder)
}

const TYPES: Readonly<Record<Atom, readonly string[]>> = {
  string: ['string'],
  number: ['number'],
  bigint: ['bigint'],
  boolean: ['boolean'],
  nothing: ['null', 'undefined'],
  date: ['Date'],
  written: [],
  object: ['object'],
}

const ORDER = ['Date', 'object', 'bigint', 'boolean', 'number', 'string', 'null', 'undefined']

function byTypeOrder(a: string, b: string): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b)
}
