// Measurements become the cost of a layer: what it adds within a round, and the part of bare's time that this is.

import { BASELINE } from '../contenders.js'
import type { Measurement } from '../measurement.js'
import { isSameRound, type Spread, spread } from '../summary.js'
import { WITH, WITHOUT } from './rows.js'

/** What a layer costs, in CPU time of the server per request. */
export interface LayerCost {
  readonly layer: string
  /** In microseconds. */
  readonly bare: Spread
  readonly without: Spread
  readonly with: Spread
  /** Microseconds more than without the layer, in the same round. */
  readonly extra: Spread
  /** The same as a part of bare's time in that round: 0.25 is a quarter. */
  readonly ofBare: Spread
  /** The same of the least times of all rounds, which other work on the machine disturbs least. */
  readonly ofBareByLeast: number
}

/** Sums up the rounds of a layer; undefined on a system that tells no CPU time. */
export function costOf(layer: string, measurements: readonly Measurement[]): LayerCost | undefined {
  const here = measurements.filter(({ scenario }) => scenario === layer)
  const rounds = here.filter(({ server }) => server === BASELINE.name).flatMap((bare) => roundOf(bare, here))
  if (rounds.length === 0) return undefined
  const times = (of: (round: Round) => number) => spread(rounds.map(of))
  const [bare, without, withLayer] = [times((at) => at.bare), times((at) => at.without), times((at) => at.with)]
  return {
    layer,
    bare,
    without,
    with: withLayer,
    extra: times((at) => at.with - at.without),
    ofBare: times((at) => (at.with - at.without) / at.bare),
    ofBareByLeast: (withLayer.least - without.least) / bare.least,
  }
}

/** The times of one round. */
interface Round {
  readonly bare: number
  readonly without: number
  readonly with: number
}

function roundOf(baseline: Measurement, here: readonly Measurement[]): readonly Round[] {
  const timeOf = (name: string) =>
    here.find((other) => other.server === name && isSameRound(baseline, other))?.cpuMicroseconds
  const { cpuMicroseconds: bare } = baseline
  const [without, withLayer] = [timeOf(WITHOUT), timeOf(WITH)]
  return bare === undefined || without === undefined || withLayer === undefined
    ? []
    : [{ bare, without, with: withLayer }]
}
