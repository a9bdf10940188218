// What the pages of development ask an app for: its routes, and why a request has none.

import type { Context } from '../http/context.js'
import type { Placed } from '../routing/conflicts.js'
import type { RouteTable } from '../routing/table.js'
import type { Assets } from '../static/assets.js'
import type { KnownApp, PageScope } from './error-page.js'

/** An app as its pipeline knows it. */
export interface AppParts<Route extends Placed> {
  readonly routes: readonly Route[]
  readonly table: RouteTable<Route>
  readonly assets: Assets
  readonly scopes: WeakMap<object, PageScope>
}

/** What the pages ask for. */
export function knownApp<Route extends Placed>({ routes, table, assets, scopes }: AppParts<Route>): KnownApp {
  return {
    routes,
    routeOf: ({ method, path, target }) => {
      if (path === '') return undefined
      const match = table.match(method, target)
      return match.kind === 'route' ? match.route : undefined
    },
    assetProblem: (ctx) => assetProblem(ctx, assets),
    scopeOf: (error) => scopes.get(error),
  }
}

function assetProblem({ target }: Context, assets: Assets): string | undefined {
  const { segments } = target
  const prefix = assets.prefixes.find(
    (names) => names.length > 0 && names.every((name, index) => name === segments[index]),
  )
  if (prefix === undefined || prefix.length >= segments.length) return undefined
  const where = `/${prefix.join('/')}/ belongs to a static folder`
  try {
    assets.asset(segments.slice(prefix.length).join('/'))
    return where
  } catch (error) {
    return `${where}: ${error instanceof Error ? error.message : String(error)}`
  }
}
