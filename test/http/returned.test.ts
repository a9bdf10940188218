// What a handler may return, and the answer each kind becomes; what it may not, and the sentence in the log.

import { createServer, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import supertest from 'supertest'
import { describe, expect, test } from 'vitest'
import { type Ctx, file, html, json, Reply, redirect, text } from '../../src/index.js'
import { freshApp, listening, serving } from '../support/fresh-app.js'
import { exchange, get, request } from '../support/invariants.js'
import { temporaryFolder, writeFiles } from '../support/site.js'

type Make = () => unknown

/** A handler as JavaScript or a cast would have it: the compiler refuses some of these. */
function returning(make: Make): {
  app: ReturnType<typeof freshApp>['app']
  records: ReturnType<typeof freshApp>['records']
} {
  const { app, records } = freshApp()
  app.get('/value', function theHandler() {
    return make() as string
  })
  app.get('/promise', async () => make() as string)
  app.get('/thrown', () => {
    throw make()
  })
  return { app, records }
}

const bytes = new Uint8Array([0, 1, 2, 255])

const kinds: readonly (readonly [kind: string, make: Make, status: number, type: string | undefined, body: string])[] =
  [
    ['a string', () => 'caf\u00e9', 200, 'text/plain; charset=utf-8', 'caf\u00e9'],
    ['a string of HTML, which stays text', () => '<b>x</b>', 200, 'text/plain; charset=utf-8', '<b>x</b>'],
    ['the empty string', () => '', 200, 'text/plain; charset=utf-8', ''],
    ['html`\u2026`', () => html`<b>${'<i>'}</b>`, 200, 'text/html; charset=utf-8', '<b>&lt;i&gt;</b>'],
    ['an object', () => ({ a: 1, b: undefined }), 200, 'application/json; charset=utf-8', '{"a":1}'],
    [
      'an object without a prototype',
      () => Object.assign(Object.create(null), { a: 1 }),
      200,
      'application/json; charset=utf-8',
      '{"a":1}',
    ],
    ['an array', () => [1, 'two', null], 200, 'application/json; charset=utf-8', '[1,"two",null]'],
    ['an empty array', () => [], 200, 'application/json; charset=utf-8', '[]'],
    [
      'an instance with toJSON',
      () => new URL('http://a.example/'),
      200,
      'application/json; charset=utf-8',
      '"http://a.example/"',
    ],
    ['a Date', () => new Date(0), 200, 'application/json; charset=utf-8', '"1970-01-01T00:00:00.000Z"'],
    ['null', () => null, 204, undefined, ''],
    ['json(number)', () => json(7), 200, 'application/json; charset=utf-8', '7'],
    ['json(null)', () => json(null), 200, 'application/json; charset=utf-8', 'null'],
    [
      'json with status and type',
      () => json({}, { status: 201, headers: { 'Content-Type': 'application/ld+json' } }),
      201,
      'application/ld+json',
      '{}',
    ],
    ['text', () => text('x', { status: 404 }), 404, 'text/plain; charset=utf-8', 'x'],
    ['redirect', () => redirect('/x'), 303, undefined, ''],
    ['an empty Reply', () => new Reply(), 200, undefined, ''],
    ['a Reply of bytes', () => new Reply({ kind: 'bytes', bytes: 'x' }, { status: 202 }), 202, undefined, 'x'],
    ['a Buffer', () => Buffer.from('bytes'), 200, 'application/octet-stream', 'bytes'],
    ['a Uint8Array', () => bytes.subarray(1, 3), 200, 'application/octet-stream', '\u0001\u0002'],
    ['a Node stream', () => Readable.from(['a', 'b']), 200, 'application/octet-stream', 'ab'],
    [
      'a Node stream of bytes',
      () => Readable.from([Buffer.from('a'), Buffer.from('b')], { objectMode: false }),
      200,
      'application/octet-stream',
      'ab',
    ],
    ['an empty Node stream', () => Readable.from([]), 200, 'application/octet-stream', ''],
    [
      'a web stream of bytes',
      () => webStream(new TextEncoder().encode('a'), new TextEncoder().encode('b')),
      200,
      'application/octet-stream',
      'ab',
    ],
    ['a web stream of text', () => webStream('a', '', 'b'), 200, 'application/octet-stream', 'ab'],
    ['an async generator', () => letters(), 200, 'application/octet-stream', 'abc'],
    ['an async iterable', () => ({ [Symbol.asyncIterator]: letters }), 200, 'application/octet-stream', 'abc'],
    [
      'a web Response',
      () => new Response('web', { status: 418, headers: { 'x-a': 'b' } }),
      418,
      'text/plain;charset=UTF-8',
      'web',
    ],
    ['a web Response without a body', () => new Response(null, { status: 204 }), 204, undefined, ''],
    ['Response.json', () => Response.json({ a: 1 }), 200, 'application/json', '{"a":1}'],
    ['Response.redirect', () => Response.redirect('http://a.example/', 302), 302, undefined, ''],
  ]

describe('a handler that returns', () => {
  test.each(kinds)('%s', async (_kind, make, status, type, body) => {
    const { app, records } = returning(make)
    const port = await listening(app)
    for (const path of ['/value', '/promise']) {
      const { answer } = await exchange(port, get(path))
      expect(answer).toMatchObject({ status, body })
      expect(answer.header('content-type')).toBe(type)
      const head = (await exchange(port, request('HEAD', path))).answer
      expect(head).toMatchObject({ status, body: '' })
      expect(head.header('content-type')).toBe(type)
      expect(head.header('content-length')).toBe(answer.header('content-length'))
    }
    expect(records).toEqual([])
  })

  const replies = kinds.filter(([, make]) => make() instanceof Reply)
  test.each(replies)('thrown instead of returned: %s', async (_kind, make, status, type, body) => {
    const { app, records } = returning(make)
    const { answer } = await exchange(await listening(app), get('/thrown'))
    expect(answer).toMatchObject({ status, body })
    expect(answer.header('content-type')).toBe(type)
    expect(records).toEqual([])
  })

  test('file(...)', async () => {
    const root = temporaryFolder()
    writeFiles(root, { 'a.txt': 'in a file' })
    const { app } = returning(() => file('a.txt', { root, status: 201, headers: { 'x-a': 'b' } }))
    const port = await listening(app)
    for (const path of ['/value', '/promise', '/thrown']) {
      const { answer } = await exchange(port, get(path))
      expect(answer).toMatchObject({ status: 201, body: 'in a file' })
      expect(answer.header('content-type')).toBe('text/plain; charset=utf-8')
      expect(answer.header('x-a')).toBe('b')
    }
  })

  test('file(...) of another type, and of a name that is not below its root', async () => {
    const root = temporaryFolder()
    writeFiles(root, { 'a.txt': 'in a file' })
    const { app } = freshApp()
    app.get('/typed', () => file('a.txt', { root, type: 'text/csv' }))
    app.get('/named', (ctx) => file(ctx.query['name'] ?? '', { root }))
    const port = await listening(app)
    expect((await exchange(port, get('/typed'))).answer.header('content-type')).toBe('text/csv')
    expect((await exchange(port, get('/named?name=a.txt'))).answer.body).toBe('in a file')
    for (const name of ['../a.txt', '/etc/passwd', '', '.', '..%2fa.txt', 'a.txt/', 'a.txt%00', 'missing']) {
      expect((await exchange(port, get(`/named?name=${name}`))).answer.status, name).toBe(404)
    }
  })

  test('a web Response with several Set-Cookie lines keeps them apart', async () => {
    const { app } = returning(() => {
      const response = new Response('x', { headers: { 'x-list': 'a' } })
      response.headers.append('set-cookie', 'a=1; Path=/')
      response.headers.append('set-cookie', 'b=2, and more')
      response.headers.append('x-list', 'b')
      return response
    })
    const { answer } = await exchange(await listening(app), get('/value'))
    expect(answer.fields.filter(([name]) => name === 'set-cookie').map(([, value]) => value)).toEqual([
      'a=1; Path=/',
      'b=2, and more',
    ])
    expect(answer.header('x-list')).toBe('a, b')
  })

  test.each([
    [204, undefined],
    [205, '0'],
    [304, undefined],
  ])('a body with the status %i is not sent, and its length is %s', async (status, length) => {
    const { app } = freshApp()
    app.get('/bytes', () => json({ a: 1 }, { status }))
    app.get(
      '/stream',
      () => new Reply({ kind: 'stream', stream: letters() }, { status, headers: { 'content-length': '3' } }),
    )
    const port = await listening(app)
    for (const path of ['/bytes', '/stream']) {
      const { answer } = await exchange(port, get(path))
      expect([answer.status, answer.body, answer.header('content-length')]).toEqual([status, '', length])
      expect(answer.header('transfer-encoding')).toBeUndefined()
    }
  })

  test('a string keeps a type that a layer sets', async () => {
    const { app } = returning(() => 'a,b')
    app.use(async (_ctx, next) => {
      const reply = await next()
      reply.headers.set('content-type', 'text/csv')
      return reply
    })
    const answer = await supertest(app.handler).get('/value')
    expect(answer.headers['content-type']).toBe('text/csv')
  })

  const unfit: readonly (readonly [kind: string, make: Make, sentence: string])[] = [
    ['undefined', () => undefined, 'returned nothing (undefined): a forgotten return? null is 204'],
    ['a number', () => 7, 'returned the number 7: wrap it, json(value)'],
    ['NaN', () => Number.NaN, 'returned the number NaN: wrap it, json(value)'],
    ['true', () => true, 'returned the boolean true: wrap it, json(value)'],
    ['false', () => false, 'returned the boolean false: wrap it, json(value)'],
    ['a bigint', () => 7n, 'returned a bigint, which cannot be sent'],
    ['a symbol', () => Symbol('x'), 'returned a symbol, which cannot be sent'],
    ['a function', () => () => 'x', 'returned a function, which cannot be sent: call it?'],
    ['a class', () => class A {}, 'returned a function, which cannot be sent: call it?'],
    ['a Map', () => new Map([['a', 1]]), 'returned a Map, which JSON cannot carry: convert it'],
    ['a Set', () => new Set([1]), 'returned a Set, which JSON cannot carry: convert it'],
    ['a WeakMap', () => new WeakMap(), 'returned a WeakMap, which JSON cannot carry: convert it'],
    ['a RegExp', () => /x/, 'returned a RegExp, which JSON cannot carry: convert it'],
    ['a generator', () => numbers(), 'returned a Generator, which JSON cannot carry: convert it'],
    ['an Error', () => new Error('secret detail'), 'returned an error: throw it'],
    ['Response.error()', () => Response.error(), 'the returned Response is an error response'],
  ]
  test.each(unfit)('%s is a 500 whose log record names the handler', async (_kind, make, sentence) => {
    const { app, records } = returning(make)
    const { answer } = await exchange(await listening(app), get('/value'))
    expect(answer.status).toBe(500)
    expect(answer.body).toBe('{"title":"Internal Server Error","status":500}')
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({ level: 'error', method: 'GET', path: '/value', status: 500 })
    expect(records[0]?.message).toContain(sentence)
    if (!sentence.includes('Response')) expect(records[0]?.message).toMatch(/^theHandler /)
  })

  test('a handler without a name is named by its route', async () => {
    const { app, records } = freshApp()
    app.get('/nameless', (() => undefined) as unknown as () => string)
    await supertest(app.handler).get('/nameless').expect(500)
    expect(records[0]?.message).toMatch(/^GET \/nameless returned nothing/)
  })

  test.each([
    ['a BigInt in an object', () => ({ big: 7n })],
    [
      'a circle',
      () => {
        const circle: { self?: object } = {}
        circle.self = circle
        return circle
      },
    ],
    [
      'a toJSON that throws',
      () => ({
        toJSON: () => {
          throw new Error('secret detail')
        },
      }),
    ],
    ['a toJSON that gives nothing', () => ({ toJSON: () => undefined })],
    [
      'a getter that throws',
      () => ({
        get a() {
          throw new Error('secret detail')
        },
      }),
    ],
  ])('O2: %s is a clean 500', async (_kind, make) => {
    const { app, records } = returning(make)
    const { answer } = await exchange(await listening(app), get('/value'))
    expect(answer.status).toBe(500)
    expect(answer.body).not.toContain('secret')
    expect(records).toHaveLength(1)
  })

  test('a Response whose body was read already is a clean 500', async () => {
    const { app, records } = freshApp()
    app.get('/', async () => {
      const response = new Response('x')
      await response.text()
      return response
    })
    expect((await exchange(await listening(app), get('/'))).answer.status).toBe(500)
    expect(records).toHaveLength(1)
  })

  test('a web stream that somebody else reads is a clean 500', async () => {
    const { app, records } = freshApp()
    app.get('/', () => {
      const stream = new ReadableStream()
      stream.getReader()
      return stream
    })
    expect((await exchange(await listening(app), get('/'))).answer.status).toBe(500)
    expect(records).toHaveLength(1)
  })

  test('the Response of a fetch is passed on, without the fields that described its bytes on their way here', async () => {
    const upstream = await serving(
      createServer((req, res) => {
        const body = req.url === '/gzip' ? gzipSync('x'.repeat(5000)) : Buffer.from('plain')
        res.setHeader('content-type', 'text/plain')
        res.setHeader('connection', 'close')
        if (req.url === '/gzip') res.setHeader('content-encoding', 'gzip')
        res.setHeader('content-length', body.length).end(body)
      }),
    )
    const { app, records } = freshApp()
    app.get('/plain', () => fetch(`http://127.0.0.1:${upstream}/plain`))
    app.get('/gzip', () => fetch(`http://127.0.0.1:${upstream}/gzip`))
    const port = await listening(app)
    const plain = (await exchange(port, get('/plain'))).answer
    expect([plain.body, plain.header('content-length'), plain.header('connection')]).toEqual([
      'plain',
      '5',
      'keep-alive',
    ])
    const gzip = (await exchange(port, get('/gzip'))).answer
    expect([gzip.body, gzip.header('content-encoding'), gzip.header('content-type')]).toEqual([
      'x'.repeat(5000),
      undefined,
      'text/plain',
    ])
    expect(records).toEqual([])
  })

  test('a Response of the handler\u2019s own keeps its Content-Encoding', async () => {
    const { app } = freshApp()
    app.get('/', () => new Response(gzipSync('x'), { headers: { 'content-encoding': 'gzip' } }))
    expect((await exchange(await listening(app), get('/'))).answer.header('content-encoding')).toBe('gzip')
  })

  test.each([
    ['ArrayBuffer', () => new ArrayBuffer(3)],
    ['Blob', () => new Blob(['x'])],
    ['URLSearchParams', () => new URLSearchParams('a=1')],
    ['FormData', () => new FormData()],
  ])('%s is not sent as an empty object', async (kind, make) => {
    const { app, records } = returning(make)
    expect((await exchange(await listening(app), get('/value'))).answer.status).toBe(500)
    expect(records[0]?.message).toContain(kind)
  })
})

describe('a string that looks like HTML', () => {
  test('warns once for each handler in development, naming html`\u2026`', async () => {
    const { app, records } = freshApp({ dev: true })
    app.get('/a', function first() {
      return '<b>x</b>'
    })
    app.get('/b', function second() {
      return '<b>x</b>'
    })
    for (const path of ['/a', '/a', '/b', '/a'])
      await supertest(app.handler)
        .get(path)
        .expect('Content-Type', /text\/plain/)
    expect(records.map(({ level, message }) => [level, message.split(' ')[0]])).toEqual([
      ['warn', 'first'],
      ['warn', 'second'],
    ])
    expect(records[0]?.message).toContain('html`')
  })

  test('says nothing elsewhere', async () => {
    const { app, records } = freshApp()
    app.get('/a', () => '<b>x</b>')
    await supertest(app.handler).get('/a').expect(200)
    expect(records).toEqual([])
  })
})

describe('a handler that writes to ctx.res itself', () => {
  test('is left alone', async () => {
    const { app, records } = freshApp()
    app.get('/end', ((ctx) => {
      ctx.res.writeHead(202, { 'x-own': 'yes' }).end('own')
    }) as (ctx: Ctx) => string)
    app.get('/later', ((ctx) => {
      ctx.res.write('own ')
      setImmediate(() => ctx.res.end('later'))
    }) as (ctx: Ctx) => string)
    app.get('/both', (ctx) => {
      ctx.res.end('own')
      return 'returned'
    })
    const port = await listening(app)
    expect((await exchange(port, get('/end'))).answer).toMatchObject({ status: 202, body: 'own' })
    expect((await exchange(port, get('/later'))).answer).toMatchObject({ status: 200, body: 'own later' })
    expect((await exchange(port, get('/both'))).answer).toMatchObject({ status: 200, body: 'own' })
    expect(records).toEqual([])
  })

  test('keeps the fields it set on ctx.res when it returns a value', async () => {
    const { app } = freshApp()
    app.get('/', (ctx) => {
      ctx.res.setHeader('X-Own', 'yes')
      ctx.res.setHeader('Content-Type', 'text/html')
      return 'returned'
    })
    const { answer } = await exchange(await listening(app), get('/'))
    expect(answer.header('x-own')).toBe('yes')
    expect(answer.header('content-type')).toBe('text/plain; charset=utf-8')
  })

  test.each([
    ['ends twice', (res: ServerResponse) => res.end('a').end('b')],
    [
      'writes after the end',
      (res: ServerResponse) => {
        res.end('a')
        res.write('b')
      },
    ],
  ])('O2: that %s leaves the process alive', async (_what, misuse) => {
    const { app } = freshApp()
    app.get('/', (ctx) => {
      misuse(ctx.res)
      return null
    })
    expect((await exchange(await listening(app), get('/'))).answer).toMatchObject({ status: 200, body: 'a' })
  })

  test('O2: a write behind the end of an answer that is still on its way leaves the process alive, and is logged', async () => {
    const { app, records } = freshApp()
    const long = 'x'.repeat(8_000_000)
    app.get('/', (ctx) => {
      setImmediate(() => ctx.res.write('too late'))
      return long
    })
    expect((await exchange(await listening(app), get('/'))).answer.body).toHaveLength(long.length)
    expect(records.map((record) => record.message)).toEqual([expect.stringContaining('write after end')])
  })
})

async function* letters(): AsyncGenerator<string | Uint8Array> {
  yield 'a'
  yield Buffer.from('b')
  yield ''
  yield 'c'
}

function* numbers(): Generator<number> {
  yield 1
}

function webStream(...chunks: readonly unknown[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}
