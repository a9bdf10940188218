// rou3: a tree of segments, without and with its compiler.

import { addRoute, createRouter, findRoute } from 'rou3'
import { compileRouter } from 'rou3/compiler'
import { filled, type Router, rewritten } from '../router.js'
import type { Route } from '../routes.js'

export const rou3: Router = {
  name: 'rou3',
  makesCode: false,
  fill(routes) {
    const router = routerOf(routes)
    return filled({
      ask: (path) => path,
      find: (path) => findRoute(router, 'GET', path),
      read: (answer) => answer && { route: answer.data, params: answer.params ?? {} },
    })
  },
}

export const rou3Compiled: Router = {
  name: 'rou3-compiled',
  makesCode: true,
  fill(routes) {
    const find = compileRouter(routerOf(routes))
    return filled({
      ask: (path) => path,
      find: (path) => find('GET', path),
      read: (answer) => answer && { route: answer.data, params: answer.params ?? {} },
    })
  },
}

function routerOf(routes: readonly Route[]) {
  const router = createRouter<Route>()
  for (const route of routes) {
    addRoute(router, route.method, rewritten(route.path, { rest: (name) => `**:${name}` }), route)
  }
  return router
}
