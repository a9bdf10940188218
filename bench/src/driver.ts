// The program: reads its options, measures scenario by scenario, reports, and leaves no process and no folder behind.
// Progress and warnings go to standard error, the report alone to standard output.

import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { AssetFolder } from './asset-folder.js'
import { autocannon } from './autocannon.js'
import { Children } from './children.js'
import { chooseCores } from './cores.js'
import { BenchFailure } from './failure.js'
import { isInstalled } from './installed.js'
import type { LoadProgram } from './load.js'
import { markdown } from './markdown.js'
import type { Measurement, Memory } from './measurement.js'
import { readResults } from './merge.js'
import { HELP, type Options, type Output, readOptions } from './options.js'
import { plot } from './plot.js'
import { processSeconds } from './process-time.js'
import { Progress } from './progress.js'
import { report } from './report.js'
import { keep, type Machine, type Results, resultsText, thisMachine, withSummaries } from './results.js'
import { measure, roundsOf, type Setting } from './rounds.js'
import type { Scenario } from './scenarios.js'
import { wrk } from './wrk.js'

const ENDING_SIGNALS = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const
const BUSY = 0.3
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
  const setting = open(options)
  for (const warning of warnings(setting, machine)) say(`note: ${warning}`)
  put(await measureAll(setting, machine), options)
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

/** Opens what has to be closed, and sees to it that it is, however this process ends. */
function open(options: Options): Setting {
  const children = new Children()
  const folder = new AssetFolder()
  process.once('exit', () => {
    children.killAll()
    folder.remove()
  })
  for (const [signal, code] of ENDING_SIGNALS) process.once(signal, () => process.exit(code))
  const load = isInstalled('wrk') ? wrk : autocannon
  return { options, children, cwd: folder.path, cores: chooseCores(), load }
}

function* warnings({ cores, load, options }: Setting, { loadAverage }: Machine): Generator<string> {
  if (load === autocannon) {
    yield 'wrk is not installed: autocannon makes the load and may be slower than the servers; compare CPU times only'
  }
  for (const scenario of options.scenarios) {
    if (!canAsk(load, scenario)) yield `${load.name} cannot ask what ${scenario.name} asks: it is left out`
  }
  if (cores.kind === 'unpinned') {
    yield `${cores.reason}: servers and load are not pinned and disturb each other`
  }
  if (processSeconds(process.pid) === undefined) yield 'this system has no /proc: there are no CPU times'
  if (loadAverage > BUSY) yield `the machine is busy (load average ${loadAverage.toFixed(1)}): the figures are noisy`
}

/** Keeps the results after each scenario, so that a run that is broken off has not been in vain. */
async function measureAll(setting: Setting, machine: Machine): Promise<Results> {
  const { contenders, starts, rounds, seconds, connections } = setting.options
  const scenarios = setting.options.scenarios.filter((scenario) => canAsk(setting.load, scenario))
  const progress = new Progress(roundsOf(scenarios, setting.options), say)
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

function canAsk({ takesTurns }: LoadProgram, { requests }: Scenario): boolean {
  return takesTurns || requests.length === 1
}

function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  say(error instanceof BenchFailure ? error.message : String(error instanceof Error ? error.stack : error))
  process.exit(1)
}
