// The table against a naive matcher that sorts all routes by rank: random tables of 500 routes, 100,000 random requests.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTarget, type Target } from '../../src/http/target.js'
import { ConfigError } from '../../src/index.js'
import type { Placed } from '../../src/routing/conflicts.js'
import type { OwnConverters } from '../../src/routing/converters.js'
import { parameterNames, parsePattern } from '../../src/routing/pattern.js'
import { METHODS } from '../../src/routing/route.js'
import { type Match, RouteTable } from '../../src/routing/table.js'
import {
  isRest,
  type NaiveMatcher,
  type NaiveOutcome,
  type NaiveRoute,
  naiveMatcher,
  OWN_TEXTS,
  pathOf,
} from './naive-matcher.js'
import { purePaths, type Random, randomFrom, randomMethod, randomRoutes, randomSegments } from './random-routes.js'

const TABLES = 20
const ROUTES = 500
const SPARE_ROUTES = 150
const REQUESTS = 5000

interface NumberedRoute extends Placed {
  readonly naive: NaiveRoute
}

interface RandomRequest {
  readonly method: string
  readonly segments: readonly string[]
  readonly target: Target
}

interface Built {
  readonly table: RouteTable<NumberedRoute>
  readonly routes: readonly NaiveRoute[]
  readonly unreachable: readonly Unreachable[]
}

/** A route that was refused because others take all that it takes, and those others. */
interface Unreachable {
  readonly route: NaiveRoute
  readonly among: readonly NaiveRoute[]
}

const own: OwnConverters = Object.fromEntries(
  Object.entries(OWN_TEXTS).map(([name, texts]) => [
    name,
    { parse: (raw: string) => (texts.test(raw) ? raw.toUpperCase() : undefined) },
  ]),
)

describe('the route table', { timeout: 60_000 }, () => {
  test(`agrees with the naive matcher on ${TABLES * REQUESTS} requests to ${TABLES} tables of ${ROUTES} routes`, () => {
    const compared = { route: 0, method: 0, slash: 0, none: 0 }
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = randomFrom(seed)
        const { table, routes } = build(randomRoutes(random, ROUTES + SPARE_ROUTES))
        const matcher = naiveMatcher(routes)
        for (let count = 0; count < REQUESTS; count++)
          compared[compareOne(table, matcher, randomRequest(random, routes))] += 1
      }),
      { numRuns: TABLES, endOnFailure: true },
    )
    const { route, method, slash, none } = compared
    expect(route + method + slash + none).toBe(100_000)
    expect(
      Math.min(route, method, slash, none),
      `each outcome often enough: ${JSON.stringify(compared)}`,
    ).toBeGreaterThan(2000)
  })

  test('refuses as unreachable the routes that no path leads to, and no others', () => {
    let refused = 0
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { routes, unreachable } = build(randomRoutes(randomFrom(seed), ROUTES + SPARE_ROUTES))
        const matcher = naiveMatcher(routes)
        // Several routes together may take all rests of a path: the table does not look for that.
        for (const route of routes) expect(isRest(route) || isReached(route, matcher), pathOf(route)).toBe(true)
        for (const { route, among } of unreachable)
          expect(isReached(route, naiveMatcher(among)), pathOf(route)).toBe(false)
        refused += unreachable.length
      }),
      { numRuns: 5, endOnFailure: true },
    )
    expect(refused, 'some were refused').toBeGreaterThan(10)
  })

  test('does not depend on the order of registration', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = randomFrom(seed)
        const { table, routes } = build(randomRoutes(random, ROUTES + SPARE_ROUTES))
        const shuffled = [...routes].map((route) => [random(), route] as const).sort(([a], [b]) => a - b)
        const other = new RouteTable(shuffled.map(([, route]) => placed(route, pathOf(route))))
        for (let count = 0; count < REQUESTS; count++) {
          const { method, target } = randomRequest(random, routes)
          expect(plain(other.match(method, target))).toEqual(plain(table.match(method, target)))
        }
      }),
      { numRuns: 2, endOnFailure: true },
    )
  })
})

