// Whether a router finds what it must: the right route with the right values, and nothing for a miss.

import { BenchFailure } from '../failure.js'
import type { Lookup } from './lookups.js'
import type { Filled, Found } from './router.js'

/** @throws BenchFailure if the answer is another than the expected one */
export function mustFind(name: string, router: Filled, { path, expected }: Lookup): void {
  const found = router.read(router.find(router.ask(path)))
  const got = found ? described(found) : 'nothing'
  const wanted = expected ? `GET ${expected.route} with ${expected.values.join(', ')}` : 'nothing'
  if (got !== wanted) throw new BenchFailure(`${name} finds ${got} for ${path} in the place of ${wanted}`)
}

/**
 * The route, and the values of its parameters in its own order. Some routers name the rest of a path `*`, one gives its
 * segments.
 */
function described({ route: { method, path }, params }: Found): string {
  const values = Array.from(path.matchAll(/([:*])(\w+)/g), ([, kind, name = '']) => {
    const value = params[name] ?? (kind === '*' ? params['*'] : undefined)
    return Array.isArray(value) ? value.join('/') : String(value)
  })
  return `${method} ${path} with ${values.join(', ')}`
}
