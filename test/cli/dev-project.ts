// A small app of its own folder, with the built package, as `miniweb dev` runs it.

import { execFileSync } from 'node:child_process'
import { cp, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openProject, type Project, type RunningCommand } from '../template-types/command.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What the package depends on, and what runs TypeScript. */
const PACKAGES = ['mime', 'reflect-metadata', '@fastify', 'tsx', 'esbuild', '@esbuild', 'get-tsconfig', 'fsevents']

/** The sources of the app; tests write them again to change it. */
export const APP = `import { App, render, route } from 'miniweb'
import { setTimeout } from 'node:timers/promises'
import { WORD } from './word.js'

class Pages {
  @route('/')
  index() {
    return render('index.html', { title: WORD })
  }
  @route('/word')
  word() {
    return WORD
  }
  @route('/pid')
  pid() {
    return String(process.pid)
  }
  @route('/slow')
  async slow() {
    await setTimeout(150)
    return WORD
  }
  @route('/broken')
  broken(): string {
    throw new TypeError('it is broken')
  }
  @route('/crash')
  crash() {
    setImmediate(() => {
      throw new TypeError('nobody catches this')
    })
    return 'soon'
  }
}

const app = new App({ templates: 'templates', static: 'static' }).register(Pages)
app.onClose(() => console.log('closed in order'))
export default app
`

const PAGE = `<!doctype html>
<html lang="en"><head><title>{{ title }}</title><link rel="stylesheet" href="{{ static('app.css') }}"></head>
<body><h1>{{ title }}</h1></body></html>
`

/** The module of the app that tests change most. */
export function word(text: string): string {
  return `export const WORD: string = '${text}'\n`
}

/** A folder with the app, ready to be run. */
export async function openApp(): Promise<Project> {
  const project = await openProject()
  const packages = join(project.folder, 'node_modules')
  for (const folder of ['templates/development', 'static']) {
    await cp(join(ROOT, folder), join(packages, 'miniweb', folder), { recursive: true })
  }
  for (const name of PACKAGES) await symlink(join(ROOT, 'node_modules', name), join(packages, name))
  await project.write('package.json', '{ "type": "module" }')
  await project.write('tsconfig.json', '{ "compilerOptions": { "target": "ES2022", "module": "NodeNext" } }')
  await writeApp(project)
  return project
}

/** Writes all files of the app as they were first. */
export async function writeApp(project: Project): Promise<void> {
  await project.write('src/app.ts', APP)
  await project.write('src/word.ts', word('first'))
  await project.write('templates/index.html', PAGE)
  await project.write('static/app.css', 'h1 { color: rgb(255, 0, 0) }\n')
}

/** The command, running. */
export interface RunningDev {
  readonly command: RunningCommand
  readonly port: number
  readonly address: string
}

/** Starts `miniweb dev` on any free port, and waits for the app to answer. */
export async function startDev(project: Project, ...args: readonly string[]): Promise<RunningDev> {
  const command = project.start(['dev', ...args, '--port', '0'])
  const line = await command.line(/http:\/\/127\.0\.0\.1:\d+(?: ·| says why)/)
  const [address = '', port = ''] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line) ?? []
  return { command, port: Number(port), address }
}

/** The text of an answer, whatever its status. */
export async function textOf(address: string, accept = '*/*'): Promise<string> {
  return (await fetch(address, { headers: { accept } })).text()
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The process that has started a process, and all that it has started. */
export function familyOf(pid: number): { readonly parent: number; readonly children: readonly number[] } {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number))
  const parent = pairs.find(([child]) => child === pid)?.[1] ?? 0
  return { parent, children: pairs.flatMap(([child = 0, other]) => (other === parent ? [child] : [])) }
}
