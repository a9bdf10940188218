// docs/command-line.md has every command with every option of its help, and quotes sentences that the sources say.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.js'
import { terminalOf } from '../../src/cli/terminal.js'
import { sourceFiles } from '../architecture/source-files.js'

const text = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8')
const sections = new Map(text.split(/^## /m).map((section) => [section.split('\n')[0] ?? '', section]))
const commands = [...(await said('--help')).matchAll(/^ {2}(\w+) {2,}/gm)].map(([, name = '']) => name)

async function said(...args: readonly string[]): Promise<string> {
  const lines: string[] = []
  const stream = { write: (line: string) => lines.push(line) }
  expect(await run(args, terminalOf(stream, stream, {}), new AbortController().signal)).toBe(0)
  return lines.join('')
}

describe('docs/command-line.md', () => {
  it('lists the commands as the help does', () => {
    const listed = [...text.matchAll(/^\| `miniweb (\w+)` \|/gm)].map(([, name]) => name)
    expect(listed).toEqual(commands)
    expect(commands.length).toBeGreaterThan(5)
  })

  it.each(commands)('has the options of miniweb %s', async (name) => {
    const section = sections.get(`miniweb ${name}`) ?? ''
    const options = [...(await said(name, '--help')).matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option = '']) => option)
    expect(options.filter((option) => option !== '--help' && !section.includes(option))).toEqual([])
    expect(options).toContain('--help')
  })

  it.each([
    'is in use already',
    'exports no app',
    'exports its app, but lets it listen itself',
    'still has decorators, which node cannot run',
    'gives standard decorators no metadata',
    'tsx, which runs TypeScript, is not installed here',
    'TypeScript, which checks the types, is not installed here',
    'the templates folder',
    'has routes, but is not registered',
    'it has no method with @route',
  ])('quotes what the sources say: %s', (sentence) => {
    expect(sections.get('What goes wrong in the first hour')).toContain(sentence)
    expect(sourceFiles().some((file) => file.text.includes(sentence))).toBe(true)
  })
})
