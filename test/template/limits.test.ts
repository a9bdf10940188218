// Depth and time: whatever a template holds, the answer is a TemplateError, soon.

import { describe, expect, it } from 'vitest'
import { parseTemplate } from '../../src/template/syntax/parse.js'
import { errorOf, render } from './in-memory.js'

const parse = (text: string) => parseTemplate({ name: 't', file: 't', text })

/** The best of three runs, in milliseconds. */
function timeOf(act: () => unknown): number {
  const times = [0, 0, 0].map(() => {
    const start = performance.now()
    act()
    return performance.now() - start
  })
  return Math.min(...times)
}

describe('depth', () => {
  it('200 nested tags compile, 201 do not', () => {
    const nested = (count: number) => `${'{{#a}}'.repeat(count)}x${'{{/a}}'.repeat(count)}`
    expect(render(nested(200), { a: true })).toBe('x')
    expect(errorOf(() => parse(nested(201))).message).toBe('tags nest deeper than 200')
  })

  it('F8 a partial that always includes itself is refused at depth 100', () => {
    const error = errorOf(() => render({ 'a.html': 'x\n{{> a}}' }))
    expect([error.message, error.file, error.line]).toEqual(['partials nest deeper than 100', 'a.html', 2])
    expect(error.chain.length).toBeLessThanOrEqual(10)
  })

  it('F8 a partial that data makes include itself is refused', () => {
    expect(errorOf(() => render({ 'a.html': '{{> *p}}' }, { p: 'a' })).message).toBe('partials nest deeper than 100')
  })

  it('F8 two partials that include each other are refused', () => {
    const files = { 'a.html': '{{> b}}', 'b.html': '{{> a}}' }
    expect(errorOf(() => render(files)).message).toBe('partials nest deeper than 100')
  })

  it('F8 a layout that is its own layout is refused', () => {
    expect(errorOf(() => render({ 'a.html': '{{<a}}{{/a}}' })).message).toBe('layouts and blocks nest deeper than 100')
  })

  it('F8 10,000 nested sections are refused within 100 ms', () => {
    const text = '{{#a}}'.repeat(10_000)
    expect(timeOf(() => errorOf(() => parse(text)))).toBeLessThan(100)
  })

  it('a recursion with 100 tags around each step is an error, never an overflow', () => {
    const around = `${'{{#if t}}'.repeat(199)}{{> a}}${'{{/if}}'.repeat(199)}`
    expect(errorOf(() => render({ 'a.html': around }, { t: true })).message).toMatch(/nest/)
  })

  it('a chain of 150 partials is refused', () => {
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`p${i}.html`, `{{> p${i + 1}}}`]))
    expect(errorOf(() => render({ ...files, 'p150.html': 'end' })).message).toBe('partials nest deeper than 100')
  })

  it('a recursion of data 90 deep renders', () => {
    const nest = (depth: number): object => (depth === 0 ? { child: null } : { child: nest(depth - 1) })
    expect(render({ 'a.html': '({{#child}}{{> a}}{{/child}})' }, nest(90))).toBe('('.repeat(91) + ')'.repeat(91))
  })

  it('an error leaves no depth behind', () => {
    const files = { 'a.html': '{{#if deep}}{{> a}}{{/if}}' }
    for (let i = 0; i < 3; i++) expect(errorOf(() => render(files, { deep: true })).message).toContain('nest deeper')
    expect(render(files, { deep: false })).toBe('')
  })
})

describe('D7 tokenising takes linear time', () => {
  const hostile: readonly (readonly [name: string, make: (count: number) => string])[] = [
    ['opening braces', (count) => '{{'.repeat(count)],
    ['unclosed sections', (count) => '{{#a}}'.repeat(count)],
    ['an opening and blanks', (count) => `{{${' '.repeat(count)}`],
    ['openings of triple tags', (count) => '{{{'.repeat(count)],
    ['openings of comments', (count) => '{{!--'.repeat(count)],
    ['openings of delimiter tags', (count) => '{{='.repeat(count)],
    ['newlines', (count) => '\n'.repeat(count)],
    ['CRs', (count) => '\r'.repeat(count)],
    ['blank lines with tags', (count) => '  {{! }}  \n'.repeat(count)],
    ['tags on one line', (count) => '{{! }}'.repeat(count)],
    ['prints on one line', (count) => '{{a}}'.repeat(count)],
    ['an unclosed string', (count) => `{{ "${'\\'.repeat(count)} }}`],
    ['an expression of one kind', (count) => `{{ ${'a or '.repeat(count)}a }}`],
    ['quotes', (count) => `{{ ${'"'.repeat(count)} }}`],
    ['delimiters that change', (count) => '{{=[ ]=}}[={{ }}=]'.repeat(count / 10)],
  ]

  it.each(hostile)('for %s', (_, make) => {
    const run = (text: string) => () => {
      try {
        parse(text)
      } catch (error) {
        expect(error).toMatchObject({ name: 'TemplateError' })
      }
    }
    const small = timeOf(run(make(2_000)))
    const large = timeOf(run(make(20_000)))
    expect(large).toBeLessThan(small * 30 + 100) // ten times the text: linear is 10, quadratic 100
  })

  it.each([
    ['{{'.repeat(100_000), 1, 1],
    ['{{#a}}'.repeat(50_000), 1, 1201],
    [`{{${' '.repeat(100_000)}`, 1, 1],
  ])('at the sizes of the advisories', (text, line, column) => {
    const error = errorOf(() => parse(text))
    expect([error.line, error.column]).toEqual([line, column])
    expect(timeOf(() => errorOf(() => parse(text)))).toBeLessThan(2000)
  })

  it.each([
    ['text', (count: number) => 'x < '.repeat(count)],
    ['comments', (count: number) => `<!--${'-->--'.repeat(count)}`],
    ['attributes', (count: number) => `<p ${'a="b" '.repeat(count)}>`],
    ['scripts', (count: number) => `<script>${'a("</scrip");'.repeat(count)}</script>`],
    ['styles', (count: number) => `<style>${'a{b:url(c)}/*d*/'.repeat(count)}</style>`],
    ['URLs', (count: number) => `<a href="${'a/b?'.repeat(count)}">`],
    ['svg', (count: number) => '<svg>'.repeat(count)],
  ])('and so does following the HTML of %s', (_, make) => {
    const compile = (text: string) => () => render(text)
    const small = timeOf(compile(make(1_000)))
    const large = timeOf(compile(make(10_000)))
    expect(large).toBeLessThan(small * 30 + 100) // ten times the text: linear is 10, quadratic 100
  })
})
