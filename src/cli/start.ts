// `miniweb start`: runs a built app in production. It builds nothing, and leaves the end to the app's own signals.

import { resolve } from 'node:path'
import type { App, ListenAddress } from '../index.js'
import { errorReport } from '../tooling.js'
import { EntryError, isFile, isTypeScript, loadApp } from './app-entry.js'
import { wantedPort } from './port.js'
import { portTaken } from './port-owner.js'
import { shown } from './shown.js'
import type { Terminal } from './terminal.js'
import { readOptions, UsageError } from './usage.js'

const HELP = `Usage: miniweb start [entry] [options]

Runs a built app in production: NODE_ENV is "production" unless it is set. The entry is a JavaScript module that exports
its app as default and does not listen. Default: dist/app.js. SIGTERM lets running answers finish, then ends the app.

Options:
  --port <number>  the port, 0 for any free one; default: PORT of the environment, or 3000
  --host <name>    the address to listen on; default: HOST of the environment, or all of this machine
  --help, -h       this text`

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Where to listen. */
interface Place {
  readonly port: number
  readonly host: string | undefined
}

/**
 * Runs the command. It ends when the app listens; the process goes on.
 *
 * @returns the exit code
 * @throws UsageError for a wrong command line
 * @throws Error with a sentence if there is no app to run, or no port
 */
export async function start(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, HELP)
  if (values.help) {
    terminal.print(HELP)
    return 0
  }
  const [named, ...more] = positionals
  if (more.length > 0) throw new UsageError('start takes one entry', HELP)
  const place: Place = { port: wantedPort(values.port, HELP), host: values.host ?? (process.env['HOST'] || undefined) }
  const entry = builtEntry(named)
  process.env['NODE_ENV'] ??= 'production'
  process.setSourceMapsEnabled(true)
  const { url } = await run(entry, place)
  terminal.print(`Listening at ${terminal.bold(url)}`)
  return 0
}

/** @throws Error with a sentence, or with the report of what the app throws */
async function run(entry: string, place: Place): Promise<ListenAddress> {
  try {
    return await listen(await loadApp(entry), place)
  } catch (error) {
    if (error instanceof EntryError || !(error instanceof Error)) throw error
    throw new Error(`${shown(entry)} does not start\n${errorReport(error, (text) => text)}`, { cause: error })
  }
}

/** @throws Error that says what to do if there is no such file, or it is TypeScript */
function builtEntry(named: string | undefined): string {
  const entry = resolve(named ?? 'dist/app.js')
  if (isTypeScript(entry)) {
    throw new Error(`start runs what is built: name a JavaScript file; miniweb dev ${named} runs TypeScript`)
  }
  if (isFile(entry)) return entry
  const hint = named === undefined ? 'build the app first (npm run build), or name its module' : 'build the app first'
  throw new Error(`there is no file "${shown(entry)}": ${hint}`)
}

/** @throws EntryError that names who has the port, where that can be found out */
async function listen(app: App, { port, host }: Place): Promise<ListenAddress> {
  try {
    return await app.listen({ port, ...(host === undefined ? {} : { host }) })
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
    throw isTaken ? new EntryError(portTaken(port), { cause: error }) : error
  }
}
