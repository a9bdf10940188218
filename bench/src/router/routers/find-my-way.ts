// find-my-way, fastify's: a radix tree over characters that makes code for constraints and parameters. It also cuts the
// query off and decodes the parameters.

import findMyWay from 'find-my-way'
import { filled, type Router, rewritten } from '../router.js'
import type { Route } from '../routes.js'

export const findMyWayRouter: Router = {
  name: 'find-my-way',
  makesCode: true,
  fill(routes) {
    const router = findMyWay()
    const nothing = () => undefined
    for (const { method, path } of routes) {
      router.on(method as 'GET', rewritten(path, { rest: () => '*' }), nothing, { method, path } satisfies Route)
    }
    return filled({
      ask: (path) => path,
      find: (path) => router.find('GET', path),
      read: (answer) => (answer ? { route: answer.store as Route, params: answer.params } : undefined),
    })
  },
}
