// The classes of an app that have routes, as its sources say: whether they are registered or not, imported or not.
// A decorator counts if its name is `route` of miniweb, or a scope that was made from it, here or in another file.

import { dirname, join } from 'node:path'
import type { AppSource } from './source-files.js'
import { type Word, wordsOf } from './source-words.js'

/** A class with decorated methods. */
export interface DecoratedClass {
  readonly name: string
  readonly source: AppSource
  /** Where its name stands. */
  readonly offset: number
  /** The first and last line, from 1. */
  readonly lines: readonly [first: number, last: number]
}

/** A file while it is read. */
interface ReadSource {
  readonly source: AppSource
  readonly words: readonly Word[]
  /** Names that mean `route` or a scope. */
  readonly scopes: Set<string>
}

const SCOPE_MAKERS: ReadonlySet<string> = new Set(['at', 'through', 'with', 'converters'])

/** Finds the classes with routes. Abstract ones are left out: their routes belong to those that extend them. */
export function decoratedClasses(sources: readonly AppSource[]): readonly DecoratedClass[] {
  const files = sources.map((source): ReadSource => ({ source, words: wordsOf(source.text), scopes: new Set() }))
  const byPath = new Map(files.map((file) => [file.source.path, file]))
  let known = -1
  for (let now = 0; now !== known; ) {
    known = now
    for (const file of files) findScopes(file, byPath)
    now = files.reduce((sum, { scopes }) => sum + scopes.size, 0)
  }
  return files.flatMap(classesOf)
}

/** Notes what a file imports and makes; what it imports may have been found in another file meanwhile. */
function findScopes({ source, words, scopes }: ReadSource, files: ReadonlyMap<string, ReadSource>): void {
  for (const [index, { text }] of words.entries()) {
    if (text === 'import') {
      for (const [name, as, from] of importsAt(words, index)) {
        const there = from.startsWith('.') ? scopesOf(files, join(dirname(source.path), from)) : undefined
        if (from === 'miniweb' ? name === 'route' : there?.has(name)) scopes.add(as)
      }
    }
    // const admin = route.at('/admin')
    const [name, equals, root, dot, maker] = words.slice(index + 1, index + 6).map((word) => word.text)
    if (text !== 'const' || equals !== '=' || dot !== '.') continue
    if (scopes.has(root ?? '') && SCOPE_MAKERS.has(maker ?? '')) scopes.add(name ?? '')
  }
}

/** The scopes of a file as an import names it: `./scopes.js` is scopes.ts, too. */
function scopesOf(files: ReadonlyMap<string, ReadSource>, path: string): ReadonlySet<string> | undefined {
  const typed = /\.[cm]?js$/.test(path) ? `${path.slice(0, -2)}ts` : `${path}.ts`
  return (files.get(path) ?? files.get(typed))?.scopes
}

/** `import { name as as } from 'from'` */
function importsAt(words: readonly Word[], start: number): readonly (readonly [string, string, string])[] {
  const open = words[start + 1]?.text === 'type' ? start + 2 : start + 1
  if (words[open]?.text !== '{') return []
  const end = words.findIndex(({ text }, index) => index > open && text === '}')
  const from = words[end + 2]
  if (end === -1 || words[end + 1]?.text !== 'from' || from?.kind !== 'string') return []
  const names = words.slice(open + 1, end).map(({ text }) => text)
  return names
    .join(' ')
    .split(',')
    .map((item) => item.trim().split(' '))
    .map((item) => [item[0] ?? '', item.at(-1) ?? '', from.text] as const)
}

/** The classes of a file with a decorator that is a route's, at the level of their members. */
function classesOf({ source, words, scopes }: ReadSource): readonly DecoratedClass[] {
  return words.flatMap(({ text, kind }, index) => {
    const name = words[index + 1]
    if (kind !== 'name' || text !== 'class' || name?.kind !== 'name') return []
    const [open, end] = bodyAt(words, index)
    const last = words[end]
    if (last === undefined || words[index - 1]?.text === 'abstract') return []
    if (!hasRoute(words.slice(open, end), scopes)) return []
    const lines = [lineAt(source.text, name.offset), lineAt(source.text, last.offset)] as const
    return [{ name: name.text, source, offset: name.offset, lines }]
  })
}

/** The braces of a class. */
function bodyAt(words: readonly Word[], start: number): readonly [open: number, end: number] {
  const open = words.findIndex(({ text, kind }, index) => index > start && kind === 'symbol' && text === '{')
  let depth = 0
  for (let index = open; index !== -1 && index < words.length; index++) {
    const { kind, text } = words[index] ?? { kind: 'name', text: '' }
    if (kind !== 'symbol') continue
    if (text === '{') depth++
    else if (text === '}' && --depth === 0) return [open, index]
  }
  return [open, words.length]
}

function hasRoute(body: readonly Word[], scopes: ReadonlySet<string>): boolean {
  let depth = 0
  return body.some(({ kind, text }, index) => {
    if (kind !== 'symbol') return false
    if ('{(['.includes(text)) depth++
    else if ('})]'.includes(text)) depth--
    return text === '@' && depth === 1 && scopes.has(body[index + 1]?.text ?? '')
  })
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
