// What a handler sees of its request, and that it is its own request's and nobody else's.

import { createServer as createTlsServer } from 'node:https'
import { connect as connectTls } from 'node:tls'
import fc from 'fast-check'
import supertest from 'supertest'
import { describe, expect, test } from 'vitest'
import { type Ctx, json, text } from '../../src/index.js'
import { selfSigned } from '../support/certificate.js'
import { freshApp, listening, mounted, serving } from '../support/fresh-app.js'
import { exchange, get, refused, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { temporaryFolder } from '../support/site.js'

/** The answer of an app whose only handler tells what it sees. */
async function seen(tell: (ctx: Ctx) => unknown, bytes: string): Promise<unknown> {
  const { app } = freshApp()
  app.route('/:rest<path>', { methods: ['GET', 'POST'] }, async (ctx) => json(await tell(ctx)))
  const { answer } = await exchange(await listening(app), bytes)
  expect(answer.status, answer.body).toBe(200)
  return JSON.parse(answer.body)
}

describe('ctx.path', () => {
  test.each([
    ['/a/b', '/a/b'],
    ['/a/b/', '/a/b/'],
    ['/%61/%62', '/a/b'],
    ['/%2561', '/%61'],
    ['/caf%C3%A9', '/caf\u00e9'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a%2fb', '/a%2Fb'],
    ['/a%5Cb', '/a%5Cb'],
    ['/a\\b', '/a%5Cb'],
    ['/a%20b', '/a b'],
    ['/a+b', '/a+b'],
    ['/a;b=c', '/a;b=c'],
    ['/a?b', '/a'],
    ['/a%3Fb', '/a?b'],
    ['http://other.example/a%2Fb?c', '/a%2Fb'],
  ])('of %s is %s', async (target, path) => {
    expect(await seen((ctx) => ctx.path, get(target))).toBe(path)
  })
})

describe('ctx.query', () => {
  test.each([
    ['', {}],
    ['a=1', { a: '1' }],
    ['a=1&a=2', { a: '1' }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['=1', { '': '1' }],
    ['a=b=c', { a: 'b=c' }],
    ['&&a=1&', { a: '1' }],
    ['a+b=c+d', { 'a b': 'c d' }],
    ['a%2Bb=%26%3D', { 'a+b': '&=' }],
    ['%C3%A9=%E2%98%83', { '\u00e9': '\u2603' }],
    ['a[]=1&a[]=2&b[c]=3', { 'a[]': '1', 'b[c]': '3' }],
    ['a?b=c?d', { 'a?b': 'c?d' }],
    ['a=1;b=2', { a: '1;b=2' }],
  ])('of ?%s has the first value of each name', async (search, values) => {
    expect(await seen((ctx) => ({ ...ctx.query }), get(`/x?${search}`))).toEqual(values)
  })

  test('queryAll gives every value in order, and none for a name that did not come', async () => {
    const tell = (ctx: Ctx) => ['a', 'b', 'c'].map((name) => ctx.queryAll(name))
    expect(await seen(tell, get('/x?a=1&b=&a=2&a=1'))).toEqual([['1', '2', '1'], [''], []])
  })

  test('has no prototype, so that a name nobody sent is undefined', async () => {
    const tell = (ctx: Ctx) => [ctx.query['toString'] ?? null, ctx.query['constructor'] ?? null, 'valueOf' in ctx.query]
    expect(await seen(tell, get('/x?a=1'))).toEqual([null, null, false])
  })

  test.each(['%', 'a=%', '%zz=1', 'a=%ff', 'a=%c0%ae', 'a=1&b=%e2%28%a1', 'a=%u0041'])(
    'with the malformed escape ?%s is 400, if somebody looks',
    async (search) => {
      const { app } = freshApp()
      app.get('/first', (ctx) => text(ctx.query['a'] ?? ''))
      app.get('/all', (ctx) => [...ctx.queryAll('a')])
      app.get('/blind', () => 'not looked')
      const port = await listening(app)
      expect((await refused(port, get(`/first?${search}`))).status).toBe(400)
      expect((await refused(port, get(`/all?${search}`))).status).toBe(400)
      expect((await exchange(port, get(`/blind?${search}`))).answer.status).toBe(200)
    },
  )

  test('K5: more than 1,000 names are 400', async () => {
    const { app } = freshApp()
    app.get('/x', (ctx) => text(String(Object.keys(ctx.query).length)))
    const port = await listening(app)
    expect((await exchange(port, get(`/x?${'a&'.repeat(999)}b`))).answer.body).toBe('2')
    expect((await refused(port, get(`/x?${'a&'.repeat(1000)}b`))).status).toBe(400)
  })
})

describe('where a request comes from and goes to', () => {
  test('ctx.ip is the peer, an IPv4 address as such, whatever header fields say', async () => {
    const forged = ['X-Forwarded-For: 1.1.1.1', 'Forwarded: for=2.2.2.2', 'X-Real-IP: 3.3.3.3', 'X-Client-IP: 4.4.4.4']
    expect(await seen((ctx) => ctx.ip, get('/x', ...forged))).toBe('127.0.0.1')
  })

  test('ctx.ip of a client on IPv6 sockets is an IPv4 address as well', async () => {
    const { app } = freshApp()
    app.get('/', (ctx) => ctx.ip)
    const { port } = await app.listen({ port: 0, host: '::' })
    const client = await RawSocket.connect(port)
    const answer = await client.request(get('/')).answer()
    client.destroy()
    await app.close()
    expect(answer.body).toBe('127.0.0.1')
  })

  test('ctx.ip is empty on a unix socket', async () => {
    const path = `${temporaryFolder()}/app.sock`
    const { app } = freshApp()
    app.get('/', (ctx) => `ip ${ctx.ip}, host ${ctx.host}`)
    await app.listen({ path })
    const client = await RawSocket.connect(path)
    const answer = await client.request(get('/')).answer()
    client.destroy()
    await app.close()
    expect(answer.body).toBe('ip , host test.example')
  })

  test('M1: ctx.host and ctx.secure believe no forwarded field', async () => {
    const forged = [
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'Forwarded: proto=https;host=evil.example',
    ]
    expect(await seen((ctx) => [ctx.host, ctx.secure], get('/x', ...forged))).toEqual(['test.example', false])
  })

  test('an absolute target of https does not make a request secure', async () => {
    expect(await seen((ctx) => [ctx.host, ctx.secure], get('https://other.example/x'))).toEqual([
      'other.example',
      false,
    ])
  })

  test('ctx.secure is true over TLS, and cookies are Secure then', async () => {
    const { app } = freshApp()
    app.get('/', (ctx) => {
      ctx.cookies.set('a', '1')
      return `secure ${ctx.secure}`
    })
    const port = await serving(createTlsServer(selfSigned(), app.handler))
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    const client = new RawSocket(socket)
    const answer = await client.request(get('/')).answer()
    client.destroy()
    expect(answer.body).toBe('secure true')
    expect(answer.header('set-cookie')).toBe('a=1; Path=/; Secure; HttpOnly; SameSite=Lax')
  })
})

describe('a request of its own', () => {
  test('ctx.id is the same each time it is read, unguessable, and another one for each request', async () => {
    const { app } = freshApp()
    app.use(async (ctx, next) => {
      const reply = await next()
      reply.headers.set('x-id', ctx.id)
      return reply
    })
    app.get('/id', (ctx) => ctx.id)
    const port = await listening(app)
    const ids = new Set<string>()
    for (let count = 0; count < 5; count++) {
      const { answer } = await exchange(port, get('/id'))
      expect(answer.header('x-id')).toBe(answer.body)
      expect(answer.body).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
      ids.add(answer.body)
    }
    expect(ids.size).toBe(5)
  })

  test('ctx.state passes values along, and has no prototype', async () => {
    const { app } = freshApp()
    const key = Symbol('key')
    app.use((ctx, next) => {
      ctx.state['user'] = 'ann'
      ctx.state[key] = 7
      return next()
    })
    app.get('/', (ctx) => ({ user: ctx.state['user'], key: ctx.state[key], inherits: 'toString' in ctx.state }))
    const answer = await supertest(app.handler).get('/')
    expect(answer.body).toEqual({ user: 'ann', key: 7, inherits: false })
  })

  test('ctx.view starts empty for each request, and has no prototype', async () => {
    const { app } = freshApp()
    app.get('/', (ctx) => {
      const before = Object.keys(ctx.view)
      ctx.view['flash'] = 'saved'
      return { before, inherits: 'toString' in ctx.view, same: ctx.view['flash'] }
    })
    for (let count = 0; count < 2; count++) {
      const answer = await supertest(app.handler).get('/')
      expect(answer.body).toEqual({ before: [], inherits: false, same: 'saved' })
    }
  })

  test('ctx.params of a route without parameters is empty and fixed', async () => {
    const { app } = freshApp()
    app.get('/', (ctx, input) => {
      expect(() => Object.assign(ctx.params, { a: 1 })).toThrow(TypeError)
      return { params: Object.keys(ctx.params), input: Object.keys(input) }
    })
    expect((await supertest(app.handler).get('/').expect(200)).body).toEqual({ params: [], input: [] })
  })

  test('of 1,000 at once each handler and layer sees only its own', async () => {
    const { app } = freshApp()
    app.use(async (ctx, next) => {
      ctx.state['mine'] = ctx.query['n']
      const reply = await next()
      reply.headers.set('x-state', String(ctx.state['mine']))
      ctx.cookies.set('late', ctx.query['n'] ?? '')
      return reply
    })
    app.post('/echo/:id<int>', async (ctx, { id }) => {
      ctx.cookies.set('early', String(id))
      await new Promise((resolve) => setImmediate(resolve))
      const body = await ctx.read.json()
      await new Promise((resolve) => setImmediate(resolve))
      return {
        id,
        body,
        query: ctx.query['n'],
        state: ctx.state['mine'],
        cookie: ctx.cookies.get('c'),
        header: ctx.headers['x-n'],
        request: ctx.id,
      }
    })
    const port = await mounted(app)
    const ids = new Set<string>()
    const one = async (client: RawSocket, index: number): Promise<void> => {
      const body = JSON.stringify({ n: index })
      const head = request(
        'POST',
        `/echo/${index}?n=${index}`,
        `Cookie: c=${index}`,
        `X-N: ${index}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
      )
      const answer = await client.request(head + body).answer()
      const own = String(index)
      const told = JSON.parse(answer.body) as { request: string }
      expect(told).toEqual({
        id: index,
        body: { n: index },
        query: own,
        state: own,
        cookie: own,
        header: own,
        request: told.request,
      })
      expect(answer.header('x-state')).toBe(own)
      expect(answer.header('set-cookie')).toMatch(new RegExp(`^early=${own};.*late=${own};`))
      ids.add(told.request)
    }
    const clients = await Promise.all(Array.from({ length: 100 }, () => RawSocket.connect(port)))
    await Promise.all(
      clients.map(async (client, lane) => {
        for (let index = lane; index < 1000; index += 100) await one(client, index)
        client.destroy()
      }),
    )
    expect(ids.size).toBe(1000)
  })
})

test('any bytes of a path and query give an answer that is not the server\u2019s fault', async () => {
  const { app } = freshApp()
  app.get('/:a/:b<int>', (ctx, { a, b }) => ({ a, b, query: { ...ctx.query } }))
  app.get('/:rest<path>', (ctx, { rest }) => ({ rest, query: { ...ctx.query } }))
  const port = await listening(app)
  const alphabet = fc.constantFrom(
    ...'/\\.%?&=+;:#[]{}@"<>|^`~ab12fF0'.split(''),
    '%2e',
    '%2f',
    '%5c',
    '%00',
    '%ff',
    '%c3%a9',
  )
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: alphabet, maxLength: 40 }), async (rest) => {
      const client = await RawSocket.connect(port)
      const answer = await client.request(get(`/${rest}`)).answer()
      client.destroy()
      expect(answer.status).toBeLessThan(500)
      if (answer.status === 200) expect(JSON.parse(answer.body)).toHaveProperty('query')
    }),
    { numRuns: 500 },
  )
})
