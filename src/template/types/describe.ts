// From the uses of a value to its type.
// A section whose names may come from outside makes two types of its surroundings: all from the items, or some from outside.

import { typesOf } from './atoms.js'
import { rewriteImports } from './declared-type.js'
import { isFlag, type Names } from './names.js'
import type { Body, Need } from './need.js'
import { type Member, type Members, type Shape, shapeOf } from './shape.js'
import { generic, intersection, type Property, type TypeNode, union, word } from './type-text.js'
import { type View, viewOf } from './view.js'

/** How much is asked: what items must have, or nothing of what may be given outside of them. */
type Demand = 'strict' | 'loose'

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
  /** The values since the innermost object. */
  #within: readonly string[] = []

  constructor(setting: Setting) {
    this.#setting = setting
  }

  /** The type of the data. */
  data(): TypeNode {
    const { root } = this.#setting
    return this.#object([root], NO_MEMBERS, 'strict') ?? word('Record<string, never>')
  }

  /** The type of a value; undefined if anything will do. */
  value(needs: readonly Need[], demand: Demand = 'strict', items: readonly Body[] = []): TypeNode | undefined {
    const key = this.#keyOf([...needs, ...items])
    if (this.#within.includes(key)) return undefined
    const before = this.#within
    this.#within = [...before, key]
    const parts = this.#parts(viewOf(needs), demand, items)
    this.#within = before
    return parts.length === 0 ? undefined : intersection(parts)
  }

  #parts(view: View, demand: Demand, items: readonly Body[]): readonly TypeNode[] {
    const declared = view.declared.map((type) => orFalsy(word(rewriteImports(type, this.#setting.folder)), view))
    const structure = [...this.#structure(view, demand, items), ...this.#lists(view, demand)]
    return [...declared, ...structure, ...scalars(view, structure.length > 0)]
  }

  /** As an object, or as what sections take. An object over which sections go has their names too. */
  #structure(view: View, demand: Demand, items: readonly Body[]): readonly TypeNode[] {
    const sections = view.bodies.filter((body) => this.#hasContent(body))
    const isList = sections.length > 0 || view.elements.length > 0 || view.values.length > 0
    const listNames = [...view.members.keys()].every((name) => LIST_NAME.test(name))
    if (view.members.size > 0 && !(isList && listNames)) {
      const object = this.#object([...items, ...sections.filter((body) => !isFlag(body))], view.members, demand)
      return object === undefined ? [] : [items.length > 0 ? object : orFalsy(object, view)]
    }
    const object = this.#object(items, view.members, demand)
    const parts = object === undefined ? [] : [items.length > 0 ? object : orFalsy(object, view)]
    return sections.length > 0 ? [...parts, this.#section(sections, demand)] : parts
  }

  #section(bodies: readonly Body[], demand: Demand): TypeNode {
    const items = bodies.filter((body) => !isFlag(body))
    const item = this.value(
      bodies.map((body) => body.item),
      demand,
      items,
    )
    return generic('Section', item ?? UNKNOWN)
  }

  /** Whether a section asks anything of its value but to be true or false. */
  #hasContent(body: Body): boolean {
    const { names } = this.#setting
    if (viewOf([body.item]).used) return true
    return !isFlag(body) && (body.open || shapeOf([body], NO_MEMBERS, names).members.length > 0)
  }

  #lists({ elements, loops, values, keys }: View, demand: Demand): readonly TypeNode[] {
    const parts: TypeNode[] = []
    if (elements.length > 0) {
      const items = generic('Items', this.value(elements, demand) ?? UNKNOWN)
      parts.push(loops ? items : union([items, word('string')]))
    }
    if (values.length > 0) {
      const key = this.value(keys, demand)
      const value = this.value(values, demand) ?? UNKNOWN
      parts.push(key === undefined ? generic('Entries', value) : generic('Entries', value, key))
    }
    return parts
  }

  /** An object; where sections may take names from it, one of two. */
  #object(bodies: readonly Body[], members: Members, demand: Demand): TypeNode | undefined {
    const shape = shapeOf(bodies, members, this.#setting.names)
    const given = this.#isSettled(shape) ? [] : shape.members.filter(({ open }) => open)
    if (demand === 'loose' || given.length === 0) return this.#plain(shape, demand)
    const properties = given.map(({ name, needs }) => propertyOf(name, false, this.value(needs, 'loose')))
    const outside = this.#plain(shape, 'outside') ?? word('object')
    const inside = this.#plain(shape, 'strict') ?? word('object')
    return union([generic('Outside', { kind: 'object', properties, open: false }, outside), inside])
  }

  /** Whether it is the data of a template that declares its properties: they are not asked for names of items. */
  #isSettled({ bodies }: Shape): boolean {
    return this.#setting.settled !== undefined && bodies.includes(this.#setting.root)
  }

  /** An object that is met again inside of itself gets a name. */
  #plain(shape: Shape, variant: Variant): TypeNode | undefined {
    const key = `${variant} ${this.#keyOf([...shape.bodies, ...shape.members.flatMap(({ own }) => own)])}`
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

  #properties(shape: Shape, variant: Variant): readonly Property[] {
    const isRoot = shape.bodies.includes(this.#setting.root)
    const found = shape.members.flatMap((member) => {
      if (isLeftOut(member, variant)) return []
      const { name, needs } = member
      const optional = !member.required && !(isRoot ? this.#isAskedOfData(member) : member.asked && variant !== 'loose')
      return [propertyOf(name, optional, this.value(needs, variant === 'strict' ? 'strict' : 'loose'))]
    })
    return (isRoot ? this.#setting.settled?.(found) : undefined) ?? found
  }

  #isAskedOfData({ asked, name }: Member): boolean {
    return asked && !this.#setting.isGlobal(name)
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

/** An object's type where all comes from the items, where some of it is given outside, and inside of such a one. */
type Variant = Demand | 'outside'

/** What sections take from outside is left out where nothing is given there, and where it is said apart. */
function isLeftOut({ open, own }: Member, variant: Variant): boolean {
  return open && (variant === 'outside' || (variant === 'strict' && own.length === 0))
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
