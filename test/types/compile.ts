// Runs TypeScript compilers as child processes against the declarations that a user of miniweb gets.
// Everything lies in one folder, which `close` removes.

import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The compilers that the types must hold under: the current one, and the last one written in JavaScript. */
export const COMPILERS = ['typescript', 'typescript-5'] as const

/** A compiler's package. */
type Compiler = (typeof COMPILERS)[number]

/** The two ways TypeScript compiles decorators. */
export const FLAVOURS = ['legacy', 'standard'] as const

/** Legacy: `experimentalDecorators`; standard: TC39. */
export type Flavour = (typeof FLAVOURS)[number]

/** What to compile with: a compiler and a flavour of decorators. */
export interface Setting {
  readonly compiler: Compiler
  readonly flavour: Flavour
}

/** A place to compile in. */
export interface Workshop {
  /** Its folder, for generated sources. */
  readonly folder: string
  /** What a compiler prints about a file or folder below `cases`, with its extended diagnostics. */
  compile(setting: Setting, sources: string): Promise<string>
  close(): Promise<void>
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CASES = fileURLToPath(new URL('cases', import.meta.url))

/** Builds miniweb's declarations and opens a place to compile against them. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(CASES, 'tmp-'))
  await run('typescript', ['-p', join(ROOT, 'src'), '--emitDeclarationOnly', '--outDir', join(folder, 'dist')])
  return {
    folder,
    compile: async ({ compiler, flavour }, sources) => {
      const config = join(folder, `${compiler}-${flavour}-${sources.replace(/\W+/g, '-')}.json`)
      await writeFile(config, JSON.stringify(configFor(flavour, sources, folder)))
      const comparable = compiler === 'typescript' ? ['--singleThreaded'] : []
      return run(compiler, ['-p', config, '--extendedDiagnostics', ...comparable])
    },
    close: () => rm(folder, { recursive: true }),
  }
}

function configFor(flavour: Flavour, sources: string, folder: string): object {
  const declarations = join(folder, 'dist')
  const paths = {
    miniweb: [join(declarations, 'index.d.ts')],
    'miniweb/jwt': [join(declarations, 'middleware/jwt/index.d.ts')],
  }
  const compilerOptions = { experimentalDecorators: flavour === 'legacy', paths }
  return { extends: join(CASES, 'tsconfig.json'), compilerOptions, include: [join(CASES, sources)], exclude: [] }
}

/** Resolves to what the compiler prints, whatever it found. */
function run(compiler: Compiler, args: readonly string[]): Promise<string> {
  const path = join(ROOT, 'node_modules', compiler, 'bin/tsc')
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [path, '--pretty', 'false', ...args],
      { maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        if (stderr === '' && (error === null || typeof error.code === 'number')) resolve(stdout)
        else reject(error ?? new Error(stderr))
      },
    )
  })
}
