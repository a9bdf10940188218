// The names in a template and its sections: which are asked of an item, which may come from outside of the section.
// A section over what is no object passes its names outward; so does the section's own text, for what the item lacks.

import { isScalar } from '../uses/atoms.js'
import type { Body, Need } from '../uses/need.js'
import { covers, demandOf, viewOf } from './view.js'

/** A name that is used in a body, and how many bodies outward it can still be found. */
interface Use {
  readonly need: Need
  readonly reach: number
}

type Uses = ReadonlyMap<string, readonly Use[]>

/** The names of a template, as its sections share them. */
export class Names {
  readonly #direct = new Map<Body, Uses>()
  readonly #passed = new Map<Body, Uses>()
  readonly #needs = new Map<Uses, ReadonlyMap<string, readonly Need[]>>()
  readonly #known = new Set<Need>()
  readonly #flags = new Set<Body>()

  /**
   * @param root the whole template
   * @param isGiven whether the data, or something behind it, has a name for sure
   */
  constructor(root: Body, isGiven: (name: string) => boolean) {
    while (this.#passFlags(root));
    this.#settle(root)
    for (const [name, uses] of this.#usesPassed(root)) {
      if (isGiven(name)) for (const { need } of uses) this.#known.add(need)
    }
  }

  /** The names that a body reads itself. */
  direct(body: Body): ReadonlyMap<string, readonly Need[]> {
    return this.#needsOf(this.#usesOf(body))
  }

  /** The names that sections in a body read, which the body may be asked for. */
  passed(body: Body): ReadonlyMap<string, readonly Need[]> {
    return this.#needsOf(this.#usesPassed(body))
  }

  /** Whether a name in a section is there, outside of it, in any case. */
  isKnown(need: Need): boolean {
    return this.#known.has(need)
  }

  /** Whether a section's value surely has no names: it is printed, as its items may be, or it is no value of the data. */
  isFlag(body: Body): boolean {
    return this.#flags.has(body)
  }

  /** Finds flags from the outside in. What their bodies read is read around them. @returns whether anything is new */
  #passFlags(body: Body): boolean {
    let changed = false
    for (const child of body.children) {
      if (!this.#flags.has(child) && isNameless(child)) this.#flags.add(child)
      if (this.#flags.has(child) && passNames(child, body)) changed = true
      if (this.#passFlags(child)) changed = true
    }
    return changed
  }

  /** Finds, from the outside in, what each body has for sure. */
  #settle(body: Body): void {
    const direct = this.direct(body)
    for (const [name, uses] of this.#usesPassed(body)) {
      const own = direct.get(name) ?? []
      const given = own.length > 0 && demandOf(own) !== undefined
      for (const { need } of uses) if (given && covers(own, [need])) this.#known.add(need)
    }
    for (const child of body.children) {
      for (const [name, need] of child.names) if (child.reach.has(name)) this.#known.add(need)
      this.#settle(child)
    }
  }

  #needsOf(uses: Uses): ReadonlyMap<string, readonly Need[]> {
    const known = this.#needs.get(uses)
    if (known !== undefined) return known
    const needs = new Map([...uses].map(([name, found]) => [name, found.map(({ need }) => need)]))
    this.#needs.set(uses, needs)
    return needs
  }

  #usesOf(body: Body): Uses {
    const made = this.#direct.get(body)
    if (made !== undefined) return made
    const uses = new Map<string, readonly Use[]>()
    for (const [name, need] of body.names) add(uses, name, { need, reach: body.reach.get(name) ?? Infinity })
    this.#direct.set(body, uses)
    return uses
  }

  #usesPassed(body: Body): Uses {
    const made = this.#passed.get(body)
    if (made !== undefined) return made
    const uses = new Map<string, readonly Use[]>()
    for (const child of body.children) {
      if (!this.isFlag(child)) addOutward(uses, this.#usesOf(child))
      addOutward(uses, this.#usesPassed(child))
    }
    this.#passed.set(body, uses)
    return uses
  }
}

function isNameless({ values }: Body): boolean {
  const { atoms, bodies, elements } = viewOf(values)
  const items = viewOf([...bodies.map(({ item }) => item), ...elements])
  return values.length === 0 || isScalar(atoms) || isScalar(items.atoms) || items.elements.length > 0
}

/** What a body reads becomes one with what the body around it reads by the same names. @returns whether anything is new */
function passNames(inner: Body, outer: Body): boolean {
  let changed = false
  for (const [name, need] of inner.names) {
    const reach = inner.reach.get(name)
    if (reach === 0) continue
    if (reach !== undefined) outer.reach.set(name, reach - 1)
    const same = outer.name(name)
    if (same.demandedAt === undefined && need.demandedAt !== undefined) changed = true
    same.demandedAt ??= need.demandedAt
    if (same.links.some(({ to }) => to === need)) continue
    same.links.push({ to: need, guarded: false })
    need.links.push({ to: same, guarded: false })
    changed = true
  }
  return changed
}

function add(uses: Map<string, readonly Use[]>, name: string, use: Use): void {
  uses.set(name, [...(uses.get(name) ?? []), use])
}

function addOutward(uses: Map<string, readonly Use[]>, inner: Uses): void {
  for (const [name, found] of inner) {
    for (const { need, reach } of found) if (reach > 0) add(uses, name, { need, reach: reach - 1 })
  }
}
