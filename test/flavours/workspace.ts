// A temporary folder in which the fixture is compiled as an application would be: with the built package in its
// node_modules. Whoever opens it removes it.

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const RUN_TIMEOUT_MS = 60_000

/** The folder of the project. */
export const PROJECT: string = fileURLToPath(new URL('../..', import.meta.url))

const FIXTURE = join(PROJECT, 'test/fixtures/flavours')

/** A place to compile the fixture in. */
export interface Workspace {
  readonly folder: string
  /** The copied sources of the fixture, below `folder`. */
  readonly source: string
  remove(): Promise<void>
}

/** Builds the package, and puts it into the node_modules beside a copy of the fixture. */
export async function openWorkspace(): Promise<Workspace> {
  // A name that paths in stack traces must survive.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'miniweb flavours (1) ')))
  const source = join(folder, 'source')
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, 'miniweb'), { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await cp(FIXTURE, source, { recursive: true })
  await cp(join(PROJECT, 'package.json'), join(modules, 'miniweb/package.json'))
  // The types of the sources are the business of `npm run check`.
  await runTsc('typescript', ['-p', 'src', '--noCheck', '--outDir', join(modules, 'miniweb/dist')], PROJECT)
  for (const name of ['@fastify', 'reflect-metadata', 'mime', '@types', 'undici-types'])
    await symlink(join(PROJECT, 'node_modules', name), join(modules, name), 'junction')
  return { folder, source, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Runs a TypeScript compiler: `typescript` is 7, `typescript-5` is 5.9. Rejects with its output if it finds errors. */
export async function runTsc(compiler: string, args: readonly string[], cwd: string): Promise<void> {
  await runNode([join(PROJECT, 'node_modules', compiler, 'bin/tsc'), ...args], cwd)
}

/** Runs Node, and gives what it wrote to stdout. Rejects with all it wrote if it fails, or says anything on stderr. */
export function runNode(args: readonly string[], cwd: string): Promise<string> {
  const options = { cwd, timeout: RUN_TIMEOUT_MS, env: cleanEnvironment() }
  return new Promise((done, fail) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (error === null && stderr === '') done(stdout)
      else fail(new Error(`${stdout}${stderr}` || `node ${args[0]} ended by ${error?.signal ?? error?.code}`))
    })
  })
}

/** The environment without what the test runner sets for Node and for itself. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_ENV: _env, VITEST: _vitest, ...rest } = process.env
  return rest
}
