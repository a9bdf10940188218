// A form, its schema and its template fit each other, or do not compile: with the declarations that `miniweb types` writes
// for real templates, under both compilers. What is refused is refused once, with its sentence, beside a good twin.

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateTemplateTypes } from '../../src/tooling.js'
import { COMPILERS, type Complaint, openWorkshop, type Workshop } from '../template-types/workshop.js'

const TEMPLATES: Readonly<Record<string, string>> = {
  'new.html':
    '{{ csrf_field }}<input name="title" value="{{ form.fields.title.value }}">{{ form.fields.title.errors | join }}',
  'misspelt.html': '<input name="title" value="{{ form.fields.titel.value }}">',
  'parts/input.html':
    '<label>{{ label }}<input name="{{ field.name }}" value="{{ field.value }}"></label>{{#if field.errors}}{{ field.errors | join }}{{/if}}',
  'parted.html': "{{> parts/input field=form.fields.title label='Title'}}",
  'parted-misspelt.html': "{{> parts/input field=form.fields.titel label='Title'}}",
  'parts/declared.html':
    '{{! @props label: string; field: import(\'miniweb\').FormField }}<label>{{ label }}<input name="{{ field.name }}" value="{{ field.value }}"></label>',
  'declared.html': "{{> parts/declared field=form.fields.title label='Title'}}",
  'declared-misspelt.html': "{{> parts/declared field=form.fields.titel label='Title'}}",
  'layout.html': '<main>{{$main}}{{/main}}</main>',
  'laid-out.html': '{{<layout}}{{$main}}{{ form.fields.title.value }}{{/main}}',
  'laid-out-misspelt.html': '{{<layout}}{{$main}}{{ form.fields.titel.value }}{{/main}}',
  'whole.html':
    "{{! @props form: import('miniweb').FormView<typeof import('../calls/schemas.js').NewPost> }}{{ form.fields.title.value }}",
  'whole-misspelt.html':
    "{{! @props form: import('miniweb').FormView<typeof import('../calls/schemas.js').NewPost> }}{{ form.fields.titel.value }}",
  'summary.html':
    '{{#if form.invalid or form.errors}}{{#for error in form.errors}}{{ error }}{{/for}}{{#for field in form.invalid}}<a href="#{{ field.name }}">{{ field.errors | join }}</a>{{/for}}{{/if}}',
  'asked.html': '{{#if form.fields.title.errors}}{{ form.fields.title.errors.0 }}{{/if}}',
  'chosen.html':
    '{{#for tag in tags}}<option value="{{ tag }}"{{#if tag in form.fields.tags.values}} selected{{/if}}></option>{{/for}}',
  'walked.html': '{{#for name, field in form.fields}}{{ name }}{{ field.errors | join }}{{/for}}',
  'part-of-field.html': '{{ form.fields.title.text }}',
  'part-of-form.html': '{{ form.problems | join }}',
  'without.html': '<p>{{ title }}</p>',
  'edit.html': '<h1>{{ link.title }}</h1><input name="title" value="{{ form.fields.title.value }}">',
  'maybe.html': '{{#if note}}{{ note }}{{/if}}<input name="title" value="{{ form.fields.title.value }}">',
  'both.html': '{{ form.fields.card.value }}{{ form.fields.iban.value }}{{ form.fields.kind.value }}',
}

const SCHEMAS = `import type { Schema, UploadedFile } from 'miniweb'
export interface NewPost { title: string; tags?: string[]; cover?: UploadedFile }
export declare const NewPost: Schema<NewPost>
export declare const Payment: Schema<{ kind: 'card'; card: string } | { kind: 'iban'; iban: string }>
export declare const Anything: Schema<Record<string, string>>
export declare const Unknown: Schema
declare module 'miniweb' {
  interface TemplateGlobals { csrf_field: string }
}
`

interface Pair {
  readonly good: string
  readonly bad: string
  readonly says: string
}

