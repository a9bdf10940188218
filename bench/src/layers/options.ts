// The command line of the benchmark of layers.

import { chosen, count, duration, folded, names, parsed } from '../arguments.js'
import { BenchFailure } from '../failure.js'
import type { Plan } from '../rounds.js'
import { LAYERS, type LayerRow } from './rows.js'

/** What a run does. */
export interface LayerOptions extends Omit<Plan, 'contenders'> {
  readonly layers: readonly LayerRow[]
  readonly format: 'table' | 'markdown' | 'json'
}

const HELP = `Measures what each layer costs: CPU time of a server's process, with the layer and without it.

  npm run bench:layers -- [options]

  --only a,b         ${folded(names(LAYERS))}; default: all
  --starts n         fresh starts of each server; default: 1
  --rounds n         measured rounds after each start; default: 5
  --seconds n        length of a round, 0.5 or more; default: 1
  --connections n    connections open at once; default: 64
  --markdown         a table for a document on standard output
  --json             JSON on standard output
  --help             this text

Each run is also written to bench/results/. To judge a change: --starts 3 --rounds 5, on a machine that does nothing else.
`

const DEFINITIONS = {
  only: { type: 'string' },
  starts: { type: 'string', default: '1' },
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '1' },
  connections: { type: 'string', default: '64' },
  markdown: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Reads the arguments after the program's name; a text is to be printed. @throws BenchFailure */
export function readOptions(args: readonly string[]): LayerOptions | string {
  const given = parsed(args, DEFINITIONS)
  if (given.help) return HELP
  if (given.markdown && given.json) throw new BenchFailure('--markdown and --json cannot be had at once')
  return {
    layers: chosen('--only', given.only, LAYERS),
    format: given.json ? 'json' : given.markdown ? 'markdown' : 'table',
    starts: count('--starts', given.starts, 100),
    rounds: count('--rounds', given.rounds, 1000),
    seconds: duration(given.seconds),
    connections: count('--connections', given.connections, 10_000),
  }
}
