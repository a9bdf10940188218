// Which module makes the app, which folder is the app's, and what runs TypeScript with decorators there.

import { createRequire } from 'node:module'
import { basename, dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isFile, isTypeScript } from './app-entry.js'

/** Where an entry is looked for if none is named, in this order. */
const USUAL = ['src/main', 'src/app', 'main', 'app'].flatMap((name) => [`${name}.ts`, `${name}.js`])

/**
 * The whole path of the entry.
 *
 * @param named as it stands on the command line
 * @throws Error if there is no such file
 */
export function findEntry(named: string | undefined): string {
  const found = (named === undefined ? USUAL : [named]).map((path) => resolve(path)).find(isFile)
  if (found !== undefined) return found
  if (named !== undefined) throw new Error(`there is no file "${named}"`)
  throw new Error('there is neither src/main.ts nor src/app.ts here: name the module that makes the app')
}

/** The folder whose files belong to the app: that of the entry, or the one around `src`. */
export function folderOf(entry: string): string {
  const folder = dirname(entry)
  return basename(folder) === 'src' ? dirname(folder) : folder
}

/**
 * What node has to load before the entry: tsx of the app's own dependencies.
 *
 * @throws Error if the entry is TypeScript and tsx is not installed
 */
export function preloadFor(entry: string): readonly string[] {
  try {
    return [pathToFileURL(createRequire(entry).resolve('tsx')).href]
  } catch (cause) {
    if (!isTypeScript(entry)) return []
    throw new Error('tsx, which runs TypeScript, is not installed here: npm install --save-dev tsx', { cause })
  }
}
