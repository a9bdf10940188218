// Calls for templates that print, ask, filter and loop.

import type { Case } from './case.js'

const NOT_USED = 'the template does not use it'
const NOTHING_IS_PRINTED = 'where there is nothing, nothing is printed'

export const VALUE_CASES: readonly Case[] = [
  {
    title: 'names of templates',
    templates: { 'names/one.html': '{{a}}', 'names/none.html': 'x' },
    good: [
      "render('names/none.html')",
      "render('names/none.html', {})",
      "render('names/one.html', { a: 1 }, { status: 201 })",
    ],
    pairs: [
      {
        good: "render('names/one.html', { a: 1 })",
        bad: "render('names/won.html', { a: 1 })",
        says: 'not assignable to parameter of type',
      },
      {
        good: "render('names/one.html', { a: 1 })",
        bad: "render('names/one.html')",
        says: 'Expected 2-3 arguments, but got 1',
      },
      {
        good: "render('names/none.html', {})",
        bad: "render('names/none.html', { a: 1 })",
        says: "'number' is not assignable to type 'undefined'",
        rendersThough: NOT_USED,
      },
    ],
  },
  {
    title: 'prints',
    templates: { 'print.html': '<p title="{{title}}">{{post.author.name}}</p>' },
    setup:
      'const post = { author: { name: html`<b>x</b>`, age: 3 }, id: 1 }; const find = (): { author: { name: string } } | undefined => undefined',
    good: [
      "render('print.html', { title: 1n, post })",
      "render('print.html', { title: new Date(0), post })",
      "render('print.html', { title: null, post: { author: { name: undefined } } })",
      "render('print.html', { title: new URL('http://x/'), post })",
      "render('print.html', { title: trustedUrl('/x'), post })",
    ],
    pairs: [
      {
        good: "render('print.html', { title: 'x', post })",
        bad: "render('print.html', { titel: 'x', post })",
        says: "'titel' does not exist in type",
      },
      {
        good: "render('print.html', { title: 'x', post })",
        bad: "render('print.html', { title: 'x' })",
        says: "Property 'post' is missing",
      },
      {
        good: "render('print.html', { title: 'x', post })",
        bad: "render('print.html', { title: { x: 1 }, post })",
        says: 'does not exist in type',
      },
      {
        good: "render('print.html', { title: 'x', post })",
        bad: "render('print.html', { title: ['x'], post })",
        says: "'string[]' is not assignable to type 'Printable'",
      },
      {
        good: "render('print.html', { title: 'x', post })",
        bad: "render('print.html', { title: () => 'x', post })",
        says: "is not assignable to type 'Printable'",
      },
      {
        good: "render('print.html', { title: 'x', post })",
        bad: "render('print.html', { title: Promise.resolve('x'), post })",
        says: "is not assignable to type 'Printable'",
      },
      {
        good: "render('print.html', { title: 'x', post })",
        bad: "render('print.html', { title: 'x', post: { author: {} } })",
        says: "Property 'name' is missing in type '{}'",
      },
      {
        good: "render('print.html', { title: 'x', post })",
        bad: "render('print.html', { title: 'x', post: { author: { nme: '' } } })",
        says: "Did you mean to write 'name'?",
      },
      {
        good: "render('print.html', { title: 'x', post })",
        bad: "render('print.html', { title: 'x', post: find() })",
        says: "is not assignable to type '{ author: { name: Printable; }; }'",
        rendersThough: NOTHING_IS_PRINTED,
      },
    ],
  },
  {
    title: 'questions',
    templates: {
      'ask.html':
        "{{#if user}}{{user.name}}{{else}}login{{/if}}{{#if flag}}!{{/if}}{{ note | default('-') }}{{^list}}none{{/list}}",
    },
    good: [
      "render('ask.html')",
      "render('ask.html', { user: null, flag: undefined, note: undefined, list: [] })",
      "render('ask.html', { user: false, flag: 'x', note: 3 })",
      "render('ask.html', { user: { name: 'x' }, flag: {}, list: new Set([1]) })",
    ],
    pairs: [
      {
        good: "render('ask.html', { user: { name: 'x' } })",
        bad: "render('ask.html', { user: {} })",
        says: "'{}' is not assignable to type",
      },
      {
        good: "render('ask.html', { user: { name: 'x' } })",
        bad: "render('ask.html', { user: true })",
        says: "'true' is not assignable",
      },
      {
        good: "render('ask.html', { note: 'x' })",
        bad: "render('ask.html', { note: [1] })",
        says: "is not assignable to type 'Printable'",
      },
      {
        good: "render('ask.html', { flag: true })",
        bad: "render('ask.html', { flagg: true })",
        says: "Did you mean to write 'flag'?",
        rendersThough: 'the name is only asked for',
      },
    ],
  },
  {
    title: 'filters',
    templates: {
      'filters.html':
        '{{ day | date }} {{ price | number }} {{ name | upper | truncate(max) }} {{ tags | join }} {{ rows | length }}',
    },
    setup: "const data = { day: new Date(0), price: 1, name: 'x', max: 3, tags: ['a'], rows: [1] }",
    good: [
      "render('filters.html', { ...data, day: '2026-01-01', price: '1', rows: 'abc', tags: new Set(['a']) })",
      "render('filters.html', { ...data, day: null, price: 1n, name: undefined, tags: 'abc', rows: new Map() })",
    ],
    pairs: [
      {
        good: "render('filters.html', { ...data, day: 0 })",
        bad: "render('filters.html', { ...data, day: true })",
        says: "'true' is not assignable to type 'string | number | Date | null | undefined'",
      },
      {
        good: "render('filters.html', { ...data, price: 2 })",
        bad: "render('filters.html', { ...data, price: new Date(0) })",
        says: "'Date' is not assignable to type",
      },
      {
        good: "render('filters.html', { ...data, max: 2 })",
        bad: "render('filters.html', { ...data, max: '2' })",
        says: "'string' is not assignable to type 'number'",
      },
      {
        good: "render('filters.html', { ...data, tags: [1] })",
        bad: "render('filters.html', { ...data, tags: [{}] })",
        says: "is not assignable to type 'Printable'",
      },
      {
        good: "render('filters.html', { ...data, tags: [] })",
        bad: "render('filters.html', { ...data, tags: false })",
        says: "'false' is not assignable to type 'List<Printable>'",
      },
      {
        good: "render('filters.html', { ...data, rows: {} })",
        bad: "render('filters.html', { ...data, rows: 3 })",
        says: "'number' is not assignable to type 'string | object | null | undefined'",
      },
    ],
  },
  {
    title: 'comparisons',
    templates: {
      'compare.html':
        "{{#if n > 3}}a{{/if}}{{#if s < 'm'}}b{{/if}}{{#if role == 'admin'}}c{{/if}}{{#if x in xs}}d{{/if}}",
    },
    good: [
      "render('compare.html')",
      "render('compare.html', { n: new Date(0), s: 'x', role: 1, x: {}, xs: new Set([{}]) })",
    ],
    pairs: [
      {
        good: "render('compare.html', { n: 3n })",
        bad: "render('compare.html', { n: '3' })",
        says: "'string' is not assignable to type 'number | bigint | Date | null | undefined'",
      },
      {
        good: "render('compare.html', { s: 'a' })",
        bad: "render('compare.html', { s: 1 })",
        says: "'number' is not assignable to type 'string'",
      },
      {
        good: "render('compare.html', { xs: ['a'] })",
        bad: "render('compare.html', { xs: 3 })",
        says: "'number' is not assignable to type 'string | object | null | undefined'",
      },
      {
        good: "render('compare.html', { role: 'x' })",
        bad: "render('compare.html', { role: ['admin'] })",
        says: "is not assignable to type 'Printable'",
        rendersThough: 'a list equals no string',
      },
    ],
  },
  {
    title: 'loops',
    templates: { 'loop.html': '{{#for user in users}}{{loop.index}} {{user.name}} {{site}}{{else}}nobody{{/for}}' },
    setup: "const user = { name: 'x', age: 3 }; const users = [user]; const named = [{ nme: 'x' }]",
    good: [
      "render('loop.html', { users, site: 'x' })",
      "render('loop.html', { users: new Set(users), site: 'x' })",
      "render('loop.html', { users: new Map([[1, user]]).values(), site: 'x' })",
      "render('loop.html', { users: [], site: 'x' })",
      "render('loop.html', { users: null, site: 'x' })",
    ],
    pairs: [
      {
        good: "render('loop.html', { users, site: 'x' })",
        bad: "render('loop.html', { users: named, site: 'x' })",
        says: "Property 'name' is missing in type '{ nme: string; }'",
      },
      {
        good: "render('loop.html', { users: [{ name: 'x' }], site: 'x' })",
        bad: "render('loop.html', { users: [{ nam: 'x' }], site: 'x' })",
        says: "Did you mean to write 'name'?",
      },
      {
        good: "render('loop.html', { users, site: 'x' })",
        bad: "render('loop.html', { users: user, site: 'x' })",
        says: "is not assignable to type 'Items<",
      },
      {
        good: "render('loop.html', { users, site: 'x' })",
        bad: "render('loop.html', { users: 'abc', site: 'x' })",
        says: "'string' is not assignable to type 'Items<",
      },
      {
        good: "render('loop.html', { users, site: 'x' })",
        bad: "render('loop.html', { users: new Map([[1, user]]), site: 'x' })",
        says: "is not assignable to type 'Items<",
      },
      {
        good: "render('loop.html', { users, site: 'x' })",
        bad: "render('loop.html', { users: new Set(named), site: 'x' })",
        says: "is not assignable to type 'Items<",
      },
      {
        good: "render('loop.html', { users, site: 'x' })",
        bad: "render('loop.html', { users })",
        says: "Property 'site' is missing",
      },
    ],
  },
  {
    title: 'comparisons with null',
    templates: { 'null.html': '{{#if user != null}}{{user.name}}{{/if}}' },
    good: ["render('null.html', { user: null })", "render('null.html', { user: undefined })"],
    pairs: [
      {
        good: "render('null.html', { user: { name: 'x' } })",
        bad: "render('null.html', {})",
        says: "Property 'user' is missing",
      },
      {
        good: "render('null.html', { user: null })",
        bad: "render('null.html', { user: false })",
        says: "is not assignable to type '{ name: Printable; }'",
      },
    ],
  },
  {
    title: 'single items of a list',
    templates: { 'items.html': '{{post.authors.0.name}}{{#if post.tags.0}} {{post.tags.0}}{{/if}}' },
    setup:
      "const post: { authors: { name: string }[]; tags: string[] } = { authors: [{ name: 'x' }], tags: [] }; const authors = new Set(post.authors)",
    good: [
      "render('items.html', { post: { authors: [{ name: 'x' }, { name: 'y' }] as const, tags: null } })",
      "render('items.html', { post: { authors: { 0: { name: 'x' } } } })",
    ],
    pairs: [
      {
        good: "render('items.html', { post })",
        bad: "render('items.html', { post: { authors: [{ nme: 'x' }] } })",
        says: "Did you mean to write 'name'?",
      },
      {
        good: "render('items.html', { post })",
        bad: "render('items.html', { post: { authors } })",
        says: 'is not assignable to type',
      },
    ],
  },
  {
    title: 'lists that are asked for first',
    templates: {
      'asked.html': '{{#if xs}}{{#for x in xs}}{{x}}{{/for}}{{/if}}{{#if ys}}{{ ys | join }}{{/if}}',
      'both.html': '{{#for x in xs}}{{x}}{{/for}}{{ xs | join }}',
    },
    good: [
      "render('asked.html')",
      "render('asked.html', { xs: '', ys: 0 })",
      "render('asked.html', { xs: false, ys: 'abc' })",
    ],
    pairs: [
      {
        good: "render('asked.html', { xs: ['a'] })",
        bad: "render('asked.html', { xs: 'a' })",
        says: '\'"a"\' is not assignable to type',
      },
      {
        good: "render('both.html', { xs: null })",
        bad: "render('both.html', { xs: false })",
        says: "'false' is not assignable to type",
      },
      {
        good: "render('both.html', { xs: ['a'] })",
        bad: "render('both.html', { xs: 'a' })",
        says: "'string' is not assignable to type",
      },
    ],
  },
  {
    title: 'loops over keys and values',
    templates: { 'pairs.html': '{{#for name, price in prices}}{{name}}: {{price.amount}}{{/for}}' },
    setup: 'const price = { amount: 1 }',
    good: [
      "render('pairs.html', { prices: { tea: price } })",
      "render('pairs.html', { prices: new Map([['tea', price]]) })",
      "render('pairs.html', { prices: [price] })",
      "render('pairs.html', { prices: new Map([['tea', price]]).values() })",
    ],
    pairs: [
      {
        good: "render('pairs.html', { prices: { tea: price } })",
        bad: "render('pairs.html', { prices: { tea: 1 } })",
        says: 'is not assignable to type',
      },
      {
        good: "render('pairs.html', { prices: new Map([['tea', price]]) })",
        bad: "render('pairs.html', { prices: new Map([[{}, price]]) })",
        says: 'is not assignable to type',
      },
      {
        good: "render('pairs.html', { prices: [price] })",
        bad: "render('pairs.html', { prices: [{}] })",
        says: "Property 'amount' is missing in type '{}'",
      },
    ],
  },
]
