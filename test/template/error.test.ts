// How mistakes are shown: line, column, the line with a caret, the way there, a hint.

import { describe, expect, it } from 'vitest'
import { excerptOf, positionOf } from '../../src/template/excerpt.js'
import { nearest } from '../../src/template/nearest.js'
import { errorOf, type Files, render } from './in-memory.js'

describe('positions', () => {
  it.each([
    ['', 0, 1, 1],
    ['abc', 2, 1, 3],
    ['a\nb', 2, 2, 1],
    ['a\r\nb', 3, 2, 1],
    ['a\nb', 1, 1, 2],
    ['\n\n\nx', 3, 4, 1],
    ['😀x', 2, 1, 3],
  ])('in %j at %i: line %i, column %i', (text, offset, line, column) => {
    expect(positionOf(text, offset)).toEqual({ line, column })
  })
})

describe('excerpts', () => {
  it.each([
    ['mark the place', 'ab cd ef', 3, 2, ' > 1 | ab cd ef\n     |    ^^'],
    ['copy tabs', '\ta\tb', 3, 1, ' > 1 | \ta\tb\n     | \t \t^'],
    ['give an emoji the room of two', '😀 b', 3, 1, ' > 1 | 😀 b\n     |    ^'],
    ['leave out the CR of a CRLF', 'a\r\nbc\r\nd', 3, 2, ' > 2 | bc\n     | ^^'],
    ['end the mark with the line', 'ab\ncd', 1, 9, ' > 1 | ab\n     |  ^'],
    ['mark one unit at least', 'ab', 2, 0, ' > 1 | ab\n     |   ^'],
    [
      'show a part of a long line',
      `${'x'.repeat(500)}!${'y'.repeat(500)}`,
      500,
      1,
      ` > 1 | ${'x'.repeat(59)}!${'y'.repeat(60)}\n     | ${' '.repeat(59)}^`,
    ],
    ['widen the gutter with the line number', `${'\n'.repeat(11)}ab`, 12, 1, ' > 12 | ab\n      |  ^'],
  ])('%s', (_, text, offset, length, expected) => {
    expect(excerptOf(text, offset, length)).toBe(expected)
  })
})

describe('hints', () => {
  it.each([
    ['usr', ['user', 'name'], 'user'],
    ['uesr', ['user'], 'user'],
    ['User', ['user'], 'user'],
    ['titel', ['title', 'total'], 'title'],
    ['x', ['y'], 'y'],
    ['abc', ['xyz'], undefined],
    ['name', [], undefined],
    ['a'.repeat(65), ['a'.repeat(64)], undefined],
  ])('for %s among %j: %s', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected)
  })
})

describe('names that mean nothing', () => {
  const data = { user: { name: 'Ann', mail: 'a' }, map: new Map([['key', 1]]), number: 5 }
  it.each([
    ['{{ usr.name }}', 'unknown name "usr" (did you mean "user"?)', 3, 3],
    ['{{ user.nmae }}', '"user" has no "nmae" (did you mean "name"?)', 8, 4],
    ['{{ user.name.first }}', '"user.name" has no "first"', 13, 5],
    ['{{ map.kye }}', '"map" has no "kye" (did you mean "key"?)', 7, 3],
    ['{{ number.x }}', '"number" has no "x"', 10, 1],
    ['{{ upper(usr) }}', 'unknown name "usr" (did you mean "user"?)', 9, 3],
    ['{{ usr == 1 }}', 'unknown name "usr" (did you mean "user"?)', 3, 3],
    ['{{> p x=usr}}', 'unknown name "usr" (did you mean "user"?)', 8, 3],
    ['{{ uppr(user.name) }}', 'unknown helper "uppr" (did you mean "upper"?)', 3, 4],
    ['{{ user.name | uper }}', 'unknown helper "uper" (did you mean "upper"?)', 15, 4],
    ['{{ constructor }}', 'unknown name "constructor": the name is never looked up', 3, 11],
  ])('%s', (text, message, offset, length) => {
    const error = errorOf(() => render({ 'a.html': text, 'p.html': '' }, data))
    expect([error.message, error.offset, error.length]).toEqual([message, offset, length])
  })

  it.each([
    '{{#if x}}{{/if}}',
    '{{#if x == 1}}{{/if}}',
    '{{#if f.g and not h}}{{/if}}',
    '{{#x}}{{/x}}',
    '{{^x.y}}{{/x.y}}',
    '{{ default(x, "") }}',
    '{{ x.y | default("") }}',
    '{{ x | upper | default("") }}',
    '{{ x or "" }}',
  ])('are no mistake where one only asks: %s', (text) => expect(render(text)).toBe(''))

  it('print nothing and warn once a place in production', () => {
    const warnings: string[] = []
    const warn = (message: string) => void warnings.push(message)
    const text = '{{#for x in xs}}{{ usr }}{{ usr }}{{/for}}'
    expect(render(text, { xs: [1, 2], user: 1 }, { missing: 'empty', warn })).toBe('')
    expect(warnings).toEqual([
      'page.html:1:20: unknown name "usr" (did you mean "user"?)',
      'page.html:1:29: unknown name "usr" (did you mean "user"?)',
    ])
  })
})

