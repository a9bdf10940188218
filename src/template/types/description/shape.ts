// The names of an object: what is read of it itself, and what sections inside may take from it.

import type { Body, Need } from '../uses/need.js'
import type { Names } from './names.js'
import { conflict, demandOf, viewOf } from './view.js'

/** Names with their uses. */
export type Members = ReadonlyMap<string, readonly Need[]>

/** One name of an object. */
export interface Member {
  readonly name: string
  /** Whether it is read here, and not only by sections inside. */
  readonly isOwn: boolean
  /** The uses that its type must allow, if nothing is given here for the sections inside. */
  readonly needs: readonly Need[]
  /** All uses of it, with those of the sections inside. */
  readonly given: readonly Need[]
  /** Whether nothing outside will do: it is read as `object.name`, or would lead to itself for ever. */
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
  const found = all.map((name) => {
    return memberOf(name, [members.get(name) ?? [], direct.get(name) ?? [], passed.get(name) ?? []], names)
  })
  return { bodies, members: found, dynamic: bodies.some(({ open }) => open) }
}

function memberOf(name: string, [read, direct, passed]: readonly [Needs, Needs, Needs], names: Names): Member {
  const own = [...read, ...direct]
  const isAsked = (need: Need): boolean => need.demandedAt !== undefined && !names.isKnown(need)
  return {
    name,
    isOwn: own.length > 0,
    needs: [
      ...own,
      ...adopted(
        own,
        passed.filter((need) => !isAsked(need)),
      ),
    ],
    given: [...own, ...passed],
    required: demandOf(read) !== undefined || direct.some(({ inItem }) => inItem),
    asked: direct.some(isAsked),
    open: passed.some(isAsked) && (own.length === 0 || !conflict(own, passed)),
  }
}

type Needs = readonly Need[]

/**
 * What sections inside do with a name where it is there. If it is only asked for here, they must find all that they read
 * of it once it is; of an object they may find more names than are read here.
 */
function adopted(own: Needs, passed: Needs): Needs {
  if (own.length === 0) return []
  const { used, members } = viewOf(own)
  if (!used) return passed.filter(({ guards }) => own.some((need) => guards.has(need)))
  return members.size === 0 ? [] : passed.filter((need) => need.members.size > 0).map((need) => need.lenient())
}

function together(all: readonly Members[]): Members {
  const joined = new Map<string, readonly Need[]>()
  for (const members of all) {
    for (const [name, needs] of members) joined.set(name, [...(joined.get(name) ?? []), ...needs])
  }
  return joined
}
