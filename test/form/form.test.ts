// A form with its page, over HTTP: empty, filled, refused and accepted. What a visitor sends is never more than text.
// One suite for three libraries of Standard Schema, and both ways to declare a route.

import { existsSync } from 'node:fs'
import { type } from 'arktype'
import supertest from 'supertest'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  type Ctx,
  type FormState,
  form,
  type Layer,
  redirect,
  route,
  type Schema,
  trustedHtml,
  UploadedFile,
} from '../../src/index.js'
import { freshApp } from '../support/fresh-app.js'
import { temporaryFolder, writeFiles } from '../support/site.js'

let templates: string

beforeAll(() => {
  templates = temporaryFolder(afterAll)
  writeFiles(templates, {
    'post.html':
      '{{> parts/problems}}{{> parts/input field=form.fields.title}}{{> parts/area field=form.fields.note}}' +
      "{{#for tag in form.fields.tags.values}}[{{ tag }}]{{/for}}{{ form.fields.tags.errors | join(' ') }}",
    'parts/problems.html':
      '{{#if form.invalid or form.errors}}<div role="alert">{{ form.errors | join(\' \') }}{{#for field in form.invalid}}<a href="#{{ field.name }}">{{ field.errors | join(\' \') }}</a>{{/for}}</div>{{/if}}',
    'parts/input.html':
      '<input name="{{ field.name }}" value="{{ field.value }}">{{#if field.errors}}<p>{{ field.errors | join(\' \') }}</p>{{/if}}',
    'parts/area.html': '<textarea name="{{ field.name }}">{{ field.value }}</textarea>',
    'edit.html': '<h1>{{ post.title }}</h1>{{> parts/input field=form.fields.title}}',
    'guarded.html': '{{ csrf_field }}{{> parts/input field=form.fields.title}}',
    'choices.html':
      '<select name="kind">{{#for kind in kinds}}<option{{#if kind == form.fields.kind.value}} selected{{/if}}>{{ kind }}</option>{{/for}}</select>' +
      '<input type="checkbox" name="news"{{#if form.fields.news.value}} checked{{/if}}>' +
      '<input type="radio" name="size" value="s"{{#if form.fields.size.value == \'s\'}} checked{{/if}}>' +
      '{{#for tag in all}}<input type="checkbox" name="tags" value="{{ tag }}"{{#if tag in form.fields.tags.values}} checked{{/if}}>{{/for}}',
    'odd.html':
      '{{ form.fields.toString.value }}|{{ form.fields.hasOwnProperty.value }}|{{ form.fields.valueOf.value }}|{{ form.fields.then.value }}|{{ form.fields.length.value }}|{{ form.fields.0.value }}',
    'proto.html': "{{ form.fields.__proto__ }}{{ form.fields.constructor | default('none') }}",
    'any.html': '{{ form.fields.a.value }}',
    'walk.html':
      "{{#for name, field in form.fields}}{{ name }}={{ field.value }}:{{ field.errors | join(',') }};{{/for}}",
    'cover.html': '{{ form.fields.title.value }}|{{ form.fields.cover.value }}|{{ form.fields.cover.errors | join }}',
  })
})

const notTaken = (title: string) => title !== 'taken'
type Post = { readonly title: string; readonly note: string; readonly tags?: string | string[] | undefined }

const libraries: readonly (readonly [name: string, schema: Schema<Post>])[] = [
  [
    'zod',
    z
      .object({
        title: z.string().min(1, 'empty').max(5, 'long').refine(notTaken, 'taken'),
        note: z.string(),
        tags: z.union([z.string(), z.array(z.string().max(3, 'tag'))]).optional(),
      })
      .refine(({ title, note }) => title === '' || title !== note, 'the same twice'),
  ],
  [
    'valibot',
    v.pipe(
      v.object({
        title: v.pipe(v.string(), v.minLength(1, 'empty'), v.maxLength(5, 'long'), v.check(notTaken, 'taken')),
        note: v.string(),
        tags: v.optional(v.union([v.string(), v.array(v.pipe(v.string(), v.maxLength(3, 'tag')))])),
      }),
      v.check(({ title, note }) => title !== note, 'the same twice'),
    ),
  ],
  [
    'arktype',
    type({
      title: type('string').narrow((title, ctx) =>
        title === '' ? ctx.reject({ message: 'empty' }) : title.length > 5 ? ctx.reject({ message: 'long' }) : true,
      ),
      note: 'string',
      'tags?': type('string').or(
        type('string')
          .narrow((tag, ctx) => tag.length <= 3 || ctx.reject({ message: 'tag' }))
          .array(),
      ),
    }).narrow(({ title, note }, ctx) => title !== note || ctx.reject({ message: 'the same twice', path: [] })),
  ],
]

