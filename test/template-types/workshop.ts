// A folder in which generated declarations are compiled as in an application: with the package in its node_modules.
// Whoever opens it closes it.

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The compilers that the types must hold under: the current one, and the last one written in JavaScript. */
export const COMPILERS = ['typescript', 'typescript-5'] as const

/** A compiler's package. */
type Compiler = (typeof COMPILERS)[number]

/** A place to compile in. */
export interface Workshop {
  readonly folder: string
  /** Writes files below the folder, by their paths. */
  write(files: Readonly<Record<string, string>>): Promise<void>
  /** What a compiler finds in a folder of sources. */
  compile(compiler: Compiler, sources: string, options?: object): Promise<readonly Complaint[]>
  close(): Promise<void>
}

/** What a compiler says about one place. */
export interface Complaint {
  /** `calls/calls.ts`. */
  readonly file: string
  readonly line: number
  /** With the lines that explain it. */
  readonly message: string
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Builds the package's declarations, and puts them into the node_modules of a new folder. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'miniweb types ')))
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, 'miniweb'), { recursive: true })
  await cp(join(ROOT, 'package.json'), join(modules, 'miniweb/package.json'))
  const dist = join(modules, 'miniweb/dist')
  await runTsc('typescript', ['-p', join(ROOT, 'src'), '--emitDeclarationOnly', '--outDir', dist])
  for (const name of ['@types', 'undici-types']) await symlink(join(ROOT, 'node_modules', name), join(modules, name))
  return {
    folder,
    write: (files) => writeAll(folder, files),
    compile: (compiler, sources, options = {}) => compile(compiler, folder, sources, options),
    close: () => rm(folder, { recursive: true }),
  }
}

async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

async function compile(compiler: Compiler, folder: string, sources: string, options: object): Promise<Complaint[]> {
  const config = join(folder, `tsconfig.${compiler}.${Object.keys(options).join('.')}.${sources}.json`)
  const compilerOptions = { noUnusedLocals: false, ...options }
  await writeFile(
    config,
    JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), compilerOptions, include: [sources], exclude: [] }),
  )
  return complaintsIn(await runTsc(compiler, ['-p', config]))
}

function complaintsIn(output: string): Complaint[] {
  return output.split(/^(?=\S)/m).flatMap((text) => {
    const [, file, line, message = ''] = /^(.*?)\((\d+),\d+\): error (.*)$/s.exec(text.trimEnd()) ?? []
    if (file === undefined && text.trim() !== '') throw new Error(output)
    return file === undefined ? [] : [{ file, line: Number(line), message }]
  })
}

/** Resolves to what the compiler prints, whatever it found. */
function runTsc(compiler: Compiler, args: readonly string[]): Promise<string> {
  const path = join(ROOT, 'node_modules', compiler, 'bin/tsc')
  const cwd = args[1] === undefined ? ROOT : dirname(args[1])
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [path, '--pretty', 'false', ...args], { cwd, maxBuffer: 1 << 26 }, (error, stdout) => {
      if (error === null || typeof error.code === 'number') resolve(stdout)
      else reject(error)
    })
  })
}
