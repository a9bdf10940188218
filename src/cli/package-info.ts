// What the command line knows of its own package: its version, and where its files lie.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = new URL('../../', import.meta.url)

/** The folder that `miniweb new` copies from. */
export const APP_TEMPLATES: string = fileURLToPath(new URL('templates/app', ROOT))

/** The version of miniweb. */
export function version(): string {
  const text = readFileSync(new URL('package.json', ROOT), 'utf8')
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? 'unknown'
}
