// What a large application costs: 500 templates, generated and compiled with a call of each.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { generate } from './inferred.js'
import { openWorkshop, type Workshop } from './workshop.js'

const COUNT = 500
const ROUNDS = 5

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
  ...Object.fromEntries(Array.from({ length: COUNT }, (_, index) => [nameOf(index), template(index)])),
}

function nameOf(index: number): string {
  return `${index % 3 === 2 ? 'parts' : 'pages'}/t${index}.html`
}

/** A template of the kinds that applications have: pages with a layout, whole pages, parts. */
function template(index: number): string {
  const loop = `{{#for post in posts${index % 7}}}<h2>{{post.title}}</h2>{{post.createdAt | date}}{{#if post.tags}}{{post.tags | join}}{{/if}}{{/for}}`
  const section = `{{#rows}}<td>{{id}}</td><td>{{name}}</td>{{#cells}}{{.}} {{unit${index}}}{{/cells}}{{/rows}}{{^rows}}none{{/rows}}`
  const form = `{{#for k, v in totals}}{{k}}: {{v | number}}{{/for}}{{> parts/form field="name"}}`
  const comments = '{{#for comment in comments}}{{> parts/comment}}{{/for}}'
  const body = [loop, section, form, comments].slice(0, 1 + (index % 4)).join('\n')
  if (index % 3 > 0) return body
  return `{{<layouts/main}}{{$title}}{{title}} {{extra${index}}}{{/title}}{{$body}}${body}{{/body}}{{/layouts/main}}`
}

let workshop: Workshop

beforeAll(async () => {
  workshop = await openWorkshop()
  const calls = Object.keys(templates).map((name) => `render('${name}', data)`)
  await workshop.write({
    'calls/templates.d.ts': generate(templates).text,
    'calls/calls.ts': `import { render } from 'miniweb'\ndeclare const data: never\n${calls.join('\n')}\n`,
  })
}, 30_000)

afterAll(() => workshop.close())

it('generates the types of 500 templates within a second', () => {
  const seconds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage()
    expect(generate(templates).problems).toEqual([])
    return process.cpuUsage(before).user / 1e6
  })
  expect(Math.min(...seconds)).toBeLessThan(1)
}, 60_000)

it('compiles them, and a call of each, within three seconds', async () => {
  const seconds: number[] = []
  while (seconds.length < ROUNDS && !seconds.some((each) => each < 3)) {
    const started = performance.now()
    expect(await workshop.compile('typescript', 'calls', { skipLibCheck: false })).toEqual([])
    seconds.push((performance.now() - started) / 1000)
  }
  expect(Math.min(...seconds)).toBeLessThan(3)
}, 60_000)