/** Compares one request and says what it came to. */
function compareOne(
  table: RouteTable<NumberedRoute>,
  matcher: NaiveMatcher,
  { method, segments, target }: RandomRequest,
): Match<NumberedRoute>['kind'] {
  const match = table.match(method, target)
  const expected = matcher(method, segments)
  if (!isSame(match, expected)) expect(plain(match), `${method} ${target.path}`).toEqual(plainly(expected))
  return match.kind
}

function randomRequest(random: Random, routes: readonly NaiveRoute[]): RandomRequest {
  const method = randomMethod(random)
  const segments = randomSegments(random, routes)
  return { method, segments, target: parseTarget(method, encoded(segments)) }
}

function encoded(segments: readonly string[]): string {
  return `/${segments.map(encodeURIComponent).join('/')}`
}

/** Whether both say the same, without the cost of an assertion. */
function isSame(match: Match<NumberedRoute>, expected: NaiveOutcome): boolean {
  if (match.kind === 'route') {
    if (expected.kind !== 'route' || match.route.naive !== expected.route) return false
    const names = Object.keys(expected.params)
    return (
      Object.keys(match.params).length === names.length &&
      names.every((name) => comparable(match.params[name]) === expected.params[name])
    )
  }
  if (match.kind === 'method') return expected.kind === 'method' && match.allow.join() === expected.allow.join()
  if (match.kind === 'slash')
    return expected.kind === 'slash' && decoded(match.path) === JSON.stringify(expected.segments)
  return expected.kind === 'none'
}

function plain(match: Match<NumberedRoute>): unknown {
  if (match.kind === 'slash') return { kind: 'slash', segments: decoded(match.path) }
  if (match.kind !== 'route') return match
  const params = Object.fromEntries(Object.entries(match.params).map(([name, value]) => [name, comparable(value)]))
  return { kind: 'route', route: match.route.naive, params }
}

function plainly(outcome: NaiveOutcome): unknown {
  return outcome.kind === 'slash' ? { kind: 'slash', segments: JSON.stringify(outcome.segments) } : outcome
}

function comparable(value: unknown): unknown {
  return value instanceof Date ? value.toISOString().slice(0, 10) : value
}

function decoded(path: string): string {
  return JSON.stringify(path.slice(1).split('/').map(decodeURIComponent))
}

/** Builds a table of 500 routes that can live together, leaving out those that are refused. */
function build(candidates: readonly NaiveRoute[]): Built {
  const places = candidates.map((naive, index) => placed(naive, `route ${index}`))
  const unreachable: Unreachable[] = []
  for (;;) {
    const left = places.filter(({ naive }) => unreachable.every(({ route }) => route !== naive)).slice(0, ROUTES)
    const routes = left.map(({ naive }) => naive)
    if (routes.length < ROUTES) throw new Error('too many routes were refused')
    const refused = refusedOf(left)
    if (!refused) return { table: new RouteTable(left), routes, unreachable }
    unreachable.push({ route: refused.naive, among: routes })
  }
}

/** The route that the table refuses as unreachable, if it refuses one. */
function refusedOf(routes: readonly NumberedRoute[]): NumberedRoute | undefined {
  try {
    new RouteTable(routes)
    return undefined
  } catch (error) {
    if (!(error instanceof ConfigError) || error.code !== 'UNREACHABLE_ROUTE') throw error
    const label = /is never reached: (route \d+) and route \d+;/.exec(error.message)?.[1]
    return routes.find((route) => route.label === label)
  }
}

/** Whether some path leads to the route, for each of its methods. */
function isReached(route: NaiveRoute, matcher: NaiveMatcher): boolean {
  return route.methods.every((method) =>
    purePaths(route).some((segments) => {
      const outcome = matcher(method, segments)
      return outcome.kind === 'route' && outcome.route === route
    }),
  )
}

function placed(naive: NaiveRoute, label: string): NumberedRoute {
  const path = pathOf(naive)
  const pattern = parsePattern(path, own)
  const methods = METHODS.filter((method) => naive.methods.includes(method))
  return { naive, methods, path, pattern, names: parameterNames(pattern), label }
}
