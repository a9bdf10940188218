// Runs the command as people do: from the built package, in a folder of its own, as a child process.

import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** What a run of the command did. */
interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A folder in which the command can be run. */
export interface Project {
  readonly folder: string
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Run>
  /** Starts the command; it goes on until it is stopped. */
  start(args: readonly string[]): RunningCommand
  write(path: string, text: string): Promise<void>
  read(path: string): Promise<string>
  /** Tells whether a file has been written again. */
  stamp(path: string): Promise<string>
  close(): Promise<void>
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Builds the package into a new folder. */
export async function openProject(): Promise<Project> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'miniweb cli ')))
  const installed = join(folder, 'node_modules/miniweb')
  await mkdir(installed, { recursive: true })
  await cp(join(ROOT, 'package.json'), join(installed, 'package.json'))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  // The types of the sources are the business of `npm run check`.
  const args = [tsc, '-p', join(ROOT, 'src'), '--noCheck', '--outDir', join(installed, 'dist')]
  await promisify(execFile)(process.execPath, args)
  const main = join(installed, 'dist/cli/main.js')
  return {
    folder,
    run: (words, env) => run([main, ...words], folder, env),
    start: (words) => new RunningCommand([main, ...words], folder),
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    },
    read: (path) => readFile(join(folder, path), 'utf8'),
    stamp: async (path) => {
      const { ino, mtimeNs } = await stat(join(folder, path), { bigint: true })
      return `${ino} ${mtimeNs}`
    },
    close: () => rm(folder, { recursive: true }),
  }
}

function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env: { ...cleanEnvironment(), ...env } }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err })
    })
  })
}

/** The environment without what the test runner sets for Node and for itself. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_ENV: _env, VITEST: _vitest, FORCE_COLOR: _color, ...rest } = process.env
  return rest
}

/** A command that runs: its lines can be waited for. */
export class RunningCommand {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  readonly #exit: Promise<number | null>
  #lines: string[] = []
  #arrived: () => void = () => undefined

  constructor(args: readonly string[], cwd: string) {
    this.#child = spawn(process.execPath, args, { cwd, env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
    this.#exit = new Promise((resolve) => this.#child.once('exit', (code) => resolve(code)))
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface(stream).on('line', (line) => {
        this.#lines.push(line)
        this.#arrived()
      })
    }
  }

  /** Waits for a line on stdout or stderr, and forgets those up to it. */
  async line(pattern: RegExp): Promise<string> {
    for (;;) {
      const index = this.#lines.findIndex((line) => pattern.test(line))
      const [found] = this.#lines.splice(0, index + 1).slice(-1)
      if (index !== -1 && found !== undefined) return found
      await new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
    }
  }

  /** Sends a signal. @returns the exit code */
  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal)
    return this.#exit
  }

  /** Stops reading what it writes. @returns the exit code */
  async hangUp(): Promise<number | null> {
    this.#child.stdout.destroy()
    return this.#exit
  }
}
