// What schemas make of query, body and form: the value, or 422 with every issue, or the route's own answer to a form.
// One suite for three libraries of Standard Schema.

import { type } from 'arktype'
import supertest from 'supertest'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Ctx, type FormState, json, route, type Schema, text } from '../../src/index.js'
import { freshApp } from '../support/fresh-app.js'

interface Post {
  readonly title: string
  readonly tags: readonly string[]
}

/** The same three schemas in a library: a post with a title of one to five characters; the same, asynchronous; a list of names. */
interface Library {
  readonly post: Schema<Post>
  readonly postAsync: Schema<Post>
  readonly names: Schema<{ readonly name: readonly string[] }>
}

const notTaken = async (title: string) => title !== 'taken'

const zodPost = z.object({ title: z.string().min(1).max(5), tags: z.array(z.string()) })
const valibotPost = v.object({ title: v.pipe(v.string(), v.minLength(1), v.maxLength(5)), tags: v.array(v.string()) })

const libraries: readonly (readonly [name: string, library: Library])[] = [
  [
    'zod',
    {
      post: zodPost,
      postAsync: zodPost.extend({ title: z.string().refine(notTaken, 'is taken') }),
      names: z.object({ name: z.array(z.string()) }),
    },
  ],
  [
    'valibot',
    {
      post: valibotPost,
      postAsync: v.objectAsync({
        title: v.pipeAsync(v.string(), v.checkAsync(notTaken, 'is taken')),
        tags: v.array(v.string()),
      }),
      names: v.object({ name: v.array(v.string()) }),
    },
  ],
  [
    'arktype',
    {
      post: type({ title: '1 <= string <= 5', tags: 'string[]' }),
      postAsync: asynchronous(
        type({
          title: type('string').narrow((title, ctx) => title !== 'taken' || ctx.mustBe('not taken')),
          tags: 'string[]',
        }),
      ),
      names: type({ name: 'string[]' }),
    },
  ],
]

