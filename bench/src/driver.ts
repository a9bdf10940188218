// The program: reads its options, measures scenario by scenario, reports, and leaves no process and no folder behind.
// Progress and warnings go to standard error, the report alone to standard output.

import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { BenchFailure } from './failure.js'
import { markdown } from './markdown.js'
import type { Measurement, Memory } from './measurement.js'
import { readResults } from './merge.js'
import { HELP, type Options, type Output, readOptions } from './options.js'
import { plot } from './plot.js'
import { Progress } from './progress.js'
import { report } from './report.js'
import { keep, type Machine, type Results, resultsText, thisMachine, withSummaries } from './results.js'
import { measure, roundsOf, type Setting } from './rounds.js'
import { canAsk, openSetting, say, warnings } from './setting.js'

const FORMATS: Readonly<Record<Output['format'], (results: Results) => string>> = {
  table: ({ summaries }) => report(summaries),
  markdown,
  json: resultsText,
}

async function main(args: readonly string[]): Promise<void> {
  const command = readOptions(args)
  if (command.kind === 'help') process.stdout.write(HELP)
  else if (command.kind === 'from') put(readResults(command.files.map(fromCaller)), command)
  else await run(command)
}

async function run(options: Options): Promise<void> {
  const machine = thisMachine()
  const setting = openSetting(options)
  for (const warning of warnings(setting, machine, options.scenarios)) say(`note: ${warning}`)
  put(await measureAll(options, setting, machine), options)
}

function put(results: Results, { format, plot: file }: Output): void {
  if (file !== undefined) {
    writeFileSync(fromCaller(file), plot(results))
    say(`plot in ${file}`)
  }
  process.stdout.write(FORMATS[format](results))
}

/** A path as whoever called npm means it; npm runs programs in the folder of their package. */
function fromCaller(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path)
}

/** Keeps the results after each scenario, so that a run that is broken off has not been in vain. */
async function measureAll(options: Options, setting: Setting, machine: Machine): Promise<Results> {
  const { contenders, starts, rounds, seconds, connections } = options
  const scenarios = options.scenarios.filter((scenario) => canAsk(setting.load, scenario))
  const progress = new Progress(roundsOf(scenarios, options), say)
  const startedAt = new Date().toISOString()
  const method = { load: setting.load.name, cores: setting.cores, starts, rounds, seconds, connections }
  const servers = contenders.map(({ name }) => name)
  const measurements: Measurement[] = []
  const memories: Memory[] = []
  const results = () => withSummaries({ startedAt, machine, method, servers, measurements, memories })
  for (const scenario of scenarios) {
    const measured = await measure(scenario, setting, progress)
    measurements.push(...measured.measurements)
    memories.push(...measured.memories)
    say(`kept in ${keep(results())}`)
  }
  return results()
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  say(error instanceof BenchFailure ? error.message : String(error instanceof Error ? error.stack : error))
  process.exit(1)
}