describe.each(libraries)('with %s', (_, schema) => {
  const post = form(schema, 'post.html')

  class Posts {
    @route('/class')
    blank() {
      return post.page()
    }

    @route.post('/class', post)
    create(_: Ctx, { form }: { form: Post }) {
      return redirect(`/posts/${form.title}`)
    }
  }

  function site() {
    const { app, records } = freshApp({ templates })
    app.register(Posts)
    app.get('/function', () => post.page())
    app.post('/function', { ...post, name: 'posts.create' }, (_, { form }) => redirect(`/posts/${form.title}`))
    return { app, records, agent: supertest(app.handler) }
  }

  describe.each(['/class', '/function'])('at %s', (path) => {
    test('the empty form has empty fields, and no errors', async () => {
      const { text } = await site()
        .agent.get(path)
        .expect(200)
        .expect('content-type', /^text\/html/)
      expect(text).toBe('<input name="title" value=""><textarea name="note"></textarea>')
    })

    test('what is accepted goes to the handler', () =>
      site().agent.post(path).type('form').send('title=one&note=two').expect(303).expect('location', '/posts/one'))

    test('what is refused comes back, with the status 422', async () => {
      const { agent, records } = site()
      const { text } = await agent.post(path).type('form').send('title=too+long&note=why').expect(422)
      expect(text).toBe(
        '<div role="alert"><a href="#title">long</a></div><input name="title" value="too long"><p>long</p><textarea name="note">why</textarea>',
      )
      expect(records).toEqual([])
    })

    test('what is hostile comes back escaped, in an attribute and in a textarea', async () => {
      const hostile = '"><script>alert(1)</script></textarea>'
      const { text } = await site().agent.post(path).type('form').send({ title: hostile, note: hostile }).expect(422)
      const escaped = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;/textarea&gt;'
      expect(text).toContain(`<input name="title" value="${escaped}">`)
      expect(text).toContain(`<textarea name="note">${escaped}</textarea>`)
      expect(text).not.toContain('<script')
    })

    test('a field that is sent twice shows the first, and is refused as any other', async () => {
      const { text } = await site().agent.post(path).type('form').send('title=a&title=b&note=n').expect(422)
      expect(text).toContain('<input name="title" value="a"><p>')
    })

    test('all values of a field that may be sent twice come back, an issue inside of them at the field', async () => {
      const { text } = await site()
        .agent.post(path)
        .type('form')
        .send('title=&note=n&tags=a&tags=long&tags=b')
        .expect(422)
      expect(text).toContain('[a][long][b]')
      expect(text).toMatch(/\[b\]\S/)
    })

    test('what is wrong with the form as a whole is no field\u2019s', async () => {
      const { text } = await site().agent.post(path).type('form').send('title=x&note=x').expect(422)
      expect(text).toContain('<div role="alert">the same twice</div>')
    })

    test('a field that was not sent is empty, and has its errors', async () => {
      const { text } = await site().agent.post(path).type('form').send('').expect(422)
      expect(text).toMatch(/<input name="title" value=""><p>.+<\/p><textarea name="note"><\/textarea>/)
    })
  })
})

test('several things that are wrong with one field are all said, in turn', async () => {
  const Strict = z.object({
    title: z
      .string()
      .min(3, 'short')
      .regex(/^[a-z]*$/, 'odd'),
  })
  const { agent } = posting(Strict, 'post.html')
  const { text } = await agent.post('/').type('form').send('title=1').expect(422)
  expect(text).toContain('<p>short odd</p>')
})

