// Names that mean something to JavaScript objects mean nothing here: query, forms, JSON, cookies and header fields named
// `__proto__`, `constructor` or `toString` are data, or are refused.

import { afterEach, describe, expect, test } from 'vitest'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get, refused, request } from '../support/invariants.js'

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(Reflect.get({}, 'x')).toBeUndefined()
  expect(Reflect.get({}, 'a')).toBeUndefined()
})

const form = (body: string): string =>
  request('POST', '/form', 'Content-Type: application/x-www-form-urlencoded', `Content-Length: ${body.length}`) + body
const jsonRequest = (body: string): string =>
  request('POST', '/json', 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`) + body

async function port(): Promise<number> {
  const { app } = freshApp()
  app.get('/query', (ctx) => ({ first: Object.entries(ctx.query), proto: Object.getPrototypeOf(ctx.query) === null }))
  app.get('/all', (ctx) => ({
    proto: ctx.queryAll('__proto__'),
    text: ctx.queryAll('toString'),
    none: ctx.queryAll('valueOf'),
  }))
  app.post('/form', async (ctx) => {
    const { fields } = await ctx.read.form()
    return { fields: Object.entries(fields), proto: Object.getPrototypeOf(fields) === null }
  })
  app.post('/json', async (ctx) => ({ value: Object.assign({}, await ctx.read.json()) }))
  app.get('/headers', (ctx) => ({ own: Object.hasOwn(ctx.headers, '__proto__'), distinct: Object.keys(ctx.headers) }))
  app.get('/cookies', (ctx) => ({
    all: Object.entries(ctx.cookies.all()),
    get: [ctx.cookies.get('__proto__'), ctx.cookies.get('constructor'), ctx.cookies.get('toString') ?? null],
  }))
  app.get('/params/:name', (ctx, input) => ({ name: input.name, inherits: 'toString' in ctx.params }))
  return listening(app)
}

const nested: readonly (readonly [
  text: string,
  entries: readonly (readonly [string, string | readonly string[]])[],
])[] = [
  ['__proto__[x]=1', [['__proto__[x]', '1']]],
  ['a[__proto__][x]=1', [['a[__proto__][x]', '1']]],
  ['constructor[prototype][x]=1', [['constructor[prototype][x]', '1']]],
  ['__proto__.x=1', [['__proto__.x', '1']]],
  ['__proto__=1', [['__proto__', '1']]],
  ['%5f%5fproto%5f%5f=1', [['__proto__', '1']]],
  [
    'hasOwnProperty=1&toString=2',
    [
      ['hasOwnProperty', '1'],
      ['toString', '2'],
    ],
  ],
]

describe('E1 hono GHSA-v8w9-8mx6-g223, the qs family', () => {
  test.each(nested)('the query %s is flat data', async (text, entries) => {
    const { answer } = await exchange(await port(), get(`/query?${text}`))
    expect(JSON.parse(answer.body)).toEqual({ first: entries, proto: true })
  })

  test.each(nested)('the form %s is flat data', async (text, entries) => {
    const { answer } = await exchange(await port(), form(text))
    expect(JSON.parse(answer.body)).toEqual({ fields: entries, proto: true })
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'the path parameter %s is data',
    async (name) => {
      const { answer } = await exchange(await port(), get(`/params/${name}`))
      expect(JSON.parse(answer.body)).toEqual({ name, inherits: false })
    },
  )
})

describe('E2 fastify onProtoPoisoning', () => {
  test.each([
    '{"__proto__":{"a":1}}',
    '{"__proto__":null}',
    '{"a":{"__proto__":{"a":1}}}',
    '[[{"__proto__":{"a":1}}]]',
    '{"\\u005f_proto__":{"a":1}}',
    '{"\\u005f\\u005f\\u0070roto\\u005f\\u005f":{"a":1}}',
    '{"constructor":{"prototype":{"a":1}}}',
    '{"a":[{"constructor":{"prototype":{"a":1}}}]}',
    '{"con\\u0073tructor":{"prototype":{"a":1}}}',
    '{"constructor":{"\\u0070rototype":{"a":1}}}',
  ])('the body %s is 400', async (body) => {
    expect((await refused(await port(), jsonRequest(body))).status).toBe(400)
  })

  test.each([
    '{"a":"__proto__"}',
    '{"constructor":"Ferrari"}',
    '{"constructor":{"name":"Ferrari"}}',
    '{"prototype":{"a":1}}',
    '{"proto":"__proto__ and constructor"}',
    '{"toString":"x","hasOwnProperty":1}',
  ])('the body %s is data', async (body) => {
    const { answer } = await exchange(await port(), jsonRequest(body))
    expect(JSON.parse(answer.body)).toEqual({ value: JSON.parse(body) })
  })
})

describe('E3 multiparty CVE-2026-8161: names of inherited members, twice each', () => {
  const twice = '__proto__=1&__proto__=2&toString=3&toString=4&hasOwnProperty=5&hasOwnProperty=6'
  test('in the query', async () => {
    const { answer } = await exchange(await port(), get(`/all?${twice}`))
    expect(JSON.parse(answer.body)).toEqual({ proto: ['1', '2'], text: ['3', '4'], none: [] })
  })

  test('in a form', async () => {
    const { answer } = await exchange(await port(), form(twice))
    expect(JSON.parse(answer.body).fields).toEqual([
      ['__proto__', ['1', '2']],
      ['toString', ['3', '4']],
      ['hasOwnProperty', ['5', '6']],
    ])
  })
})

describe('E4 Node CVE-2026-21710, hono cookie tests', () => {
  test('a header field named __proto__ does no harm', async () => {
    const { answer } = await exchange(await port(), get('/headers', '__proto__: x', 'constructor: y'))
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body).distinct).toContain('constructor')
  })

  test('cookies named so are cookies', async () => {
    const { answer } = await exchange(await port(), get('/cookies', 'Cookie: __proto__=1; constructor=2; __proto__=3'))
    expect(JSON.parse(answer.body)).toEqual({
      all: [
        ['__proto__', '1'],
        ['constructor', '2'],
      ],
      get: ['1', '2', null],
    })
  })
})
