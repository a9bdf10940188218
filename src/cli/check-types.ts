// The types of an app: whether the declarations of its templates are up to date, and what the project's own compiler says.

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { generateTemplateTypes } from '../tooling.js'
import { EntryError } from './app-entry.js'
import { type Problem, problemAlone, problemInFile, problemOfTemplate } from './check-problem.js'
import { shown } from './shown.js'

/** Which declarations are meant. */
export interface TypesFile {
  /** The templates folder. */
  readonly dir: string
  /** The file; default: beside the folder. */
  readonly out: string | undefined
  /** Names that every template of the app sees. */
  readonly globals: readonly string[]
}

/** What is wrong with the declarations of templates, or between templates. */
export function templateTypeProblems({ dir, out, globals }: TypesFile): readonly Problem[] {
  const options = { dir, ...(out === undefined ? {} : { out }) }
  const { file, text, problems } = generateTemplateTypes(options)
  if (problems.length > 0) return problems.map(problemOfTemplate)
  const written = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined
  // They may have been written with the names given.
  if (written === text || written === generateTemplateTypes({ ...options, globals }).text) return []
  const state = written === undefined ? 'is not there' : 'is out of date'
  const folder = shown(dir) === 'templates' ? '' : ` ${shown(dir)}`
  const message = `${shown(file)} ${state}: run miniweb types${folder}${out === undefined ? '' : ` --out ${out}`}`
  if (written === undefined) return [problemAlone(message)]
  return [problemInFile(file, written, { line: firstDifference(written, text), column: 1 }, message)]
}

/** The first line of a text that is another one in the other text, from 1. */
function firstDifference(written: string, text: string): number {
  const lines = text.split('\n')
  return written.split('\n').findIndex((line, index) => line !== lines[index]) + 1
}

/** The tsconfig.json that a module belongs to: the nearest above it. */
export function nearestConfig(entry: string): string | undefined {
  for (let folder = dirname(entry); ; folder = dirname(folder)) {
    const path = join(folder, 'tsconfig.json')
    if (existsSync(path)) return path
    if (folder === dirname(folder)) return undefined
  }
}

/**
 * Runs the compiler of the project, which writes nothing.
 *
 * @throws EntryError if TypeScript is not installed, or ends without a word
 */
export async function compilerProblems(config: string, stopped: AbortSignal): Promise<readonly Problem[]> {
  const args = [compilerOf(config), '--noEmit', '--pretty', 'false', '--project', config]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], signal: stopped })
  const said: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const code = await new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', done)
  })
  const problems = problemsIn(said.join(''))
  if (code !== 0 && problems.length === 0) throw new EntryError(`the compiler failed (${code}): ${said.join('')}`)
  return problems
}

function compilerOf(config: string): string {
  try {
    const path = createRequire(config).resolve('typescript/package.json')
    const { bin }: { readonly bin: { readonly tsc: string } } = JSON.parse(readFileSync(path, 'utf8'))
    return join(dirname(path), bin.tsc)
  } catch (cause) {
    throw new EntryError(
      'TypeScript, which checks the types, is not installed here: npm install --save-dev typescript',
      {
        cause,
      },
    )
  }
}

const ERROR = '): error TS'

/** `src/a.ts(12,5): error TS2322: …`, with more about it on lines that are indented. */
function problemsIn(output: string): readonly Problem[] {
  const problems: Problem[] = []
  for (const line of output.split('\n').map((text) => text.trimEnd())) {
    const last = problems.at(-1)
    if (line.startsWith(' ') && last) problems.splice(-1, 1, { ...last, message: `${last.message}\n${line}` })
    else if (line !== '') problems.push(problemIn(line))
  }
  return problems
}

function problemIn(line: string): Problem {
  const end = line.indexOf(ERROR)
  const open = line.lastIndexOf('(', end)
  const [row, column] = line
    .slice(open + 1, end)
    .split(',')
    .map(Number)
  const path = resolve(line.slice(0, open))
  const message = line.slice(end + '): error '.length)
  if (end === -1 || row === undefined || column === undefined || !existsSync(path)) return problemAlone(line)
  return problemInFile(path, readFileSync(path, 'utf8'), { line: row, column }, message)
}
