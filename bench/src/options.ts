// The command line becomes options: which scenarios and servers, how often, how long, how hard.
// Whatever is wrong with it is one sentence, before anything starts.

import { parseArgs } from 'node:util'
import { BASELINE, CONTENDERS, type Contender } from './contenders.js'
import { BenchFailure } from './failure.js'
import { SCENARIOS, type Scenario } from './scenarios.js'

/** What a run does. */
export interface Options {
  readonly kind: 'run'
  readonly scenarios: readonly Scenario[]
  /** With the baseline, whether it was named or not. */
  readonly contenders: readonly Contender[]
  /** How often each server is started afresh. */
  readonly starts: number
  /** Measured rounds after each start. */
  readonly rounds: number
  /** The length of a round. */
  readonly seconds: number
  readonly connections: number
  /** JSON on standard output, in place of tables. */
  readonly json: boolean
}

/** The text of `--help`. */
export const HELP = `Compares servers with bare node:http: requests per second, and the server's CPU time per request.

  npm run bench -- [options]

  --scenarios a,b    ${names(SCENARIOS)}; default: all
  --servers a,b      ${names(CONTENDERS)}; default: those that answer; ${BASELINE.name} always runs
  --starts n         fresh starts of each server; default: 1
  --rounds n         measured rounds after each start; default: 6
  --seconds n        length of a round; default: 1
  --connections n    connections open at once; default: 64
  --json             JSON on standard output in place of tables
  --help             this text

Each run is also written to bench/results/. To judge a change: --starts 3 --rounds 5, on a machine that does nothing else.
`

const DEFINITIONS = {
  scenarios: { type: 'string' },
  servers: { type: 'string' },
  starts: { type: 'string', default: '1' },
  rounds: { type: 'string', default: '6' },
  seconds: { type: 'string', default: '1' },
  connections: { type: 'string', default: '64' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Reads the arguments after the program's name. @throws BenchFailure for an option that cannot be */
export function readOptions(args: readonly string[]): Options | { readonly kind: 'help' } {
  const given = parsed(args)
  if (given.help) return { kind: 'help' }
  const scenarios = chosen('--scenarios', given.scenarios, SCENARIOS)
  const contenders = chosen('--servers', given.servers, CONTENDERS)
  const idle = contenders.find((contender) => !scenarios.some(({ name }) => contender.scenarios.includes(name)))
  if (idle && given.servers !== undefined) {
    throw new BenchFailure(`${idle.name} answers none of these scenarios, only ${idle.scenarios.join(', ')}`)
  }
  return {
    kind: 'run',
    scenarios,
    contenders: contenders.includes(BASELINE) ? contenders : [BASELINE, ...contenders],
    starts: count('--starts', given.starts, 100),
    rounds: count('--rounds', given.rounds, 1000),
    seconds: count('--seconds', given.seconds, 600),
    connections: count('--connections', given.connections, 10_000),
    json: given.json,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: DEFINITIONS, strict: true, allowPositionals: false }).values
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const [sentence] = error.message.split(/\.(?:\s|$)|\n/)
    throw new BenchFailure(`${sentence}; --help lists the options`)
  }
}

function chosen<Item extends { readonly name: string }>(
  option: string,
  list: string | undefined,
  items: readonly Item[],
): readonly Item[] {
  if (list === undefined) return items
  const wanted = new Set(list.split(',').map((name) => name.trim()))
  const unknown = [...wanted].find((name) => !items.some((item) => item.name === name))
  if (unknown !== undefined) throw new BenchFailure(`${option} knows no '${unknown}', only ${names(items)}`)
  return items.filter(({ name }) => wanted.has(name))
}

function count(option: string, text: string, most: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= most) return number
  throw new BenchFailure(`${option} takes a whole number from 1 to ${most}, not '${text}'`)
}

function names(items: readonly { readonly name: string }[]): string {
  return items.map(({ name }) => name).join(',')
}
