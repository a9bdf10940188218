// From prints, filters, conditions and loops to types: each row is a template and the type of its data.

import { describe, expect, it } from 'vitest'
import { generate, typeOf } from './inferred.js'

/** Templates, each with its type. */
type Rows = readonly (readonly [template: string, type: string])[]

function check(rows: Rows): void {
  it.each(rows)('%s is %s', (template, type) => {
    expect(typeOf({ 'a.html': template }, 'a.html')).toBe(type)
  })
}

describe('what is printed', () => {
  check([
    ['nothing', 'Record<string, undefined>'],
    ['{{a}}', '{ a: Printable }'],
    ['{{a}} {{a}}', '{ a: Printable }'],
    ['{{{a}}} {{&b}}', '{ a: Printable; b: Printable }'],
    ['{{b}} {{a}}', '{ a: Printable; b: Printable }'],
    ['{{a.b}}', '{ a: { b: Printable } }'],
    ['{{a.b.c}} {{a.d}}', '{ a: { b: { c: Printable }; d: Printable } }'],
    ['{{first-name}} {{größe}} {{5}}', "{ '5': Printable; 'first-name': Printable; größe: Printable }"],
    ['{{a.0}}', "{ a: { '0': Printable } | ReadonlyArray<Printable> }"],
    ['{{a.0.b}} {{a.length}}', "{ a: { '0': { b: Printable }; length: Printable } | ReadonlyArray<{ b: Printable }> }"],
    ['{{a.0}} {{a.b}}', "{ a: { '0': Printable; b: Printable } }"],
    ['{{title}} {{title.length}}', '{ title: { length: Printable } & Printable }'],
    ['{{=<% %>=}}<% a %>', '{ a: Printable }'],
    ['{{! a }}', 'Record<string, undefined>'],
    ['{{a.__proto__}} {{constructor}} {{b}}', '{ b: Printable }'],
  ])
})

describe('what is only asked for', () => {
  check([
    ['{{#if a}}x{{/if}}', '{ a?: unknown }'],
    ['{{#if a.b}}x{{/if}}', '{ a?: { b?: unknown } | Falsy }'],
    ['{{#if not a and (b or c)}}x{{/if}}', '{ a?: unknown; b?: unknown; c?: unknown }'],
    ['{{#if a}}x{{else if b}}y{{else}}z{{/if}}', '{ a?: unknown; b?: unknown }'],
    ['{{^a}}none{{/a}}', '{ a?: unknown }'],
    ['{{#a}}some{{/a}}', '{ a?: unknown }'],
    ["{{ a | default('x') }}", '{ a?: Printable }'],
    ["{{ a.b | default('x') }}", '{ a?: { b?: Printable } | Falsy }'],
    ['{{ a | default(b) }}', '{ a?: Printable; b: Printable }'],
    ['{{ a or b }}', '{ a?: Printable; b: Printable }'],
    ['{{ a and b }}', '{ a?: unknown; b: Printable }'],
    ['{{#if a}}x{{/if}}{{a}}', '{ a: Printable }'],
    ['{{#if a in b}}x{{/if}}', '{ a?: unknown; b?: object | string | null | undefined }'],
  ])
})

