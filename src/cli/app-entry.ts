// The module that exports an app: imported, and what is wrong with it said in a sentence.

import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { App } from '../index.js'
import { shown } from './shown.js'
import { appSources } from './source-files.js'

/** What an entry may export. */
interface EntryModule {
  readonly default?: unknown
}

/** What node calls the servers of a process. */
const SERVERS: ReadonlySet<string> = new Set(['TCPServerWrap', 'PipeWrap'])

/** An entry that cannot be used, as a sentence; what an app itself throws is none. */
export class EntryError extends Error {
  override readonly name = 'EntryError'
}

/** Where a module that exports an app is looked for if none is named, in this order. */
const USUAL = ['src/app.ts', 'src/app.js', 'app.ts', 'app.js', 'dist/app.js']

/**
 * The whole path of the module that exports an app.
 *
 * @param named as it stands on the command line
 * @throws EntryError if there is no such file
 */
export function findAppEntry(named: string | undefined): string {
  const found = (named === undefined ? USUAL : [named]).map((path) => resolve(path)).find(isFile)
  if (found !== undefined) return found
  if (named !== undefined) throw new EntryError(`there is no file "${named}"`)
  throw new EntryError('there is neither src/app.ts nor app.ts here: name the module that exports the app')
}

/** Whether there is a file. */
export function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}

/** Whether node cannot run a file without help. */
export function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path)
}

/**
 * Imports an entry and gives the app that it exports.
 *
 * @param entry the whole path
 * @throws EntryError if it exports none, or if the app listens already
 * @throws EntryError if what compiled it has left decorators in it; else what the entry throws
 */
export async function loadApp(entry: string): Promise<App> {
  const serversBefore = serverCount()
  const module = await importEntry(entry)
  const app = module.default
  const name = shown(entry)
  if (!isApp(app)) {
    const what = 'default' in module ? 'what it exports as default is no App' : 'it has no default export'
    if (serverCount() > serversBefore) {
      throw new EntryError(
        `${name} listens itself, and ${what}: name the module that exports the app (export default app)`,
      )
    }
    throw new EntryError(`${name} exports no app: ${what}; end it with export default app`)
  }
  if (app.isReady) {
    throw new EntryError(
      `${name} exports its app, but lets it listen itself: leave app.listen() to the command, or to main`,
    )
  }
  return app
}

async function importEntry(entry: string): Promise<EntryModule> {
  try {
    return await import(pathToFileURL(resolve(entry)).href)
  } catch (error) {
    const left = error instanceof SyntaxError && !isTypeScript(entry) ? decoratedFile(dirname(entry)) : undefined
    if (left === undefined) throw error
    throw new EntryError(
      `${left} still has decorators, which node cannot run: set "target": "ES2022" in tsconfig.json, with or without "experimentalDecorators", and build again`,
      { cause: error },
    )
  }
}

/** Where in a folder something that compiled it has left a decorator: in code it begins its line. */
function decoratedFile(folder: string): string | undefined {
  for (const { path, text } of appSources(folder, /\.[cm]?js$/)) {
    const line = text.split('\n').findIndex((line) => /^@\w/.test(line.trimStart()))
    if (line !== -1) return `${shown(path)}:${line + 1}`
  }
  return undefined
}

/** An app may come from another copy of the framework. */
export function isApp(value: unknown): value is App {
  return typeof value === 'object' && value !== null && 'listen' in value && typeof value.listen === 'function'
}

/** How many servers of this process listen. */
function serverCount(): number {
  return process.getActiveResourcesInfo().filter((name) => SERVERS.has(name)).length
}
