// From the uses of a value to its type.
// A section whose names may come from outside makes two types of its surroundings: all from the items, or some from outside.

import { generic, intersection, type Property, type TypeNode, union, word } from '../text/type-text.js'
import { isScalar, meet, typesOf } from '../uses/atoms.js'
import type { Body, DeclaredUse, Need } from '../uses/need.js'
import { choiceOf, type Given, isIn, laxType, NOTHING, onlyType, type Variant, variantKey } from './choices.js'
import { rewriteImports } from './declared-type.js'
import type { Names } from './names.js'
import { type Member, type Members, type Shape, shapeOf } from './shape.js'
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
  /** Makes a name for a type that contains itself. @param origin the partial that makes it so, where it is one */
  readonly reserve: (origin: string | undefined) => string
  readonly define: (name: string, node: TypeNode) => void
  readonly refer: (name: string) => TypeNode
}

/** How deep choices nest: each makes two of the types inside. Further in nothing is asked of items that may be given outside. */
const CHOICES_LIMIT = 2

/** How deep sections nest in a type. What is further in is not described. */
const SECTIONS_LIMIT = 6

/** What lists have too. */
const LIST_NAME = /^(?:length|\d+)$/

const NO_MEMBERS: Members = new Map()
const UNKNOWN = word('unknown')
const FALSY = word('Falsy')
const OBJECT = word('object')

/** Makes the types of one template. */
export class Describer {
  readonly #setting: Setting
  readonly #ids = new Map<object, number>()
  readonly #views = new Map<Need, View>()
  readonly #shapes = new Map<string, Shape>()
  /** The objects whose types are being made. */
  readonly #around = new Set<string>()
  /** The names of those that were met inside of themselves. */
  readonly #named = new Map<string, string>()
  /** The partial that includes itself for the value whose type is being made. */
  #origin: string | undefined
  /** How many choices the type that is being made is inside of. */
  #choices = 0
  /** How many sections it is inside of. */
  #sections = 0
  /** The values since the innermost object. */
  #within: readonly string[] = []

  constructor(setting: Setting) {
    this.#setting = setting
  }

  /** The type of the data. A template that prints `{{.}}` is made for sections: on its own it takes what has a text. */
  data(): TypeNode {
    const { root } = this.#setting
    const names = this.#choice([root], NO_MEMBERS, NOTHING)
    const item = isScalar(root.item.atoms) ? this.value([root.item]) : undefined
    if (item === undefined) return names ?? word('Record<string, undefined>')
    return intersection([...(names === undefined ? [] : [names]), item, OBJECT])
  }

