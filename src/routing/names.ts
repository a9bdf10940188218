// Routes by name, `Posts.show`: for `app.url` and for the helper `url` of templates.

import type { Declaration } from './route.js'
import { patternOf } from './route.js'
import { addressOf, type UrlParams } from './url.js'

/** What is known of a route by its name. */
export interface NamedRoute {
  readonly name: string | undefined
  /** The class or function it comes from. */
  readonly type: unknown
  readonly declaration: Declaration
}

/** Why a name leads to no route, or to several classes' routes; undefined if it is fine. */
export function nameProblem(routes: readonly NamedRoute[], name: string): string | undefined {
  const named = routes.filter((route) => route.name === name)
  if (named.length === 0) return `no route is named '${name}'`
  const types = new Set(
    named.filter((route) => route.declaration.options.name === undefined).map((route) => route.type),
  )
  if (types.size < 2) return undefined
  return `several controllers are called '${name.split('.')[0]}': give their routes names of their own`
}

/** The address of the route of a name. @throws TypeError if the name leads to no one route, or a parameter is missing */
export function addressOfName(routes: readonly NamedRoute[], name: string, params: UrlParams): string {
  const problem = nameProblem(routes, name)
  if (problem !== undefined) throw new TypeError(`url: ${problem}`)
  const named = routes.filter((route) => route.name === name)
  return addressOf(
    name,
    named.map((route) => patternOf(route.declaration)),
    params,
  )
}
