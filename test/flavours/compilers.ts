// The compilers: how each turns the fixture into files, and what Node is given to run them.

import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { transformFile } from '@swc/core'
import { build } from 'esbuild'
import { PROJECT, runTsc, type Workspace } from './workspace.js'

/** The two kinds of decorators. */
export type Decorators = 'standard' | 'legacy'

/** A way to compile the fixture. */
export interface Flavour {
  readonly name: string
  readonly decorators: Decorators
  /** Whether class fields are defined (as the language says) or assigned (as TypeScript used to do). */
  readonly useDefineForClassFields: boolean
}

/** A compiler. */
export interface Compiler {
  readonly name: string
  /** Compiles all flavours, each into files of its own. Rejects with what the compiler says if it finds a mistake. */
  compile(workspace: Workspace, flavours: readonly Flavour[]): Promise<void>
  /** The arguments for Node that run a compiled flavour in the workspace's folder. */
  program(flavour: Flavour): readonly string[]
}

/** tsc of a package, in one process. It checks the types as well, but once for each kind of decorators. */
export function tsc(name: string, compiler: 'typescript' | 'typescript-5'): Compiler {
  return {
    name,
    program,
    async compile(workspace, flavours) {
      for (const flavour of flavours) await writeTsconfig(workspace, flavour)
      await runTsc(compiler, ['-b', ...flavours.map(tsconfigOf)], workspace.folder)
    },
  }
}

/** tsx, which compiles while it runs. */
export const tsx: Compiler = {
  name: 'tsx',
  async compile(workspace, flavours) {
    for (const flavour of flavours) await writeTsconfig(workspace, flavour)
  },
  program(flavour) {
    const cli = join(PROJECT, 'node_modules/tsx/dist/cli.mjs')
    return [cli, '--tsconfig', tsconfigOf(flavour), join('source', 'main.ts')]
  },
}

/** esbuild; `otherwise` are files with decorators of the other kind, as from a library that was compiled elsewhere. */
export function esbuild(name: string, otherwise: readonly string[] = []): Compiler {
  return {
    name,
    program,
    async compile(workspace, flavours) {
      for (const flavour of flavours) {
        const { decorators } = flavour
        const files = await sourcesOf(workspace, flavour)
        const others = files.filter((file) => otherwise.includes(file))
        const rest = files.filter((file) => !otherwise.includes(file))
        await esbuildFiles(workspace, flavour, { files: rest, decorators })
        await esbuildFiles(workspace, flavour, {
          files: others,
          decorators: decorators === 'legacy' ? 'standard' : 'legacy',
        })
      }
    },
  }
}

interface EsbuildFiles {
  readonly files: readonly string[]
  readonly decorators: Decorators
}

async function esbuildFiles(
  workspace: Workspace,
  flavour: Flavour,
  { files, decorators }: EsbuildFiles,
): Promise<void> {
  const { useDefineForClassFields } = flavour
  await build({
    entryPoints: files.map((file) => join('source', file)),
    absWorkingDir: workspace.folder,
    outdir: outputOf(flavour),
    format: 'esm',
    target: 'node20',
    // Without it a class that names itself is called `_Pages`.
    keepNames: true,
    sourcemap: true,
    tsconfigRaw: { compilerOptions: { experimentalDecorators: decorators === 'legacy', useDefineForClassFields } },
  })
}

/** SWC; `decoratorVersion` is the state of the standard that it follows. */
export function swc(name: string, decoratorVersion: '2022-03' | '2023-11'): Compiler {
  return {
    name,
    program,
    async compile(workspace, flavours) {
      for (const flavour of flavours) {
        await mkdir(join(workspace.folder, outputOf(flavour)), { recursive: true })
        for (const file of await sourcesOf(workspace, flavour)) {
          await swcFile(workspace, flavour, { file, decoratorVersion })
        }
      }
    },
  }
}

interface SwcFile {
  readonly file: string
  readonly decoratorVersion: '2022-03' | '2023-11'
}

async function swcFile(workspace: Workspace, flavour: Flavour, { file, decoratorVersion }: SwcFile): Promise<void> {
  const { useDefineForClassFields, decorators } = flavour
  const isLegacy = decorators === 'legacy'
  const transform = { useDefineForClassFields, ...(isLegacy ? { legacyDecorator: true } : { decoratorVersion }) }
  const { code, map = '' } = await transformFile(join(workspace.source, file), {
    configFile: false,
    swcrc: false,
    // The maps of the legacy kind put a plain `@route('/')` at the end of its class.
    sourceMaps: !isLegacy,
    module: { type: 'es6' },
    jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform },
  })
  const compiled = join(workspace.folder, outputOf(flavour), file.replace(/\.ts$/, '.js'))
  await writeFile(compiled, isLegacy ? code : `${code}\n//# sourceMappingURL=${basename(compiled)}.map\n`)
  if (!isLegacy) await writeFile(`${compiled}.map`, map)
}

/** Runs compiled files: with source maps where fields are defined, without where they are assigned. */
function program(flavour: Flavour): readonly string[] {
  const script = join(outputOf(flavour), 'main.js')
  return flavour.useDefineForClassFields ? ['--enable-source-maps', script] : [script]
}

function outputOf(flavour: Flavour): string {
  return join('out', labelOf(flavour))
}

function tsconfigOf(flavour: Flavour): string {
  return join('source', `tsconfig.${labelOf(flavour)}.json`)
}

function labelOf({ name }: Flavour): string {
  return name.replaceAll(/\W+/g, '-')
}

async function writeTsconfig(workspace: Workspace, flavour: Flavour): Promise<void> {
  const { decorators, useDefineForClassFields } = flavour
  const compilerOptions = {
    experimentalDecorators: decorators === 'legacy',
    useDefineForClassFields,
    rootDir: '.',
    outDir: join('..', outputOf(flavour)),
    sourceMap: true,
    noCheck: !useDefineForClassFields,
  }
  const config = { extends: './tsconfig.json', compilerOptions, files: await sourcesOf(workspace, flavour) }
  await writeFile(join(workspace.folder, tsconfigOf(flavour)), JSON.stringify(config))
}

/** The files that a flavour can read: some mistakes only the standard syntax can say. */
async function sourcesOf({ source }: Workspace, { decorators }: Flavour): Promise<readonly string[]> {
  const files = (await readdir(source)).filter((file) => file.endsWith('.ts'))
  return decorators === 'standard' ? files : files.filter((file) => file !== 'refusals-standard.ts')
}
