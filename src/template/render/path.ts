// Dotted names, compiled: who is asked for the head is decided as far as the file alone can tell, the rest by depth.
// A name that means nothing gives MISSING here; what that means is evaluate.ts's.

import { didYouMean } from '../nearest.js'
import { FORBIDDEN_NAMES } from '../syntax/tags.js'
import type { Path } from '../syntax/tree.js'
import type { Env } from './env.js'
import { MISSING, memberOf } from './lookup.js'
import { currentItem, type Evaluate, find, LoopScope, memberNames, type Scope, visibleNames } from './scope.js'

/** How a path is looked up: nothing that begins with a forbidden name, a loop around it in the same file, or any scope. */
export type Lookup =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'current'; readonly rest: readonly string[] }
  | { readonly kind: 'scopes'; readonly head: string; readonly rest: readonly string[] }
  | { readonly kind: 'item' | 'key' | 'loop'; readonly depth: number; readonly rest: readonly string[] }

/** Decides how a path is looked up, as far as the file alone can tell. */
export function planLookup({ segments }: Path, env: Env): Lookup {
  const [head, ...rest] = segments
  if (segments.some((name) => FORBIDDEN_NAMES.has(name))) return { kind: 'nothing' }
  if (head === undefined) return { kind: 'current', rest }
  let depth = 0
  for (let at = env.frames; at?.loop !== undefined; at = at.outer) {
    if (head === at.loop.item) return { kind: 'item', depth, rest }
    if (head === at.loop.key) return { kind: 'key', depth, rest }
    if (head === 'loop') return { kind: 'loop', depth, rest }
    depth++
  }
  return { kind: 'scopes', head, rest }
}

/** Compiles a lookup; it gives MISSING where the name means nothing. */
export function compileLookup(lookup: Lookup): Evaluate {
  switch (lookup.kind) {
    case 'nothing':
      return () => MISSING
    case 'current':
      return along(currentItem, lookup.rest)
    case 'scopes': {
      const { head } = lookup
      return along((scope) => find(scope, head), lookup.rest)
    }
    case 'item':
      return lookup.depth === 0
        ? alongItem(lookup.rest)
        : along(
            loopValue(lookup.depth, (loop) => loop.item),
            lookup.rest,
          )
    case 'key':
      return along(
        loopValue(lookup.depth, (loop) => loop.key),
        lookup.rest,
      )
    default:
      return compileLoopInfo(lookup.depth, lookup.rest)
  }
}

function loopValue(depth: number, read: (loop: LoopScope) => unknown): Evaluate {
  return (scope) => {
    let at: Scope | undefined = scope
    for (let i = 0; i < depth; i++) at = at?.parent
    return at instanceof LoopScope ? read(at) : MISSING
  }
}

const LOOP_READS = new Map<string, (loop: LoopScope) => unknown>([
  ['index', (loop) => loop.index0 + 1],
  ['index0', (loop) => loop.index0],
  ['first', (loop) => loop.index0 === 0],
  ['last', (loop) => loop.index0 === loop.length - 1],
  ['length', (loop) => loop.length],
  ['key', (loop) => loop.key],
])

function compileLoopInfo(depth: number, rest: readonly string[]): Evaluate {
  const read = LOOP_READS.get(rest[0] ?? '')
  if (read !== undefined) return along(loopValue(depth, read), rest.slice(1))
  return along(
    loopValue(depth, (loop) => loop.info()),
    rest,
  )
}

/** Goes along the rest of a path; nothing is looked up any more once something is MISSING. */
function along(head: Evaluate, rest: readonly string[]): Evaluate {
  const [a, b] = rest
  if (a === undefined) return head
  if (b === undefined) return (scope) => step(head(scope), a)
  if (rest.length === 2) return (scope) => step(step(head(scope), a), b)
  return (scope) => rest.reduce(step, head(scope))
}

/** The commonest of all: `item` and `item.name` in the loop over items. */
function alongItem(rest: readonly string[]): Evaluate {
  const [a, b] = rest
  if (a === undefined) return (scope) => scope.item
  if (b === undefined) return (scope) => memberOf(scope.item, a)
  return along((scope) => scope.item, rest)
}

function step(value: unknown, name: string): unknown {
  return value === MISSING ? MISSING : memberOf(value, name)
}

/** Where a path breaks, and what to say about it. */
export interface Break {
  readonly message: string
  readonly offset: number
  readonly length: number
}

/** Finds the first segment that means nothing; slow, for errors only. */
export function findBreak({ segments, offset }: Path, scope: Scope): Break {
  let value = find(scope, segments[0] ?? '')
  let index = 0
  while (value !== MISSING && index < segments.length - 1) value = memberOf(value, segments[++index] ?? '')
  const name = segments[index] ?? '.'
  const before = segments.slice(0, index).join('.')
  const at = offset + (before === '' ? 0 : before.length + 1)
  if (before === '')
    return { message: `unknown name "${name}"${hint(name, visibleNames(scope))}`, offset: at, length: name.length }
  const owner = segments
    .slice(0, index)
    .reduce<unknown>((from, key, i) => (i === 0 ? find(scope, key) : memberOf(from, key)), scope)
  return { message: `"${before}" has no "${name}"${hint(name, memberNames(owner))}`, offset: at, length: name.length }
}

function hint(name: string, candidates: readonly string[]): string {
  return FORBIDDEN_NAMES.has(name) ? ': the name is never looked up' : didYouMean(name, candidates)
}
