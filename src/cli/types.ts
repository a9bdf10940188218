// `miniweb types`: writes the declarations of what templates need of their data, once or after each change.

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { type GeneratedTypes, type GenerateOptions, generateTemplateTypes } from '../tooling.js'
import { watchFolder } from './folder-watch.js'
import { errorOf, type Terminal } from './terminal.js'
import { readOptions, UsageError } from './usage.js'

const HELP = `Usage: miniweb types [folder] [options]

Writes a declaration file with what each template needs of its data, so that the compiler checks
render('users/show.html', data). The folder is "templates" unless another is named.

Options:
  --out <file>       the file to write; default: beside the folder, templates.d.ts
  --globals <names>  names that every template sees besides its data, with commas between them
  --check            write nothing; fail if the file is out of date
  --watch            go on, and write the file again when a template changes
  --help             this text`

const OPTIONS = {
  out: { type: 'string' },
  globals: { type: 'string' },
  check: { type: 'boolean' },
  watch: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Runs the command.
 *
 * @returns the exit code: 1 for mistakes in templates, and for a file that --check finds out of date
 * @throws UsageError for a wrong command line
 * @throws Error if the file cannot be written
 */
export async function types(args: readonly string[], terminal: Terminal, stopped: AbortSignal): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, HELP)
  if (values.help) {
    terminal.print(HELP)
    return 0
  }
  if (values.check && values.watch) throw new UsageError('--check and --watch exclude each other', HELP)
  const options = generateOptions(positionals, values)
  if (values.check) return check(options, args, terminal)
  return values.watch ? watch(options, terminal, stopped) : write(options, terminal)
}

function generateOptions(
  folders: readonly string[],
  { out, globals }: { out?: string; globals?: string },
): GenerateOptions {
  const [dir = 'templates', ...more] = folders
  if (more.length > 0) throw new UsageError('types takes one folder', HELP)
  if (!isFolder(dir)) throw new UsageError(`there is no folder "${dir}"`, HELP)
  if (out !== undefined && (!/\.[cm]?ts$/.test(out) || isFolder(out))) {
    throw new UsageError(`--out names a file such as "templates.d.ts", not "${out}"`, HELP)
  }
  const names = globals?.split(',').map((name) => name.trim())
  return { dir, ...(out === undefined ? {} : { out }), ...(names === undefined ? {} : { globals: names }) }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

/** Writes the file unless it is up to date, or something is wrong. */
function write(options: GenerateOptions, terminal: Terminal): number {
  const generated = generateTemplateTypes(options)
  if (complain(generated, terminal)) return 1
  const fresh = isUpToDate(generated)
  if (!fresh) save(generated)
  terminal.print(fresh ? `${shown(generated.file)} is up to date` : `wrote ${shown(generated.file)}`)
  return 0
}

/** @throws Error that says which file cannot be written, and why */
function save({ file, text }: GeneratedTypes): void {
  try {
    writeFileSync(file, text)
  } catch (cause) {
    const reason = errorOf(cause).replace(/, open '.*'$/s, '')
    throw new Error(`cannot write ${shown(file)}: ${reason}`, { cause })
  }
}

/** Says whether the file is up to date, and how to bring it there. */
function check(options: GenerateOptions, args: readonly string[], terminal: Terminal): number {
  const generated = generateTemplateTypes(options)
  if (complain(generated, terminal)) return 1
  const file = shown(generated.file)
  if (isUpToDate(generated)) {
    terminal.print(`${file} is up to date`)
    return 0
  }
  const state = existsSync(generated.file) ? 'is out of date' : 'is not there'
  const words = ['types', ...args.filter((arg) => arg !== '--check')]
  terminal.error(terminal.red(`${file} ${state}: run miniweb ${words.join(' ')}`))
  return 1
}

/** Goes on until it is stopped; what goes wrong is said, and the file stays as it is. */
async function watch(options: GenerateOptions, terminal: Terminal, stopped: AbortSignal): Promise<number> {
  const again = (): void => {
    try {
      write(options, terminal)
    } catch (error) {
      terminal.error(terminal.red(`miniweb: ${errorOf(error)}`))
    }
  }
  const watching = watchFolder(options.dir, again)
  again()
  terminal.print(`watching ${options.dir}`)
  await new Promise((resolve) => {
    if (stopped.aborted) resolve(undefined)
    stopped.addEventListener('abort', resolve, { once: true })
  })
  watching.close()
  return 0
}

/** Says what is wrong. @returns whether anything is */
function complain({ problems, warnings }: GeneratedTypes, terminal: Terminal): boolean {
  for (const warning of warnings) terminal.error(`warning: ${warning}`)
  for (const problem of problems) {
    const [first = '', ...rest] = `${problem}`.split('\n')
    terminal.error([terminal.red(first), ...rest].join('\n'))
  }
  return problems.length > 0
}

function isUpToDate({ file, text }: GeneratedTypes): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').replaceAll('\r\n', '\n') === text
}

function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short.split(sep).join('/')
}
