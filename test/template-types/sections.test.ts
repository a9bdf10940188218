// Sections: their names may come from the item or from outside, and the type must allow what the lookup finds.

import { describe, expect, it } from 'vitest'
import { typeOf } from './inferred.js'

/** Templates, each with its type. */
type Rows = readonly (readonly [template: string, type: string])[]

function check(rows: Rows): void {
  it.each(rows)('%s is %s', (template, type) => {
    expect(typeOf({ 'a.html': template }, 'a.html')).toBe(type)
  })
}

describe('a section whose names nothing else settles', () => {
  check([
    [
      '{{#s}}{{a}}{{/s}}',
      'Outside<{ a: Printable }, { s?: Section<{ a?: Printable }> }> | { s?: Section<{ a: Printable }> }',
    ],
    [
      '{{#s}}{{a}} {{b.c}}{{/s}}{{d}}',
      '| Outside< { a: Printable; b: { c: Printable } }, { d: Printable; s?: Section<{ a?: Printable; b?: { c: Printable } }> } > ' +
        '| { d: Printable; s?: Section<{ a: Printable; b: { c: Printable } }> }',
    ],
    [
      '{{#a.s}}{{x}}{{/a.s}}',
      '| Outside<{ x: Printable }, { a?: { s?: Section<{ x?: Printable }> } | Falsy }> ' +
        '| { a?: { s?: Section<{ x: Printable }> } | Falsy }',
    ],
    [
      '{{#for x in xs}}{{#x.s}}{{a}}{{/x.s}}{{/for}}',
      '| Outside<{ a: Printable }, { xs: Items<{ s?: Section<{ a?: Printable }> } | Falsy> }> ' +
        '| { xs: Items<{ s?: Section<{ a: Printable }> } | Falsy> }',
    ],
  ])
})

describe('a name that is settled', () => {
  check([
    // Nothing but what is printed is asked for.
    ['{{#s}}{{#if a}}x{{/if}}{{/s}}', '{ a?: unknown; s?: Section<{ a?: unknown }> }'],
    ["{{#s}}{{ a | default('') }}{{/s}}", '{ a?: Printable; s?: Section<{ a?: Printable }> }'],
    // It is there outside in any case, and is used there as it is inside.
    ['{{a}}{{#s}}{{a}}{{/s}}', '{ a: Printable; s?: Section<{ a?: Printable }> }'],
    ['{{a.b}}{{#s}}{{a.b}}{{/s}}', '{ a: { b: Printable }; s?: Section<{ a?: { b: Printable } }> }'],
    [
      '{{#if a}}{{#s}}{{a.b}}{{/s}}{{/if}}',
      '{ a?: { b: Printable } | Falsy; s?: Section<{ a?: { b: Printable } | Falsy }> }',
    ],
    [
      '{{#a}}{{.}}{{/a}}{{#s}}{{#a}}{{.}}{{/a}}{{/s}}',
      '{ a?: Section<Printable>; s?: Section<{ a?: Section<Printable> }> }',
    ],
    [
      '{{#for x in a}}{{x.b}}{{/for}}{{#s}}{{#for x in a}}{{x.b}}{{/for}}{{/s}}',
      '{ a: Items<{ b: Printable }>; s?: Section<{ a?: Items<{ b: Printable }> }> }',
    ],
    [
      '{{#for k, v in a}}{{v}}{{/for}}{{#s}}{{#for k, v in a}}{{v}}{{/for}}{{/s}}',
      '{ a: Entries<Printable>; s?: Section<{ a?: Entries<Printable> }> }',
    ],
    [
      '{{a | date}}{{#s}}{{a}}{{/s}}',
      '{ a: Date | number | string | null | undefined; s?: Section<{ a?: Printable }> }',
    ],
    // A loop or an argument has it.
    [
      '{{#for x in xs}}{{#s}}{{x.a}}{{/s}}{{/for}}',
      '{ s?: Section<{ x?: { a: Printable } }>; xs: Items<{ a: Printable }> }',
    ],
    ['{{#for x in xs}}{{#x.s}}{{loop.index}}{{/x.s}}{{/for}}', '{ xs: Items<{ s?: unknown } | Falsy> }'],
  ])

  it('is not the same if it is used otherwise outside: the item must have it', () => {
    const type = typeOf({ 'a.html': '{{a.b}}{{#s}}{{a.c}}{{/s}}' }, 'a.html')
    expect(type).toContain('{ a: { b: Printable }; s?: Section<{ a: { c: Printable } }> }')
    expect(type).toContain('{ a: { b: Printable; c: Printable }; s?: Section<{ a?: { c: Printable } }> }')
  })

  it('is one of the globals', () => {
    expect(typeOf({ 'a.html': '{{#s}}{{a}}{{/s}}' }, 'a.html', ['a'])).toBe(
      '{ a?: Printable; s?: Section<{ a?: Printable }> }',
    )
    expect(typeOf({ 'a.html': '{{a}}' }, 'a.html', ['a'])).toBe('{ a?: Printable }')
  })
})

