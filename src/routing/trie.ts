// The routes as a tree of segments, searched from the most exact kind to the least, with a way back.
// The order in which routes were added never matters.

import { isDotSegment, RANKS } from './converters.js'
import type { Converter } from './path-types.js'
import type { ParameterSegment, Segment } from './pattern.js'
import type { Method } from './route.js'

/** A place in the tree: what may follow, and the routes that end here. */
export class Node<R> {
  readonly literals = new Map<string, Node<R>>()
  /** Parameters of one segment, the more exact kinds first. */
  readonly edges: Edge<R>[] = []
  /** Routes that take the rest of the path from here. */
  rest: Node<R> | undefined
  readonly routes = new Map<Method, R>()
}

/** The way over a parameter. */
export interface Edge<R> {
  readonly segment: ParameterSegment
  readonly converter: Converter<unknown>
  readonly node: Node<R>
}

/** A route that was found, with the values of its parameters in order. */
export interface Found<R> {
  readonly route: R
  readonly values: readonly unknown[]
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

/** The best route for the segments among those that `pick` takes at a node. */
export function search<R, T>(
  root: Node<R>,
  segments: readonly string[],
  pick: (node: Node<R>) => T | undefined,
): Found<T> | undefined {
  const values: unknown[] = []
  const route = descend(root, segments, 0, values, pick)
  return route === undefined ? undefined : { route, values }
}

function descend<R, T>(
  node: Node<R>,
  segments: readonly string[],
  index: number,
  values: unknown[],
  pick: (node: Node<R>) => T | undefined,
): T | undefined {
  const segment = segments[index]
  if (segment === undefined) return pick(node)
  const literal = node.literals.get(segment)
  if (literal) {
    const route = descend(literal, segments, index + 1, values, pick)
    if (route !== undefined) return route
  }
  if (segment === '' || isDotSegment(segment)) return undefined
  for (const { converter, node: next } of node.edges) {
    const value = converter.parse(segment)
    if (value === undefined) continue
    values.push(value)
    const route = descend(next, segments, index + 1, values, pick)
    if (route !== undefined) return route
    values.pop()
  }
  return node.rest && takeRest(node.rest, segments, index, values, pick)
}

function takeRest<R, T>(
  node: Node<R>,
  segments: readonly string[],
  index: number,
  values: unknown[],
  pick: (node: Node<R>) => T | undefined,
): T | undefined {
  const rest = segments.slice(index)
  if (rest.some(isDotSegment)) return undefined
  const route = pick(node)
  if (route !== undefined) values.push(rest.join('/'))
  return route
}
