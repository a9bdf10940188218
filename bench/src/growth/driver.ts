// The benchmark of growth: whether what miniweb costs grows as the work does, and no faster. Prints tables or JSON.
// Run by `npm run bench:growth`, with NODE_ENV=production.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Children } from '../children.js'
import { chooseCores } from '../cores.js'
import { BenchFailure } from '../failure.js'
import { type Listening, start } from '../footprint/start.js'
import { thisMachine } from '../results.js'
import { growBodies } from './bodies.js'
import { growConnections } from './connections.js'
import type { Growth } from './figures.js'
import { growRoutes } from './routes.js'
import { growRows } from './rows.js'

const KINDS: Readonly<Record<string, (folder: string) => Growth | Promise<Growth>>> = {
  routes: growRoutes,
  rows: growRows,
  connections: (folder) => withServer(folder, growConnections),
  bodies: (folder) => withServer(folder, growBodies),
}

const HELP = `Measures whether the cost grows as the work does: CPU time of more routes, rows, connections, bytes.

  npm run bench:growth -- [options]

  --of a,b    ${Object.keys(KINDS).join(',')}; default: all
  --json      JSON in place of tables
  --help      this text
`

const OPTIONS = {
  of: { type: 'string', default: Object.keys(KINDS).join(',') },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const children = new Children()
process.on('exit', () => children.killAll())

async function main(args: readonly string[]): Promise<void> {
  const given = parseArgs({ args: [...args], options: OPTIONS }).values
  if (given.help) {
    process.stdout.write(HELP)
    return
  }
  const chosen = given.of.split(',').map((name) => measurement(name.trim()))
  const machine = thisMachine()
  const folder = mkdtempSync(join(tmpdir(), 'miniweb-bench-growth-'))
  process.chdir(folder) // where no app finds templates or assets
  try {
    const growths: Growth[] = []
    for (const measure of chosen) {
      const growth = await measure(folder)
      growths.push(growth)
      if (!given.json) process.stdout.write(table(growth))
    }
    if (given.json) process.stdout.write(`${JSON.stringify({ machine, growths }, undefined, 2)}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function measurement(name: string): (folder: string) => Growth | Promise<Growth> {
  const measure = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  if (measure) return measure
  throw new BenchFailure(`there is no growth of '${name}', only of ${Object.keys(KINDS).join(', ')}`)
}

async function withServer(cwd: string, measure: (server: Listening) => Promise<Growth>): Promise<Growth> {
  const cores = chooseCores()
  const core = cores.kind === 'pinned' ? cores.server : undefined
  const server = await start(children, { path: fileURLToPath(new URL('server.js', import.meta.url)), core, cwd })
  try {
    return await measure(server)
  } finally {
    await children.stop(server.child)
  }
}

function table({ grows, note, rows }: Growth): string {
  const names = Object.keys(rows[0]?.figures ?? {})
  const lines = rows.map(({ size, figures }) => {
    return line(
      size.toLocaleString('en'),
      names.map((name) => figures[name]?.toFixed(2) ?? '-'),
    )
  })
  return `${[line(grows, names), ...lines, `(${note})`].join('\n')}\n\n`
}

function line(first: string, others: readonly string[]): string {
  return first.padStart(12) + others.map((text) => text.padStart(18)).join('')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(error instanceof BenchFailure ? `bench: ${error.message}\n` : `${String(error)}\n`)
  process.exitCode = 1
})