describe('a section over what has no names', () => {
  check([
    // It is printed, or its items are: the names come from outside.
    ['{{#title}}<h1>{{title}}</h1>{{sub}}{{/title}}', '{ sub: Printable; title?: Printable }'],
    ['{{title}}{{#title}}{{sub}}{{/title}}', '{ sub: Printable; title: Printable }'],
    ['{{#tags}}{{.}}{{/tags}}', '{ tags?: Section<Printable> }'],
    ['{{#tags}}{{.}}{{base}}{{/tags}}', '{ base: Printable; tags?: Section<Printable> }'],
    ['{{#for t in tags}}{{t}}{{/for}}{{#tags}}{{a}}{{/tags}}', '{ a: Printable; tags: Items<Printable> }'],
    ['{{#for x in xs}}{{#loop.first}}{{a}}{{/loop.first}}{{/for}}', '{ a: Printable; xs: Items<unknown> }'],
    ['{{#a}}{{#a}}{{b}}{{/a}}{{/a}}{{a}}', '{ a: Printable; b: Printable }'],
  ])
})

describe('the item outside of sections', () => {
  check([
    // A partial for sections: on its own it takes what has a text.
    ['{{.}}', 'Printable & object'],
    ['{{.}} {{a}}', '{ a: Printable } & Printable & object'],
    ['{{#if .}}x{{/if}}', 'Record<string, undefined>'],
  ])
})

describe('the name of a section in itself', () => {
  check([
    ['{{#user}}{{user.name}}{{/user}}', '{ user?: { name: Printable } | Falsy }'],
    ['{{#user.image}}{{user.image}}{{/user.image}}', '{ user?: { image?: Printable } | Falsy }'],
    [
      '{{#user}}{{#posts}}{{user.name}}{{/posts}}{{/user}}',
      '{ posts?: unknown; user?: { name: Printable; posts?: Section<{ user?: { name: Printable } }> } | Falsy }',
    ],
  ])
})

describe('sections in sections', () => {
  it('take names from each object on the way', () => {
    const type = typeOf({ 'a.html': '{{#posts}}{{#tags}}{{label}} {{id}}{{/tags}}{{/posts}}' }, 'a.html')
    expect(type).toContain('Outside< { id: Printable; label: Printable }, { posts?: Section<')
    expect(type).toContain(
      '| Outside< { id: Printable; label: Printable }, { tags?: Section<{ id?: Printable; label?: Printable }> } >',
    )
    expect(type).toContain('| { tags?: Section<{ id: Printable; label: Printable }> }')
  })

  it('take what the object around has', () => {
    expect(typeOf({ 'a.html': '{{#posts}}{{id}}{{#tags}}{{id}}{{/tags}}{{/posts}}' }, 'a.html')).toBe(
      '| Outside< { id: Printable }, { posts?: Section<{ id?: Printable; tags?: Section<{ id?: Printable }> }>; tags?: unknown } > ' +
        '| { posts?: Section<{ id: Printable; tags?: Section<{ id?: Printable }> }>; tags?: unknown }',
    )
  })

  it('are short however deep they nest', () => {
    const depth = 100
    const open = Array.from({ length: depth }, (_, index) => `{{#s${index}}}{{a${index}}}`).join('')
    const close = Array.from({ length: depth }, (_, index) => `{{/s${depth - 1 - index}}}`).join('')
    expect(typeOf({ 'a.html': open + close }, 'a.html')?.length).toBeLessThan(100_000)
  })
})

describe('an object that is asked for inside too', () => {
  check([
    [
      '{{#if u}}{{u.a}}{{/if}}{{#s}}{{#if u}}{{u.b}}{{/if}}{{/s}}',
      '{ s?: Section<{ u?: { b: Printable } | Falsy }>; u?: { a: Printable; b?: Printable } | Falsy }',
    ],
    [
      "{{u.a}}{{#s}}{{ u.b | default('') }}{{/s}}",
      '{ s?: Section<{ u?: { b?: Printable } | Falsy }>; u: { a: Printable; b?: Printable } }',
    ],
    // What is printed here is no object.
    ['{{u}}{{#s}}{{#if u}}{{u.b}}{{/if}}{{/s}}', '{ s?: Section<{ u?: { b: Printable } | Falsy }>; u: Printable }'],
  ])
})

describe('a value with sections and more', () => {
  check([
    [
      '{{#posts.length}}n{{/posts.length}}{{#posts}}{{.}}{{/posts}}',
      '{ posts?: ({ length?: unknown } | Falsy) & Section<Printable> }',
    ],
    [
      '{{#user}}{{#if name}}x{{/if}}{{/user}}{{user.mail}}',
      '{ name?: unknown; user: { mail: Printable; name?: unknown } }',
    ],
    ['{{#m}}x{{/m}}{{#for k, v in m}}{{v}}{{/for}}', '{ m: Entries<Printable> }'],
  ])
})
