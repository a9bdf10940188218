// Calls for templates with partials, layouts, blocks and declarations.

import type { Case } from './case.js'

export const INCLUSION_CASES: readonly Case[] = [
  {
    title: 'partials and their arguments',
    templates: {
      'parts/card.html': '{{user.name}}{{#if small}}…{{/if}}',
      'cards.html': '{{#for u in users}}{{> parts/card user=u}}{{/for}}',
      'forgotten.html': '{{#for u in users}}{{> parts/card}}{{/for}}',
    },
    setup: "const users = [{ name: 'x' }]",
    good: ["render('cards.html', { users, small: true })"],
    pairs: [
      {
        good: "render('cards.html', { users })",
        bad: "render('forgotten.html', { users })",
        says: "Property 'user' is missing",
      },
      {
        good: "render('cards.html', { users })",
        bad: "render('cards.html', { users: [{ id: 1 }] })",
        says: "'id' does not exist in type '{ name: Printable; }'",
      },
      {
        good: "render('parts/card.html', { user: { name: 'x' } })",
        bad: "render('parts/card.html', {})",
        says: "Property 'user' is missing",
      },
    ],
  },
  {
    title: 'a layout',
    templates: {
      'layouts/main.html': '<title>{{title}}</title>{{#if user}}{{user.name}}{{/if}}{{$body}}{{/body}}',
      'page.html':
        '{{<layouts/main}}{{$body}}{{#for x in xs}}{{x.name}}{{/for}}{{$count}}{{ xs | length }}{{/count}}{{/body}}',
    },
    setup: "const xs = [{ name: 'x' }]",
    good: [
      "render('page.html', { title: 'x', xs, user: null })",
      "render('page.html#body', { xs })",
      "render('page.html#count', { xs: 'abc' })",
    ],
    pairs: [
      {
        good: "render('page.html', { title: 'x', xs })",
        bad: "render('page.html', { xs })",
        says: "Property 'title' is missing",
      },
      {
        good: "render('page.html', { title: 'x', xs })",
        bad: "render('page.html', { title: 'x', xs: [{}] })",
        says: "Property 'name' is missing",
      },
      {
        good: "render('page.html#body', { xs })",
        bad: "render('page.html#body', {})",
        says: "Property 'xs' is missing",
      },
      {
        good: "render('page.html#body', { xs })",
        bad: "render('page.html#bdy', { xs })",
        says: 'not assignable to parameter of type',
      },
    ],
  },
  {
    title: 'a partial that includes itself',
    templates: {
      'tree.html': '{{node.name}}{{#for child in node.children}}{{> tree node=child}}{{/for}}',
      'menu.html': '{{#items}}{{label}}{{#items}}{{> menu-item}}{{/items}}{{/items}}',
      'menu-item.html': '{{label}}{{#items}}{{> menu-item}}{{/items}}',
      'open.html': '{{label}}{{#items}}{{#if open}}{{> open}}{{/if}}{{/items}}',
    },
    setup:
      "interface Node { name: string; children: Node[] }; const node: Node = { name: 'x', children: [{ name: 'y', children: [] }] }",
    good: [
      "render('tree.html', { node })",
      "render('menu-item.html', { label: 'a', items: [{ label: 'b', items: [{ label: 'c', items: [] }] }] })",
      "render('open.html', { label: 'a', items: [{ label: 'b' }, { label: 'c', open: true, items: [] }] })",
    ],
    pairs: [
      {
        good: "render('tree.html', { node })",
        bad: "render('tree.html', { node: { name: 'x', children: [{ name: 'y' }] } })",
        says: "Property 'children' is missing",
      },
      {
        good: "render('tree.html', { node })",
        bad: "render('tree.html', { node: { name: 'x', children: [{ name: [], children: [] }] } })",
        says: "is not assignable to type 'Printable'",
      },
      {
        good: "render('menu-item.html', { label: 'a', items: [{ label: 'b', items: undefined }] })",
        bad: "render('menu-item.html', { label: 'a', items: [{ label: 'b' }] })",
        says: "Property 'items' is missing",
      },
      {
        good: "render('menu.html', { items: { label: 'a', items: { label: 'b', items: false } } })",
        bad: "render('menu.html', { items: { label: 'a', items: { label: 'b' } } })",
        says: "is not assignable to type 'Section<MenuItemNode",
      },
    ],
  },
  {
    title: 'dynamic partials',
    templates: { 'widgets.html': '{{#for w in widgets}}{{> *w.kind it=w}}{{/for}}', 'clock.html': '{{time}}' },
    good: ["render('widgets.html', { widgets: [{ kind: 'clock' }], time: 1 })"],
    pairs: [
      {
        good: "render('widgets.html', { widgets: [{ kind: 'clock' }], time: 1 })",
        bad: "render('widgets.html', { widgets: [{ kind: 1 }], time: 1 })",
        says: "'number' is not assignable to type 'string'",
      },
    ],
  },
  {
    title: 'declared properties',
    templates: {
      'declared.html':
        "{{! @props user: import('../src/db.js').User; tags?: string[] }}{{user.name}}{{#if tags}}{{ tags | join }}{{/if}}",
      'declared-partial.html': '{{#for u in users}}{{> declared user=u}}{{/for}}',
      'declared-page.html': '{{<layouts/main}}{{! @props n: number }}{{$body}}{{n}}{{/body}}{{/layouts/main}}',
    },
    setup: "const user: User = { name: 'x', age: 3 }",
    good: [
      "render('declared.html', { user, tags: undefined })",
      "render('declared-partial.html', { users: [user], tags: ['x'] })",
    ],
    pairs: [
      {
        good: "render('declared.html', { user })",
        bad: "render('declared.html', { user: { name: 'x' } })",
        says: "Property 'age' is missing in type '{ name: string; }' but required in type 'User'",
        rendersThough: 'the declaration asks for more',
      },
      {
        good: "render('declared.html', { user, tags: ['x'] })",
        bad: "render('declared.html', { user, tags: [1] })",
        says: "'number' is not assignable to type 'string'",
        rendersThough: 'the declaration asks for more',
      },
      {
        good: "render('declared-partial.html', { users: [user] })",
        bad: "render('declared-partial.html', { users: [{ name: 'x' }] })",
        says: "is missing in type '{ name: string; }' but required in type 'User'",
        rendersThough: 'the declaration asks for more',
      },
      {
        good: "render('declared-page.html', { n: 1, title: 'x' })",
        bad: "render('declared-page.html', { n: 1 })",
        says: "Property 'title' is missing",
      },
      {
        good: "render('declared-page.html', { n: 1, title: 'x' })",
        bad: "render('declared-page.html', { n: '1', title: 'x' })",
        says: "'string' is not assignable to type 'number'",
        rendersThough: 'the declaration asks for more',
      },
    ],
  },
]
