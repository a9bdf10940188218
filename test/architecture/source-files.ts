// The files of src/ with what they import, read as text: the facts that the architecture tests judge.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One import of a source file. */
interface Import {
  /** As it is written: `node:fs`, `../errors.js`, `mime`. */
  readonly specifier: string
  /** The file of src/ it means, if it is one. */
  readonly file: string | undefined
}

/** One file of src/, its path relative to that folder. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
}

const SRC = fileURLToPath(new URL('../../src', import.meta.url))
const IMPORT = /(?:^|\n)(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|(?:^|\n)import\s+'([^']+)'|\bimport\('([^']+)'\)/g

/** Every TypeScript file of src/. */
export function sourceFiles(): readonly SourceFile[] {
  const names = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  return names.map((name) => {
    const path = relative(SRC, join(SRC, name)).split(sep).join('/')
    const text = readFileSync(join(SRC, name), 'utf8')
    return { path, text, imports: importsOf(path, text) }
  })
}

function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? ''
    const file = specifier.startsWith('.')
      ? posix.normalize(posix.join(dirname(path), specifier)).replace(/\.js$/, '.ts')
      : undefined
    return { specifier, file }
  })
}

/** The room of a file: its first folder, or its own name at the top. */
export function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '')
}
