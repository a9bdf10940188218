// The command line becomes options: which scenarios and servers, how often, how long, how hard.
// Whatever is wrong with it is one sentence, before anything starts.

import { chosen, count, duration, folded, names, parsed } from './arguments.js'
import { BASELINE, CONTENDERS, type Contender } from './contenders.js'
import { BenchFailure } from './failure.js'
import { SCENARIOS, type Scenario } from './scenarios.js'

/** What the program does: measure, or report what was measured before. */
export type Command = Options | FromFiles | { readonly kind: 'help' }

/** How results leave the program. */
export interface Output {
  /** What standard output gets. */
  readonly format: 'table' | 'markdown' | 'json'
  /** The file that gets the plot; undefined: none. */
  readonly plot: string | undefined
}

/** What a run does. */
export interface Options extends Output {
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
}

/** Which kept results are reported. */
export interface FromFiles extends Output {
  readonly kind: 'from'
  readonly files: readonly string[]
}

const STANDARD = CONTENDERS.filter(({ isExtra }) => !isExtra)

/** The text of `--help`. */
export const HELP = `Compares servers with bare node:http: requests per second, CPU time per request, memory.

  npm run bench -- [options]

  --scenarios a,b    ${folded(names(SCENARIOS))}; default: all
  --servers a,b      ${folded(names(CONTENDERS))};
                     default: ${names(STANDARD)}, where they answer; ${BASELINE.name} always runs
  --starts n         fresh starts of each server; default: 1
  --rounds n         measured rounds after each start; default: 3
  --seconds n        length of a round, 0.5 or more; default: 0.7
  --connections n    connections open at once; default: 64
  --from FILE        measures nothing, reports a kept file; several of them are put together
  --markdown         tables for a document on standard output
  --json             JSON on standard output
  --plot FILE        also draws the CPU times as SVG
  --help             this text

Each run is also written to bench/results/. To judge a change: --starts 3 --rounds 5, on a machine that does nothing else.
`

const DEFINITIONS = {
  scenarios: { type: 'string' },
  servers: { type: 'string' },
  starts: { type: 'string', default: '1' },
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '0.7' },
  connections: { type: 'string', default: '64' },
  from: { type: 'string', multiple: true },
  markdown: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  plot: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

/** Reads the arguments after the program's name. @throws BenchFailure for an option that cannot be */
export function readOptions(args: readonly string[]): Command {
  const given = parsed(args, DEFINITIONS)
  if (given.help) return { kind: 'help' }
  if (given.markdown && given.json) throw new BenchFailure('--markdown and --json cannot be had at once')
  const format = given.json ? 'json' : given.markdown ? 'markdown' : 'table'
  const output: Output = { format, plot: given.plot }
  return given.from ? { kind: 'from', files: given.from, ...output } : { ...runOptions(given), ...output }
}

function runOptions(given: ReturnType<typeof parsed<typeof DEFINITIONS>>): Omit<Options, keyof Output> {
  const scenarios = chosen('--scenarios', given.scenarios, SCENARIOS)
  const contenders = given.servers === undefined ? STANDARD : chosen('--servers', given.servers, CONTENDERS)
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
    seconds: duration(given.seconds),
    connections: count('--connections', given.connections, 10_000),
  }
}
