// Renders in rounds: all engines once a round, in an order that turns, each for the same CPU time. Ratios are taken in a round.

import { mustBeSamePage } from './same-page.js'
import { type Renderers, renderOnce, type ScenarioName } from './scenarios.js'

/** An engine whose templates are compiled. */
export interface Prepared {
  readonly name: string
  readonly renderers: Renderers
}

/** How an engine did in a scenario. */
export interface Result {
  readonly scenario: ScenarioName
  readonly engine: string
  /** CPU time of a page, median over the rounds. */
  readonly microseconds: number
  /** Pages for a unit of time, as a multiple of the yardstick's in the same round: median, least and most. */
  readonly ratio: number
  readonly least: number
  readonly most: number
  readonly ratios: readonly number[]
}

/** How long and how often. */
export interface Pace {
  readonly rounds: number
  readonly milliseconds: number
}

/** Measures a scenario; the first engine is the yardstick. @throws BenchFailure if an engine gives another page */
export function measure(scenario: ScenarioName, engines: readonly Prepared[], pace: Pace): readonly Result[] {
  const [yardstick] = engines
  if (yardstick === undefined) return []
  const expected = renderOnce(yardstick.renderers, scenario)
  for (const { name, renderers } of engines)
    mustBeSamePage(`${name}, ${scenario},`, renderOnce(renderers, scenario), expected)
  for (const { renderers } of engines) microsecondsOf(renderers, scenario, Math.max(200, pace.milliseconds))
  const rounds = Array.from({ length: pace.rounds }, (_, round) => measureRound(scenario, turned(engines, round), pace))
  return engines.map(({ name }) => resultOf(scenario, name, yardstick.name, rounds))
}

type Round = ReadonlyMap<string, number>

function measureRound(scenario: ScenarioName, engines: readonly Prepared[], { milliseconds }: Pace): Round {
  return new Map(engines.map(({ name, renderers }) => [name, microsecondsOf(renderers, scenario, milliseconds)]))
}

function turned<Item>(items: readonly Item[], by: number): readonly Item[] {
  const at = by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}

/** Takes every length, so that no rendering can be left out. */
let lengths = 0

/** The CPU time of one page, from as many as fit: waiting for a core does not count. */
function microsecondsOf(renderers: Renderers, scenario: ScenarioName, milliseconds: number): number {
  const start = process.cpuUsage()
  let pages = 0
  for (;;) {
    for (let i = 0; i < 20; i++) lengths += renderOnce(renderers, scenario).length
    pages += 20
    const { user, system } = process.cpuUsage(start)
    if (user + system >= milliseconds * 1000 && lengths > 0) return (user + system) / pages
  }
}

function resultOf(scenario: ScenarioName, engine: string, yardstick: string, rounds: readonly Round[]): Result {
  const times = rounds.map((round) => round.get(engine) ?? Number.NaN)
  const ratios = rounds.map((round, i) => (round.get(yardstick) ?? Number.NaN) / (times[i] ?? Number.NaN))
  return {
    scenario,
    engine,
    microseconds: median(times),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
    ratios,
  }
}

function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}
