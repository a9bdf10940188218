// The built-in helpers, own ones, and the check of literals at compile time.

import { describe, expect, it } from 'vitest'
import { errorOf, render } from './in-memory.js'

describe('built-in helpers', () => {
  const data = {
    n: null,
    empty: '',
    zero: 0,
    s: ' aB ',
    long: 'one two three',
    list: [1, 2, 3],
    set: new Set(['a', 'b']),
    map: new Map([['k', 1]]),
    emoji: '👩‍🚀😀😀😀',
    o: { a: '<' },
    d: new Date('2024-02-29T13:05:06Z'),
    big: 1234567.891,
    html: 'a<b\r\nc\nd',
    text: '5.5',
  }
  it.each([
    ['{{ n | default("x") }}', 'x'],
    ['{{ empty | default("x") }}', 'x'],
    ['{{ zero | default("x") }}', '0'],
    ['{{ missing.name | default("x") }}', 'x'],
    ['{{ s | upper }}', ' AB '],
    ['{{ s | lower }}', ' ab '],
    ['{{ s | trim }}', 'aB'],
    ['{{ n | upper | lower | trim | truncate(1) }}', ''],
    ['{{ zero | upper }}', '0'],
    ['{{ long | truncate(7) }}', 'one tw…'],
    ['{{ long | truncate(7, "...") }}', 'one ...'],
    ['{{ long | truncate(13) }}', 'one two three'],
    ['{{ long | truncate(0) }}', '…'],
    ['{{ emoji | truncate(3, "") | length }}', '3'],
    [
      '{{ list | length }} {{ set | length }} {{ map | length }} {{ o | length }} {{ n | length }} {{ "😀" | length }}',
      '3 2 1 1 0 1',
    ],
    ['{{ list | join }} {{ set | join("-") }} {{ n | join }}', '1, 2, 3 a-b '],
    ['{{ list | first }} {{ set | last }} {{ long | first }} {{ n | first }}', '1 b o '],
    ['{{ o | json }}', '{&quot;a&quot;:&quot;&lt;&quot;}'],
    ['{{{ list | json(1) }}}', '[\n 1,\n 2,\n 3\n]'],
    ['{{ json(default(missing, null)) }}', 'null'],
    ['{{ d | date }}', 'Feb 29, 2024'],
    ['{{ d | date(style="long", locale="de") }}', '29. Februar 2024'],
    ['{{ d | date(month="2-digit", day="2-digit", locale="en-GB") }}', '29/02'],
    ['{{ "2024-02-29" | date }}', 'Feb 29, 2024'],
    ['{{ 0 | date }}', 'Jan 1, 1970'],
    ['{{ d | date(style="short", zone="Pacific/Kiritimati") }}', '3/1/24'],
    ['{{ d | time(locale="de") }}', '13:05'],
    ['{{ d | time(style="medium", locale="de", zone="Europe/Berlin") }}', '14:05:06'],
    ['{{ n | date }}{{ n | time }}{{ n | number }}', ''],
    ['{{ big | number }}', '1,234,567.891'],
    ['{{ big | number(digits=2, locale="de") }}', '1.234.567,89'],
    ['{{ big | number(style="currency", currency="EUR") }}', '€1,234,567.89'],
    ['{{ text | number(digits=1) }}', '5.5'],
    ['{{ html | nl2br }}', 'a&lt;b<br>\nc<br>\nd'],
    ['<p title="{{ html | nl2br }}">', '<p title="a&amp;lt;b&lt;br&gt;\nc&lt;br&gt;\nd">'],
  ])('%s', (text, expected) => {
    expect(render(text, data)).toBe(expected)
  })

  it.each([
    ['{{ "x" | truncate }}', 'truncate: the length is a whole number from 0, not undefined'],
    ['{{ "x" | truncate(-1) }}', 'truncate: the length is a whole number from 0, not a number'],
    ['{{ 5 | length }}', 'length: a number has no length'],
    ['{{ 5 | join }}', 'join: a list is expected, not a number'],
    ['{{ list | join }}', 'join: an object has no text: print one of its properties, or its JSON'],
    ['{{ "soon" | date }}', 'date: a date is expected, not "soon"'],
    ['{{ true | date }}', 'date: a date is expected, not a boolean'],
    ['{{ 0 | date("long") }}', 'date: options are named: date(locale="de", zone="Europe/Berlin")'],
    ['{{ "x" | number }}', 'number: a number is expected, not "x"'],
    ['{{ 1 | number(locale="x-") }}', 'number: In'],
    ['{{ loop | json }}', 'json: '],
  ])('%s is refused', (text, message) => {
    const circular: { self?: unknown } = {}
    circular.self = circular
    expect(errorOf(() => render(text, { list: [{}], loop: circular })).message).toContain(message)
  })

  it('keep a bounded number of formatters, whose options may come from data', () => {
    const text = '{{#for l in locales}}{{ 1.5 | number(locale=l) }} {{/for}}'
    const locales = Array.from({ length: 300 }, (_, i) => `en-x-a${i}`)
    expect(render(text, { locales })).toBe('1.5 '.repeat(300))
  })
})

describe('the check of literals', () => {
  const calls: unknown[][] = []
  const helpers = new Map([
    [
      'url',
      {
        call: (...args: readonly unknown[]) => JSON.stringify(args),
        checkLiteral(args: readonly unknown[]) {
          calls.push([...args])
          return args[0] === 'Posts.show' ? undefined : `there is no route "${String(args[0])}"`
        },
      },
    ],
  ])

  it('is made once, when the template is compiled, with the literals that the arguments begin with', () => {
    expect(render('{{#if no}}{{ url("Posts.show", 1, x, 2, id=3) }}{{/if}}', { no: false }, { helpers })).toBe('')
    expect(calls).toEqual([['Posts.show', 1]])
  })

  it('is not made without literals', () => {
    calls.length = 0
    expect(render('{{{ url(x, 1) }}}', { x: 'any' }, { helpers })).toBe('["any",1]')
    expect(calls).toEqual([])
  })

  it('makes a complaint an error with its place', () => {
    const error = errorOf(() =>
      render('a\n{{#if no}}<a href="{{ url("Posts.shw") }}">{{/if}}', { no: false }, { helpers }),
    )
    expect([error.message, error.line, error.column, error.length]).toEqual(['there is no route "Posts.shw"', 2, 23, 3])
  })
})
