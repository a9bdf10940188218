// Looks up in rounds: all routers once a round, in an order that turns, each for the same CPU time.

import { mustFind } from './check.js'
import { CLASSES, LOOKUPS, type LookupClass } from './lookups.js'
import type { Filled, Router } from './router.js'
import { ROUTES } from './routes.js'

/** How a router did in a class. */
export interface Result {
  readonly router: string
  readonly makesCode: boolean
  readonly lookups: LookupClass
  /** CPU time of a lookup: median over the rounds, least and most. */
  readonly nanoseconds: number
  readonly least: number
  readonly most: number
  readonly rounds: readonly number[]
}

/** How long and how often. */
export interface Pace {
  readonly rounds: number
  readonly milliseconds: number
  /** Whether each path is a new string, as a request's is, in place of the same few over and over. */
  readonly fresh: boolean
}

/** A router that has its routes, with a loop of its own and the paths it is asked. */
interface Prepared {
  readonly router: Router
  readonly filled: Filled
  readonly lookUp: Loop['lookUp']
}

type Loop = typeof import('./loop.js')

/** Measures all classes. @throws BenchFailure if a router finds a wrong route or a wrong value */
export async function measure(routers: readonly Router[], pace: Pace): Promise<readonly Result[]> {
  const prepared: Prepared[] = []
  for (const router of routers) prepared.push(await prepare(router))
  for (const { router, filled } of prepared) {
    for (const lookup of CLASSES.flatMap((lookups) => LOOKUPS[lookups])) mustFind(router.name, filled, lookup)
  }
  // Each class warms up before any is measured: a router is asked for all kinds of paths in an app.
  for (const lookups of CLASSES) measureRound(prepared, lookups, pace)
  const rounds = Array.from({ length: pace.rounds }, (_, round) =>
    CLASSES.map((lookups) => measureRound(turned(prepared, round), lookups, pace)),
  )
  return routers.flatMap((router) =>
    CLASSES.map((lookups, index) => {
      return resultOf(
        router,
        lookups,
        rounds.map((round) => round[index]?.get(router) ?? Number.NaN),
      )
    }),
  )
}

async function prepare(router: Router): Promise<Prepared> {
  const { lookUp }: Loop = await import(`./loop.js?${router.name}`)
  return { router, filled: router.fill(ROUTES), lookUp }
}

function measureRound(prepared: readonly Prepared[], lookups: LookupClass, pace: Pace): ReadonlyMap<Router, number> {
  return new Map(prepared.map((one) => [one.router, nanosecondsOf(one, lookups, pace)]))
}

function turned<Item>(items: readonly Item[], by: number): readonly Item[] {
  const at = by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}

/** How many paths are looked up between two looks at the clock. */
const CHUNK = 2400

/** The CPU time of one lookup, from as many as fit: waiting for a core does not count, nor does making the paths. */
function nanosecondsOf({ filled, lookUp }: Prepared, lookups: LookupClass, { milliseconds, fresh }: Pace): number {
  const paths = LOOKUPS[lookups].map(({ path }) => path)
  const all = Array.from({ length: CHUNK }, (_, index) => paths[index % paths.length] ?? '')
  const same = all.map(filled.ask)
  for (let count = CHUNK, spent = 0; ; count += CHUNK) {
    const asked = fresh ? all.map((path) => filled.ask(newString(path))) : same
    const start = process.cpuUsage()
    lookUp(filled.find, asked)
    const { user, system } = process.cpuUsage(start)
    spent += user + system
    if (spent >= milliseconds * 1000) return (spent * 1000) / count
  }
}

/** The same text as a string that nothing has been remembered about, such as its hash. */
function newString(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}

function resultOf({ name, makesCode }: Router, lookups: LookupClass, rounds: readonly number[]): Result {
  const sorted = [...rounds].sort((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  const nanoseconds = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
  return { router: name, makesCode, lookups, nanoseconds, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0, rounds }
}
