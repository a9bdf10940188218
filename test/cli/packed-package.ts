// The package as it would be published, and apps that are made with it: built, packed and installed in temporary folders.

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PROJECT } from '../flavours/workspace.js'

const RUN_TIMEOUT_MS = 120_000
/** What the package is built from and holds. */
const PACKED_FROM = 'package.json tsconfig.json src templates static README.md CHANGELOG.md LICENSE'.split(' ')

/** The packed package, with a place to make apps in. Whoever opens it removes it. */
export interface PackedPackage {
  readonly folder: string
  readonly tarball: string
  /** The command `miniweb`, as npm installed it. */
  readonly cli: string
  remove(): Promise<void>
}

/** Whether packages can be installed. @throws Error in CI if not */
export async function hasRegistry(): Promise<boolean> {
  const answer = await run('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=5000'], PROJECT).catch(String)
  if (typeof answer !== 'string') return true
  if (process.env['CI']) throw new Error(`CI needs a registry of packages: ${answer}`)
  console.warn('SKIPPED: the tests of a new app, because no registry of packages answers')
  return false
}

/** Builds the package, packs it as `npm publish` would, and installs the tarball. */
export async function openPackedPackage(): Promise<PackedPackage> {
  // A name that paths must survive.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'miniweb packed (1) ')))
  const built = join(folder, 'package')
  for (const name of PACKED_FROM) await cp(join(PROJECT, name), join(built, name), { recursive: true })
  await symlink(join(PROJECT, 'node_modules'), join(built, 'node_modules'))
  await run('npm', ['run', 'build'], built)
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], built)
  const [{ filename }] = JSON.parse(stdout)
  const tarball = join(folder, filename)
  const tool = join(folder, 'tool')
  await mkdir(tool)
  await writeFile(join(tool, 'package.json'), '{ "private": true }')
  await installIn(tool, tarball)
  const cli = join(tool, 'node_modules/miniweb/dist/cli/main.js')
  return { folder, tarball, cli, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Installs what the package in a folder needs, and more if it is named. */
export async function installIn(folder: string, ...more: readonly string[]): Promise<void> {
  await run('npm', ['install', '--no-audit', '--no-fund', ...more], folder)
}

/** What a program wrote. */
export interface Ran {
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end, with nobody at a terminal. Rejects with all it wrote if it fails. */
export function run(program: string, args: readonly string[], cwd: string): Promise<Ran> {
  return new Promise((done, fail) => {
    const options = { cwd, env: cleanEnvironment(), timeout: RUN_TIMEOUT_MS }
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) done({ stdout, stderr })
      else fail(new Error([program, ...args, 'failed:', stdout, stderr].join(' ')))
    })
  })
}

/** A server that runs until it is stopped. */
export interface RunningApp {
  readonly url: string
  stop(): Promise<void>
}

/** Runs a script of an app on any free port. @throws Error with all it wrote if it prints no address */
export async function startApp(script: string, cwd: string): Promise<RunningApp> {
  const child = spawn('npm', ['run', '--silent', script], {
    cwd,
    env: { ...cleanEnvironment(), PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const stop = async () => {
    const ended = once(child, 'exit')
    process.kill(-(child.pid ?? 0), 'SIGTERM')
    await ended
  }
  return { url: await printedAddress(child), stop }
}

async function printedAddress({ stdout, stderr }: ChildProcess): Promise<string> {
  const said: string[] = []
  stderr?.on('data', (text) => said.push(String(text)))
  if (stdout === null) throw new Error('there is no output')
  for await (const line of createInterface({ input: stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address !== undefined) return address
    said.push(line)
  }
  throw new Error(`no address was printed:\n${said.join('\n')}`)
}

/** The environment without what the test runner sets; what is in npm's cache is not asked for again. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_ENV: _env, VITEST: _vitest, ...rest } = process.env
  return { ...rest, npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false' }
}
