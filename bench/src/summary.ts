// Many measurements become one summary for each scenario and server: medians, and how far the rounds lay apart.
// Ratios are taken within a round, before the median: what slowed a round slowed the baseline in it, too.

import { BASELINE } from './contenders.js'
import type { Measured, Measurement, Memory } from './measurement.js'
import { SCENARIOS } from './scenarios.js'

/** The middle one of several figures, and the outermost. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** How a server did in a scenario. */
export interface Summary {
  readonly scenario: string
  readonly server: string
  readonly requestsPerSecond: Spread
  /** Requests per second, as a multiple of the baseline's in the same round. */
  readonly ratio: Spread
  /** The server's CPU time per answered request. */
  readonly cpuMicroseconds: Spread | undefined
  /** CPU time per request, as a multiple of the baseline's in the same round. */
  readonly cpuRatio: Spread | undefined
  /** Resident memory before the first request, over the starts. */
  readonly idleMiB: Spread | undefined
  /** Resident memory after the last round, over the starts. */
  readonly loadedMiB: Spread | undefined
}

/** Sums up what was measured, in the order of scenarios and servers. */
export function summarize({ measurements, memories }: Measured, servers: readonly string[]): readonly Summary[] {
  const measured = new Set(measurements.map(({ scenario }) => scenario))
  const scenarios = SCENARIOS.map(({ name }) => name).filter((name) => measured.has(name))
  return scenarios.flatMap((scenario) => {
    const here = measurements.filter((measurement) => measurement.scenario === scenario)
    const present = servers.filter((name) => here.some(({ server }) => server === name))
    return present.map((server) => {
      const held = memories.filter((memory) => memory.scenario === scenario && memory.server === server)
      return { scenario, server, ...speed(server, here), ...memory(held) }
    })
  })
}

function speed(server: string, here: readonly Measurement[]) {
  const own = here.filter((measurement) => measurement.server === server)
  const pairs = own.flatMap((measurement) => {
    const baseline = here.find((other) => other.server === BASELINE.name && isSameRound(measurement, other))
    return baseline ? [{ measurement, baseline }] : []
  })
  return {
    requestsPerSecond: spread(own.map(({ requestsPerSecond }) => requestsPerSecond)),
    ratio: spread(pairs.map(({ measurement, baseline }) => measurement.requestsPerSecond / baseline.requestsPerSecond)),
    cpuMicroseconds: spreadOfKnown(own.map(({ cpuMicroseconds }) => cpuMicroseconds)),
    cpuRatio: spreadOfKnown(
      pairs.map(({ measurement, baseline }) => quotient(measurement.cpuMicroseconds, baseline.cpuMicroseconds)),
    ),
  }
}

function memory(held: readonly Memory[]) {
  return {
    idleMiB: spreadOfKnown(held.map(({ idleMiB }) => idleMiB)),
    loadedMiB: spreadOfKnown(held.map(({ loadedMiB }) => loadedMiB)),
  }
}

/** Whether two servers were measured in the same round, so that what the machine did meets both. */
export function isSameRound(one: Measurement, other: Measurement): boolean {
  return one.start === other.start && one.round === other.round
}

function quotient(above: number | undefined, below: number | undefined): number | undefined {
  return above === undefined || below === undefined || below === 0 ? undefined : above / below
}

function spreadOfKnown(figures: readonly (number | undefined)[]): Spread | undefined {
  const known = figures.filter((figure) => figure !== undefined)
  return known.length === 0 ? undefined : spread(known)
}

/** Sums up figures. */
export function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  const below = sorted[Math.floor(middle)] ?? 0
  const above = sorted[Math.ceil(middle)] ?? 0
  return { median: (below + above) / 2, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 }
}
