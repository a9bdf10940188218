// More and more routes: what starting an app takes for each, and what a lookup takes among them.

import { parseTarget } from '../../../dist/http/target.js'
import { App } from '../../../dist/index.js'
import { parameterNames, parsePattern } from '../../../dist/routing/pattern.js'
import { RouteTable } from '../../../dist/routing/table.js'
import { BenchFailure } from '../failure.js'
import { cpuMicroseconds, type Growth } from './figures.js'

const SIZES = [10, 100, 1_000, 10_000]
const LOOKUPS = 200_000

/** Half of the routes have no parameter, half have one; all paths that are looked up have a route. */
export function growRoutes(): Growth {
  for (const size of SIZES) lookupNanoseconds(size, 2_000) // compiled for every size before any is measured
  const rows = SIZES.map((size) => ({
    size,
    figures: {
      'start µs/route': startMicroseconds(size) / size,
      'ns, 10 paths': lookupNanoseconds(size, 10),
      'ns, 2,000 paths': lookupNanoseconds(size, 2_000),
    },
  }))
  const note =
    'start: the whole app, registering included; ns: a lookup of request targets, the same few or many in turn'
  return { grows: 'routes', note, rows }
}

function paths(size: number): readonly string[] {
  return Array.from({ length: size / 2 }, (_, index) => [`/things-${index}`, `/things-${index}/:id/edit`]).flat()
}

function startMicroseconds(size: number): number {
  return cpuMicroseconds(size > 1_000 ? 5 : 25, () => {
    const app = new App()
    for (const path of paths(size)) app.get(path, () => 'found')
    if (typeof app.handler !== 'function') throw new BenchFailure('the app has no handler')
  })
}

function lookupNanoseconds(size: number, different: number): number {
  const table = new RouteTable(
    paths(size).map((path) => {
      const pattern = parsePattern(path, {})
      return { methods: ['GET'] as const, path, pattern, names: parameterNames(pattern), label: path }
    }),
  )
  // Not in the order of the routes: 7,919 is prime, so every route has its turn.
  const asked = Array.from({ length: different }, (_, index) => {
    const route = (index * 7_919) % size
    return route % 2 === 0 ? `/things-${route >> 1}` : `/things-${route >> 1}/4912/edit`
  })
  let found = 0
  const spent = cpuMicroseconds(7, () => {
    for (let index = 0; index < LOOKUPS; index++) {
      const path = asked[index % asked.length] ?? ''
      if (table.match('GET', parseTarget('GET', path)).kind === 'route') found += 1
    }
  })
  if (found !== 7 * LOOKUPS) throw new BenchFailure(`${7 * LOOKUPS - found} lookups among ${size} routes found none`)
  return (spent * 1_000) / LOOKUPS
}
