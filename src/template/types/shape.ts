// The names of an object: what is read of it itself, and what sections inside may take from it.

import type { Names } from './names.js'
import type { Body, Need } from './need.js'
import { conflict, demandOf } from './view.js'

/** Names with their uses. */
export type Members = ReadonlyMap<string, readonly Need[]>

/** One name of an object. */
export interface Member {
  readonly name: string
  /** The uses of the name itself; none if only sections inside read it. */
  readonly own: readonly Need[]
  /** All uses that the name's type must allow. */
  readonly needs: readonly Need[]
  /** Whether it is read as `object.name`, so that nothing else can be meant. */
  readonly required: boolean
  /** Whether it is read as `name` in a section over the object, and nothing outside has it for sure. */
  readonly asked: boolean
  /** Whether sections inside take it from their items, or else from here. */
  readonly open: boolean
}

/** An object of which names are read. */
export interface Shape {
  readonly bodies: readonly Body[]
  readonly members: readonly Member[]
  /** Whether it may have any other names. */
  readonly dynamic: boolean
}

/**
 * Puts the names of an object together.
 *
 * @param bodies the template, or the sections over the object
 * @param members what is read as `object.name`
 */
export function shapeOf(bodies: readonly Body[], members: Members, names: Names): Shape {
  const direct = together(bodies.map((body) => names.direct(body)))
  const passed = together(bodies.map((body) => names.passed(body)))
  const all = [...new Set([...members.keys(), ...direct.keys(), ...passed.keys()])].sort()
  const found = all.map((name): Member => {
    const read = members.get(name) ?? []
    const asked = direct.get(name) ?? []
    const own = [...read, ...asked]
    const inner = passed.get(name) ?? []
    const apart = own.length > 0 && conflict(own, inner)
    return {
      name,
      own,
      needs: apart ? own : [...own, ...inner],
      required: demandOf(read) !== undefined,
      asked: asked.some((need) => need.demandedAt !== undefined && !names.isKnown(need)),
      open: !apart && inner.some((need) => need.demandedAt !== undefined && !names.isKnown(need)),
    }
  })
  const isOwn = ({ name, own }: Member): boolean => own.length === 0 && bodies.some((body) => body.own === name)
  return { bodies, members: found.filter((member) => !isOwn(member)), dynamic: bodies.some(({ open }) => open) }
}

function together(all: readonly Members[]): Members {
  const joined = new Map<string, readonly Need[]>()
  for (const members of all) {
    for (const [name, needs] of members) joined.set(name, [...(joined.get(name) ?? []), ...needs])
  }
  return joined
}