const PAIRS: readonly Pair[] = [
  {
    good: "form(NewPost, 'new.html')",
    bad: "form(NewPost, 'nwe.html')",
    says: `'"nwe.html"' is not assignable to parameter of type`,
  },
  {
    good: "form(NewPost, 'new.html')",
    bad: "form(NewPost, 'misspelt.html')",
    says: `"'misspelt.html' prints form.fields.titel, and the schema has no such field"`,
  },
  {
    good: "form(NewPost, 'parted.html')",
    bad: "form(NewPost, 'parted-misspelt.html')",
    says: `"'parted-misspelt.html' prints form.fields.titel, and the schema has no such field"`,
  },
  {
    good: "form(NewPost, 'declared.html')",
    bad: "form(NewPost, 'declared-misspelt.html')",
    says: `"'declared-misspelt.html' prints form.fields.titel, and the schema has no such field"`,
  },
  {
    good: "form(NewPost, 'laid-out.html')",
    bad: "form(NewPost, 'laid-out-misspelt.html')",
    says: `"'laid-out-misspelt.html' prints form.fields.titel, and the schema has no such field"`,
  },
  {
    good: "form(NewPost, 'whole.html')",
    bad: "form(NewPost, 'whole-misspelt.html')",
    says: 'form.fields.titel: the declared type has no such name',
  },
  {
    good: "form(NewPost, 'summary.html')",
    bad: "form(NewPost, 'part-of-form.html')",
    says: "'part-of-form.html' asks form for what it has not",
  },
  {
    good: "form(NewPost, 'asked.html')",
    bad: "form(NewPost, 'part-of-field.html')",
    says: "'part-of-field.html' asks form for what it has not",
  },
  {
    good: "form(NewPost, 'walked.html')",
    bad: "form(NewPost, 'without.html')",
    says: `"'without.html' does not show the form: print form.fields"`,
  },
  {
    good: "form(Payment, 'both.html')",
    bad: "form(NewPost, 'both.html')",
    says: `"'both.html' prints form.fields.card, and the schema has no such field"`,
  },
  { good: 'newPost.page()', bad: 'newPost.page(post)', says: "is not assignable to parameter of type '{ csrf_field" },
  { good: 'asked.page({}, post)', bad: 'asked.page(post)', says: "to parameter of type 'Record<string, undefined>" },
  { good: 'newPost.page({}, post)', bad: "newPost.page({}, { titel: 'x' })", says: "'titel' does not exist in type" },
  {
    good: 'newPost.page({}, { title: null, tags: [1, true, at] })',
    bad: "newPost.page({}, { title: { en: 'x' } })",
    says: "'en' does not exist in type",
  },
  {
    good: "newPost.page({}, { values: post, errors: { title: ['taken'] } })",
    bad: "newPost.page({}, { values: post, errors: { titel: ['taken'] } })",
    says: "'titel' does not exist in type",
  },
  { good: 'edit.page({ link })', bad: 'edit.page()', says: 'Expected 1-3 arguments, but got 0' },
  { good: 'edit.page({ link }, link)', bad: 'edit.page({ lnik: link }, link)', says: "'lnik' does not exist in type" },
  {
    good: "chosen.page({ tags: ['a'] }, refused)",
    bad: "chosen.page({ tags: ['a'] }, refusedPayment)",
    says: 'is not assignable',
  },
  {
    good: "maybe.page({ note: 'x' })",
    bad: 'maybe.page({ note: { x: 1 } })',
    says: 'does not exist in type',
  },
  {
    good: "app.post('/x', newPost, (_, { form }) => form.title)",
    bad: "app.post('/x', newPost, (_, { form }) => form.titel)",
    says: "Property 'titel' does not exist",
  },
  {
    good: "app.post('/x', { ...newPost, name: 'posts.create' }, (_, { form }) => form.title)",
    bad: "app.post('/x', edit, (_, { form }) => form.title)",
    says: `Refusal<"'edit.html' needs 'link' besides the form: say { ...thisForm, invalid: 'again' }, and there thisForm.page({ link }, form)">`,
  },
  {
    good: "app.post('/x', { ...edit, invalid: (_, { form }) => edit.page({ link }, form) }, (_, { form }) => form.title)",
    bad: "app.post('/x', { ...edit, invalid: (_, { form }) => edit.page({}, form) }, (_, { form }) => form.title)",
    says: "Property 'link' is missing",
  },
]

const MORE_GOOD = [
  'const maybePost = maybe.page()',
  "app.post('/x', maybe, (_, { form }) => form.title)",
  "form(Anything, 'new.html')",
  "form(Unknown, 'new.html')",
  "form(Unknown, 'walked.html').page({}, { whatever: 1 })",
  "newPost.page(undefined, undefined, { status: 201, headers: { 'x-a': 'b' } })",
  'newPost.page({}, refused ?? post)',
  'newPost.page({}, { ...post, cover: { any: 1 } })',
]

const HEAD = `import { App, form, type FormState, type FormView } from 'miniweb'
import { Anything, NewPost, Payment, Unknown } from './schemas.js'
const app = new App()
const newPost = form(NewPost, 'new.html')
const asked = form(NewPost, 'asked.html')
const edit = form(NewPost, 'edit.html')
const chosen = form(NewPost, 'chosen.html')
const maybe = form(NewPost, 'maybe.html')
declare const at: Date
declare const post: NewPost & { id: number }
declare const link: { id: number; title: string }
declare const refused: FormState<typeof NewPost> | undefined
declare const refusedPayment: FormState<typeof Payment>
declare const view: FormView<typeof NewPost>
view.fields.title.value satisfies string`

const good = [...new Set(PAIRS.map((pair) => pair.good)), ...MORE_GOOD]
const before = HEAD.split('\n').length + good.length
const source = [HEAD, ...good, ...PAIRS.map(({ bad }) => bad)].join('\n')

let workshop: Workshop

beforeAll(async () => {
  workshop = await openWorkshop()
  const templates = Object.entries(TEMPLATES).map(([name, text]) => [`templates/${name}`, text])
  await workshop.write({
    ...Object.fromEntries(templates),
    'calls/schemas.ts': SCHEMAS,
    'calls/calls.ts': `${source}\n`,
  })
  const options = { dir: join(workshop.folder, 'templates'), out: join(workshop.folder, 'calls/templates.d.ts') }
  const { text, problems } = generateTemplateTypes(options)
  expect(problems.map(String)).toEqual([])
  await workshop.write({ 'calls/templates.d.ts': text })
}, 30_000)

afterAll(() => workshop.close())

describe.each(COMPILERS)('%s', (compiler) => {
  let complaints: readonly Complaint[] = []

  beforeAll(async () => {
    complaints = await workshop.compile(compiler, 'calls')
  }, 60_000)

  it.each(PAIRS.map((pair, index) => ({ ...pair, line: before + index + 1 })))('refuses $bad', ({ line, says }) => {
    const found = complaints.filter((each) => each.line === line)
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(says)])
  })

  it('refuses no other line', () => {
    expect(complaints.filter(({ line }) => line <= before || line > before + PAIRS.length)).toEqual([])
  })
})
