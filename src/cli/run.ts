// From the words of a command line to a command: which one is meant, help, version, and what to say of mistakes.

import { readFileSync } from 'node:fs'
import type { Terminal } from './terminal.js'
import { types } from './types.js'
import { UsageError } from './usage.js'

/**
 * Runs a command.
 *
 * @param stopped ends commands that go on until somebody stops them
 * @returns the exit code: 0 all is well, 1 something is wrong with the app, 2 the command line is wrong
 */
export async function run(args: readonly string[], terminal: Terminal, stopped: AbortSignal): Promise<number> {
  const [name, ...rest] = args
  if (name === '--version' || name === '-v') return say(terminal, version())
  if (name === '--help' || name === '-h' || name === 'help') return say(terminal, HELP)
  try {
    if (name === 'types') return await types(rest, terminal, stopped)
    throw new UsageError(name === undefined ? 'which command?' : `there is no command "${name}"`, HELP)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    terminal.error(`${terminal.red(`miniweb: ${error.message}`)}\n\n${error.help}`)
    return 2
  }
}

const HELP = `Usage: miniweb <command>

Commands:
  types      write the types of the templates' data

Options:
  --help     this text; miniweb <command> --help for a command
  --version  the version of miniweb`

function say(terminal: Terminal, text: string): number {
  terminal.print(text)
  return 0
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? 'unknown'
}
