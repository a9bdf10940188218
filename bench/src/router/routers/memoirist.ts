// memoirist: a radix tree over characters.

import { Memoirist } from 'memoirist'
import { filled, type Router, rewritten } from '../router.js'
import type { Route } from '../routes.js'

export const memoirist: Router = {
  name: 'memoirist',
  makesCode: false,
  fill(routes) {
    const router = new Memoirist<Route>()
    for (const route of routes) router.add(route.method, rewritten(route.path, { rest: () => '*' }), route)
    return filled({
      ask: (path) => path,
      find: (path) => router.find('GET', path),
      read: (answer) => (answer ? { route: answer.store, params: answer.params } : undefined),
    })
  },
}
