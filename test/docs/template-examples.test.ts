// Every example of docs/templates.md: a template (and others it uses), its data, its output.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { TemplateEngine } from '../../src/index.js'

interface Example {
  readonly title: string
  readonly files: ReadonlyMap<string, string>
  readonly data: object
  readonly output: string
}

const BLOCK = /^```(html|json|text)(?: (\S+))?\n([\s\S]*?)^```$/gm
const examples = readExamples(readFileSync(new URL('../../docs/templates.md', import.meta.url), 'utf8'))
const root = mkdtempSync(join(tmpdir(), 'miniweb-templates-'))

afterAll(() => rmSync(root, { recursive: true }))

describe('docs/templates.md', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(10)
  })

  it.each(examples)('$title', ({ title, files, data, output }) => {
    const dir = join(root, title.replace(/\W+/g, '-'))
    for (const [name, text] of files) {
      mkdirSync(dirname(join(dir, name)), { recursive: true })
      writeFileSync(join(dir, name), text)
    }
    expect(new TemplateEngine({ dir, dev: true }).render('example.html', data)).toBe(output)
  })
})

function readExamples(text: string): Example[] {
  const found: Example[] = []
  let files = new Map<string, string>()
  let data: object = {}
  for (const match of text.matchAll(BLOCK)) {
    const [, kind, name = 'example.html', content = ''] = match
    if (kind === 'html') files.set(name, content)
    else if (kind === 'json') data = JSON.parse(content) as object
    else {
      const heading = text
        .slice(0, match.index)
        .match(/^## .*$/gm)
        ?.at(-1)
        ?.slice(3)
      found.push({ title: `${heading} (${found.length + 1})`, files, data, output: content })
      files = new Map()
      data = {}
    }
  }
  return found
}
