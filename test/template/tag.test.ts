// html`…`: the same rules and refusals as templates, nested literals and lists raw in text.

import { describe, expect, it } from 'vitest'
import { SafeHtml, trustedHtml, trustedUrl } from '../../src/template/safe-html.js'
import { html } from '../../src/template/tag.js'
import { errorOf } from './in-memory.js'

const hostile = `<b>"&'`
const escaped = '&lt;b&gt;&quot;&amp;&#39;'
const untyped = (value: unknown) => html`${value as string}`

describe('html`…`', () => {
  it.each([
    ['makes SafeHtml', html`<p>`, '<p>'],
    ['escapes texts', html`<p>${hostile}</p>`, `<p>${escaped}</p>`],
    ['prints numbers and bigints', html`${0} ${-1.5} ${10n}`, '0 -1.5 10'],
    ['prints true', html`${true}`, 'true'],
    ['prints nothing for null, undefined and false', html`[${null}${undefined}${false}]`, '[]'],
    ['nests', html`<p>${html`<b>${hostile}</b>`}</p>`, `<p><b>${escaped}</b></p>`],
    ['prints lists', html`<ul>${['a', '<'].map((x) => html`<li>${x}</li>`)}</ul>`, '<ul><li>a</li><li>&lt;</li></ul>'],
    ['prints lists of everything', html`${[1, hostile, null, false, [html`<i>`]]}`, `1${escaped}<i>`],
    ['prints trusted HTML', html`${trustedHtml('<i>')}`, '<i>'],
    ['escapes nested HTML in attributes', html`<p title="${html`<b>`}">`, '<p title="&lt;b&gt;">'],
    ['escapes nested HTML in title', html`<title>${html`<b>`}</title>`, '<title>&lt;b&gt;</title>'],
    ['prints nothing for false in an attribute', html`<p class="a ${false}">`, '<p class="a ">'],
    ['blocks schemes', html`<a href="${'javascript:x'}">`, '<a href="about:blank#blocked">'],
    ['encodes parts of URLs', html`<a href="/p/${'a b'}?q=${'&'}">`, '<a href="/p/a%20b?q=%26">'],
    [
      'prints trusted URLs',
      html`<script src="${trustedUrl('https://cdn.example/a.js')}"></script>`,
      '<script src="https://cdn.example/a.js"></script>',
    ],
    ['takes words in styles', html`<p style="color: ${'red'}; top: ${'x;y'}">`, '<p style="color: red; top: unsafe">'],
    ['keeps backslashes and newlines as written', html`a\\b\n${1}`, 'a\\b\n1'],
  ])('%s', (_, made, expected) => {
    expect(made).toBeInstanceOf(SafeHtml)
    expect(String(made)).toBe(expected)
  })

  it.each([
    [{}, 'an object has no text'],
    [{ toString: () => 'x' }, 'an object has no text'],
    [() => 'x', 'a function has no text'],
    [Promise.resolve('x'), 'a promise has no text: await it first'],
    [Symbol('x'), 'a symbol has no text'],
    [new Map(), 'an object has no text'],
  ])('refuses %s with a TypeError', (value, message) => {
    expect(() => untyped(value)).toThrow(TypeError)
    expect(() => untyped(value)).toThrow(message)
    expect(() => untyped([value])).toThrow(message)
  })

  it('refuses a list in an attribute', () => {
    expect(() => html`<p class="${['a', 'b']}">`).toThrow('a list has no text: loop over it or join it')
  })

  it.each<readonly [() => unknown, string, number]>([
    [() => html`<a href=${'x'}>`, 'needs quotes', 8],
    [() => html`<${'x'}>`, 'the name of a tag', 1],
    [() => html`<a ${'x'}="1">`, 'the name of an attribute', 3],
    [() => html`<!-- ${'x'} -->`, 'inside an HTML comment', 5],
    [() => html`<script>x = ${'x'}</script>`, 'must be JSON', 12],
    [() => html`<a onclick="${'x'}">`, 'must be JSON', 12],
    [() => html`<p>${1}<a href="https://${'x'}">`, 'the origin of a URL', 24],
    [() => html`<a href="javascript:x">`, 'runs code', 9],
    [() => html`<p>${1}<a href="x`, 'the literal ends in the attribute "href" of <a>, which is not closed', 17],
    [() => html`<p `, 'the literal ends in the tag <p>', 3],
  ])('refuses %s', (act, message, offset) => {
    const error = errorOf(act)
    expect(error.message).toContain(message)
    expect([error.file, error.offset]).toEqual(['html`…`', offset])
  })

  it('shows the literal with a caret', () => {
    const error = errorOf(() => html`<p>\n  <a href=${'x'}>`)
    expect(String(error)).toContain('\n     |           ^^^^')
  })

  it('works a literal out once', () => {
    const literals = new Set<readonly string[]>()
    const spy = (strings: TemplateStringsArray, ...values: readonly string[]) => {
      literals.add(strings)
      return String(html(strings, ...values))
    }
    const make = (text: string) => spy`<a href="/${text}">`
    expect([make('a'), make('/b'), make('')]).toEqual(['<a href="/a">', '<a href="/%2Fb">', '<a href="/.">'])
    expect(literals.size).toBe(1)
  })
})

describe('trusted values', () => {
  it('are made of strings only', () => {
    expect(() => trustedHtml(5 as unknown as string)).toThrow('trustedHtml takes a string, not number')
    expect(() => trustedUrl(null as unknown as string)).toThrow('trustedUrl takes a string, not object')
  })

  it('do not show in JSON and cannot come from it', () => {
    const copy: unknown = JSON.parse(JSON.stringify(trustedHtml('<b>')))
    expect(SafeHtml.is(copy)).toBe(false)
    expect(SafeHtml.is(Object.setPrototypeOf({}, SafeHtml.prototype))).toBe(false)
  })
})
