// Where a run takes place: what it opens is closed however this process ends, and what may spoil the figures is said first.

import { AssetFolder } from './asset-folder.js'
import { autocannon } from './autocannon.js'
import { Children } from './children.js'
import { chooseCores } from './cores.js'
import { isInstalled } from './installed.js'
import type { LoadProgram } from './load.js'
import { processSeconds } from './process-time.js'
import type { Machine } from './results.js'
import type { Plan, Setting } from './rounds.js'
import type { Scenario } from './scenarios.js'
import { wrk } from './wrk.js'

const ENDING_SIGNALS = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const
const BUSY = 0.3
/** Opens what has to be closed, and sees to it that it is, however this process ends. */
export function openSetting(options: Plan): Setting {
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

/** What a reader of the figures should know of this run. */
export function* warnings(
  { cores, load }: Setting,
  { loadAverage }: Machine,
  scenarios: readonly Scenario[],
): Generator<string> {
  if (load === autocannon) {
    yield 'wrk is not installed: autocannon makes the load and may be slower than the servers; compare CPU times only'
  }
  for (const scenario of scenarios) {
    if (!canAsk(load, scenario)) yield `${load.name} cannot ask what ${scenario.name} asks: it is left out`
  }
  if (cores.kind === 'unpinned') {
    yield `${cores.reason}: servers and load are not pinned and disturb each other`
  }
  if (processSeconds(process.pid) === undefined) yield 'this system has no /proc: there are no CPU times'
  if (loadAverage > BUSY) yield `the machine is busy (load average ${loadAverage.toFixed(1)}): the figures are noisy`
}

/** Whether a load program can ask what a scenario asks. */
export function canAsk({ takesTurns }: LoadProgram, { requests }: Scenario): boolean {
  return takesTurns || requests.length === 1
}

/** Says on standard error how a run goes. */
export function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`)
}
