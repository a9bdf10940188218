// Calls for templates with sections: what the lookup finds must compile, wherever it comes from.

import type { Case } from './case.js'

export const SECTION_CASES: readonly Case[] = [
  {
    title: 'a section over items',
    templates: {
      'posts.html': '{{heading}}{{#posts}}<a href="{{base}}">{{title}}</a>{{/posts}}{{^posts}}none{{/posts}}',
    },
    setup:
      "const titled = [{ id: 1, title: 'x' }]; const whole = [{ title: 'x', base: '/' }]; const flag: boolean = true as boolean",
    good: [
      "render('posts.html', { heading: 'x', posts: whole })",
      "render('posts.html', { heading: 'x', posts: new Set(whole) })",
      "render('posts.html', { heading: 'x', posts: whole[0] })",
      "render('posts.html', { heading: 'x', posts: titled, base: '/' })",
      "render('posts.html', { heading: 'x', posts: flag, base: '/', title: 'x' })",
      "render('posts.html', { heading: 'x', posts: [1, 2], base: '/', title: 'x' })",
      "render('posts.html', { heading: 'x', posts: [] })",
      "render('posts.html', { heading: 'x', posts: null })",
      "render('posts.html', { heading: 'x' })",
    ],
    pairs: [
      {
        good: "render('posts.html', { heading: 'x', posts: whole })",
        bad: "render('posts.html', { heading: 'x', posts: titled })",
        says: "Property 'base' is missing in type '{ id: number; title: string; }'",
      },
      {
        good: "render('posts.html', { heading: 'x', posts: titled, base: '/' })",
        bad: "render('posts.html', { heading: 'x', posts: titled, bas: '/' })",
        says: "'bas' does not exist in type",
      },
      {
        good: "render('posts.html', { heading: 'x', posts: whole })",
        bad: "render('posts.html', { posts: whole })",
        says: "Property 'heading' is missing",
      },
      {
        good: "render('posts.html', { heading: 'x', posts: [{ title: 'x', base: '/' }] })",
        bad: "render('posts.html', { heading: 'x', posts: [{ titel: 'x', base: '/' }] })",
        says: "'titel' does not exist in type",
      },
      {
        good: "render('posts.html', { heading: 'x', posts: whole })",
        bad: "render('posts.html', { heading: 'x', posts: [{ title: {}, base: '/' }] })",
        says: "is not assignable to type 'Printable'",
      },
      {
        good: "render('posts.html', { heading: 'x', posts: flag, base: '/', title: 'x' })",
        bad: "render('posts.html', { heading: 'x', posts: flag })",
        says: "is not assignable to type 'Section<",
      },
      {
        good: "render('posts.html', { heading: 'x', posts: whole })",
        bad: "render('posts.html', { heading: 'x', posts: 5 })",
        says: "'5' is not assignable to type",
      },
      {
        good: "render('posts.html', { heading: 'x', posts: titled, base: '/' })",
        bad: "render('posts.html', { heading: 'x', posts: titled, base: [] })",
        says: "is not assignable to type 'Printable'",
      },
    ],
  },
  {
    title: 'a section as a question',
    templates: { 'flag.html': '{{#loggedIn}}Hello {{name}}{{/loggedIn}}{{#title}}<h1>{{title}}</h1>{{/title}}' },
    good: [
      "render('flag.html', { loggedIn: true, name: 'x' })",
      "render('flag.html', { loggedIn: 'yes', name: 'x', title: 'x' })",
      "render('flag.html', { loggedIn: { name: 'x' } })",
      "render('flag.html', { loggedIn: new Map([['name', 'x']]), name: 'x' })",
      "render('flag.html', {})",
      "render('flag.html')",
    ],
    pairs: [
      {
        good: "render('flag.html', { loggedIn: true, name: 'x' })",
        bad: "render('flag.html', { loggedIn: true })",
        says: "'true' is not assignable to type 'Section<{ name: Printable; }>'",
      },
      {
        good: "render('flag.html', { loggedIn: { name: 'x' } })",
        bad: "render('flag.html', { loggedIn: { nme: 'x' } })",
        says: 'does not exist in type',
      },
      {
        good: "render('flag.html', { title: 'x' })",
        bad: "render('flag.html', { title: { x: 1 } })",
        says: 'does not exist in type',
      },
    ],
  },
  {
    title: 'a section over what is printed',
    templates: {
      'tags.html': '{{#tags}}<a href="{{base}}">{{.}}</a>{{/tags}}',
      'tag-list.html': '{{#tags}}{{> tag}}{{/tags}}',
      'tag.html': '<i>{{.}}</i>',
    },
    good: [
      "render('tags.html', { tags: ['a', 1], base: '/' })",
      "render('tags.html', { tags: 'a', base: '/' })",
      "render('tags.html', { base: '/' })",
    ],
    pairs: [
      {
        good: "render('tags.html', { tags: ['a'], base: '/' })",
        bad: "render('tags.html', { tags: ['a'] })",
        says: "Property 'base' is missing",
      },
      {
        good: "render('tags.html', { tags: ['a'], base: '/' })",
        bad: "render('tags.html', { tags: [{}], base: '/' })",
        says: 'is not assignable to type',
      },
      {
        good: "render('tag-list.html', { tags: ['a'] })",
        bad: "render('tag.html', { tags: ['a'] })",
        says: 'does not exist in type',
      },
    ],
  },
  {
    title: 'sections in sections',
    templates: { 'nested.html': '{{#posts}}{{#tags}}{{label}} {{id}}{{/tags}}{{/posts}}' },
    good: [
      "render('nested.html', { posts: [{ id: 1, tags: [{ label: 'x' }] }] })",
      "render('nested.html', { posts: [{ tags: [{ label: 'x', id: 1 }] }] })",
      "render('nested.html', { posts: [{ tags: [{ label: 'x' }] }], id: 1 })",
      "render('nested.html', { posts: { tags: true, label: 'x', id: 1 } })",
    ],
    pairs: [
      {
        good: "render('nested.html', { posts: [{ id: 1, tags: [{ label: 'x' }] }] })",
        bad: "render('nested.html', { posts: [{ tags: [{ label: 'x' }] }] })",
        says: "Property 'id' is missing in type '{ label: string; }'",
      },
      {
        good: "render('nested.html', { posts: [{ id: 1, tags: [{ label: 'x' }] }] })",
        bad: "render('nested.html', { posts: [{ id: 1, tags: [{ labl: 'x' }] }] })",
        says: "'labl' does not exist in type",
      },
    ],
  },
  {
    title: 'a name that is asked for inside and outside',
    templates: {
      'asked-names.html':
        '{{#posts}}{{title}}{{#if user}}{{#if user.admin}}!{{/if}}{{/if}}{{/posts}}{{#if user}}{{user.name}}{{/if}}',
    },
    good: [
      "render('asked-names.html', { posts: [{ title: 'x' }], user: { name: 'x', admin: true } })",
      "render('asked-names.html', { posts: [{ title: 'x', user: { admin: true } }] })",
    ],
    pairs: [
      {
        good: "render('asked-names.html', { posts: [{ title: 'x' }], user: { name: 'x' } })",
        bad: "render('asked-names.html', { posts: [{ title: 'x' }], user: { admin: true } })",
        says: "Property 'name' is missing",
      },
    ],
  },
  {
    title: 'lists inside and outside',
    templates: {
      'lists.html': '{{#for x in xs}}{{x}}{{/for}}{{#s}}{{ xs | join }}{{/s}}',
      'texts.html': '{{ xs | join }}{{#s}}{{#for x in xs}}{{x}}{{/for}}{{/s}}',
    },
    good: [
      "render('lists.html', { xs: false })",
      "render('lists.html', { xs: false, s: { xs: 'abc' } })",
      "render('texts.html', { xs: 'abc', s: [{ xs: ['a'] }] })",
    ],
    pairs: [
      {
        good: "render('lists.html', { xs: ['a'], s: [{}] })",
        bad: "render('lists.html', { xs: false, s: [{}] })",
        says: "Property 'xs' is missing",
      },
      {
        good: "render('texts.html', { xs: ['a'], s: [{}] })",
        bad: "render('texts.html', { xs: 'abc', s: [{}] })",
        says: "Property 'xs' is missing",
      },
    ],
  },
  {
    title: 'a name that is used outside too',
    templates: { 'path.html': '{{path}}{{#issues}}{{path}} {{message}}{{/issues}}' },
    good: [
      "render('path.html', { path: '/', issues: [{ path: 'a', message: 'x' }] })",
      "render('path.html', { path: '/', issues: [{ message: 'x' }] })",
    ],
    pairs: [
      {
        good: "render('path.html', { path: '/', issues: [{ message: 'x' }] })",
        bad: "render('path.html', { path: '/', issues: [{ path: 'a' }] })",
        says: "Property 'message' is missing",
      },
      {
        good: "render('path.html', { path: '/', issues: [{ message: 'x' }] })",
        bad: "render('path.html', { issues: [{ message: 'x' }] })",
        says: "Property 'path' is missing",
      },
    ],
  },
]
