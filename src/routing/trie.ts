// The routes as a tree of segments, searched from the most exact kind to the least, with a way back.
// The order in which routes were added never matters.

import { convert, isDotSegment, parseRest, RANKS } from './converters.js'
import type { Converter } from './path-types.js'
import type { ParameterSegment, Segment } from './pattern.js'

/** A request as the tree sees it: the path of the target and its decoded segments. */
export interface Place {
  /** Each segment decoded, with `%2F` and `%5C` for a slash and a backslash inside one. */
  readonly path: string
  readonly segments: readonly string[]
}

/** A place in the tree: what may follow, and the routes that end here. */
export class Node<R> {
  readonly literals = new Map<string, Node<R>>()
  /** Parameters of one segment, the more exact kinds first. */
  readonly edges: Edge<R>[] = []
  /** Routes that take the rest of the path from here. */
  rest: Node<R> | undefined
  /** Routes by method. */
  readonly routes = new Map<string, R>()
}

/** The way over a parameter. */
export interface Edge<R> {
  readonly segment: ParameterSegment
  readonly converter: Converter<unknown>
  readonly node: Node<R>
}

/** What a search came to: a route with the values of its parameters, or the places that it came past. */
export interface Search<R> {
  readonly place: Place
  readonly method: string
  /** The best route, if there is one. */
  route: R | undefined
  /** The values of its parameters, in order. */
  readonly values: unknown[]
  /** Without a route: all places of the path that have routes of other methods. */
  readonly passed: Node<R>[]
  /** Whether a place was passed that has routes with a slash more or less. */
  passedSlash: boolean
}

/** The node at the end of a pattern, made where it is missing. */
export function grow<R>(root: Node<R>, pattern: readonly Segment[]): Node<R> {
  let node = root
  for (const segment of pattern) node = child(node, segment) ?? addChild(node, segment)
  return node
}

/** The node that a segment leads to, if there is one. */
export function child<R>(node: Node<R>, segment: Segment): Node<R> | undefined {
  if (segment.kind === 'literal') return node.literals.get(segment.text)
  if (segment.kind === 'path') return node.rest
  return node.edges.find((edge) => isSamePlace(edge.segment, segment))?.node
}

function addChild<R>(node: Node<R>, segment: Segment): Node<R> {
  const added = new Node<R>()
  if (segment.kind === 'literal') node.literals.set(segment.text, added)
  else if (segment.kind === 'path') node.rest = added
  else {
    node.edges.push({ segment, converter: segment.converter, node: added })
    node.edges.sort((a, b) => RANKS.indexOf(a.segment.kind) - RANKS.indexOf(b.segment.kind))
  }
  return added
}

function isSamePlace(a: ParameterSegment, b: ParameterSegment): boolean {
  if (a.kind !== b.kind) return false
  return a.kind === 'union' ? a.words.join('|') === b.words.join('|') : a.kind !== 'own' || a.converter === b.converter
}

/** Looks for the best route of a method. */
export function search<R>(root: Node<R>, place: Place, method: string): Search<R> {
  const found: Search<R> = { place, method, route: undefined, values: [], passed: [], passedSlash: false }
  found.route = descend(root, 0, found)
  return found
}

/** The route of a node for a method; HEAD is answered by GET where it has no route of its own. */
export function routeFor<R>(node: Node<R>, method: string): R | undefined {
  return node.routes.get(method) ?? (method === 'HEAD' ? node.routes.get('GET') : undefined)
}

function descend<R>(node: Node<R>, index: number, found: Search<R>): R | undefined {
  const { segments } = found.place
  const segment = segments[index]
  if (segment === undefined) return arrive(node, found)
  const literal = node.literals.get(segment)
  if (literal) {
    const route = descend(literal, index + 1, found)
    if (route !== undefined) return route
  }
  if (segment === '') {
    if (index === segments.length - 1 && node.routes.size > 0) found.passedSlash = true
    return undefined
  }
  if (isDotSegment(segment)) return undefined
  for (const { converter, node: next } of node.edges) {
    const value = convert(converter, segment)
    if (value === undefined) continue
    found.values.push(value)
    const route = descend(next, index + 1, found)
    if (route !== undefined) return route
    found.values.pop()
  }
  return node.rest && takeRest(node.rest, index, found)
}

function arrive<R>(node: Node<R>, found: Search<R>): R | undefined {
  const route = routeFor(node, found.method)
  if (route !== undefined) return route
  if (node.routes.size > 0) found.passed.push(node)
  if (node.literals.has('')) found.passedSlash = true
  return undefined
}

function takeRest<R>(node: Node<R>, index: number, found: Search<R>): R | undefined {
  const rest = restOf(found.place, index)
  if (rest === undefined) return undefined
  const route = arrive(node, found)
  if (route !== undefined) found.values.push(rest)
  return route
}

/** The rest of a path; without an escape it hides no separators and is cut off, which is cheaper than joining it. */
function restOf({ path, segments }: Place, index: number): string | undefined {
  for (let at = index; at < segments.length; at++) if (isDotSegment(segments[at] ?? '')) return undefined
  if (path.includes('%')) return parseRest(segments.slice(index).join('/'))
  let start = 1
  for (let at = 0; at < index; at++) start += (segments[at] ?? '').length + 1
  return path.slice(start)
}
