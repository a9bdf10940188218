// What templates mean: sections, conditions, loops, expressions, partials, layouts. One row, one sentence.

import { describe, expect, it } from 'vitest'
import { errorOf, type Files, render } from './in-memory.js'

type Row = readonly [sentence: string, files: Files, data: unknown, expected: string]

function table(rows: readonly Row[]): void {
  it.each(rows)('%s', (_, files, data, expected) => {
    expect(render(files, data)).toBe(expected)
  })
}

describe('prints', () => {
  table([
    ['print a dotted name with an index', '{{a.b.0.c}}', { a: { b: [{ c: 'x' }] } }, 'x'],
    [
      'print names of any characters',
      '{{first-name}} {{größe}} {{a:b}}',
      { 'first-name': 1, größe: 2, 'a:b': 3 },
      '1 2 3',
    ],
    [
      'read a number and true outside of an expression as names',
      '{{5}} {{true}}',
      { 5: 'five', true: 'yes' },
      'five yes',
    ],
    ['print nothing for null and undefined', '[{{a}}{{b}}]', { a: null, b: undefined }, '[]'],
    ['print nothing behind what is null', '[{{a.b.c}}]', { a: { b: null } }, '[]'],
    ['print zero and false', '{{a}} {{b}}', { a: 0, b: false }, '0 false'],
    ['print a bigint', '{{a}}', { a: 12345678901234567890n }, '12345678901234567890'],
    ['print a date as ISO 8601', '{{a}}', { a: new Date(0) }, '1970-01-01T00:00:00.000Z'],
    [
      'print a class that defines its text',
      '{{a}}',
      { a: new URL('https://x.example/?a&b') },
      'https://x.example/?a&amp;b',
    ],
    ['escape text', '{{a}}', { a: `<&>"'` }, '&lt;&amp;&gt;&quot;&#39;'],
    ['print raw with three braces and with an ampersand', '{{{a}}}{{&a}}', { a: '<b>' }, '<b><b>'],
    ['forgive a blank before the sigil', '{{ #a }}x{{ /a }}{{ & b }}', { a: 1, b: '<' }, 'x<'],
    ['read else outside of a block as a name', '{{else}}', { else: 'x' }, 'x'],
    ['leave single braces alone', '{a} }} {{a}}', { a: 1 }, '{a} }} 1'],
  ])
})

describe('conditions', () => {
  const template = '{{#if a}}A{{else if b}}B{{else}}C{{/if}}'
  table([
    ['take the first branch that is true', template, { a: 1, b: 1 }, 'A'],
    ['take a later branch', template, { a: 0, b: 'x' }, 'B'],
    ['take else for names that mean nothing', template, {}, 'C'],
    ['push no scope', '{{#if a}}{{b}}{{/if}}', { a: { b: 'inner' }, b: 'outer' }, 'outer'],
    [
      'call an empty array, Set and Map false',
      '{{#if a}}A{{/if}}{{#if b}}B{{/if}}{{#if c}}C{{/if}}',
      { a: [], b: new Set(), c: new Map() },
      '',
    ],
    ['call an empty object true', '{{#if a}}A{{/if}}', { a: {} }, 'A'],
    ['read {{#if}} without a condition as a section', '{{#if}}{{x}}{{/if}}', { if: { x: 1 } }, '1'],
    ['take a condition in parentheses', '{{#if(a)}}A{{/if}}', { a: 1 }, 'A'],
  ])
})