describe('what is known to be there', () => {
  check([
    ['{{#if a}}{{a.b}}{{/if}}', '{ a?: { b: Printable } | Falsy }'],
    ['{{#if a.b}}{{a.b.c}}{{/if}}', '{ a?: { b?: { c: Printable } | Falsy } | Falsy }'],
    ['{{#if a}}{{a.b}}{{/if}}{{a.c}}', '{ a: { b: Printable; c: Printable } }'],
    ['{{#if not a}}x{{else}}{{a.b}}{{/if}}', '{ a?: { b: Printable } | Falsy }'],
    ['{{#if a and a.b}}{{a.b.c}}{{/if}}', '{ a?: { b?: { c: Printable } | Falsy } | Falsy }'],
    ['{{#if a or b}}{{a.c}}{{/if}}', '{ a: { c: Printable }; b?: unknown }'],
    ['{{#if not (not a or b)}}{{a.c}}{{/if}}', '{ a?: { c: Printable } | Falsy; b?: unknown }'],
    // What is not null may still be undefined or false, and must then be given.
    ['{{#if a == null}}x{{else}}{{a.b}}{{/if}}', '{ a: { b: Printable } | null | undefined }'],
    ['{{#if a != null}}{{a.b}}{{/if}}', '{ a: { b: Printable } | null | undefined }'],
    [
      '{{#if a.b != null and c}}{{a.b.c}}{{/if}}',
      '{ a: { b: { c: Printable } | null | undefined } | null | undefined; c?: unknown }',
    ],
    ['{{#if a != null or b != null}}{{a.b}}{{/if}}', '{ a: { b: Printable }; b?: unknown }'],
    ['{{#if a == 0}}{{a}}{{/if}}', '{ a?: Printable }'],
    ["{{#if a == 'x'}}{{a}}{{/if}}", '{ a?: Printable }'],
    ['{{#if n > 3}}{{n}}{{/if}}', '{ n?: Date | bigint | number | null | undefined }'],
    ['{{#if xs | length}}{{xs.0}}{{/if}}', "{ xs?: { '0': Printable } | ReadonlyArray<Printable> | null | undefined }"],
    [
      '{{#if a}}{{#if b}}{{a.c}}{{b.c}}{{/if}}{{/if}}',
      '{ a?: { c: Printable } | Falsy; b?: { c: Printable } | Falsy }',
    ],
    ['{{#if a}}{{#for x in a.xs}}{{x}}{{/for}}{{/if}}', '{ a?: { xs: Items<Printable> } | Falsy }'],
    ['{{ a and a.b }}', '{ a?: { b: Printable } | Falsy }'],
    ['{{#if d}}{{ d | date }}{{/if}}', '{ d?: Date | number | string | null | undefined | false }'],
    // What another name says is not known of this one.
    ['{{#if loggedIn}}{{user.name}}{{/if}}', '{ loggedIn?: unknown; user: { name: Printable } }'],
    ['{{#if a}}x{{else}}{{a.b}}{{/if}}', '{ a: { b: Printable } }'],
  ])
})

describe('filters and helpers', () => {
  check([
    [
      '{{ d | date }} {{ t | time }}',
      '{ d: Date | number | string | null | undefined; t: Date | number | string | null | undefined }',
    ],
    ['{{ n | number(digits=2) }}', '{ n: bigint | number | string | null | undefined }'],
    ['{{ n | number(digits=k) }}', '{ k: Printable; n: bigint | number | string | null | undefined }'],
    ['{{ a | upper | trim }}', '{ a: Printable }'],
    ['{{ a | truncate(n) }}', '{ a: Printable; n: number }'],
    ['{{ a | nl2br }}', '{ a: Printable }'],
    ['{{ a | length }}', '{ a: object | string | null | undefined }'],
    ['{{ a | join }}', '{ a: List<Printable> }'],
    ['{{ a | first }}', '{ a: List<Printable> }'],
    ['{{ a | last | date }}', '{ a: List<Date | number | string | null | undefined> }'],
    ['<script>let a = {{ a | json }}</script>', '{ a: unknown }'],
    ['<a href="{{ url(\'Posts.show\', id=post.id) }}">', '{ post: { id: unknown } }'],
    [
      '<a href="{{ url(\'Posts.list\', query=filter, hash=part) }}">',
      '{ filter: object | null | undefined; part: Printable }',
    ],
    [
      '{{#if older}}<a href="{{ url(\'Posts.list\', query=older) }}">{{ older.page }}</a>{{/if}}',
      '{ older?: { page: Printable } | Falsy }',
    ],
    ['<a href="{{ url(\'Posts.show\', params) }}">', '{ params: object | null | undefined }'],
    ['{{ a | myFilter(b, c=d) }}', '{ a: unknown; b: unknown; d: unknown }'],
    [
      '{{ a | default(b) | date }}',
      '{ a?: Date | number | string | null | undefined; b: Date | number | string | null | undefined }',
    ],
    ['{{ a | number }} {{ a | date }}', '{ a: number | string | null | undefined }'],
    ['{{ a | length }} {{#for x in a}}{{x.y}}{{/for}}', '{ a: Items<{ y: Printable }> }'],
  ])
})

