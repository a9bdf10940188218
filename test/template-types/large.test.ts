// What a large application costs: 500 templates, generated and compiled with a call of each.

import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generate } from './inferred.js'
import { openWorkshop, type Workshop } from './workshop.js'

const COUNT = 500
const ROUNDS = 3

const SHARED = {
  'layouts/main.html':
    '<title>{{$title}}{{site_name}}{{/title}}</title>{{> parts/nav}}{{#if flash}}<p>{{flash.message}}</p>{{/if}}{{$body}}{{/body}}',
  'parts/nav.html': '{{#for link in links}}<a href="{{link.url}}">{{link.label}}</a>{{/for}}{{#user}}{{name}}{{/user}}',
  'parts/form.html':
    '{{csrf_field}}<input name="{{field}}" value="{{ values.name | default(\'\') }}">{{#errors.name}}{{.}}{{/errors.name}}',
  'parts/comment.html':
    '<p>{{comment.text | nl2br}}</p>{{#for reply in comment.replies}}{{> parts/comment comment=reply}}{{/for}}',
}

const templates = {
  ...SHARED,
  ...Object.fromEntries(Array.from({ length: COUNT }, (_, index) => [`pages/p${index}.html`, page(index)])),
}

/** A page of the kinds that applications have. */
function page(index: number): string {
  const loop = `{{#for post in posts${index % 7}}}<h2>{{post.title}}</h2>{{post.createdAt | date}}{{#if post.tags}}{{post.tags | join}}{{/if}}{{/for}}`
  const section = `{{#rows}}<td>{{id}}</td><td>{{name}}</td>{{#cells}}{{.}} {{unit${index}}}{{/cells}}{{/rows}}{{^rows}}none{{/rows}}`
  const form = `{{#for k, v in totals}}{{k}}: {{v | number}}{{/for}}{{> parts/form field="name"}}`
  const comments = '{{#for comment in comments}}{{> parts/comment}}{{/for}}'
  const body = [loop, section, form, comments].slice(0, 1 + (index % 4)).join('\n')
  return `{{<layouts/main}}{{$title}}{{title}} {{extra${index}}}{{/title}}{{$body}}${body}{{/body}}{{/layouts/main}}`
}

let workshop: Workshop

beforeAll(async () => {
  workshop = await openWorkshop()
  const calls = Array.from({ length: COUNT }, (_, index) => `render('pages/p${index}.html', data)`)
  await workshop.write({
    'calls/templates.d.ts': generate(templates).text,
    'calls/calls.ts': `import { render } from 'miniweb'\ndeclare const data: never\n${calls.join('\n')}\n`,
  })
}, 30_000)

afterAll(() => workshop.close())

it('generates the types of 500 templates within a second', () => {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now()
    expect(generate(templates).problems).toEqual([])
    return performance.now() - started
  })
  expect(Math.min(...times)).toBeLessThan(1_000)
})

it('compiles them, and 500 calls, within three seconds', async () => {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    expect(await workshop.compile('typescript', 'calls', { skipLibCheck: false })).toEqual([])
    times.push(performance.now() - started)
  }
  expect(Math.min(...times)).toBeLessThan(3_000)
}, 60_000)

it('writes a file that a person can open', () => {
  const { text } = generate(templates)
  expect(text.length / COUNT).toBeLessThan(2_000)
  expect(join(workshop.folder)).toContain('miniweb types')
})
