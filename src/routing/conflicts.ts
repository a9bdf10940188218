// Routes that cannot live together: the same place twice, two ways nobody could choose between, a route nobody reaches.
// Each ends the start with a sentence that names both places.

import { ConfigError } from '../errors.js'
import type { Segment } from './pattern.js'
import type { Method } from './route.js'
import { child, type Node } from './trie.js'

/** What a conflict needs to know of a route. */
export interface Placed {
  readonly methods: readonly Method[]
  readonly path: string
  readonly pattern: readonly Segment[]
  /** The names of the pattern's parameters, in order. */
  readonly names: readonly string[]
  /** The handler, and where it was declared: `Posts.show (src/posts.ts:12)`. */
  readonly label: string
}

/** @throws ConfigError AMBIGUOUS_ROUTE if the pattern has an own converter or union beside a different one */
export function refuseAmbiguity(root: Node<Placed>, route: Placed): void {
  let node = root
  for (const segment of route.pattern) {
    for (const { segment: other, node: beside } of node.edges) {
      if (segment.kind !== other.kind || child(node, segment) === beside) continue
      const shared = segment.kind === 'union' ? segment.words.find((word) => other.words.includes(word)) : undefined
      if (segment.kind === 'union' && shared === undefined) continue
      const why = shared === undefined ? 'two converters of your own' : `two unions that share '${shared}'`
      throw conflict('AMBIGUOUS_ROUTE', `${why} at one place`, route, anyRoute(beside), 'use one of them for both')
    }
    const next = child(node, segment)
    if (!next) return
    node = next
  }
}

/** @throws ConfigError DUPLICATE_ROUTE if the node has a route of one of the methods */
export function refuseDuplicate(node: Node<Placed>, route: Placed): void {
  for (const method of route.methods) {
    const other = node.routes.get(method)
    if (other)
      throw conflict('DUPLICATE_ROUTE', `${method} ${route.path} is declared twice`, route, other, 'remove one of them')
  }
}

/** @throws ConfigError UNREACHABLE_ROUTE if literal routes take every word of the route's unions */
export function refuseUnreachable(root: Node<Placed>, route: Placed): void {
  if (!route.pattern.some((segment) => segment.kind === 'union')) return
  for (const method of route.methods) {
    const other = cover([root], route.pattern, 0, method, route)
    if (other)
      throw conflict(
        'UNREACHABLE_ROUTE',
        `${method} ${route.path} is never reached`,
        route,
        other,
        'the words have routes already',
      )
  }
}

/** A route that takes all that the pattern takes from here, if one of another declaration always comes first. */
function cover(
  nodes: readonly Node<Placed>[],
  pattern: readonly Segment[],
  index: number,
  method: Method,
  self: Placed,
): Placed | undefined {
  const segment = pattern[index]
  if (segment === undefined) {
    const found = nodes.map((node) => node.routes.get(method)).find((route) => route !== undefined && route !== self)
    return found
  }
  if (segment.kind !== 'union') {
    return cover(
      nodes.flatMap((node) => child(node, segment) ?? []),
      pattern,
      index + 1,
      method,
      self,
    )
  }
  const same = nodes.flatMap((node) => child(node, segment) ?? [])
  const perWord = segment.words.map((word) =>
    cover([...nodes.flatMap((node) => node.literals.get(word) ?? []), ...same], pattern, index + 1, method, self),
  )
  return perWord.every((route) => route !== undefined) ? perWord[0] : undefined
}

function anyRoute(node: Node<Placed>): Placed | undefined {
  const [own] = node.routes.values()
  if (own) return own
  for (const next of [
    ...node.literals.values(),
    ...node.edges.map((edge) => edge.node),
    ...(node.rest ? [node.rest] : []),
  ]) {
    const found = anyRoute(next)
    if (found) return found
  }
  return undefined
}

function conflict(
  code: 'AMBIGUOUS_ROUTE' | 'DUPLICATE_ROUTE' | 'UNREACHABLE_ROUTE',
  what: string,
  route: Placed,
  other: Placed | undefined,
  advice: string,
): ConfigError {
  return new ConfigError(code, `${what}: ${route.label} and ${other?.label ?? 'another route'}; ${advice}`)
}