test('a schema that answers later is waited for', async () => {
  const Later = z.object({ title: z.string().refine(async (title) => title !== 'taken', 'is taken') })
  const { agent } = posting(Later, 'post.html')
  const { text } = await agent.post('/').type('form').send('title=taken').expect(422)
  expect(text).toContain('value="taken"><p>is taken</p>')
  await agent.post('/').type('form').send('title=free').expect(200)
})

test('the fields of all members of a union are fields', async () => {
  const Either = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a'), title: z.string().min(2, 'short') }),
    z.object({ kind: z.literal('b'), note: z.string().min(2, 'brief') }),
  ])
  const { agent } = posting(Either, 'post.html')
  expect((await agent.post('/').type('form').send('kind=a&title=x').expect(422)).text).toContain('<p>short</p>')
  expect((await agent.post('/').type('form').send('kind=b&note=x').expect(422)).text).toContain('#note">brief</a>')
})

describe('a page that needs more than the form', () => {
  const NewTitle = z.object({ title: z.string().min(1, 'empty') })
  type NewTitle = z.infer<typeof NewTitle>
  const edit = form(NewTitle, 'edit.html')
  const post = { id: 7, title: 'Salt' }

  class Posts {
    @route('/posts/:id<int>/edit')
    edit(_: Ctx, { form }: { id: number; form?: FormState<typeof NewTitle> }) {
      return edit.page({ post }, form ?? post)
    }

    @route.post('/posts/:id<int>', { ...edit, invalid: 'edit' })
    change(_: Ctx, { form }: { id: number; form: NewTitle }) {
      return form.title
    }
  }

  test('is given it by a method, empty, filled and refused', async () => {
    const { app } = freshApp({ templates })
    app.register(Posts)
    const agent = supertest(app.handler)
    await agent.get('/posts/7/edit').expect(200, '<h1>Salt</h1><input name="title" value="Salt">')
    await agent
      .post('/posts/7')
      .type('form')
      .send('title=')
      .expect(422, '<h1>Salt</h1><input name="title" value=""><p>empty</p>')
    await agent.post('/posts/7').type('form').send('title=Sea').expect(200, 'Sea')
  })

  test('is given it by a function', async () => {
    const { app } = freshApp({ templates })
    app.post('/:id<int>', { ...edit, invalid: (_, { form }) => edit.page({ post }, form) }, (_, { form }) => form.title)
    const agent = supertest(app.handler)
    await agent
      .post('/7')
      .type('form')
      .send('title=')
      .expect(422, '<h1>Salt</h1><input name="title" value=""><p>empty</p>')
  })
})

