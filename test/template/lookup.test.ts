// What names reach: scopes from the innermost outward, own properties, keys, getters of classes; never the language itself.

import { describe, expect, it } from 'vitest'
import { builtInHelpers } from '../../src/template/render/builtins.js'
import { MISSING, member, memberOf } from '../../src/template/render/lookup.js'
import { render } from './in-memory.js'

class Model {
  readonly own = 'own'
  get name(): string {
    return 'getter'
  }
  set writeOnly(_: string) {
    throw new Error('never')
  }
  method(): string {
    return 'method'
  }
}
class Post extends Model {
  get title(): string {
    return 'title'
  }
}
Object.defineProperty(Post.prototype, 'kind', { value: 'post' })

describe('an object has', () => {
  const sparse = Object.assign(Object.create(null), { a: 1 })
  it.each<readonly [sentence: string, value: object, name: string, expected: unknown]>([
    ['its own properties', { a: 1 }, 'a', 1],
    ['own properties that are undefined', { a: undefined }, 'a', undefined],
    ['own functions, as values', { f: Array.of }, 'f', Array.of],
    ['own properties without a prototype', sparse, 'a', 1],
    ['items of an array', ['x'], '0', 'x'],
    ['the length of an array', ['x'], 'length', 1],
    ['keys of a Map', new Map([['a', 1]]), 'a', 1],
    ['keys of a Map that are undefined', new Map([['a', undefined]]), 'a', undefined],
    ['fields of a class', new Post(), 'own', 'own'],
    ['getters of its class', new Post(), 'title', 'title'],
    ['getters of a class above', new Post(), 'name', 'getter'],
    ['data on the prototype of its class', new Post(), 'kind', 'post'],
    ['what platform classes show', new URL('http://h/p'), 'pathname', '/p'],
    ['no methods', new Post(), 'method', MISSING],
    ['no setters', new Post(), 'writeOnly', MISSING],
    ['nothing of Object.prototype', {}, 'toString', MISSING],
    ['nothing of Object.prototype behind a class', new Post(), 'hasOwnProperty', MISSING],
    ['nothing of Array.prototype', [], 'map', MISSING],
    ['nothing of Map.prototype', new Map(), 'size', MISSING],
    ['nothing of Date.prototype', new Date(), 'getTime', MISSING],
    ['nothing of Promise.prototype', Promise.resolve(), 'then', MISSING],
    ['nothing of the typed arrays', new Uint8Array(3), 'byteLength', MISSING],
    ['nothing of Buffer', Buffer.from('x'), 'parent', MISSING],
    ['nothing of RegExp.prototype', /x/, 'source', MISSING],
    ['nothing of Error.prototype', new TypeError('x'), 'name', MISSING],
    ['nothing of Function.prototype', class {}, 'call', MISSING],
  ])('%s', (_, value, name, expected) => {
    expect(member(value, name)).toBe(expected)
  })

  it('nothing that somebody put on Object.prototype', () => {
    Object.defineProperty(Object.prototype, 'polluted', { value: 'x', configurable: true })
    try {
      expect(member({}, 'polluted')).toBe(MISSING)
      expect(member(new Post(), 'polluted')).toBe(MISSING)
      expect(render('[{{#polluted}}x{{/polluted}}{{#if a.polluted}}x{{/if}}]', { a: {} })).toBe('[]')
    } finally {
      Reflect.deleteProperty(Object.prototype, 'polluted')
    }
  })
})

describe('any value has', () => {
  it.each<readonly [sentence: string, value: unknown, name: string, expected: unknown]>([
    ['nothing more when it is null, which is no mistake', null, 'a', undefined],
    ['nothing more when it is undefined, which is no mistake', undefined, 'a', undefined],
    ['the length of a text', 'abc', 'length', 3],
    ['the units of a text', 'abc', '1', 'b'],
    ['no methods of a text', 'abc', 'toUpperCase', MISSING],
    ['nothing of a number', 5, 'toFixed', MISSING],
    ['nothing of a function', Array.of, 'name', MISSING],
    ['nothing of what is missing', MISSING, 'description', MISSING],
  ])('%s', (_, value, name, expected) => {
    expect(memberOf(value, name)).toBe(expected)
  })
})

describe('E5 names of the language are never looked up', () => {
  const own = JSON.parse(
    '{"__proto__":{"x":"own"},"constructor":"own","prototype":"own","a":{"constructor":{"constructor":"own"}},"list":[{"constructor":"own"}]}',
  )
  it.each([
    '{{constructor}}',
    '{{__proto__}}',
    '{{prototype}}',
    '{{toString}}',
    '{{hasOwnProperty}}',
    '{{a.constructor.constructor}}',
    '{{a.__proto__.x}}',
    '{{#__proto__}}x{{/__proto__}}',
    '{{#constructor}}x{{/constructor}}',
    '{{#a}}{{constructor}}{{/a}}',
    '{{#if constructor}}x{{/if}}',
    '{{#for x in list}}{{x.constructor}}{{/for}}',
    '{{ default(__proto__, "") }}',
    '{{> *constructor}}',
  ])('%s', (text) => {
    expect(render(text, own, { missing: 'empty' })).toBe('')
    expect(render(text, {}, { missing: 'empty' })).toBe('')
  })

  it('arguments of partials and helpers cannot set a prototype', () => {
    const seen: unknown[] = []
    const helpers = new Map([
      ...builtInHelpers(),
      ['see', { call: (...args: readonly unknown[]) => void seen.push(...args) }] as const,
    ])
    render(
      { 'a.html': '{{> b __proto__=x}}{{ see(__proto__=x) }}', 'b.html': '{{ default(polluted, "") }}' },
      { x: { polluted: 'x' } },
      { helpers },
    )
    expect(Object.getPrototypeOf(seen[0])).toBe(null)
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined)
  })
})

describe('scopes', () => {
  it('the innermost that has the head counts, and the rest is looked up there alone', () => {
    const data = { a: { b: 'outer' }, s: { a: {} } }
    expect(render('{{#s}}[{{a.b}}]{{/s}}', data, { missing: 'empty' })).toBe('[]')
  })

  it('what is present but null hides what is outside', () => {
    expect(render('{{#s}}[{{a}}]{{/s}}', { a: 'outer', s: { a: null } })).toBe('[]')
  })

  it('a Map, a class and an array can be a scope', () => {
    expect(
      render('{{#m}}{{a}}{{/m}}{{#p}}{{title}}{{/p}}{{#l}}{{#.}}{{.}}{{/.}}{{/l}}', {
        m: new Map([['a', 1]]),
        p: new Post(),
        l: [[2, 3]],
      }),
    ).toBe('1title23')
  })

  it('a getter runs each time that its name is printed, and never otherwise', () => {
    let count = 0
    const data = {
      get x() {
        return String(++count)
      },
      get y() {
        throw new Error('never')
      },
    }
    expect(render('{{x}}{{x}}', data)).toBe('12')
  })
})