describe('expressions', () => {
  const data = {
    a: 1,
    b: 2,
    s: 'x',
    list: ['x', 'y'],
    o: { k: 1 },
    m: new Map([['k', 1]]),
    d: new Date(5),
    e: new Date(9),
    n: null,
    yes: true,
  }
  const yes = (sentence: string, condition: string): Row => [
    sentence,
    `{{#if ${condition}}}yes{{else}}no{{/if}}`,
    data,
    'yes',
  ]
  const no = (sentence: string, condition: string): Row => [
    sentence,
    `{{#if ${condition}}}yes{{else}}no{{/if}}`,
    data,
    'no',
  ]
  table([
    yes('compare equal values', 'a == 1'),
    no('do not convert when comparing', 'a == "1"'),
    yes('compare unequal values', 'a != b'),
    yes('compare numbers', 'a < b and b <= 2 and b > a and b >= 2'),
    yes('compare texts', '"a" < "b"'),
    yes('compare dates', 'd < e'),
    no('call nothing less than null', 'n < 1 or 1 < n'),
    yes('find an item in a list', '"x" in list'),
    yes('find a key in an object', '"k" in o'),
    no('do not find what an object inherits', '"toString" in o'),
    yes('find a key in a Map', '"k" in m'),
    yes('find a text in a text', '"ell" in "hello"'),
    yes('bind and tighter than or', 'yes or missing and missing'),
    yes('bind not tighter than and', 'not missing and yes'),
    no('follow parentheses', '(yes or missing) and missing'),
    yes('negate twice', 'not not yes'),
    ['give the deciding value of or', '{{ missing or s }}', data, 'x'],
    ['give the deciding value of and', '{{ yes and s }}', data, 'x'],
    ['read literals', `{{{"a\\"b\\n"}}}{{'c'}}{{(-1.5)}}{{(true)}}{{(null)}}`, {}, 'a"b\nc-1.5true'],
    ['pass values through filters from left to right', '{{ s | upper | join }}', { s: 'ab' }, 'A, B'],
    ['pass arguments after the value', '{{ s | truncate(3, "!") }}', { s: 'abcdef' }, 'ab!'],
    ['call a helper by name', '{{ upper(s) }}', data, 'X'],
    ['nest calls', '{{ upper(default(missing, lower("A"))) }}', {}, 'A'],
    ['give a filter a comparison in parentheses', '{{ (a == 1) | json }}', data, 'true'],
  ])

  it('give named arguments as one object after the others', () => {
    const seen: unknown[] = []
    const helpers = new Map([['see', { call: (...args: readonly unknown[]) => void seen.push(...args) }]])
    render('{{ 1 | see(a, k=2, l="x") }}', { a: 'A' }, { helpers })
    expect(seen).toEqual([1, 'A', { k: 2, l: 'x' }])
    expect(Object.getPrototypeOf(seen[2])).toBe(null)
  })

  it('refuse to compare values that have no order', () => {
    expect(errorOf(() => render('{{#if a < "x"}}{{/if}}', { a: 1 })).message).toBe(
      'cannot compare a number with a string',
    )
  })
})

describe('loops', () => {
  const people = [{ name: 'Ann' }, { name: 'Bob' }]
  table([
    ['go through an array', '{{#for p in people}}{{p.name}} {{/for}}', { people }, 'Ann Bob '],
    ['go through a Set', '{{#for x in xs}}{{x}}{{/for}}', { xs: new Set([1, 2]) }, '12'],
    ['go through a generator once', '{{#for x in xs}}{{x}}{{/for}}', { xs: [1, 2].values() }, '12'],
    ['show else when there is nothing', '{{#for x in xs}}{{x}}{{else}}none{{/for}}', { xs: [] }, 'none'],
    ['show else for null', '{{#for x in xs}}{{x}}{{else}}none{{/for}}', { xs: null }, 'none'],
    ['give the index and the item of an array', '{{#for i, x in xs}}{{i}}{{x}} {{/for}}', { xs: ['a', 'b'] }, '0a 1b '],
    ['give key and value of a Map', '{{#for k, v in m}}{{k}}{{v}} {{/for}}', { m: new Map([['a', 1]]) }, 'a1 '],
    ['give key and value of an object', '{{#for k, v in o}}{{k}}{{v}} {{/for}}', { o: { a: 1, b: 2 } }, 'a1 b2 '],
    ['count', '{{#for x in xs}}{{loop.index}}{{loop.index0}}{{loop.length}} {{/for}}', { xs: ['a', 'b'] }, '102 212 '],
    [
      'know first and last',
      '{{#for x in xs}}{{#if loop.first}}[{{/if}}{{x}}{{#if loop.last}}]{{/if}}{{/for}}',
      { xs: [1, 2, 3] },
      '[123]',
    ],
    ['know the key', '{{#for k, v in o}}{{loop.key}}{{/for}}', { o: { a: 1 } }, 'a'],
    [
      'know the loop around',
      '{{#for x in xs}}{{#for y in xs}}{{loop.parent.index}}{{loop.index}} {{/for}}{{/for}}',
      { xs: [1, 2] },
      '11 12 21 22 ',
    ],
    [
      'see outer variables',
      '{{#for x in xs}}{{#for y in x}}{{x.length}}{{y}} {{/for}}{{/for}}',
      { xs: [[1, 2], [3]] },
      '21 22 13 ',
    ],
    ['see the data', '{{#for x in xs}}{{a}}{{x}}{{/for}}', { xs: [1, 2], a: 'a' }, 'a1a2'],
    ['hide a name of the data', '{{#for a in xs}}{{a}}{{/for}}{{a}}', { xs: [1, 2], a: 'a' }, '12a'],
    [
      'are hidden by the item of a section',
      '{{#for a in xs}}{{#s}}{{a}}{{/s}}{{/for}}',
      { xs: [1], s: { a: 'inner' } },
      'inner',
    ],
    [
      'are seen through a section without the name',
      '{{#for a in xs}}{{#s}}{{a}}{{/s}}{{/for}}',
      { xs: [1], s: { b: 1 } },
      '1',
    ],
    ['leave the current item as it is', '{{#s}}{{#for a in xs}}{{.}}{{/for}}{{/s}}', { xs: [1, 2], s: 'x' }, 'xx'],
    ['take an expression', '{{#for x in missing or xs}}{{x}}{{/for}}', { xs: [1] }, '1'],
    [
      'are seen by partials',
      { 'a.html': '{{#for k, x in xs}}{{> b}}{{/for}}', 'b.html': '{{k}}{{x}}{{loop.index}}{{loop.parent.index}}' },
      { xs: ['a'] },
      '0a1',
    ],
  ])

  it.each([
    ['a plain object', { xs: { a: 1 } }, 'an object has keys and values: {{#for key, value in …}}'],
    ['a Map', { xs: new Map() }, 'a Map has keys and values: {{#for key, value in …}}'],
    ['a string', { xs: 'abc' }, 'cannot loop over a string'],
    ['a number', { xs: 5 }, 'cannot loop over a number'],
    ['a name that means nothing', { ys: [] }, 'unknown name "xs" (did you mean "ys"?)'],
  ])('refuse %s', (_, data, message) => {
    expect(errorOf(() => render('{{#for x in xs}}{{/for}}', data)).message).toBe(message)
  })
})

