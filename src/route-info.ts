// The route table as data: what `app.routes()` and `miniweb routes` list.

import type { AppLayer, AppRoute } from './pipeline.js'
import type { Segment } from './routing/pattern.js'
import { placed } from './routing/placed.js'
import type { Method } from './routing/route.js'

/** One route, as `app.routes()` lists it. */
export interface RouteInfo {
  readonly methods: readonly Method[]
  readonly path: string
  /** The name for `app.url`; a function has none unless it is given one. */
  readonly name: string | undefined
  /** `Posts.show`, or the function's name. */
  readonly handler: string
  /** Where it was declared: `src/posts.ts:12`. */
  readonly at: string
  /** The names of the layers around it, outermost first: those of the app, then those of its scope. */
  readonly layers: readonly string[]
}

/** A route with the layers of its app that are around it. @throws ConfigError for a route that cannot work */
export function routeInfo(route: AppRoute, appLayers: readonly AppLayer[]): RouteInfo {
  const { methods, path, pattern } = placed(route)
  const { location, scope } = route.declaration
  const around = appLayers.filter(({ prefix }) => isBelow(pattern, prefix)).map(({ layer }) => layer)
  const layers = [...around, ...scope.layers].map(({ name }) => name || 'layer')
  return { methods, path, name: route.name, handler: route.handler, at: String(location), layers }
}

/** Whether all that a route answers lies at or under a prefix. */
function isBelow(pattern: readonly Segment[], prefix: readonly string[]): boolean {
  return prefix.every((text, index) => {
    const segment = pattern[index]
    return segment?.kind === 'literal' && segment.text === text
  })
}
