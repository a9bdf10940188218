// `miniweb new`: makes an app in a new folder, installs what it needs, and says how to go on.

import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { type Answers, askForRest } from './new-questions.js'
import { installWithNpm } from './npm.js'
import { version } from './package-info.js'
import { nameFrom, nameProblem } from './package-name.js'
import { writeApp } from './scaffold.js'
import type { Terminal } from './terminal.js'
import { readOptions, UsageError } from './usage.js'

const HELP = `Usage: miniweb new <folder> [options]

Makes an app in a new folder, and installs what it needs with npm. On a terminal it asks for the name, and whether
to begin with an example; elsewhere it asks nothing.

Options:
  --name <name>     the name of the package; default: made of the folder's name
  --empty           begin with one page; default: with an example that has a form
  --yes, -y         ask nothing
  --no-install      leave npm install to you
  --package <spec>  what to install miniweb from: a version, an address or a file; default: ^${version()}
  --help, -h        this text`

const OPTIONS = {
  name: { type: 'string' },
  empty: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  'no-install': { type: 'boolean' },
  package: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** A question was left without an answer: the exit code is that of Ctrl+C. */
const LEFT = 130

/**
 * Runs the command.
 *
 * @returns the exit code: 1 if npm failed, 130 if a question was left without an answer
 * @throws UsageError for a wrong command line
 * @throws Error if the folder is not empty, or a file cannot be written
 */
export async function newApp(args: readonly string[], terminal: Terminal, stopped: AbortSignal): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, HELP)
  if (values.help) {
    terminal.print(HELP)
    return 0
  }
  const folder = emptyFolder(positionals)
  const answers = await answersFor(folder, values, terminal)
  if (answers === undefined) {
    terminal.error('nothing was made')
    return LEFT
  }
  writeApp({ ...answers, folder, miniweb: specOf(values.package) })
  terminal.print(`${terminal.bold(answers.name)} is written to ${shown(folder)}`)
  const problem = values['no-install'] ? undefined : await install(folder, terminal, stopped)
  const isInstalled = problem === undefined && !values['no-install']
  terminal.print(nextCommands(folder, isInstalled, terminal))
  return problem === undefined ? 0 : 1
}

/** The folder of the command line. @throws UsageError if it names none, Error if there is something in it */
function emptyFolder([given, ...more]: readonly string[]): string {
  if (!given) throw new UsageError('name the folder of the app, as in miniweb new my-app', HELP)
  if (more.length > 0) throw new UsageError('new takes one folder', HELP)
  const folder = resolve(given)
  if (!existsSync(folder)) return folder
  if (!statSync(folder).isDirectory()) throw new Error(`"${given}" is a file: name another folder`)
  const found = readdirSync(folder).find((name) => name !== '.git')
  if (found === undefined) return folder
  throw new Error(`the folder "${given}" is not empty, "${found}" is in it: name another one, or empty it`)
}

/** What the options say, and the answers to what they leave open. Undefined if a question is left without one. */
async function answersFor(
  folder: string,
  options: { readonly name?: string; readonly empty?: boolean; readonly yes?: boolean },
  terminal: Terminal,
): Promise<Answers | undefined> {
  const problem = options.name === undefined ? undefined : nameProblem(options.name)
  if (problem !== undefined) throw new UsageError(problem, HELP)
  const suggested = nameFrom(basename(folder))
  const content = options.empty ? 'empty' : undefined
  const questions = options.yes ? undefined : terminal.openQuestions?.()
  if (questions !== undefined) {
    return askForRest({ name: options.name, content, suggested }, terminal, questions).finally(() => questions.close())
  }
  const name = options.name ?? suggested
  if (name !== undefined) return { name, content: content ?? 'example' }
  throw new UsageError(`no name of a package can be made of "${basename(folder)}": give one with --name`, HELP)
}

/** What the app's package.json says of miniweb. Paths are those of the working directory. */
function specOf(given = `^${version()}`): string {
  const isPath = /^\.{0,2}[\\/]|^[a-z]:[\\/]|\.tgz$/i.test(given) && existsSync(given)
  return isPath ? `file:${resolve(given)}` : given
}

/** Runs npm. @returns what went wrong, which has been said */
async function install(folder: string, terminal: Terminal, stopped: AbortSignal): Promise<string | undefined> {
  terminal.print('npm install')
  const problem = await installWithNpm(folder, stopped)
  if (problem !== undefined) {
    terminal.error(terminal.red(`${problem}: the files are there, and npm install in their folder does the rest`))
  }
  return problem
}

function nextCommands(folder: string, isInstalled: boolean, { bold }: Terminal): string {
  const path = relative(process.cwd(), folder)
  const commands = [
    ...(path === '' ? [] : [[`cd ${/^[\w./\\-]+$/.test(path) ? path : JSON.stringify(path)}`, '']]),
    ...(isInstalled ? [] : [['npm install', '']]),
    ['npm run dev', 'starts the app, and again after each edit'],
    ['npm test', 'runs its tests'],
    ['npm run check', 'checks its types, its templates and where they lead'],
  ] as const
  const width = Math.max(...commands.map(([command]) => command.length))
  const lines = commands.map(([command, about]) => `  ${bold(command)}${' '.repeat(width - command.length)}  ${about}`)
  return ['', 'Next:', '', ...lines.map((line) => line.trimEnd())].join('\n')
}

function shown(folder: string): string {
  return relative(process.cwd(), folder) || 'this folder'
}