  /** The type of a value; undefined if anything will do. */
  value(needs: readonly Need[], given: Given = NOTHING, items: readonly Body[] = []): TypeNode | undefined {
    const key = this.#keyOf([...needs, ...items])
    if (this.#within.includes(key)) return undefined
    const before = this.#within
    this.#within = [...before, key]
    const parts = this.#parts(this.#view(needs), given, items)
    this.#within = before
    return parts.length === 0 ? undefined : intersection(parts)
  }

  /** The type of a value as it is used, without what included templates declare it to be. */
  used(needs: readonly Need[]): TypeNode | undefined {
    const parts = this.#parts({ ...this.#view(needs), declared: [] }, NOTHING, [])
    return parts.length === 0 ? undefined : intersection(parts)
  }

  /** The types that included templates declare a value to be. */
  declared(needs: readonly Need[]): readonly { readonly use: DeclaredUse; readonly type: TypeNode }[] {
    const view = this.#view(needs)
    return view.declared.map((use) => ({ use, type: this.#declared(use, view) }))
  }

  #parts(view: View, given: Given, items: readonly Body[]): readonly TypeNode[] {
    const sections = this.#sections === SECTIONS_LIMIT ? [] : view.bodies.filter((body) => this.#hasContent(body))
    if (sections.length > 0) this.#sections++
    const parts = isScalar(view.atoms)
      ? [...this.#object(view, [], given, items), ...scalarsOf(view, this.#itemsOf(sections))]
      : this.#structures(view, sections, given, items)
    if (sections.length > 0) this.#sections--
    return [...view.declared.map((use) => this.#declared(use, view)), ...parts]
  }

  /** What an included template declares a value to be. */
  #declared({ type, optional }: DeclaredUse, view: View): TypeNode {
    const declared = word(rewriteImports(type, this.#setting.folder))
    return orNothing(optional && view.strict ? union([declared, word('undefined')]) : declared, view)
  }

  /** As an object, as a list, or as what sections take. An object over which sections go has their names too. */
  #structures(view: View, sections: readonly Body[], given: Given, items: readonly Body[]): readonly TypeNode[] {
    const isList = view.elements.length > 0 || view.values.length > 0
    const onlyListNames = [...view.members.keys()].every((name) => LIST_NAME.test(name))
    const isObject = view.members.size > 0 && !((isList || sections.length > 0) && onlyListNames)
    if (isObject) return [...this.#object(view, sections, given, items), ...this.#lists(view, [], given)]
    const parts = [...this.#object(view, [], given, items), ...this.#lists(view, sections, given)]
    if (sections.length > 0 && view.elements.length === 0) parts.push(this.#section(sections, given))
    return parts.length > 0 ? parts : scalarsOf(view, undefined)
  }

  #section(bodies: readonly Body[], given: Given): TypeNode {
    const needs = bodies.map((body) => body.item)
    return generic('Section', this.value(needs, given, this.#withNames(bodies)) ?? UNKNOWN)
  }

  /** What sections do with what they go over itself. */
  #itemsOf(bodies: readonly Body[]): View | undefined {
    return bodies.length === 0 ? undefined : this.#view(bodies.map((body) => body.item))
  }

  #withNames(bodies: readonly Body[]): readonly Body[] {
    return bodies.filter((body) => !this.#setting.names.isFlag(body))
  }

  /** Whether a section asks anything of its value but to be true or false. */
  #hasContent(body: Body): boolean {
    const { names } = this.#setting
    if (this.#view([body.item]).used) return true
    return !names.isFlag(body) && (body.open || names.direct(body).size + names.passed(body).size > 0)
  }

  #view(needs: readonly Need[]): View {
    const [only, ...others] = needs
    if (only === undefined || others.length > 0) return viewOf(needs)
    const known = this.#views.get(only) ?? viewOf(needs)
    this.#views.set(only, known)
    return known
  }

  /** Sections over what is a list in any case go over its items. */
  #lists(view: View, sections: readonly Body[], given: Given): TypeNode[] {
    const { elements, values, keys } = view
    const parts: TypeNode[] = []
    if (elements.length > 0) {
      const bodies = this.#withNames(sections)
      const needs = [...elements, ...sections.map((body) => body.item)]
      parts.push(listOf(this.value(needs, given, bodies) ?? UNKNOWN, view, bodies.length > 0))
    }
    if (values.length > 0) {
      const key = this.value(keys, given)
      const value = this.value(values, given) ?? UNKNOWN
      parts.push(key === undefined ? generic('Entries', value) : generic('Entries', value, key))
    }
    return view.choosy ? parts : parts.map((part) => union([part, FALSY]))
  }

  #object(view: View, sections: readonly Body[], given: Given, items: readonly Body[]): TypeNode[] {
    const before = this.#origin
    this.#origin = view.origin
    const object = this.#choice([...items, ...this.#withNames(sections)], view.members, given)
    this.#origin = before
    if (object === undefined) return []
    const type = union([object, ...this.#indexed(view.members, given)])
    return [items.length > 0 ? type : orNothing(type, view)]
  }

  /** A list of which single items are read; the compiler does not know that a list has an item 0. */
  #indexed(members: Members, given: Given): readonly TypeNode[] {
    const names = [...members.keys()]
    const items = names.filter((name) => name !== 'length').flatMap((name) => members.get(name) ?? [])
    if (items.length === 0 || !names.every((name) => LIST_NAME.test(name))) return []
    return [generic('ReadonlyArray', this.value(items, given) ?? UNKNOWN)]
  }

  /** The type of names; where sections may take some of them from here, one of two. */
  #choice(bodies: readonly Body[], members: Members, given: Given): TypeNode | undefined {
    const shape = this.#shape(bodies, members)
    if (this.#isRoot(shape) && this.#setting.settled !== undefined) return this.#plain(shape, onlyType(given))
    if (this.#choices === CHOICES_LIMIT) return this.#plain(shape, laxType(shape, given))
    const { strict, outside, offered } = choiceOf(shape, given, (member) => this.#isRequired(member, shape, given))
    if (outside === undefined) return this.#plain(shape, strict)
    this.#choices++
    const outer = this.#plain(shape, outside) ?? OBJECT
    const inner = this.#plain(shape, strict) ?? OBJECT
    this.#choices--
    const properties = offered.map((member) => propertyOf(member.name, false, this.#foreign(member.given)))
    if (properties.length === 0) return union([outer, inner])
    return union([generic('Outside', { kind: 'object', properties, open: false }, outer), inner])
  }

  #shape(bodies: readonly Body[], members: Members): Shape {
    const key = this.#keyOf([...bodies, ...[...members.values()].flat()])
    const known = this.#shapes.get(key) ?? shapeOf(bodies, members, this.#setting.names)
    this.#shapes.set(key, known)
    return known
  }

  /** An object that is met again inside of itself gets a name. */
  #plain(shape: Shape, variant: Variant): TypeNode | undefined {
    const key = `${variantKey(variant)} ${this.#keyOf([...shape.bodies, ...shape.members.flatMap(({ needs }) => needs)])}`
    const named = this.#named.get(key)
    if (named !== undefined) return this.#setting.refer(named)
    if (this.#around.has(key)) return this.#setting.refer(this.#nameOf(key, shape))
    const before = this.#within
    this.#around.add(key)
    this.#within = []
    const properties = this.#properties(shape, variant)
    this.#within = before
    this.#around.delete(key)
    return this.#finish(key, { kind: 'object', properties, open: shape.dynamic })
  }

  #nameOf(key: string, { members }: Shape): string {
    const origin = this.#origin ?? members.flatMap(({ needs }) => needs).find((need) => need.origin)?.origin
    const name = this.#setting.reserve(origin)
    this.#named.set(key, name)
    return name
  }

  #finish(key: string, node: TypeNode & { kind: 'object' }): TypeNode | undefined {
    const name = this.#named.get(key)
    if (name === undefined) return node.properties.length === 0 && !node.open ? undefined : node
    this.#setting.define(name, node)
    return this.#setting.refer(name)
  }

  #properties(shape: Shape, { given, inside, apart, shared }: Variant): readonly Property[] {
    const isRoot = this.#isRoot(shape)
    const found = shape.members.flatMap((member) => {
      const { name, isOwn } = member
      if (isIn(apart, name)) return []
      const own = isIn(shared, name) ? member.given : member.needs
      const type = isOwn ? this.value(own, inside) : isRoot ? this.#foreign(member.given) : UNKNOWN
      return [propertyOf(name, !this.#isRequired(member, shape, given), type)]
    })
    return isRoot ? (this.#setting.settled?.(found) ?? found) : found
  }

  /** What only sections inside read is looked for in their items first, which may have what it lacks. */
  #foreign(needs: readonly Need[]): TypeNode | undefined {
    return this.#withNames(this.#view(needs).bodies).length > 0 ? UNKNOWN : this.value(needs, 'all')
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

function propertyOf(name: string, optional: boolean, type: TypeNode | undefined): Property {
  return { name, optional, type: type ?? UNKNOWN }
}

/** What loops, sections and filters take for a list; for all of them at once false is none. */
function listOf(item: TypeNode, { loops, lists }: View, isSection: boolean): TypeNode {
  if (!loops && !isSection) return generic('List', item)
  const items = generic('Items', item)
  return lists ? generic('Exclude', items, word('false')) : items
}

/** A value that is read only where it is there may be nothing, or anything false. */
function orNothing(type: TypeNode, { strict, choosy }: View): TypeNode {
  if (strict) return type
  return union(choosy ? [type, word('null'), word('undefined')] : [type, FALSY])
}

/** A value that is no structure. A section over one takes it for its item. */
function scalarsOf({ atoms, choosy }: View, item: View | undefined): readonly TypeNode[] {
  const taken = item?.atoms === undefined ? atoms : meet(atoms, item.atoms)
  if (taken === undefined) return []
  const types = typesOf(taken).map(word)
  return [union(choosy || taken.has('boolean') ? types : [...types, word('false')])]
}
