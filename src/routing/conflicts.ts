// Routes that cannot live together: the same place twice, two ways nobody could choose between, a route nobody reaches.
// Each ends the start with a sentence that names both places.

import { ConfigError } from '../errors.js'
import { convert, type Kind } from './converters.js'
import type { Segment } from './pattern.js'
import type { Method } from './route.js'
import { child, type Edge, type Node, routeFor } from './trie.js'

/** Kinds whose every text is one of another kind too, beside `string`. */
const WIDER: ReadonlyMap<Kind, Kind> = new Map([
  ['date', 'slug'],
  ['int', 'float'],
])

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

/** @throws ConfigError UNREACHABLE_ROUTE if routes that come first take every word of the route's unions */
export function refuseUnreachable(root: Node<Placed>, route: Placed): void {
  if (!route.pattern.some((segment) => segment.kind === 'union')) return
  for (const method of route.methods) {
    const other = cover([{ node: root, before: false }], 0, { route, method })
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

/** A place that a path of the pattern comes to. */
interface Reached {
  readonly node: Node<Placed>
  /** Whether it is searched before the pattern's own place, because it took a word as a literal. */
  readonly before: boolean
}

interface Covered {
  readonly route: Placed
  readonly method: Method
}

/** A route that takes all that the pattern takes from here, if one of another declaration always comes first. */
function cover(reached: readonly Reached[], index: number, covered: Covered): Placed | undefined {
  const segment = covered.route.pattern[index]
  if (segment === undefined) return routeAmong(reached, covered)
  const isEmpty = segment.kind === 'literal' && segment.text === ''
  const rest = isEmpty ? undefined : routeAmong(reached.flatMap(beforeAsRest), covered)
  if (rest) return rest
  let first: Placed | undefined
  for (const next of distinct(textsOf(segment).map((text) => reached.flatMap((from) => steps(from, segment, text))))) {
    const found = next.length === 0 ? undefined : cover(next, index + 1, covered)
    if (!found) return undefined
    first ??= found
  }
  return first
}

function routeAmong(reached: readonly Reached[], { route, method }: Covered): Placed | undefined {
  return reached.map(({ node }) => routeFor(node, method)).find((found) => found !== undefined && found !== route)
}

function beforeAsRest({ node, before }: Reached): readonly Reached[] {
  return before && node.rest ? [{ node: node.rest, before }] : []
}

/** Words that lead to the same places are one case: otherwise a few long unions would make very many. */
function distinct(cases: readonly (readonly Reached[])[]): readonly (readonly Reached[])[] {
  return cases.filter((places, index) => cases.findIndex((earlier) => isSame(earlier, places)) === index)
}

function isSame(a: readonly Reached[], b: readonly Reached[]): boolean {
  return a.length === b.length && a.every(({ node, before }, at) => node === b[at]?.node && before === b[at]?.before)
}

/** The texts that a segment stands for, where they can be counted. */
function textsOf(segment: Segment): readonly (string | undefined)[] {
  if (segment.kind === 'union') return segment.words
  return segment.kind === 'literal' ? [segment.text] : [undefined]
}

/** Where a segment leads, and a text that stands for it. */
function steps({ node, before }: Reached, segment: Segment, text: string | undefined): readonly Reached[] {
  const own = child(node, segment)
  const literal = text === undefined ? undefined : node.literals.get(text)
  const wider = before ? node.edges.filter((edge) => edge.node !== own && takes(edge, segment, text)) : []
  return [
    ...(literal ? [{ node: literal, before: before || literal !== own }] : []),
    ...(own && own !== literal ? [{ node: own, before }] : []),
    ...wider.map((edge) => ({ node: edge.node, before })),
  ]
}

/** Whether an edge takes the text, or all that the segment takes. */
function takes({ segment: { kind }, converter }: Edge<Placed>, segment: Segment, text: string | undefined): boolean {
  if (text !== undefined) return text !== '' && convert(converter, text) !== undefined
  return segment.kind !== 'path' && (kind === 'string' || WIDER.get(segment.kind) === kind)
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
