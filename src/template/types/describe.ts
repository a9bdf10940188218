// From the uses of a value to its type.
// A section whose names may come from outside makes two types of its surroundings: all from the items, or some from outside.

import { typesOf } from './atoms.js'
import { rewriteImports } from './declared-type.js'
import type { Names } from './names.js'
import type { Body, Need } from './need.js'
import { type Member, type Members, type Shape, shapeOf } from './shape.js'
import { generic, intersection, type Property, type TypeNode, union, word } from './type-text.js'
import { type View, viewOf } from './view.js'

/** What describing needs to know of the surroundings. */
export interface Setting {
  readonly names: Names
  readonly root: Body
  /** The path from the generated file's folder to the templates folder. */
  readonly folder: string
  /** What a declaration makes of the data's properties; undefined if there is none. */
  readonly settled: ((inferred: readonly Property[]) => readonly Property[]) | undefined
  /** Whether a name need not be in the data. */
  readonly isGlobal: (name: string) => boolean
  /** Makes a name for a type that contains itself. */
  readonly reserve: () => string
  readonly define: (name: string, node: TypeNode) => void
}

/** Names that may be given outside, so that items need not have them. */
type Given = ReadonlySet<string> | 'all'

const NONE: Given = new Set()

/** How deep choices nest: each makes two of the types inside. Further in nothing is asked of items that may be given outside. */
const CHOICES_LIMIT = 2

/** What lists have too. */
const LIST_NAME = /^(?:length|\d+)$/

const NO_MEMBERS: Members = new Map()
const UNKNOWN = word('unknown')
const FALSY = word('Falsy')

/** Makes the types of one template. */
export class Describer {
  readonly #setting: Setting
  readonly #ids = new Map<object, number>()
  /** The objects whose types are being made. */
  readonly #around = new Set<string>()
  /** The names of those that were met inside of themselves. */
  readonly #named = new Map<string, string>()
  /** How many choices the type that is being made is inside of. */
  #choices = 0
  /** The values since the innermost object. */
  #within: readonly string[] = []

  constructor(setting: Setting) {
    this.#setting = setting
  }

  /** The type of the data. */
  data(): TypeNode {
    return this.#object([this.#setting.root], NO_MEMBERS, NONE) ?? word('Record<string, never>')
  }

