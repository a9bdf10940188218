// The helpers that templates have from the app: addresses of routes. A literal name that does not exist stops the start,
// with the template's line.

import { addressOfName, type NamedRoute, nameProblem } from './routing/names.js'
import type { UrlParams } from './routing/url.js'
import type { Helper } from './template/engine.js'
import { didYouMean } from './template/nearest.js'

/** The helpers, by name. @param routes the app's, complete */
export function pageHelpers(routes: readonly NamedRoute[]): ReadonlyMap<string, Helper> {
  return new Map([['url', urlHelper(routes)]])
}

/** `{{ url('Posts.show', id=post.id, query=filter) }}` */
function urlHelper(routes: readonly NamedRoute[]): Helper {
  const names = routes.flatMap(({ name }) => name ?? [])
  return {
    call: (name, params) => addressOfName(routes, String(name), (params ?? {}) as UrlParams),
    checkLiteral: ([name]) => {
      const problem = typeof name === 'string' ? nameProblem(routes, name) : "url takes a route's name, 'Posts.show'"
      return problem === undefined ? undefined : `${problem}${typeof name === 'string' ? didYouMean(name, names) : ''}`
    },
  }
}
