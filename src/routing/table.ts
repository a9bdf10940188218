// The route table: which route answers a method and a path, and if none does, why not.
// Paths without parameters are one lookup; the rest is searched in the tree.

import { encodeSegments } from '../http/target.js'
import { type Placed, refuseAmbiguity, refuseDuplicate, refuseUnreachable } from './conflicts.js'
import { METHODS, type Method } from './route.js'
import { grow, Node, search } from './trie.js'

/** A request as the table sees it: the path of the target and its decoded segments. */
export interface Place {
  readonly path: string
  readonly segments: readonly string[]
}

/** What the table says of a request. */
export type Match<R extends Placed> =
  | { readonly kind: 'route'; readonly route: R; readonly params: Readonly<Record<string, unknown>> }
  /** The path has routes, but none of this method. */
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  /** The same path with a slash more or less has a route. */
  | { readonly kind: 'slash'; readonly path: string }
  | { readonly kind: 'none' }

const NO_PARAMS: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null))

/** The routes of an app, fixed once made. */
export class RouteTable<R extends Placed> {
  readonly #root = new Node<R>()
  readonly #literal = new Map<string, Map<Method, R>>()

  /** @throws ConfigError DUPLICATE_ROUTE, AMBIGUOUS_ROUTE or UNREACHABLE_ROUTE naming both places */
  constructor(routes: readonly R[]) {
    for (const route of routes) this.#add(route)
    for (const route of routes) refuseUnreachable(this.#root, route)
  }

  #add(route: R): void {
    refuseAmbiguity(this.#root, route)
    const node = grow(this.#root, route.pattern)
    refuseDuplicate(node, route)
    for (const method of route.methods) node.routes.set(method, route)
    if (route.pattern.every((segment) => segment.kind === 'literal'))
      this.#literal.set(route.path, node.routes as Map<Method, R>)
  }

  /** The route for a method and place; HEAD is answered by GET where it has no route of its own. */
  match(method: string, place: Place): Match<R> {
    const literal = this.#literal.get(place.path)
    const direct = literal && forMethod(literal, method)
    if (direct) return { kind: 'route', route: direct, params: NO_PARAMS }
    const { segments } = place
    const found = search(this.#root, segments, (node) => forMethod(node.routes, method))
    if (found) return { kind: 'route', route: found.route, params: nameValues(found.route.names, found.values) }
    return this.#miss(method, segments)
  }

  /** The methods that a path answers, HEAD and OPTIONS included; empty if it has no route. */
  allowed(segments: readonly string[]): readonly string[] {
    const methods = new Set<string>()
    search(this.#root, segments, (node) => {
      for (const method of node.routes.keys()) methods.add(method)
      return undefined
    })
    if (methods.size === 0) return []
    if (methods.has('GET')) methods.add('HEAD')
    methods.add('OPTIONS')
    return METHODS.filter((method) => methods.has(method))
  }

  #miss(method: string, segments: readonly string[]): Match<R> {
    const allow = this.allowed(segments)
    if (allow.length > 0) return { kind: 'method', allow }
    const other = segments.at(-1) === '' ? segments.slice(0, -1) : [...segments, '']
    const found = other.length > 0 && search(this.#root, other, (node) => forMethod(node.routes, method))
    return found ? { kind: 'slash', path: encodeSegments(other) } : { kind: 'none' }
  }
}

function forMethod<R>(routes: ReadonlyMap<string, R>, method: string): R | undefined {
  return routes.get(method) ?? (method === 'HEAD' ? routes.get('GET') : undefined)
}

function nameValues(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const params: Record<string, unknown> = Object.create(null)
  names.forEach((name, index) => {
    params[name] = values[index]
  })
  return params
}
