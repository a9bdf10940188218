// The routes as a tree of segments, searched from the most exact kind to the least, with a way back.
// The order in which routes were added never matters.

import { convert, isDotSegment, parseRest, RANKS } from './converters.js'
import type { Converter } from './path-types.js'
import type { ParameterSegment, Segment } from './pattern.js'
import { mixed, Words } from './words.js'

/** A request as the tree sees it: the path of the target and its decoded segments. */
export interface Place {
  /** Each segment decoded, with `%2F` and `%5C` for a slash and a backslash inside one. */
  readonly path: string
  readonly segments: readonly string[]
}

/** A place in the tree: what may follow, and the routes that end here. */
export class Node<R> {
  readonly literals = new Map<string, Node<R>>()
  /** The same literals, for the search. */
  readonly words = new Words<Node<R>>()
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
  readonly method: string
  /** The path, each segment behind a separator that stands in none of them. */
  readonly path: string
  readonly separator: number
  /** The best route, if there is one. */
  route: R | undefined
  /** With a route: the values of its parameters, in order. */
  values: unknown[]
  /** Without a route: all places of the path that have routes of other methods. */
  passed: Node<R>[] | undefined
  /** Whether a place was passed that has routes with a slash more or less. */
  passedSlash: boolean
}

const SLASH = 47
const NUL = 0

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
  if (segment.kind === 'literal') {
    node.literals.set(segment.text, added)
    node.words.add(segment.text, added)
  } else if (segment.kind === 'path') node.rest = added
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
  // Without an escape the segments are what stands between the slashes; else they may hold slashes, but never a NUL.
  const isPlain = !place.path.includes('%')
  const found: Search<R> = {
    method,
    path: isPlain ? place.path : `\0${place.segments.join('\0')}`,
    separator: isPlain ? SLASH : NUL,
    route: undefined,
    values: [],
    passed: undefined,
    passedSlash: false,
  }
  found.route = descend(root, 1, 0, found)
  return found
}

/** The route of a node for a method; HEAD is answered by GET where it has no route of its own. */
export function routeFor<R>(node: Node<R>, method: string): R | undefined {
  return node.routes.get(method) ?? (method === 'HEAD' ? node.routes.get('GET') : undefined)
}

/** Goes on from the segment that starts at `start`, behind `depth` parameters. */
function descend<R>(node: Node<R>, start: number, depth: number, found: Search<R>): R | undefined {
  const { path, separator } = found
  const { length } = path
  if (start > length) return arrive(node, found)
  let hash = 0
  let end = start
  for (; end < length; end++) {
    const code = path.charCodeAt(end)
    if (code === separator) break
    hash = mixed(hash, code)
  }
  const literal = node.words.find(path, start, end, hash)
  const route = literal && descend(literal, end + 1, depth, found)
  if (route !== undefined) return route
  if (start === end) {
    if (end === length && node.routes.size > 0) found.passedSlash = true
    return undefined
  }
  if (node.edges.length > 0) {
    const segment = path.slice(start, end)
    if (isDotSegment(segment)) return undefined
    for (const { converter, node: next } of node.edges) {
      const value = convert(converter, segment)
      if (value === undefined) continue
      const route = descend(next, end + 1, depth + 1, found)
      if (route === undefined) continue
      found.values[depth] = value
      return route
    }
  }
  return node.rest && takeRest(node.rest, start, depth, found)
}

function arrive<R>(node: Node<R>, found: Search<R>): R | undefined {
  const route = routeFor(node, found.method)
  if (route !== undefined) {
    // Filled on the way back. Room for four at once: an empty array grows by seventeen.
    found.values = [undefined, undefined, undefined, undefined]
    return route
  }
  if (node.routes.size > 0) {
    found.passed ??= []
    found.passed.push(node)
  }
  if (node.literals.has('')) found.passedSlash = true
  return undefined
}

function takeRest<R>(node: Node<R>, start: number, depth: number, found: Search<R>): R | undefined {
  const rest = restOf(found, start)
  if (rest === undefined) return undefined
  const route = arrive(node, found)
  if (route !== undefined) found.values[depth] = rest
  return route
}

/** The rest of a path; where no segment begins with a dot it needs no closer look. */
function restOf({ path, separator }: Search<unknown>, start: number): string | undefined {
  const rest = path.slice(start)
  if (separator === NUL) return parseRest(rest.replaceAll('\0', '/'))
  return path.includes('/.', start - 1) ? parseRest(rest) : rest
}