describe('the report', () => {
  const files: Files = {
    'users/show.html': '{{<layouts/main}}\n{{$body}}\n\tHi {{ usr.name }}\n{{/body}}',
    'layouts/main.html': '<body>\n  {{$body}}\n  {{/body}}\n</body>',
    'list.html': '{{#for user in users}}\n{{> card user=user}}\n{{/for}}',
    'card.html': '<b>{{ user.nmae }}</b>',
  }

  it('shows the place, the line with a caret and the way there', () => {
    const error = errorOf(() => render(files, { user: { name: 'x' } }, { render: 'users/show.html' })).renderedAs(
      'users/show',
    )
    expect(String(error)).toBe(
      [
        'TemplateError: unknown name "usr" (did you mean "user"?)',
        '  users/show.html:3:8',
        ' > 3 | \tHi {{ usr.name }}',
        '     | \t      ^^^',
        '  in layouts/main.html:2:6 {{$body}}',
        '  in users/show.html:1:4 {{<layouts/main}}',
        '  from render("users/show")',
      ].join('\n'),
    )
    expect([error.file, error.line, error.column, error.offset, error.length]).toEqual(['users/show.html', 3, 8, 35, 3])
  })

  it('stands at the top of the stack', () => {
    const error = errorOf(() => render(files, { users: [{ name: 'x' }] }, { render: 'list.html' }))
    expect(error.stack?.startsWith(`${error}\n    at `)).toBe(true)
    expect(error.stack).toContain('in list.html:2:5 {{> card}}')
  })

  it('has the cause of what a helper or a getter threw', () => {
    const cause = new Error('disk full')
    const helpers = new Map([
      [
        'load',
        {
          call: () => {
            throw cause
          },
        },
      ],
    ])
    const fromHelper = errorOf(() => render('a\n {{ load(1) }}', {}, { helpers }))
    expect([fromHelper.message, fromHelper.cause, fromHelper.line, fromHelper.column]).toEqual([
      'load: disk full',
      cause,
      2,
      5,
    ])
    const data = {
      get x(): string {
        throw cause
      },
    }
    for (const text of ['{{x}}', '{{ x | upper }}', '{{#if x}}{{/if}}', '{{#x}}{{/x}}', '{{x.y}}']) {
      expect(errorOf(() => render(text, data))).toMatchObject({ message: 'disk full', cause })
    }
  })

  it.each([
    [{}, 'an object has no text: print one of its properties, or its JSON'],
    [[1], 'a list has no text: loop over it or join it'],
    [Promise.resolve(1), 'a promise has no text: await it first'],
    [() => 1, 'a function has no text, and is never called: pass its result'],
    [Symbol('x'), 'a symbol has no text: pass a string'],
    [Buffer.from('x'), 'bytes have no text: decode them first'],
    [new Date(Number.NaN), 'an invalid date has no text'],
    [new Map(), 'an object has no text: print one of its properties, or its JSON'],
    [new Error('x'), 'an object has no text: print one of its properties, or its JSON'],
  ])('says what to do about a value without text: %s', (v, message) => {
    for (const text of ['{{v}}', '{{{v}}}', '<p title="{{v}}">', '{{o.v}}']) {
      expect(errorOf(() => render(text, { v, o: { v } })).message).toBe(message)
    }
  })
})
