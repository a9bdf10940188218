// From the words of a command line to a command: which one is meant, help, version, and what to say of mistakes.

import { version } from './package-info.js'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage.js'

/**
 * A command's own function.
 *
 * @param args the words after its name
 * @param stopped ends what goes on until somebody stops it
 * @returns the exit code
 * @throws UsageError for a wrong command line
 */
type CommandFunction = (args: readonly string[], terminal: Terminal, stopped: AbortSignal) => Promise<number>

interface Command {
  /** What it does, in a line of the help. */
  readonly about: string
  /** Loads its module, which no other command needs. */
  readonly load: () => Promise<CommandFunction>
}

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['new', { about: 'make an app in a new folder', load: async () => (await import('./new.js')).newApp }],
  ['dev', { about: 'run an app while it is written', load: async () => (await import('./dev.js')).dev }],
  ['start', { about: 'run a built app in production', load: async () => (await import('./start.js')).start }],
  ['routes', { about: 'print the route table of an app', load: async () => (await import('./routes.js')).routes }],
  ['check', { about: 'find what would go wrong later', load: async () => (await import('./check.js')).check }],
  ['types', { about: "write the types of the templates' data", load: async () => (await import('./types.js')).types }],
])

const HELP = `Usage: miniweb <command>

Commands:
${[...COMMANDS].map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`).join('\n')}

Options:
  --help     this text; miniweb <command> --help for a command
  --version  the version of miniweb`

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
    const command = name === undefined ? undefined : COMMANDS.get(name)
    if (command === undefined) {
      throw new UsageError(name === undefined ? 'which command?' : `there is no command "${name}"`, HELP)
    }
    return await (await command.load())(rest, terminal, stopped)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    terminal.error(`${terminal.red(`miniweb: ${error.message}`)}\n\n${error.help}`)
    return 2
  }
}

function say(terminal: Terminal, text: string): number {
  terminal.print(text)
  return 0
}