describe('sections', () => {
  table([
    ['have else', '{{#a}}A{{else}}B{{/a}}', { a: [] }, 'B'],
    ['have else when inverted', '{{^a}}A{{else}}{{b}}{{/a}}', { a: { b: 'B' } }, 'B'],
    ['are a context for a Map', '{{#m}}{{k}}{{/m}}', { m: new Map([['k', 'v']]) }, 'v'],
    ['repeat for a Set', '{{#s}}{{.}}{{/s}}', { s: new Set([1, 2]) }, '12'],
    ['repeat for a generator', '{{#s}}{{.}}{{else}}none{{/s}}', { s: [1, 2].values() }, '12'],
    ['show else for a generator without items', '{{#s}}{{.}}{{else}}none{{/s}}', { s: [].values() }, 'none'],
    ['do not find names on texts', '{{#s}}{{length}}{{/s}}', { s: 'abc', length: 'outer' }, 'outer'],
  ])
})

describe('partials', () => {
  table([
    [
      'take arguments',
      { 'a.html': '{{> b user=u n=3 s="x y"}}', 'b.html': '{{user.name}}{{n}}{{s}}' },
      { u: { name: 'Ann' } },
      'Ann3x y',
    ],
    ['take arguments separated by commas', { 'a.html': '{{> b x=1, y=2}}', 'b.html': '{{x}}{{y}}' }, {}, '12'],
    [
      'take expressions as arguments',
      { 'a.html': '{{> b x=s | upper y=1 == 1}}', 'b.html': '{{x}}{{y}}' },
      { s: 'a' },
      'Atrue',
    ],
    ['see arguments before data', { 'a.html': '{{> b x=1}}{{x}}', 'b.html': '{{x}}' }, { x: 'data' }, '1data'],
    ['may be named with their extension', { 'a.html': '{{> d/b.html}}', 'd/b.html': 'B' }, {}, 'B'],
    ['may be chosen by data', { 'a.html': '{{> *kind x=1}}', 'b.html': 'B{{x}}' }, { kind: 'b' }, 'B1'],
    [
      'may include themselves',
      { 'a.html': '{{n}}{{#child}}({{> a}}){{/child}}' },
      { n: 1, child: { n: 2, child: { n: 3, child: null } } },
      '1(2(3))',
    ],
  ])

  it('must exist', () => {
    const error = errorOf(() => render({ 'a.html': 'x\n{{> card}}', 'cart.html': '' }))
    expect([error.message, error.line, error.column]).toEqual(['unknown template "card" (did you mean "cart"?)', 2, 5])
  })

  it('that data names must exist where missing names are errors, and are left out with a warning otherwise', () => {
    expect(errorOf(() => render('{{> *p}}', { p: '../secret' })).message).toBe('unknown template "../secret"')
    const warnings: string[] = []
    const settings = { missing: 'empty', warn: (message: string) => void warnings.push(message) } as const
    expect(render('[{{> *p}}]', { p: 'x' }, settings)).toBe('[]')
    expect(warnings).toEqual(['page.html:1:6: unknown template "x"'])
  })
})

