// From text to tree: tokens, tags, expressions, and what is refused with which sentence at which place.

import { describe, expect, it } from 'vitest'
import { parseTemplate } from '../../src/template/syntax/parse.js'
import { tokenize } from '../../src/template/syntax/tokenize.js'
import { errorOf } from './in-memory.js'

const sourceOf = (text: string) => ({ name: 't', file: 't', text })
const parse = (text: string) => parseTemplate(sourceOf(text))

describe('tokenize', () => {
  it('splits text at ends of lines and around tags, with offsets', () => {
    const tokens = tokenize(sourceOf('a\nb{{ #x }}\r\n{{{ y }}}'))
    const seen = tokens.map((token) =>
      token.kind === 'text'
        ? [token.offset, token.text]
        : [token.offset, token.sigil, token.content, token.contentOffset, token.end],
    )
    expect(seen).toEqual([
      [0, 'a\n'],
      [2, 'b'],
      [3, '#', 'x', 7, 11],
      [11, '\r\n'],
      [13, '{', 'y', 17, 22],
    ])
  })

  it.each([
    ['{{a}}', ''],
    ['{{{a}}}', '{'],
    ['{{&a}}', '&'],
    ['{{#a}}', '#'],
    ['{{^a}}', '^'],
    ['{{/a}}', '/'],
    ['{{>a}}', '>'],
    ['{{<a}}', '<'],
    ['{{$a}}', '$'],
    ['{{!a}}', '!'],
    ['{{!--a--}}', '!'],
    ['{{=[ ]=}}', '='],
  ])('reads the sigil of %s', (text, sigil) => {
    expect(tokenize(sourceOf(text))).toMatchObject([{ kind: 'tag', sigil }])
  })

  it.each([
    ['a {{b', 2, '"}}" is missing'],
    ['a {{{b}}', 2, '"}}}" is missing'],
    ['{{!-- a }}', 0, '"--}}" is missing'],
    ['{{=a b}}', 0, '"=}}" is missing'],
    ['{{=<% %>=}}<%{a%>', 11, '"}%>" is missing'],
    ['{{=a=}}', 0, 'new delimiters are two words'],
    ['{{=a b c=}}', 0, 'new delimiters are two words'],
    ['{{= =}}', 0, 'new delimiters are two words'],
    ['{{=a =b=}}', 0, 'new delimiters are two words'],
  ])('refuses %j', (text, offset, message) => {
    const error = errorOf(() => tokenize(sourceOf(text)))
    expect(error.offset).toBe(offset)
    expect(error.message).toContain(message)
  })
})

describe('parse refuses', () => {
  it.each([
    ['{{}}', 0, 4, 'the tag is empty'],
    ['{{#a}}', 0, 6, 'the tag is not closed: {{/a}} is missing'],
    ['x{{$b}}', 1, 6, 'the tag is not closed: {{/b}} is missing'],
    ['{{x}}{{<l}}', 5, 6, 'the tag is not closed: {{/l}} is missing'],
    ['{{<l}}{{$b}}', 6, 6, 'the tag is not closed: {{/b}} is missing'],
    ['{{/a}}', 3, 1, '{{/a}} closes nothing'],
    ['{{#a}}{{/b}}', 9, 1, '{{/b}} stands where {{/a}} is expected'],
    ['{{#if a}}{{/a}}', 12, 1, '{{/a}} stands where {{/if}} is expected'],
    ['{{#a b}}', 3, 3, 'a section takes a name'],
    ['{{^a | b}}', 3, 5, 'a section takes a name'],
    ['{{#a}}{{else}}{{else}}{{/a}}', 16, 4, 'a second {{else}}'],
    ['{{#if a}}{{else}}{{else if b}}{{/if}}', 19, 9, '{{else if b}} after {{else}}'],
    ['{{#a}}{{else if b}}{{/a}}', 8, 9, '{{else if …}} belongs into {{#if …}}'],
    ['{{a..b}}', 2, 4, 'has an empty name beside a dot'],
    ['{{.a}}', 2, 2, 'has an empty name beside a dot'],
    ['{{> ../x}}', 4, 4, '"../x" cannot be the name of a template'],
    ['{{> /x}}', 4, 2, 'cannot be the name of a template'],
    ['{{> a//b}}', 4, 4, 'cannot be the name of a template'],
    ['{{> a x}}', 6, 1, 'expected an argument'],
    ['{{>}}', 3, 1, 'cannot be the name of a template'],
    ['{{<*a}}', 3, 2, 'the name of a layout is literal'],
    ['{{$a b}}', 3, 3, 'a block takes one name'],
    ['{{#for x}}', 8, 1, 'expected "in"'],
    ['{{#for x.y in z}}', 7, 3, 'expected the name of a variable'],
    ['{{#for __proto__ in z}}', 7, 9, '"__proto__" cannot be the name of a variable'],
    ['{{! @props user }}', 11, 4, '@props declares'],
  ])('%j', (text, offset, length, message) => {
    const error = errorOf(() => parse(text))
    expect([error.offset, error.length]).toEqual([offset, length])
    expect(error.message).toContain(message)
  })
})

