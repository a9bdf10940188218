// `miniweb dev`: runs an app from its TypeScript, again after each change, on a port that stays open.

import { findEntry, folderOf, preloadFor } from './dev-entry.js'
import { DevLoop } from './dev-loop.js'
import { DevPort } from './dev-port.js'
import { wantedPort } from './port.js'
import { shown } from './shown.js'
import type { Terminal } from './terminal.js'
import { readOptions, UsageError } from './usage.js'

const HELP = `Usage: miniweb dev [entry] [options]

Runs an app while it is written: restarts it when a source changes and shows changed templates and styles in the browser.
The entry is a module that exports its app as default, or that calls app.listen(). Default: src/main.ts or src/app.ts.

Options:
  --port <number>  the port, 0 for any free one; default: PORT of the environment, or 3000
  --host <name>    the address to listen on; default: 127.0.0.1, this machine alone
  --help           this text`

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Runs the command until it is stopped.
 *
 * @returns the exit code
 * @throws UsageError for a wrong command line
 * @throws Error with a sentence if there is nothing to run, nothing that runs it, or no port
 */
export async function dev(args: readonly string[], terminal: Terminal, stopped: AbortSignal): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, HELP)
  if (values.help) {
    terminal.print(HELP)
    return 0
  }
  const [named, ...more] = positionals
  if (more.length > 0) throw new UsageError('dev takes one entry', HELP)
  const entry = findEntry(named)
  const preload = preloadFor(entry)
  const { host = '127.0.0.1' } = values
  const port = await DevPort.open({ host, port: wantedPort(values.port, HELP) })
  const start = { entry, shown: shown(entry), port: port.number, host }
  const loop = new DevLoop({ start, preload, root: folderOf(entry), port, terminal })
  stopped.addEventListener('abort', () => loop.stop())
  if (stopped.aborted) loop.stop()
  await loop.run()
  port.close()
  return 0
}
