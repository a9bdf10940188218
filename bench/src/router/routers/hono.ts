// hono's routers: one regular expression for all routes, and a tree of segments. The first gives places in a match, from
// which hono reads a parameter when it is asked for, so that no parameter is read in the measurement. It refuses a literal
// beside a parameter, where hono falls back on the tree: here it is filled without those literals, and not asked for them.

import { RegExpRouter } from 'hono/router/reg-exp-router'
import { TrieRouter } from 'hono/router/trie-router'
import { type Filled, filled, type Router, rewritten } from '../router.js'
import type { Route } from '../routes.js'

const BESIDE_PARAMETERS = /^\/gists\/(public|starred)$|\/(issues\/comments\/:comment_id|releases\/latest)$/

export const honoRegExp: Router = {
  name: 'hono-regexp',
  makesCode: false,
  fill(routes) {
    const taken = routes.filter(({ path }) => !BESIDE_PARAMETERS.test(path))
    return fill(new RegExpRouter<Route>(), taken)
  },
}

export const honoTrie: Router = {
  name: 'hono-trie',
  makesCode: false,
  fill: (routes) => fill(new TrieRouter<Route>(), routes),
}

function fill(router: RegExpRouter<Route> | TrieRouter<Route>, routes: readonly Route[]): Filled {
  for (const route of routes) router.add(route.method, rewritten(route.path, { rest: (name) => `:${name}{.+}` }), route)
  return filled({
    ask: (path) => path,
    find: (path) => router.match('GET', path),
    read: ([handlers, captured]) => {
      const [route, places] = handlers[0] ?? []
      if (route === undefined || places === undefined) return undefined
      const read = ([name, place]: [string, string | number]) => [
        name,
        typeof place === 'number' ? captured?.[place] : place,
      ]
      return { route, params: Object.fromEntries(Object.entries(places).map(read)) }
    },
  })
}