describe.each(libraries)('with %s', (_name, { post, postAsync, names }) => {
  function app() {
    const fresh = freshApp()
    fresh.app
      .post('/body', { body: post }, (_, { body }) => json(body))
      .post('/async', { body: postAsync }, (_, { body }) => json(body))
      .post('/form', { form: post }, (_, { form }) => json(form))
      .get('/query', { query: names }, (_, { query }) => json(query))
    return { ...fresh, request: supertest(fresh.app.handler) }
  }

  test('a body that fits is the handler\u2019s body', async () => {
    const answer = await app()
      .request.post('/body')
      .send({ title: 'one', tags: ['a'] })
    expect([answer.status, answer.body]).toEqual([200, { title: 'one', tags: ['a'] }])
  })

  test('a body that does not fit is 422 with every issue and its path', async () => {
    const { request, records } = app()
    const answer = await request.post('/body').send({ title: 'too long', tags: ['a', 7] })
    expect(answer.status).toBe(422)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.body).toMatchObject({
      title: 'Unprocessable Content',
      status: 422,
      detail: 'the body is not as it must be',
    })
    expect(answer.body.issues.map((issue: { path: string }) => issue.path).sort()).toEqual(['tags.1', 'title'])
    for (const issue of answer.body.issues) expect(issue.message).toMatch(/\w/)
    expect(records).toEqual([])
  })

  test.each([['null'], ['7'], ['"x"'], ['[]']])('a body of another kind, %s, is 422', async (body) => {
    const answer = await app().request.post('/body').set('Content-Type', 'application/json').send(body)
    expect(answer.status).toBe(422)
    expect(answer.body.issues.length).toBeGreaterThan(0)
  })

  test('a body that is no JSON is 400, of another type 415, and the schema is not asked', async () => {
    const { request } = app()
    await request.post('/body').set('Content-Type', 'application/json').send('{').expect(400)
    await request.post('/body').set('Content-Type', 'text/plain').send('{}').expect(415)
    await request.post('/form').set('Content-Type', 'application/json').send('{}').expect(415)
  })

  test('an asynchronous schema is waited for', async () => {
    const { request } = app()
    await request.post('/async').send({ title: 'free', tags: [] }).expect(200, { title: 'free', tags: [] })
    const answer = await request.post('/async').send({ title: 'taken', tags: [] }).expect(422)
    expect(answer.body.issues).toEqual([{ path: 'title', message: expect.stringMatching(/taken/) }])
  })

  test('repeated keys arrive as lists, single ones as strings, and the schema decides', async () => {
    const { request } = app()
    await request.get('/query?name=a&name=b').expect(200, { name: ['a', 'b'] })
    const single = await request.get('/query?name=a').expect(422)
    expect(single.body).toMatchObject({ detail: 'the query is not as it must be', issues: [{ path: 'name' }] })
    await request.get('/query').expect(422)
    await request
      .post('/form')
      .type('form')
      .send('title=one&tags=a&tags=b')
      .expect(200, { title: 'one', tags: ['a', 'b'] })
    const twice = await request.post('/form').type('form').send('title=a&title=b&tags=a&tags=b').expect(422)
    expect(twice.body.issues.map((issue: { path: string }) => issue.path)).toEqual(['title'])
  })

  test('HTML is for those who ask for it, with the issues escaped', async () => {
    const answer = await app().request.post('/form').type('form').set('Accept', 'text/html').send({ title: '<script>' })
    expect(answer.status).toBe(422)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.text).toContain('<li>title: ')
    expect(answer.text).toContain('<li>tags: ')
    expect(answer.text).not.toContain('<script>')
  })

  test('an issue of the input as a whole has an empty path', async () => {
    const { app, request } = freshRoute()
    app.post('/body', { body: post }, () => 'x')
    const answer = await request().post('/body').set('Content-Type', 'application/json').send('null')
    expect(answer.body.issues[0].path).toBe('')
  })

  test('a form that does not fit is answered by the function that `invalid` names, with 422', async () => {
    const { app, request } = freshRoute()
    app.post('/posts/:id<int>', { form: post, invalid: (_, { id, form }) => json({ id, form }) }, (_, { form }) =>
      json(form),
    )
    const answer = await request().post('/posts/7').type('form').send('title=too+long&tags=a&other=x')
    expect(answer.status).toBe(422)
    expect(answer.body.id).toBe(7)
    expect(answer.body.form.values).toEqual({ title: 'too long', tags: 'a', other: 'x' })
    expect(Object.keys(answer.body.form.errors).sort()).toEqual(['tags', 'title'])
    expect(answer.body.form.errors.title).toHaveLength(1)
    await request()
      .post('/posts/7')
      .type('form')
      .send('title=one&tags=a&tags=b')
      .expect(200, { title: 'one', tags: ['a', 'b'] })
  })

  test('and by the method that `invalid` names, which may choose its status', async () => {
    const { app, request } = freshRoute()
    class Posts {
      @route.get('/new')
      edit(_: Ctx, { form }: { form?: FormState<typeof post> } = {}) {
        return json({
          again: form !== undefined,
          title: form?.values.title ?? '',
          errors: Object.keys(form?.errors ?? {}).sort(),
        })
      }

      @route.post('/posts', { form: post, invalid: 'edit' })
      create(_: Ctx, { form }: { form: Post }) {
        return json(form, { status: 201 })
      }

      @route.post('/strict', { form: post, invalid: 'refuse' })
      strict() {
        return 'made'
      }

      refuse(_: Ctx, { form }: { form: FormState<typeof post> }) {
        return text(Object.keys(form.errors).sort().join(), { status: 409 })
      }
    }
    app.register(new Posts())
    await request().get('/new').expect(200, { again: false, title: '', errors: [] })
    await request()
      .post('/posts')
      .type('form')
      .send('title=too+long')
      .expect(422, { again: true, title: 'too long', errors: ['tags', 'title'] })
    await request().post('/posts').type('form').send('title=one&tags=a&tags=b').expect(201)
    await request().post('/strict').type('form').send('').expect(409, 'tags,title')
  })
})

