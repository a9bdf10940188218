// The benchmark of routers: checks that all find the same, measures them in turn, prints a table or JSON.
// Run by `npm run bench:router`, in one process with NODE_ENV=production.

import { parseArgs } from 'node:util'
import { BenchFailure } from '../failure.js'
import { thisMachine } from '../results.js'
import { CLASSES, LOOKUPS, MEANINGS } from './lookups.js'
import { measure, type Pace, type Result } from './measure.js'
import type { Router } from './router.js'
import { OWN, ROUTERS } from './routers.js'
import { ROUTES } from './routes.js'

const HELP = `Compares routers: CPU time of a lookup among ${ROUTES.length} routes.

  npm run bench:router -- [options]

  --routers a,b       ${ROUTERS.map(({ name }) => name).join(',')}; default: all
  --rounds n          measured rounds; default: 15
  --milliseconds n    CPU time of a measurement; default: 30
  --fresh             each path a new string, as a request's is; default: the same few over and over
  --json              JSON in place of a table
  --help              this text

The paths that are looked up:
${CLASSES.map((lookups) => `  ${lookups.padEnd(10)}${MEANINGS[lookups]}: ${LOOKUPS[lookups][0]?.path ?? ''}`).join('\n')}
`

const OPTIONS = {
  routers: { type: 'string', default: ROUTERS.map(({ name }) => name).join(',') },
  rounds: { type: 'string', default: '15' },
  milliseconds: { type: 'string', default: '30' },
  fresh: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

async function main(args: readonly string[]): Promise<void> {
  const given = parseArgs({ args: [...args], options: OPTIONS }).values
  if (given.help) {
    process.stdout.write(HELP)
    return
  }
  const routers = chosen(given.routers)
  const pace: Pace = {
    rounds: count('rounds', given.rounds),
    milliseconds: count('milliseconds', given.milliseconds),
    fresh: given.fresh,
  }
  const machine = thisMachine()
  const results = await measure(routers, pace)
  if (given.json)
    process.stdout.write(`${JSON.stringify({ machine, pace, routes: ROUTES.length, results }, undefined, 2)}\n`)
  else process.stdout.write(`${table(routers, results)}\n${distances(results)}`)
}

function chosen(list: string): readonly Router[] {
  return list.split(',').map((name) => {
    const found = ROUTERS.find((router) => router.name === name.trim())
    if (found) return found
    throw new BenchFailure(`there is no router '${name}', only ${ROUTERS.map((router) => router.name).join(', ')}`)
  })
}

function count(option: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new BenchFailure(`--${option} takes a whole number from 1, not '${text}'`)
}

function table(routers: readonly Router[], results: readonly Result[]): string {
  const rows = routers.map(({ name, makesCode }) => {
    const own = results.filter(({ router }) => router === name)
    const figures = CLASSES.map(
      (lookups) => own.find((result) => result.lookups === lookups)?.nanoseconds ?? Number.NaN,
    )
    return name.padEnd(16) + figures.map((figure) => figure.toFixed(0).padStart(10)).join('') + (makesCode ? '  *' : '')
  })
  const head = `${'CPU ns/lookup'.padEnd(16)}${CLASSES.map((lookups) => lookups.padStart(10)).join('')}`
  return [head, ...rows, '* makes code from its routes', ''].join('\n')
}

/** How far miniweb is from the fastest of the others that make no code, for each class. */
function distances(results: readonly Result[]): string {
  const lines = CLASSES.flatMap((lookups) => {
    const among = results.filter((result) => result.lookups === lookups)
    const own = among.find(({ router }) => router === OWN[0]?.name)
    const others = among.filter(({ router, makesCode }) => !makesCode && OWN.every(({ name }) => name !== router))
    const [best] = [...others].sort((one, other) => one.nanoseconds - other.nanoseconds)
    if (!own || !best) return []
    return [`${lookups.padEnd(10)}${(own.nanoseconds / best.nanoseconds).toFixed(2)} times ${best.router}\n`]
  })
  return lines.length === 0 ? '' : `miniweb takes, beside the fastest other that makes no code:\n${lines.join('')}`
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(error instanceof BenchFailure ? `bench: ${error.message}\n` : `${String(error)}\n`)
  process.exitCode = 1
})
