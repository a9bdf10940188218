// The walls of the house, as docs/architecture.md describes them.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { roomOf, type SourceFile, sourceFiles } from './source-files.js'

const files = sourceFiles()
const architecture = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8')
const order = /^> (cli → .*)$/m.exec(architecture)?.[1]?.split(/ → |, /) ?? []

const KNOW_HTTP = [
  'server.ts',
  'listen.ts',
  'http/context.ts',
  'http/peer.ts',
  'http/leaving.ts',
  'http/send.ts',
  'testing/exchange.ts',
]
const KNOW_FILES = ['template/engine.ts', 'template/folder.ts', 'http/body/temporary-files.ts']

describe('the walls', () => {
  it('are read from a list that names every room, and only rooms', () => {
    expect([...new Set(files.map(({ path }) => withoutTypes(roomOf(path))))].sort()).toEqual([...order].sort())
  })

  it.each(files.map((file) => [file.path, file] as const))('%s imports only what lies below it', (_, file) => {
    const above = file.imports.filter((found) => found.file !== undefined && rank(found.file) < rank(file.path))
    expect(above.map(({ specifier }) => specifier)).toEqual([])
  })

  it('have no circle, type imports included', () => {
    expect(findCircle(files)).toBeUndefined()
  })

  it('would notice a circle', () => {
    const made: SourceFile[] = [
      { path: 'a.ts', text: '', imports: [{ specifier: './b.js', file: 'b.ts' }] },
      { path: 'b.ts', text: '', imports: [{ specifier: './a.js', file: 'a.ts' }] },
    ]
    expect(findCircle(made)).toEqual(['a.ts', 'b.ts', 'a.ts'])
  })

  it('let only the files that talk to sockets know node:http', () => {
    const knowing = importing(/^(?:node:)?https?$/)
    expect(knowing.filter((path) => !KNOW_HTTP.includes(path) && !path.startsWith('http/body/'))).toEqual([])
    expect(knowing.length).toBeGreaterThan(3)
  })

  it('let only the files that read folders know node:fs', () => {
    const knowing = importing(/^(?:node:)?fs(?:\/promises)?$/)
    const allowed = (path: string) => KNOW_FILES.includes(path) || /^(?:static|dev|cli)\//.test(path)
    expect(knowing.filter((path) => !allowed(path))).toEqual([])
    expect(knowing.length).toBeGreaterThan(1)
  })

  it('let the template engine know nothing of the rest', () => {
    const outside = files
      .filter(({ path }) => path.startsWith('template/'))
      .flatMap(({ imports }) => imports.filter(({ file }) => file !== undefined && !file.startsWith('template/')))
    expect(outside).toEqual([])
  })

  it('keep index.ts free of logic', () => {
    const index = files.find(({ path }) => path === 'index.ts')
    const rest = index?.text.replace(/export (?:type )?\{[^}]*\} from '[^']+'/g, '').replace(/^\/\/.*$/gm, '')
    expect(rest?.trim()).toBe('')
  })
})

describe('each file', () => {
  it.each(files.map((file) => [file.path, file.text] as const))('%s opens with what it is', (_, text) => {
    expect(text).toMatch(/^(?:#!.*\n)?\/\/ \S/)
  })
})

function importing(pattern: RegExp): string[] {
  return files.filter(({ imports }) => imports.some(({ specifier }) => pattern.test(specifier))).map(({ path }) => path)
}

function rank(path: string): number {
  return order.indexOf(withoutTypes(roomOf(path)))
}

/** `view-types` is a part of the room `view`. */
function withoutTypes(room: string): string {
  return room.replace(/-types$/, '')
}

function findCircle(all: readonly SourceFile[]): string[] | undefined {
  const byPath = new Map(all.map((file) => [file.path, file]))
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): string[] | undefined => {
    const before = trail.indexOf(path)
    if (before !== -1) return [...trail.slice(before), path]
    if (done.has(path)) return undefined
    for (const { file } of byPath.get(path)?.imports ?? []) {
      const circle = file === undefined ? undefined : visit(file, [...trail, path])
      if (circle) return circle
    }
    done.add(path)
    return undefined
  }
  for (const { path } of all) {
    const circle = visit(path, [])
    if (circle) return circle
  }
  return undefined
}
