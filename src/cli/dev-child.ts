// The process that runs an app under `miniweb dev`: imports the entry, and if that fails, answers with a page that says
// why. It ends with the command, whatever ends that.

import { register } from 'node:module'
import type { Socket } from 'node:net'
import { pathToFileURL } from 'node:url'
import { MessageChannel } from 'node:worker_threads'
import { App, HttpError } from '../index.js'
import { beginDevSession, errorReport } from '../tooling.js'
import { isApp } from './app-entry.js'
import { ChildSession } from './dev-child-session.js'
import type { Crash, FromApp, Start, ToApp } from './dev-messages.js'
import { terminalOf } from './terminal.js'

/** What an entry may export. */
interface EntryModule {
  readonly default?: unknown
}

const start: Start = JSON.parse(process.argv[2] ?? '')
process.argv.splice(1, 2, start.entry)

const terminal = terminalOf(process.stdout, process.stderr, process.env)
const session = new ChildSession({ ...start, terminal, tell })

beginDevSession(session)
listenToCommand()
reportImports()
process.on('uncaughtExceptionMonitor', (error) => tell({ kind: 'crashed', crash: crashOf(error) }))
if (start.crash) await showCrash(start.crash)
else await runEntry()

function tell(message: FromApp): void {
  process.send?.(message)
}

function listenToCommand(): void {
  process.on('disconnect', () => process.exit())
  process.on('SIGINT', () => undefined) // the command hears it too, and says when to end
  process.on('message', (message: ToApp, socket?: Socket) => {
    if (message.kind === 'connection') {
      if (socket) session.connect(socket) // undefined if the client has left
    } else if (message.kind === 'changed') session.changed(message.what)
    else if (message.kind === 'end') session.end().finally(() => process.exit())
  })
}

function reportImports(): void {
  const { port1, port2 } = new MessageChannel()
  port1.on('message', (file: string) => tell({ kind: 'imported', file }))
  port1.unref()
  register(new URL('./dev-imports.js', import.meta.url), { data: { port: port2 }, transferList: [port2] })
}

async function runEntry(): Promise<void> {
  try {
    const module: EntryModule = await import(pathToFileURL(start.entry).href)
    if (session.isServing) return
    if (!isApp(module.default)) throw new Error(whatIsWrong(module))
    await module.default.listen({ port: start.port, signals: false })
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(`thrown: ${String(error)}`)
    terminal.error(errorReport(thrown, terminal.red))
    if (session.isServing) endWith(thrown)
    else await showError(thrown)
  }
}

/** The app answers, but its entry has failed since: as without the command, that is the end of the process. */
function endWith(error: Error): void {
  tell({ kind: 'crashed', crash: crashOf(error) })
  process.exitCode = 1
  process.disconnect()
}

function whatIsWrong(module: EntryModule): string {
  const what = 'default' in module ? 'what it exports as default is no App' : 'it has no default export'
  return `${start.shown} neither exports its app (export default app) nor calls app.listen(): ${what}`
}

async function showCrash({ name, message, stack }: Crash): Promise<void> {
  await showError(Object.assign(new Error(message), { name, stack }))
}

/** Answers everything with the error, until the next change. */
async function showError(cause: Error): Promise<void> {
  const app = new App({ templates: false, dev: true, log: () => undefined })
  app.use(() => {
    throw new HttpError(503, `the app does not run: ${cause.message}`, { cause })
  })
  session.breakDown()
  await app.listen({ signals: false })
}

function crashOf(error: unknown): Crash {
  return error instanceof Error
    ? { name: error.name, message: error.message, stack: String(error.stack ?? '') }
    : { name: 'Error', message: `thrown: ${String(error)}`, stack: '' }
}
