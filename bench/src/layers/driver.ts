// The benchmark of layers: what each adds to the CPU time of a request, and what the usual ones add together.
// Run by `npm run bench:layers`.

import { BenchFailure } from '../failure.js'
import type { Measurement } from '../measurement.js'
import { Progress } from '../progress.js'
import { keepText, type Machine, type Method, thisMachine } from '../results.js'
import { measure, roundsOf } from '../rounds.js'
import { openSetting, say, warnings } from '../setting.js'
import { costOf, type LayerCost } from './costs.js'
import { type LayerOptions, readOptions } from './options.js'
import { markdown, table } from './report.js'
import { comparison } from './rows.js'

/** What a run leaves behind. */
interface LayerResults {
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly machine: Machine
  readonly method: Method
  readonly costs: readonly LayerCost[]
  readonly measurements: readonly Measurement[]
}

const FORMATS: Readonly<Record<LayerOptions['format'], (results: LayerResults) => string>> = {
  table: ({ costs }) => table(costs),
  markdown: ({ costs }) => markdown(costs),
  json: jsonText,
}

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  process.stdout.write(typeof options === 'string' ? options : FORMATS[options.format](await run(options)))
}

/** Keeps the results after each layer, so that a run that is broken off has not been in vain. */
async function run({ layers, starts, rounds, seconds, connections }: LayerOptions): Promise<LayerResults> {
  const machine = thisMachine()
  const startedAt = new Date().toISOString()
  const plan = { starts, rounds, seconds, connections }
  const compared = layers.map(comparison)
  const setting = openSetting({ ...plan, contenders: [] })
  const scenarios = compared.map(({ scenario }) => scenario)
  for (const warning of warnings(setting, machine, scenarios)) say(`note: ${warning}`)
  const method = { load: setting.load.name, cores: setting.cores, ...plan }
  const contenders = compared.flatMap((each) => each.contenders)
  const progress = new Progress(roundsOf(scenarios, { ...plan, contenders }), say)
  const measurements: Measurement[] = []
  const results = (): LayerResults => {
    const costs = layers.flatMap(({ name }) => costOf(name, measurements) ?? [])
    return { startedAt, machine, method, costs, measurements }
  }
  for (const each of compared) {
    const options = { ...plan, contenders: each.contenders }
    measurements.push(...(await measure(each.scenario, { ...setting, options }, progress)).measurements)
    keepText(`layers-${startedAt}`, jsonText(results()))
  }
  return results()
}

function jsonText(results: LayerResults): string {
  return `${JSON.stringify(results, undefined, 2)}\n`
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  say(error instanceof BenchFailure ? error.message : String(error instanceof Error ? error.stack : error))
  process.exit(1)
}
