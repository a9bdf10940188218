// miniweb's route table, asked in three ways: as the other routers with a path; with a request target, as an app is,
// which is checked and decoded first; and with a path that has been split, the lookup alone.
// It is imported by its place, for it is no part of the package's interface.

import { parseTarget, Target } from '../../../../dist/http/target.js'
import { parameterNames, parsePattern } from '../../../../dist/routing/pattern.js'
import { type Match, RouteTable } from '../../../../dist/routing/table.js'
import { type Filled, filled, type Router, rewritten } from '../router.js'
import type { Route } from '../routes.js'

/** A path; what stands behind a `?` would be no part of it. */
export const miniweb: Router = {
  name: 'miniweb',
  makesCode: false,
  fill(routes) {
    const table = tableOf(routes)
    return answered(
      (path) => path,
      (path) => table.match('GET', new Target(path, '', undefined, undefined)),
    )
  },
}

/** A request target, as it stands in the first line of a request. */
export const miniwebTarget: Router = {
  name: 'miniweb-target',
  makesCode: false,
  fill(routes) {
    const table = tableOf(routes)
    return answered(
      (path) => path,
      (path) => table.match('GET', parseTarget('GET', path)),
    )
  },
}

/** A path that has been split into its segments, as where something before the lookup wanted them. */
export const miniwebSplit: Router = {
  name: 'miniweb-split',
  makesCode: false,
  fill(routes) {
    const table = tableOf(routes)
    return answered(splitTarget, (target) => table.match('GET', target))
  },
}

interface TableRoute {
  readonly methods: readonly 'GET'[]
  readonly path: string
  readonly pattern: ReturnType<typeof parsePattern>
  readonly names: readonly string[]
  readonly label: string
  readonly route: Route
}

function tableOf(routes: readonly Route[]): RouteTable<TableRoute> {
  return new RouteTable(routes.map(placed))
}

function placed(route: Route): TableRoute {
  const path = rewritten(route.path, { rest: (name) => `:${name}<path>` })
  const pattern = parsePattern(path, {})
  return { methods: [route.method as 'GET'], path, pattern, names: parameterNames(pattern), label: path, route }
}

function splitTarget(path: string): Target {
  return new Target(path, '', undefined, path.slice(1).split('/'))
}

function answered<Asked>(ask: (path: string) => Asked, find: (asked: Asked) => Match<TableRoute>): Filled {
  return filled<Asked, Match<TableRoute>>({
    ask,
    find,
    read: (match) => (match.kind === 'route' ? { route: match.route.route, params: match.params } : undefined),
  })
}
