// The benchmark of template engines: checks that all make the same pages, measures them in turn, prints tables or JSON.
// Run by `npm run bench:templates`, in one process with NODE_ENV=production.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BenchFailure } from '../failure.js'
import { thisMachine } from '../results.js'
import { ENGINES, YARDSTICK } from './engines.js'
import { measure, type Pace, type Prepared, type Result } from './measure.js'
import { SCENARIOS, type ScenarioName } from './scenarios.js'

const HELP = `Compares template engines with a hand-written function: pages for the same CPU time.

  npm run bench:templates -- [options]

  --scenarios a,b     ${SCENARIOS.join(',')}; default: all
  --engines a,b       ${ENGINES.map(({ name }) => name).join(',')}; default: all; ${YARDSTICK.name} always runs
  --rounds n          measured rounds; default: 15
  --milliseconds n    CPU time of a measurement; default: 100
  --json              JSON in place of tables
  --help              this text
`

const OPTIONS = {
  scenarios: { type: 'string', default: SCENARIOS.join(',') },
  engines: { type: 'string', default: ENGINES.map(({ name }) => name).join(',') },
  rounds: { type: 'string', default: '15' },
  milliseconds: { type: 'string', default: '100' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

async function main(args: readonly string[]): Promise<void> {
  const given = parseArgs({ args: [...args], options: OPTIONS }).values
  if (given.help) {
    process.stdout.write(HELP)
    return
  }
  const scenarios = chosen<ScenarioName>('scenario', given.scenarios, new Map(SCENARIOS.map((name) => [name, name])))
  const engines = chosen('engine', given.engines, new Map(ENGINES.map((engine) => [engine.name, engine])))
  const pace: Pace = { rounds: count('rounds', given.rounds), milliseconds: count('milliseconds', given.milliseconds) }
  const folder = mkdtempSync(join(tmpdir(), 'miniweb-bench-templates-'))
  try {
    const prepared = await prepareAll([YARDSTICK, ...engines.filter((engine) => engine !== YARDSTICK)], folder)
    const results = scenarios.flatMap((scenario) => {
      const measured = measure(scenario, prepared, pace)
      if (!given.json) process.stdout.write(`${table(scenario, measured)}\n`)
      return measured
    })
    if (given.json) process.stdout.write(`${JSON.stringify({ machine: thisMachine(), pace, results }, undefined, 2)}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function prepareAll(engines: typeof ENGINES, folder: string): Promise<readonly Prepared[]> {
  const prepared: Prepared[] = []
  for (const engine of engines) {
    const own = join(folder, engine.name)
    mkdirSync(own)
    prepared.push({ name: engine.name, renderers: await engine.prepare(own) })
  }
  return prepared
}

function chosen<Item>(what: string, list: string, known: ReadonlyMap<string, Item>): readonly Item[] {
  return list.split(',').map((name) => {
    const found = known.get(name.trim())
    if (found === undefined)
      throw new BenchFailure(`there is no ${what} '${name}', only ${[...known.keys()].join(', ')}`)
    return found
  })
}

function count(option: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new BenchFailure(`--${option} takes a whole number from 1, not '${text}'`)
}

function table(scenario: ScenarioName, results: readonly Result[]): string {
  const rows = results.map(({ engine, microseconds, ratio, least, most }) => {
    const figures = [microseconds.toFixed(2), ratio.toFixed(2), `${least.toFixed(2)}..${most.toFixed(2)}`]
    return engine.padEnd(14) + figures.map((text) => text.padStart(12)).join('')
  })
  return [`${scenario.padEnd(14)}  CPU µs/page       ratio    min..max`, ...rows, ''].join('\n')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(error instanceof BenchFailure ? `bench: ${error.message}\n` : `${String(error)}\n`)
  process.exitCode = 1
})
