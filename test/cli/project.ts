// A temporary project with the built package in its node_modules, and the command run in it as its user would.
// Whoever opens one removes it.

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PROJECT, runTsc } from '../flavours/workspace.js'

const RUN_TIMEOUT_MS = 60_000

/** What miniweb and the apps of the tests import, without what is looked for and not found. */
const PACKAGES = ['@fastify', 'reflect-metadata', 'mime', '@types', 'undici-types', 'zod', 'libsql', '@libsql']
/** What an app has for its development. */
export const TOOLS = ['typescript', '@typescript', 'tsx']

/** What a command did. */
export interface Ran {
  readonly code: number | string | undefined
  readonly out: string
  readonly err: string
}

/** A project. */
export interface Project {
  readonly folder: string
  /** Writes files by their paths in the project. */
  write(files: Readonly<Record<string, string>>): Promise<void>
  /** Runs the command to its end. */
  miniweb(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran>
  /** Starts the command. Whoever starts it ends it. */
  spawn(args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess
  remove(): Promise<void>
}

/** Builds the package into a new project. @param tools what is installed beside it */
export async function openProject(tools: readonly string[] = TOOLS): Promise<Project> {
  // A name that paths must survive.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'miniweb project (1) ')))
  const modules = join(folder, 'node_modules')
  const cli = join(modules, 'miniweb/dist/cli/main.js')
  await mkdir(join(modules, 'miniweb'), { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  for (const name of ['package.json', 'templates', 'static']) {
    await cp(join(PROJECT, name), join(modules, 'miniweb', name), { recursive: true })
  }
  // The types of the sources are the business of `npm run check`.
  await runTsc('typescript', ['-p', 'src', '--noCheck', '--outDir', join(modules, 'miniweb/dist')], PROJECT)
  for (const name of [...PACKAGES, ...tools]) {
    await symlink(join(PROJECT, 'node_modules', name), join(modules, name), 'junction')
  }
  const options = (env: NodeJS.ProcessEnv) => ({ cwd: folder, env: { ...cleanEnvironment(), ...env } })
  return {
    folder,
    async write(files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        await writeFile(join(folder, path), text)
      }
    },
    miniweb: (args, env = {}) =>
      new Promise((done) => {
        const settings = { ...options(env), timeout: RUN_TIMEOUT_MS }
        execFile(process.execPath, [cli, ...args], settings, (error, out, err) => {
          done({ code: error ? (error.code ?? String(error.signal)) : 0, out, err })
        })
      }),
    spawn: (args, env = {}) => spawn(process.execPath, [cli, ...args], { ...options(env), stdio: 'pipe' }),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The environment without what the test runner sets, and without what the command reads. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const {
    NODE_OPTIONS: _options,
    NODE_ENV: _env,
    VITEST: _vitest,
    PORT: _port,
    HOST: _host,
    FORCE_COLOR: _force,
    ...rest
  } = process.env
  return rest
}
