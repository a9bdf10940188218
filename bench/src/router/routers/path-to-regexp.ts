// path-to-regexp, express's: a regular expression for each route, tried in the order of the routes. It decodes the
// parameters.

import { match } from 'path-to-regexp'
import { filled, type Router } from '../router.js'

export const pathToRegexp: Router = {
  name: 'path-to-regexp',
  makesCode: false,
  fill(routes) {
    const tried = routes.map((route) => ({ route, method: route.method, matches: match(route.path) }))
    return filled({
      ask: (path) => path,
      find(path) {
        for (const { route, method, matches } of tried) {
          if (method !== 'GET') continue
          const found = matches(path)
          if (found) return { route, params: found.params }
        }
        return undefined
      },
      read: (answer) => answer,
    })
  },
}
