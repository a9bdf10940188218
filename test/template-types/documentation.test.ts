// What docs/templates.md says of types is what the generator writes.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { generate, typeOf } from './inferred.js'

const text = readFileSync(new URL('../../docs/templates.md', import.meta.url), 'utf8')
const section = /^## Types\n([\s\S]*?)^## /m.exec(text)?.[1] ?? ''

describe('the table of what is inferred', () => {
  const rows = [...section.matchAll(/^\| `(\{\{.*?)` +\| `(\{.*?)` +\|$/gm)].map(([, template = '', type = '']) => {
    return [template.replaceAll('\\|', '|'), type.replaceAll('\\|', '|')] as const
  })

  it('has rows', () => {
    expect(rows.length).toBeGreaterThan(5)
  })

  it.each(rows)('%s is %s', (template, type) => {
    expect(typeOf({ 'a.html': template }, 'a.html')).toBe(type)
  })
})

describe('the examples', () => {
  it('show the generated file', () => {
    const [, template = '', types = ''] = /^```html\n([\s\S]*?)^```\n```ts\n([\s\S]*?)^```$/m.exec(section) ?? []
    expect(types).toContain('interface Templates')
    expect(generate({ 'posts/show.html': template }).text).toContain(types)
  })

  it('declare properties as the language has them', () => {
    const [declaration = ''] = /^\{\{! @props .*$/m.exec(section) ?? []
    expect(typeOf({ 'a.html': declaration }, 'a.html')).toBe(
      "{ size?: ('small' | 'large') | undefined; user: import('../src/users.js').User }",
    )
  })
})

describe('the commands', () => {
  it('are the options that the command has', () => {
    const source = readFileSync(new URL('../../src/cli/types.ts', import.meta.url), 'utf8')
    const [, help = ''] = /const HELP = `([\s\S]*?)`/.exec(source) ?? []
    const options = [...help.matchAll(/^ {2}(--\w+)/gm)].map(([, option]) => option).filter((each) => each !== '--help')
    expect(options.length).toBeGreaterThan(3)
    for (const option of options) expect(section).toContain(option)
  })
})
