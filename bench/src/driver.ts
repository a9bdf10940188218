// The program: reads its options, measures scenario by scenario, reports, and leaves no process and no folder behind.
// Progress and warnings go to standard error, the report alone to standard output.

import { AssetFolder } from './asset-folder.js'
import { autocannon } from './autocannon.js'
import { Children } from './children.js'
import { chooseCores } from './cores.js'
import { BenchFailure } from './failure.js'
import { isInstalled } from './installed.js'
import { HELP, type Options, readOptions } from './options.js'
import { processSeconds } from './process-time.js'
import { report } from './report.js'
import { keep, type Machine, type Results, resultsText, thisMachine } from './results.js'
import { type Measurement, measure, type Setting } from './rounds.js'
import { summarize } from './summary.js'
import { wrk } from './wrk.js'

const ENDING_SIGNALS = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const
const BUSY = 0.3

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  if (options.kind === 'help') process.stdout.write(HELP)
  else await run(options)
}

async function run(options: Options): Promise<void> {
  const machine = thisMachine()
  const setting = open(options)
  for (const warning of warnings(setting, machine)) say(`note: ${warning}`)
  const results = await measureAll(setting, machine)
  say(`kept in ${keep(results)}`)
  process.stdout.write(options.json ? resultsText(results) : report(results.summaries))
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
  return { options, children, cwd: folder.path, cores: chooseCores(), load, progress: say }
}

function* warnings({ cores, load }: Setting, { loadAverage }: Machine): Generator<string> {
  if (load === autocannon) {
    yield 'wrk is not installed: autocannon makes the load and may be slower than the servers; compare CPU times only'
  }
  if (cores.kind === 'unpinned') {
    yield `${cores.reason}: servers and load are not pinned and disturb each other`
  }
  if (processSeconds(process.pid) === undefined) yield 'this system has no /proc: there are no CPU times'
  if (loadAverage > BUSY) yield `the machine is busy (load average ${loadAverage.toFixed(1)}): the figures are noisy`
}

async function measureAll(setting: Setting, machine: Machine): Promise<Results> {
  const { scenarios, contenders, starts, rounds, seconds, connections } = setting.options
  const startedAt = new Date().toISOString()
  const measurements: Measurement[] = []
  for (const scenario of scenarios) measurements.push(...(await measure(scenario, setting)))
  const servers = contenders.map(({ name }) => name)
  return {
    startedAt,
    machine,
    method: { load: setting.load.name, cores: setting.cores, starts, rounds, seconds, connections },
    summaries: summarize(measurements, servers),
    measurements,
  }
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