describe('with any schema', () => {
  const always = (outcome: unknown): Schema<Record<string, string>> =>
    ({ '~standard': { version: 1, vendor: 'test', validate: () => outcome } }) as Schema<Record<string, string>>

  test('steps of a path may be objects with a key, numbers and symbols', async () => {
    const { app, request } = freshRoute()
    const issues = [
      { message: 'm', path: ['a', { key: 'b' }, 0, { key: Symbol('s') }] },
      { message: 'whole' },
      { message: 'empty', path: [] },
    ]
    app.post('/x', { body: always({ issues }) }, () => 'x')
    const answer = await request().post('/x').send({})
    expect(answer.body.issues).toEqual([
      { path: 'a.b.0.Symbol(s)', message: 'm' },
      { path: '', message: 'whole' },
      { path: '', message: 'empty' },
    ])
  })

  test('the first step of a path is the field of a form, and E1 names of Object.prototype are fields', async () => {
    const { app, request } = freshRoute()
    const issues = ['__proto__', 'constructor', 'toString', 'a'].flatMap((name) => [
      { message: '1', path: [name] },
      { message: '2', path: [name, 'deep'] },
    ])
    app.post('/x', { form: always({ issues }), invalid: (_, { form }) => json(Object.entries(form.errors)) }, () => 'x')
    const answer = await request().post('/x').type('form').send('a=1')
    expect(answer.body).toEqual(['__proto__', 'constructor', 'toString', 'a'].map((name) => [name, ['1', '2']]))
  })

  test('the order is query, then body: what is wrong first is said first', async () => {
    const { app, request } = freshRoute()
    const asked: string[] = []
    const noting = (name: string, issues?: readonly { message: string }[]): Schema =>
      ({
        '~standard': {
          version: 1,
          vendor: 'test',
          validate: (value: unknown) => {
            asked.push(name)
            return issues ? { issues } : { value }
          },
        },
      }) as Schema
    app.post('/good', { query: noting('query'), body: noting('body') }, (_, input) => json(Object.keys(input).sort()))
    app.post('/bad/:id', { query: noting('query', [{ message: 'no' }]), body: noting('body') }, () => 'x')
    await request().post('/good').send({}).expect(200, ['body', 'query'])
    await request().post('/bad/1').send({}).expect(422)
    expect(asked).toEqual(['query', 'body', 'query'])
  })

  test('of a route for GET and POST the body is read from POST alone', async () => {
    const { app, request } = freshRoute()
    app.route('/x', { methods: ['GET', 'POST'], body: zodPost }, (_, { body }) => text(body?.title ?? 'no body'))
    await request().get('/x').expect(200, 'no body')
    await request().post('/x').send({ title: 'one', tags: [] }).expect(200, 'one')
  })

  test('a schema that throws is a 500, and logged', async () => {
    const { app, request, records } = freshRoute()
    const broken = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => {
          throw new Error('the schema broke')
        },
      },
    } as unknown as Schema
    app.post('/x', { body: broken }, () => 'x')
    const answer = await request().post('/x').send({}).expect(500)
    expect(answer.text).not.toContain('broke')
    expect(records).toHaveLength(1)
  })

  test('a value that the schema changes is the one that the handler gets', async () => {
    const { app, request } = freshRoute()
    app.get('/x', { query: z.object({ page: z.coerce.number().default(1) }) }, (_, { query }) => json(query))
    await request().get('/x').expect(200, { page: 1 })
    await request().get('/x?page=7').expect(200, { page: 7 })
  })
})

function freshRoute() {
  const fresh = freshApp()
  return { ...fresh, request: () => supertest(fresh.app.handler) }
}

/** A schema that answers later, for a library that has no asynchronous ones. */
function asynchronous<T>(schema: Schema<T>): Schema<T> {
  const { validate, ...rest } = schema['~standard']
  return { '~standard': { ...rest, version: 1, validate: async (value: unknown) => validate(value) } }
}