describe('comparisons', () => {
  check([
    ['{{#if a > 3}}x{{/if}}', '{ a?: Date | bigint | number | null | undefined }'],
    ["{{#if 'x' <= a}}x{{/if}}", '{ a?: string | null | undefined }'],
    [
      '{{#if a < b}}x{{/if}}',
      '{ a?: Date | bigint | number | string | null | undefined; b?: Date | bigint | number | string | null | undefined }',
    ],
    ["{{#if a == 'x'}}x{{/if}}", '{ a?: Printable }'],
    ['{{#if a == b}}x{{/if}}', '{ a?: unknown; b?: unknown }'],
    ['{{#if a != null}}x{{/if}}', '{ a?: unknown }'],
    ['{{ a == 1 }}', '{ a: Printable }'],
  ])
})

describe('loops', () => {
  check([
    ['{{#for x in xs}}{{x}}{{/for}}', '{ xs: Items<Printable> }'],
    ['{{#for x in xs}}{{x.a}} {{x.b.c}}{{/for}}', '{ xs: Items<{ a: Printable; b: { c: Printable } }> }'],
    ['{{#for x in a.xs}}{{x}}{{/for}}', '{ a: { xs: Items<Printable> } }'],
    ['{{#for x in xs}}-{{/for}}', '{ xs: Items<unknown> }'],
    ['{{#for x in xs}}{{x}}{{y}}{{/for}}', '{ xs: Items<Printable>; y: Printable }'],
    ['{{#for x in xs}}-{{else}}{{y}}{{/for}}', '{ xs: Items<unknown>; y: Printable }'],
    ['{{#for x in xs}}{{loop.index}} {{loop.parent.last}}{{/for}}', '{ xs: Items<unknown> }'],
    ['{{loop.index}}', '{ loop: { index: Printable } }'],
    ['{{#for x in xs}}{{#if x.a}}{{x.a.b}}{{/if}}{{/for}}', '{ xs: Items<{ a?: { b: Printable } | Falsy } | Falsy> }'],
    [
      '{{#for x in xs}}{{#for y in x.ys}}{{y}}{{x.a}}{{/for}}{{/for}}',
      '{ xs: Items<{ a: Printable; ys: Items<Printable> }> }',
    ],
    ['{{#for xs in xs}}{{xs.a}}{{/for}}', '{ xs: Items<{ a: Printable }> }'],
    ['{{#for k, v in m}}{{k}} {{v.a}}{{/for}}', '{ m: Entries<{ a: Printable }, Printable> }'],
    ['{{#if xs}}{{#for x in xs}}{{x}}{{/for}}{{ xs | join }}{{/if}}', '{ xs?: Items<Printable> | Falsy }'],
    ['{{#if xs}}{{ xs | join }}{{/if}}', '{ xs?: List<Printable> | Falsy }'],
    ['{{#for x in xs}}{{x}}{{/for}}{{ xs | join }}', '{ xs: Exclude<Items<Printable>, false> }'],
    ['{{#if m}}{{#for k, v in m}}{{v}}{{/for}}{{/if}}', '{ m?: Entries<Printable> | Falsy }'],
    ['{{#for k, v in m}}{{v}}{{/for}}', '{ m: Entries<Printable> }'],
    ['{{#for x in xs or ys}}{{x.a}}{{/for}}', '{ xs?: Items<{ a: Printable }> | Falsy; ys: Items<{ a: Printable }> }'],
    ['{{#for x in xs | first}}{{x}}{{/for}}', '{ xs: List<Items<Printable>> }'],
    ['{{#for x in xs}}{{x}}{{/for}}{{xs.length}}', '{ xs: { length: Printable } & Items<Printable> }'],
  ])
})

describe('a type that does not fit into a line', () => {
  const names = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth']
  const loop = `{{#for x in v}}${names.map((name) => `{{x.${name}Name}}`).join('')}{{/for}}`

  it('begins each of its parts on a line of its own, and leaves none blank', () => {
    const { text } = generate({ 'a.html': `{{#for k, v in m}}{{k}}{{v.length}}${loop}{{/for}}` })
    expect(text).toContain('m: Entries<\n          & { length: Printable }\n          & Items<{\n')
    expect(text).not.toMatch(/[ \t]$/m)
  })
})