describe('what fills a form', () => {
  const Any = z.object({ a: z.unknown() })
  const page = form(Any, 'any.html')
  const at = new Date('2026-03-04T23:30:00Z')

  test.each<readonly [shown: string, value: unknown]>([
    ['', undefined],
    ['', null],
    ['', ''],
    ['', false],
    ['on', true],
    ['0', 0],
    ['-1.5', -1.5],
    ['9007199254740993', 9007199254740993n],
    ['2026-03-04', at],
    ['', new Date(Number.NaN)],
    ['+010000-01-01', new Date('+010000-01-01T00:00:00Z')],
    ['first', ['first', 'second']],
    ['2', [null, 2]],
    ['', []],
    ['', { toString: () => 'x' }],
    ['', () => 'x'],
  ])('shows %j for %o', async (shown, value) => {
    const { app } = freshApp({ templates })
    app.get('/', () => page.page({}, { a: value as string }))
    await supertest(app.handler).get('/').expect(200, shown)
  })

  test('may be an object of a class, with getters, and a Map is read by its keys', async () => {
    class Entity {
      get a() {
        return 'got'
      }
    }
    const { app } = freshApp({ templates })
    app.get('/entity', () => page.page({}, new Entity()))
    app.get('/none', () => page.page({}, Object.create(null)))
    await supertest(app.handler).get('/entity').expect(200, 'got')
    await supertest(app.handler).get('/none').expect(200, '')
  })

  test('may be fields named values and errors', async () => {
    const Confusing = z.object({ values: z.string(), errors: z.string(), a: z.string() })
    const { app } = freshApp({ templates })
    app.get('/texts', () => form(Confusing, 'any.html').page({}, { values: 'x', errors: 'y', a: 'z' }))
    app.get('/lists', () => form(Confusing, 'any.html').page({}, { values: ['x'], errors: [], a: 'z' }))
    app.get('/dates', () => form(Confusing, 'any.html').page({}, { values: at, errors: at, a: 'z' }))
    for (const path of ['/texts', '/lists', '/dates']) await supertest(app.handler).get(path).expect(200, 'z')
  })

  test('may be values that a handler refuses, with the status 422 unless another is given', async () => {
    const New = z.object({ title: z.string(), note: z.string().optional() })
    const post = form(New, 'post.html')
    const taken = { title: ['is taken'] }
    const { app } = freshApp({ templates })
    app.post('/', post, (_, { form }) => post.page({}, { values: form, errors: taken }))
    app.post('/conflict', post, (_, { form }) => post.page({}, { values: form, errors: taken }, { status: 409 }))
    app.post('/whole', post, (_, { form }) => post.page({}, { values: form, errors: { '': ['not today'] } }))
    app.post('/fine', post, (_, { form }) => post.page({}, { values: form, errors: {} }))
    const send = (path: string) => supertest(app.handler).post(path).type('form').send('title=x')
    const { text } = await send('/').expect(422)
    expect(text).toContain('<input name="title" value="x"><p>is taken</p>')
    await send('/conflict').expect(409, text)
    expect((await send('/whole').expect(422)).text).toContain('<div role="alert">not today</div>')
    await send('/fine').expect(200)
  })

  test('is shown with the status and header fields that the page is given', async () => {
    const { app } = freshApp({ templates })
    app.get('/', () => page.page({}, {}, { status: 203, headers: { 'x-page': 'form' } }))
    await supertest(app.handler).get('/').expect(203).expect('x-page', 'form')
  })
})

describe('selects, checkboxes and radio buttons', () => {
  const Choices = z.object({
    kind: z.enum(['book', 'film']),
    news: z.literal('on').optional(),
    size: z.enum(['s', 'm']),
    tags: z.union([z.string(), z.array(z.string())]).optional(),
    name: z.string().min(1),
  })
  const choices = form(Choices, 'choices.html')
  const lists = { kinds: ['book', 'film'], all: ['web', 'types', 'web types'] }
  const html = ({ kind = '', news = '', size = '', tags = '' }) =>
    `<select name="kind"><option${kind === 'book' ? ' selected' : ''}>book</option><option${kind === 'film' ? ' selected' : ''}>film</option></select>` +
    `<input type="checkbox" name="news"${news}><input type="radio" name="size" value="s"${size}>` +
    lists.all
      .map(
        (tag) => `<input type="checkbox" name="tags" value="${tag}"${tags.split(',').includes(tag) ? ' checked' : ''}>`,
      )
      .join('')

  test('keep what was chosen', async () => {
    const { app } = freshApp({ templates })
    app.get('/', () => choices.page(lists))
    app.get('/filled', () => choices.page(lists, { kind: 'film', news: true, size: 's', tags: ['web'] }))
    app.post('/', { ...choices, invalid: (_, { form }) => choices.page(lists, form) }, () => 'x')
    const agent = supertest(app.handler)
    const checked = ' checked'
    await agent.get('/').expect(200, html({}))
    await agent.get('/filled').expect(200, html({ kind: 'film', news: checked, size: checked, tags: 'web' }))
    const send = (body: string) => agent.post('/').type('form').send(body)
    await send('kind=film&news=on&size=s&tags=web&tags=types&name=').expect(
      422,
      html({ kind: 'film', news: checked, size: checked, tags: 'web,types' }),
    )
    await send('kind=book&size=m&tags=web+types&name=').expect(422, html({ kind: 'book', tags: 'web types' }))
  })
})