  /** The type of a value; undefined if anything will do. */
  value(needs: readonly Need[], given: Given = NONE, items: readonly Body[] = []): TypeNode | undefined {
    const key = this.#keyOf([...needs, ...items])
    if (this.#within.includes(key)) return undefined
    const before = this.#within
    this.#within = [...before, key]
    const parts = this.#parts(viewOf(needs), given, items)
    this.#within = before
    return parts.length === 0 ? undefined : intersection(parts)
  }

  #parts(view: View, given: Given, items: readonly Body[]): readonly TypeNode[] {
    const declared = view.declared.map((type) => orFalsy(word(rewriteImports(type, this.#setting.folder)), view))
    const structure = [...this.#structure(view, given, items), ...this.#lists(view, given)]
    return [...declared, ...structure, ...scalars(view, structure.length > 0)]
  }

  /** As an object, or as what sections take. An object over which sections go has their names too. */
  #structure(view: View, given: Given, items: readonly Body[]): readonly TypeNode[] {
    const sections = view.bodies.filter((body) => this.#hasContent(body))
    const isList = sections.length > 0 || view.elements.length > 0 || view.values.length > 0
    const isObject =
      view.members.size > 0 && !(isList && [...view.members.keys()].every((name) => LIST_NAME.test(name)))
    const bodies = isObject ? [...items, ...this.#withNames(sections)] : items
    const object = this.#object(bodies, view.members, given)
    const parts = object === undefined ? [] : [items.length > 0 ? object : orFalsy(object, view)]
    return isObject || sections.length === 0 ? parts : [...parts, this.#section(sections, given)]
  }

  #section(bodies: readonly Body[], given: Given): TypeNode {
    const needs = bodies.map((body) => body.item)
    return generic('Section', this.value(needs, given, this.#withNames(bodies)) ?? UNKNOWN)
  }

  #withNames(bodies: readonly Body[]): readonly Body[] {
    return bodies.filter((body) => !this.#setting.names.isFlag(body))
  }

  /** Whether a section asks anything of its value but to be true or false. */
  #hasContent(body: Body): boolean {
    const { names } = this.#setting
    if (viewOf([body.item]).used) return true
    return !names.isFlag(body) && (body.open || shapeOf([body], NO_MEMBERS, names).members.length > 0)
  }

  #lists({ elements, loops, values, keys }: View, given: Given): readonly TypeNode[] {
    const parts: TypeNode[] = []
    if (elements.length > 0) {
      const items = generic('Items', this.value(elements, given) ?? UNKNOWN)
      parts.push(loops ? items : union([items, word('string')]))
    }
    if (values.length > 0) {
      const key = this.value(keys, given)
      const value = this.value(values, given) ?? UNKNOWN
      parts.push(key === undefined ? generic('Entries', value) : generic('Entries', value, key))
    }
    return parts
  }

  /** An object; where sections may take names from it, one of two. */
  #object(bodies: readonly Body[], members: Members, given: Given): TypeNode | undefined {
    const shape = shapeOf(bodies, members, this.#setting.names)
    const open = this.#isSettled(shape) ? [] : shape.members.filter((each) => each.open && !isIn(given, each.name))
    if (open.length === 0) return this.#plain(shape, { given, inside: given, apart: NONE, shared: NONE })
    const inside = given === 'all' ? given : new Set([...given, ...namesOf(open)])
    if (this.#choices === CHOICES_LIMIT) return this.#plain(shape, { given, inside, apart: NONE, shared: NONE })
    this.#choices++
    const types = this.#choice(shape, open, { given, inside })
    this.#choices--
    return union(types)
  }

  /** The type where items have all that is asked of them, and before it the one where some of it is given here. */
  #choice(shape: Shape, open: readonly Member[], { given, inside }: Pick<Variant, 'given' | 'inside'>): TypeNode[] {
    const offered = open.filter((member) => !this.#isRequired(member, shape, given))
    const [apart, foreign] = [namesOf(offered), namesOf(open.filter(({ isOwn }) => !isOwn))]
    const outer = this.#plain(shape, { given, inside, apart, shared: namesOf(open) }) ?? word('object')
    const strict = this.#plain(shape, { given, inside: given, apart: foreign, shared: NONE }) ?? word('object')
    if (offered.length === 0) return [outer, strict]
    const properties = offered.map((member) => propertyOf(member.name, false, this.value(member.given, 'all')))
    return [generic('Outside', { kind: 'object', properties, open: false }, outer), strict]
  }

  /** Whether it is the data of a template that declares its properties: they are not asked for names of items. */
  #isSettled(shape: Shape): boolean {
    return this.#setting.settled !== undefined && this.#isRoot(shape)
  }

  /** An object that is met again inside of itself gets a name. */
  #plain(shape: Shape, variant: Variant): TypeNode | undefined {
    const key = `${variantKey(variant)} ${this.#keyOf([...shape.bodies, ...shape.members.flatMap(({ needs }) => needs)])}`
    const named = this.#named.get(key)
    if (named !== undefined) return word(named)
    if (this.#around.has(key)) return word(this.#nameOf(key))
    const before = this.#within
    this.#around.add(key)
    this.#within = []
    const properties = this.#properties(shape, variant)
    this.#within = before
    this.#around.delete(key)
    return this.#finish(key, { kind: 'object', properties, open: shape.dynamic })
  }

  #nameOf(key: string): string {
    const name = this.#setting.reserve()
    this.#named.set(key, name)
    return name
  }

  #finish(key: string, node: TypeNode & { kind: 'object' }): TypeNode | undefined {
    const name = this.#named.get(key)
    if (name === undefined) return node.properties.length === 0 && !node.open ? undefined : node
    this.#setting.define(name, node)
    return word(name)
  }

  #properties(shape: Shape, { given, inside, apart, shared }: Variant): readonly Property[] {
    const isRoot = this.#isRoot(shape)
    const found = shape.members.flatMap((member) => {
      const { name, isOwn } = member
      if (isIn(apart, name)) return []
      // What only sections inside read is looked for in their items first, which may have what it lacks.
      const foreign = isOwn ? undefined : isRoot ? this.value(member.given, 'all') : UNKNOWN
      const type = foreign ?? this.value(isIn(shared, name) ? member.given : member.needs, inside)
      return [propertyOf(name, !this.#isRequired(member, shape, given), type)]
    })
    return isRoot ? (this.#setting.settled?.(found) ?? found) : found
  }

  #isRequired({ name, required, asked }: Member, shape: Shape, given: Given): boolean {
    return required || (asked && !(this.#isRoot(shape) ? this.#setting.isGlobal(name) : isIn(given, name)))
  }

  #isRoot({ bodies }: Shape): boolean {
    return bodies.includes(this.#setting.root)
  }

  #keyOf(things: readonly object[]): string {
    return [...new Set(things.map((thing) => this.#idOf(thing)))].sort((a, b) => a - b).join(' ')
  }

  #idOf(thing: object): number {
    const known = this.#ids.get(thing) ?? this.#ids.size
    this.#ids.set(thing, known)
    return known
  }
}

/** One of the types of an object. */
interface Variant {
  /** What is given around it. */
  readonly given: Given
  /** What is given to the items inside. */
  readonly inside: Given
  /** What is left out: it is said apart, or not given here. */
  readonly apart: Given
  /** What is used here and by the items inside. */
  readonly shared: Given
}

function variantKey({ given, inside, apart, shared }: Variant): string {
  return [given, inside, apart, shared].map((names) => (names === 'all' ? '*' : [...names].sort().join(' '))).join('|')
}

function isIn(given: Given, name: string): boolean {
  return given === 'all' || given.has(name)
}

function namesOf(members: readonly Member[]): ReadonlySet<string> {
  return new Set(members.map(({ name }) => name))
}

function propertyOf(name: string, optional: boolean, type: TypeNode | undefined): Property {
  return { name, optional, type: type ?? UNKNOWN }
}

/** A value that is read only where it is there may be anything false. */
function orFalsy(type: TypeNode, { strict }: View): TypeNode {
  return strict ? type : union([type, FALSY])
}

/** A value that is no structure; that it holds something says nothing more of a structure. */
function scalars({ atoms, strict }: View, isStructure: boolean): readonly TypeNode[] {
  if (atoms === undefined || (isStructure && atoms.has('object'))) return []
  const types = typesOf(atoms).map(word)
  return [union(strict || atoms.has('boolean') ? types : [...types, word('false')])]
}
