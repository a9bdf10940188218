// The benchmark of what a framework costs before it does anything: the time to start, memory at rest, packages installed.
// Run by `npm run bench:footprint`.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Children } from '../children.js'
import { chooseCores } from '../cores.js'
import { BenchFailure } from '../failure.js'
import { thisMachine } from '../results.js'
import { APPS, BASELINE, type FootprintApp } from './apps.js'
import { type ColdStart, coldStarts } from './cold-start.js'
import { type Installation, install } from './installation.js'

const HELP = `Compares what apps cost before they do anything: time to the first answer, memory, what is installed.

  npm run bench:footprint -- [options]

  --apps a,b     ${APPS.map(({ name }) => name).join(',')}; default: all; ${BASELINE.name} always starts
  --rounds n     starts of each app; default: 20
  --no-install   installs nothing: needs no network
  --json         JSON in place of a table
  --help         this text
`

const OPTIONS = {
  apps: { type: 'string', default: APPS.map(({ name }) => name).join(',') },
  rounds: { type: 'string', default: '20' },
  'no-install': { type: 'boolean', default: false },
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
  const apps = chosen(given.apps)
  const cores = chooseCores()
  const core = cores.kind === 'pinned' ? cores.server : undefined
  const machine = thisMachine()
  const folder = mkdtempSync(join(tmpdir(), 'miniweb-bench-footprint-'))
  try {
    const starts = await coldStarts(children, apps, { rounds: count('rounds', given.rounds), core, cwd: folder })
    const installed: Installation[] = []
    for (const app of given['no-install'] ? [] : apps)
      installed.push(await install(children, app, join(folder, app.name)))
    const results = { machine, cores, starts, installed }
    process.stdout.write(given.json ? `${JSON.stringify(results, undefined, 2)}\n` : table(starts, installed))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function chosen(list: string): readonly FootprintApp[] {
  const apps = list.split(',').map((name) => {
    const found = APPS.find((app) => app.name === name.trim())
    if (found) return found
    throw new BenchFailure(`there is no app '${name}', only ${APPS.map((app) => app.name).join(', ')}`)
  })
  return [BASELINE, ...apps.filter((app) => app !== BASELINE)]
}

function count(option: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new BenchFailure(`--${option} takes a whole number from 1 to 9999, not '${text}'`)
}

function table(starts: readonly ColdStart[], installed: readonly Installation[]): string {
  const head = ['start ms', 'ratio', 'min..max', 'idle MiB', 'packages', 'KiB']
  const rows = starts.map(({ app, milliseconds, ratio, least, most, residentMiB }) => {
    const own = installed.find((one) => one.app === app)
    const figures = [
      milliseconds.toFixed(0),
      ratio.toFixed(2),
      `${least.toFixed(0)}..${most.toFixed(0)}`,
      residentMiB?.toFixed(1) ?? '-',
      own?.packages ?? '-',
      own?.kibibytes ?? '-',
    ]
    return line(app, figures)
  })
  return `${[line('', head), ...rows].join('\n')}\n`
}

function line(name: string, figures: readonly (string | number)[]): string {
  return name.padEnd(10) + figures.map((figure) => String(figure).padStart(12)).join('')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(error instanceof BenchFailure ? `bench: ${error.message}\n` : `${String(error)}\n`)
  process.exitCode = 1
})