describe('names', () => {
  const Open = z.looseObject({ nothing: z.string() })

  test('of the language\u2019s prototypes are fields like others', async () => {
    const { agent } = posting(Open, 'odd.html')
    await agent.get('/').expect(200, '|||||')
    await agent
      .post('/')
      .type('form')
      .send('toString=a&hasOwnProperty=b&valueOf=c&then=d&length=e&0=f')
      .expect(422, 'a|b|c|d|e|f')
  })

  test('E1 __proto__ and constructor come back to nobody, and do no harm', async () => {
    const { agent } = posting(Open, 'proto.html')
    await agent.get('/').expect(200, 'none')
    await agent.post('/').type('form').send('__proto__=a&constructor=b&__proto__[polluted]=c').expect(422, 'none')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test('E1 errors of __proto__ and constructor are errors of fields', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'a']
    const Broken: Schema<{ a: string }> = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => ({ issues: names.map((name) => ({ message: 'no', path: [name] })) }),
      },
    }
    const { agent } = posting(Broken, 'walk.html')
    await agent
      .post('/')
      .type('form')
      .send('a=1&__proto__=2')
      .expect(422, '__proto__=2:no;constructor=:no;toString=:no;a=1:no;')
  })

  test('that were sent and are not wrong are in no list', async () => {
    const { agent } = posting(z.object({ a: z.string().max(1, 'long') }), 'walk.html')
    await agent.post('/').type('form').send('a=22&password=secret&_csrf=x').expect(422, 'a=22:long;')
  })
})

describe('uploads', () => {
  const seen: string[] = []
  const Book = z.object({
    title: z.string().min(1, 'empty'),
    cover: z.instanceof(UploadedFile, { error: 'a cover, please' }).refine((file) => {
      expect(existsSync(file.path)).toBe(true)
      seen.push(file.path)
      return file.size > 3
    }, 'too small'),
  })
  const book = form(Book, 'cover.html')

  test('are gone when the form comes back without them', async () => {
    const { app } = freshApp({ templates })
    app.post('/', book, (_, { form }) => `${form.title}: ${form.cover.size}`)
    const send = (title: string) => supertest(app.handler).post('/').field('title', title)
    const cover = Buffer.from('not much of a cover')
    await send('').attach('cover', cover, '<cover>.png').expect(422, '||')
    await send('Emma').attach('cover', Buffer.from('x'), 'a.png').expect(422, 'Emma||too small')
    await send('Emma').expect(422, 'Emma||a cover, please')
    await send('Emma').attach('cover', cover, 'a.png').expect(200, 'Emma: 19')
    expect(seen).toHaveLength(3)
    await expect.poll(() => seen.filter((path) => existsSync(path))).toEqual([])
  })

  test('never fill a form', async () => {
    const { app } = freshApp({ templates })
    app.get('/', () => book.page({}, { title: 'Emma', cover: { path: '/covers/1' } }))
    await supertest(app.handler).get('/').expect(200, 'Emma||')
  })
})

test('what layers give to ctx.view is on the page, refused or not', async () => {
  const guarded = form(z.object({ title: z.string().min(1, 'empty') }), 'guarded.html')
  const csrf: Layer = (ctx, next) => {
    ctx.view['csrf_field'] = trustedHtml('<input type="hidden">')
    return next()
  }
  const { app } = freshApp({ templates })
  app.use(csrf)
  app.get('/', () => guarded.page())
  app.post('/', guarded, () => 'x')
  const agent = supertest(app.handler)
  await agent.get('/').expect(200, '<input type="hidden"><input name="title" value="">')
  await agent
    .post('/')
    .type('form')
    .send('title=')
    .expect(422, '<input type="hidden"><input name="title" value=""><p>empty</p>')
})

test('a form whose template is missing is a 500 that names it, for the page and for what is refused', async () => {
  const { app, records } = freshApp({ templates })
  const lost = form(z.object({ a: z.string() }), 'lost.html')
  app.get('/', () => lost.page())
  app.post('/', lost, () => 'x')
  await supertest(app.handler).get('/').expect(500)
  await supertest(app.handler).post('/').type('form').send('').expect(500)
  const sentence = expect.stringContaining('unknown template "lost.html"')
  expect(records.map(({ message }) => message)).toEqual([sentence, sentence])
})

/** A form at `/`: its page, and whoever sends it gets JSON. */
function posting(schema: Schema, template: string) {
  const page = form(schema, template)
  const { app } = freshApp({ templates })
  app.get('/', () => page.page())
  app.post('/', page, (_, { form }) => ({ form }))
  return { app, agent: supertest(app.handler) }
}