describe('expressions refuse', () => {
  it.each([
    ['{{ a b }}', 5, 'expected the end of the tag, but found "b"'],
    ['{{ a && b }}', 5, 'found "&&" (use "and")'],
    ['{{ a || b }}', 6, 'the name of a filter (for a choice use "or")'],
    ['{{ !a | b }}', 3, 'unexpected "!" (use "not")'],
    ['{{ a + 1 }}', 5, 'there is no arithmetic'],
    ['{{ a === 1 }}', 7, 'expected a value'],
    ['{{ "a }}', 3, 'a string is opened but not closed'],
    ['{{ (a }}', 5, 'expected ")", but the tag ends'],
    ['{{ f(a, }}', 7, 'expected a value'],
    ['{{ f(k=1, a) }}', 10, 'plain ones come first'],
    ['{{ a | }}', 6, 'expected the name of a helper, but the tag ends'],
    ['{{ a | b.c }}', 7, 'expected the name of a helper'],
    ['{{ and a }}', 3, 'expected a value, but found "and"'],
    ['{{ a == }}', 7, 'expected a value'],
    ['{{ a < b < c }}', 9, 'expected the end of the tag'],
    ['{{#if }}{{/if}}', -1, ''],
  ])('%j', (text, offset, message) => {
    if (offset === -1) return expect(() => parse(text)).not.toThrow()
    const error = errorOf(() => parse(text))
    expect(error.message).toContain(message)
    expect(error.offset).toBe(offset)
  })

  it('that nest deeper than 100, in parentheses, negations or filters', () => {
    for (const text of [
      `{{ ${'('.repeat(101)}a }}`,
      `{{#if ${'not '.repeat(101)}a}}{{/if}}`,
      `{{ a${' | upper'.repeat(101)} }}`,
    ]) {
      expect(errorOf(() => parse(text)).message).toBe('an expression nests deeper than 100')
    }
  })
})

describe('@props', () => {
  it('are recorded with names, types and places', () => {
    const { props } = parse("{{! @props user: User; items?: { a: string; b: [1, 2] }[]\n  date: import('./x.js').D }}")
    expect(props).toMatchObject([
      { name: 'user', optional: false, type: 'User', offset: 11 },
      { name: 'items', optional: true, type: '{ a: string; b: [1, 2] }[]', offset: 23 },
      { name: 'date', optional: false, type: "import('./x.js').D", offset: 60 },
    ])
  })

  it('may stand in a long comment', () => {
    expect(parse('{{!-- @props a: { b: { c: string }} --}}').props).toMatchObject([
      { name: 'a', type: '{ b: { c: string }}' },
    ])
  })

  it('are none in any other comment', () => {
    expect([
      parse('{{! props a: b }}').props,
      parse('{{! see @props }}').props,
      parse('{{! @property }}').props,
    ]).toEqual([undefined, undefined, undefined])
  })
})
