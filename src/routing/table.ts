// The route table: which route answers a method and a path, and if none does, why not.
// Paths without parameters are one lookup; the rest is searched in the tree.

import { encodeSegments } from '../http/target.js'
import { type Placed, refuseAmbiguity, refuseDuplicate, refuseUnreachable } from './conflicts.js'
import { METHODS } from './route.js'
import { grow, Node, type Place, routeFor, type Search, search } from './trie.js'

/** What the table says of a request. */
export type Match<R extends Placed> =
  | { readonly kind: 'route'; readonly route: R; readonly params: Readonly<Record<string, unknown>> }
  /** The path has routes, but none of this method. */
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  /** The same path with a slash more or less has a route. */
  | { readonly kind: 'slash'; readonly path: string }
  | { readonly kind: 'none' }

/** Parameters by name, none inherited: what Object.create(null) gives, but not as the slow dictionary that V8 makes of that. */
class Params {
  [name: string]: unknown
}
Reflect.deleteProperty(Params.prototype, 'constructor')
Object.freeze(Object.setPrototypeOf(Params.prototype, null))

const NO_PARAMS: Readonly<Record<string, unknown>> = Object.freeze(new Params())

/** The routes of an app, fixed once made. */
export class RouteTable<R extends Placed> {
  readonly #root = new Node<R>()
  readonly #literal = new Map<string, Node<R>>()

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
    if (route.names.length === 0) this.#literal.set(route.path, node)
  }

  /** The route for a method and place; HEAD is answered by GET where it has no route of its own. */
  match(method: string, place: Place): Match<R> {
    const literal = this.#literal.get(place.path)
    const direct = literal && routeFor(literal, method)
    if (direct) return { kind: 'route', route: direct, params: NO_PARAMS }
    const found = search(this.#root, place, method)
    const { route, values } = found
    return route ? { kind: 'route', route, params: nameValues(route.names, values) } : this.#miss(place, found)
  }

  #miss(place: Place, { method, passed, passedSlash }: Search<R>): Match<R> {
    if (passed) return { kind: 'method', allow: allowed(passed) }
    if (!passedSlash) return { kind: 'none' }
    const { segments } = place
    const other = segments.at(-1) === '' ? segments.slice(0, -1) : [...segments, '']
    const path = encodeSegments(other)
    const { route } = search(this.#root, { path, segments: other }, method)
    return route ? { kind: 'slash', path } : { kind: 'none' }
  }
}

/** The methods that places answer, HEAD and OPTIONS included. */
function allowed(nodes: readonly Node<unknown>[]): readonly string[] {
  const methods = new Set<string>(nodes.flatMap(({ routes }) => [...routes.keys()]))
  if (methods.has('GET')) methods.add('HEAD')
  methods.add('OPTIONS')
  return METHODS.filter((method) => methods.has(method))
}

function nameValues(names: readonly string[], values: readonly unknown[]): Params {
  const params = new Params()
  for (let index = 0; index < names.length; index++) params[names[index] ?? ''] = values[index]
  return params
}
