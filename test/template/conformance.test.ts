// The Mustache specification's own tests, all modules, against the pure stages of the engine.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { builtInHelpers } from '../../src/template/render/builtins.js'
import { TemplateLibrary } from '../../src/template/render/library.js'
import { ItemScope } from '../../src/template/render/scope.js'
import { parseTemplate } from '../../src/template/syntax/parse.js'

interface SpecCase {
  readonly name: string
  readonly data: unknown
  readonly template: string
  readonly expected: string
  readonly partials?: Readonly<Record<string, string>>
}

const FOLDER = new URL('mustache-spec/', import.meta.url)
const MODULES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'))
const CORE = MODULES.filter((file) => !file.startsWith('~'))

function casesOf(file: string): readonly SpecCase[] {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')).tests
}

function renderCase({ template, data, partials = {} }: SpecCase, lambdas: boolean): string {
  const texts = Object.entries({ ...partials, '': template })
  const parsed = texts.map(([name, text]) => parseTemplate({ name, file: name, text }))
  const library = new TemplateLibrary(parsed, {
    helpers: builtInHelpers(),
    missing: 'empty',
    allowsMissingPartials: true,
    lambdas,
    warn: () => undefined,
  })
  const root = library.template('')
  if (root === undefined) throw new Error('the case has no template')
  return library.render({ template: root, render: library.page(root).whole }, new ItemScope(undefined, revive(data)))
}

/** Functions stand in the data as JavaScript text; only this test ever evaluates it. */
function revive(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data
  if (Array.isArray(data)) return data.map(revive)
  if ('__tag__' in data && 'js' in data) return new Function(`return (${String(data.js)})`)()
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, revive(value)]))
}

it('counts 194 cases, 136 of them core', () => {
  const count = (files: readonly string[]) => files.reduce((sum, file) => sum + casesOf(file).length, 0)
  expect([count(MODULES), count(CORE)]).toEqual([194, 136])
})

for (const file of MODULES) {
  describe(`the Mustache specification, ${file}`, () => {
    it.each(casesOf(file))('$name', (spec) => {
      expect(renderCase(spec, file.includes('lambdas'))).toBe(spec.expected)
    })
  })
}

it('does not call functions unless asked to', () => {
  const [interpolation] = casesOf('~lambdas.json')
  if (interpolation === undefined) throw new Error('the module has no case')
  expect(() => renderCase(interpolation, false)).toThrow('a function has no text')
})
