// `miniweb routes`: prints the route table of an app: in columns on a terminal, with tabs between them in a pipe, or as JSON.

import { findAppEntry } from './app-entry.js'
import { inspect } from './inspection.js'
import { routeLines } from './route-lines.js'
import type { Terminal } from './terminal.js'
import { readOptions, UsageError } from './usage.js'

const HELP = `Usage: miniweb routes [entry] [options]

Prints the routes of an app, in the order in which they were registered: methods, path, name, handler, where it was
declared, and the layers around it. The entry is a module that exports its app as default. Default: src/app.ts or app.ts.

On a terminal the columns are aligned; in a pipe a tab stands between them, and "-" for what a route does not have.

Options:
  --json      the table as JSON, as app.routes() gives it
  --help, -h  this text`

const OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Runs the command.
 *
 * @returns the exit code
 * @throws UsageError for a wrong command line
 * @throws Error with a sentence if there is no app to look at
 */
export async function routes(args: readonly string[], terminal: Terminal, stopped: AbortSignal): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, HELP)
  if (values.help) {
    terminal.print(HELP)
    return 0
  }
  const [named, ...more] = positionals
  if (more.length > 0) throw new UsageError('routes takes one entry', HELP)
  const table = await inspect({ entry: findAppEntry(named), want: 'routes', elsewhere: [] }, stopped)
  if (values.json) terminal.print(JSON.stringify(table, null, 2))
  else if (table.length === 0) terminal.error('the app has no routes: register a class, or declare one with app.get')
  else for (const line of routeLines(table, terminal)) terminal.print(line)
  return 0
}