describe('layouts', () => {
  const layout = '<title>{{$title}}none{{/title}}</title>\n<body>\n  {{$body}}\n  {{/body}}\n</body>\n'
  table([
    [
      'are filled by a page, whose last closing tag may be left out',
      {
        'page.html': '{{<layout}}\n{{$title}}T{{/title}}\n{{$body}}\n<p>\n  x\n</p>\n{{/body}}\n',
        'layout.html': layout,
      },
      {},
      '<title>T</title>\n<body>\n  <p>\n    x\n  </p>\n</body>\n',
    ],
    [
      'show the content of blocks that are not filled',
      { 'page.html': '{{! a comment first }}\n{{<layout}}', 'layout.html': layout },
      {},
      '<title>none</title>\n<body>\n</body>\n',
    ],
    [
      'may have layouts themselves',
      {
        'page.html': '{{<b}}{{$x}}page{{/x}}',
        'b.html': '{{<c}}{{$y}}[{{$x}}b{{/x}}]{{/y}}',
        'c.html': '{{$y}}c{{/y}}{{$x}}c{{/x}}',
      },
      {},
      '[page]page',
    ],
    [
      'give a block that repeats its name inside of itself the content that stands there',
      { 'page.html': '{{<a}}{{$x}}({{$x}}own{{/x}}){{/x}}', 'a.html': '{{$x}}default{{/x}}' },
      {},
      '(own)',
    ],
    [
      'do not indent the lines inside pre and textarea',
      { 'page.html': '<div>\n  {{> p}}\n</div>', 'p.html': '<pre>\na\n</pre>\n<textarea>\nb\n</textarea>\nc\n' },
      {},
      '<div>\n  <pre>\na\n</pre>\n  <textarea>\nb\n</textarea>\n  c\n</div>',
    ],
    [
      'do not indent a partial that stands inside pre',
      { 'page.html': '<pre>\n  {{> p}}\n</pre>', 'p.html': 'a\nb\n' },
      {},
      '<pre>\na\nb\n</pre>',
    ],
    [
      'indent the lines of a source, never data',
      { 'page.html': '  {{> p}}\n', 'p.html': 'a\n{{x}}\n' },
      { x: '1\n2' },
      '  a\n  1\n2\n',
    ],
  ])

  it('warn of a block that no layout has, and of what stands outside of blocks', () => {
    const warnings: string[] = []
    const files = {
      'page.html': '{{<b}}\n{{$titel}}x{{/titel}}\n{{$deep}}y{{/deep}}\n  lost {{x}}\n{{/b}}',
      'b.html': '{{<c}}{{$body}}{{$title}}{{/title}}{{/body}}{{/c}}',
      'c.html': '{{$body}}{{/body}}{{$deep}}{{/deep}}',
    }
    expect(render(files, {}, { warn: (message) => void warnings.push(message) })).toBe('y')
    expect(warnings).toEqual([
      'page.html:4:3: this is dropped: inside {{<b}} only blocks count',
      'page.html:2:4: "b" has no block "titel" (did you mean "title"?)',
    ])
  })

  it('refuse to fill a block twice', () => {
    const files = { 'page.html': '{{<a}}{{$x}}1{{/x}}{{$x}}2{{/x}}{{/a}}', 'a.html': '' }
    expect(errorOf(() => render(files)).message).toBe('the block "x" is filled twice')
  })
})

describe('white space', () => {
  table([
    ['lines with only tags vanish', 'a\n  {{#if x}}\n  b\n  {{else}}\n  c\n  {{/if}}\nd\n', { x: 1 }, 'a\n  b\nd\n'],
    [
      'lines with several tags that print nothing vanish',
      'a\n{{#x}} {{! c }} {{#y}}\nb\n{{/y}}{{/x}}\nc',
      { x: 1, y: 1 },
      'a\nb\nc',
    ],
    ['lines with a print stay', 'a\n{{#x}}{{y}}\n{{/x}}b', { x: 1, y: 2 }, 'a\n2\nb'],
    ['a line with else stays where else is a name', '\n{{else}}\n', { else: '' }, '\n\n'],
    ['a comment over several lines vanishes as one', 'a\n{{!\n b\n}}\nc', {}, 'a\nc'],
    ['CRLF ends a line', 'a\r\n{{#x}}\r\nb\r\n{{/x}}\r\nc', { x: 1 }, 'a\r\nb\r\nc'],
  ])
})

describe('comments and delimiters', () => {
  table([
    ['a long comment may hold closing braces', 'a{{!-- }} {{x}} --}}b{{!----}}{{!--}}c', {}, 'abc'],
    ['other delimiters hold until the next change', '{{=<% %>=}}<% a %>{{a}}<%={{ }}=%>{{a}}', { a: 1 }, '1{{a}}1'],
    [
      'other delimiters do not reach into partials',
      { 'a.html': '{{=<% %>=}}<%> b %>', 'b.html': '{{a}}<%a%>'.replace('<%a%>', '') },
      { a: 1 },
      '1',
    ],
  ])
})
