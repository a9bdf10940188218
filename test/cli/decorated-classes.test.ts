// Which classes have routes, as the sources say: by `route` of miniweb and the scopes made from it, in any file.

import { describe, expect, it } from 'vitest'
import { decoratedClasses } from '../../src/cli/decorated-classes.js'
import { wordsOf } from '../../src/cli/source-words.js'

function classesIn(files: Readonly<Record<string, string>>): readonly string[] {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }))
  return decoratedClasses(sources).map(({ name, lines }) => `${name} ${lines.join('-')}`)
}

const IMPORT = "import { type Ctx, route } from 'miniweb'\n"

describe('a class has routes', () => {
  it.each([
    ['by the decorator itself', `${IMPORT}class A {\n  @route('/')\n  a() {}\n}`, ['A 2-5']],
    ['by one of its methods', `${IMPORT}class A {\n  @route.post('/', { x: { y: 1 } }) a() {}\n}`, ['A 2-4']],
    ['by another name', "import { route as r } from 'miniweb'\nclass A { @r('/') a() {} }", ['A 2-2']],
    [
      'by a scope',
      `${IMPORT}export const admin = route.at('/a').through(x)\nexport class A { @admin('/') a() {} }`,
      ['A 3-3'],
    ],
    [
      'by a scope of a scope',
      `${IMPORT}const a = route.at('/a')\nconst b = a.with(x)\nclass A { @b() a() {} }`,
      ['A 4-4'],
    ],
    ['but not by decorators of others', "import { route } from 'other'\nclass A { @route('/') a() {} }", []],
    ['but not by a name that is never imported', "class A { @route('/') a() {} }", []],
    [
      'but not in a comment or a text',
      `${IMPORT}// class A { @route('/') a() {} }\nconst b = \`class B { @route() }\``,
      [],
    ],
    ['but not if it is abstract', `${IMPORT}abstract class A { @route('/') a() {} }`, []],
    ['but not for a class inside of it', `${IMPORT}class A { a() { class B { @route('/') b() {} } } }`, ['B 2-2']],
    ['after a regular expression', `${IMPORT}const x = /[/{]'/\nclass A { @route('/') a() {} }`, ['A 3-3']],
    ['after a division', `${IMPORT}const x = 1 / 2\nclass A { @route('/') a() {} }`, ['A 3-3']],
  ])('%s', (_, text, expected) => {
    expect(classesIn({ '/app/a.ts': text })).toEqual(expected)
  })

  it.each(['./scopes.js', './scopes.ts', './scopes'])('by a scope of another file, imported from %s', (from) => {
    const files = {
      '/app/a.ts': `import { admin as there } from '${from}'\nclass A { @there.get('/') a() {} }`,
      '/app/scopes.ts': `import { base } from './base.js'\nexport const admin = base.at('/admin')`,
      '/app/base.ts': `${IMPORT}export const base = route.with(x)`,
    }
    expect(classesIn(files)).toEqual(['A 2-2'])
  })
})

it('a source is split into names, strings and symbols', () => {
  const text = "const x_1 = 'it\\'s' /* no */ + `a 'b` // end\n/* open"
  expect(wordsOf(text).map((word) => word.text)).toEqual(['const', 'x_1', '=', "it\\'s", '+'])
})
