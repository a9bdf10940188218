// Bodies of requests: read once, as far as the limit, as what they say they are; what is wrong with them is the
// client's fault and said to the client, and the connection stays usable or is closed.
// @see RFC 9110 section 8, RFC 8259, RFC 9112 sections 6 and 7

import type { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { type Ctx, json, text } from '../../src/index.js'
import { type FreshApp, freshApp, held, listening } from '../support/fresh-app.js'
import { exchange, expectAlive, refused, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'

const LIMIT = 1000

/** An app whose handler reads in one way, with a small limit. */
function reading(read: (ctx: Ctx) => unknown): FreshApp {
  const fresh = freshApp({ limits: { bodyBytes: LIMIT } })
  fresh.app.post('/', async (ctx) => json((await read(ctx)) ?? null))
  return fresh
}

const ways = {
  json: (ctx: Ctx) => ctx.read.json(),
  form: async (ctx: Ctx) => (await ctx.read.form()).fields,
  text: (ctx: Ctx) => ctx.read.text(),
  bytes: async (ctx: Ctx) => Buffer.from(await ctx.read.bytes()).toString('latin1'),
  stream: async (ctx: Ctx) => textOf(ctx.read.stream()),
} as const

/** A request with a body of a declared length. */
function post(body: string | Uint8Array, ...lines: readonly string[]): Buffer {
  const bytes = Buffer.from(body)
  return Buffer.concat([
    Buffer.from(request('POST', '/', ...lines, `Content-Length: ${bytes.length}`), 'latin1'),
    bytes,
  ])
}

/** The same in chunks. */
function chunked(parts: readonly string[], ...lines: readonly string[]): string {
  const chunks = parts.map((part) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`).join('')
  return `${request('POST', '/', ...lines, 'Transfer-Encoding: chunked')}${chunks}0\r\n\r\n`
}

const JSON_TYPE = 'Content-Type: application/json'
const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded'

describe('ctx.read.json()', () => {
  test.each([
    ['an object', '{"a":[1,"\u00e9",null]}', { a: [1, '\u00e9', null] }],
    ['a number', '7', 7],
    ['a string', '"x"', 'x'],
    ['null', ' null\n', null],
    ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
    ['a key twice, the last of which counts', '{"a":1,"a":2}', { a: 2 }],
    ['a lone surrogate as an escape', '"\\ud800"', '\ud800'],
    ['100 levels', `${'['.repeat(100)}${']'.repeat(100)}`, JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`)],
    ['brackets in a string', JSON.stringify('['.repeat(300)), '['.repeat(300)],
    ['escaped quotes before brackets', JSON.stringify(`"\\${'['.repeat(300)}`), `"\\${'['.repeat(300)}`],
    ['many lists beside each other', `[${'[],'.repeat(200)}[]]`, Array(201).fill([])],
  ])('takes %s', async (_name, body, value) => {
    const port = await listening(reading(ways.json).app)
    for (const bytes of [post(body, JSON_TYPE), Buffer.from(chunked([body], JSON_TYPE))]) {
      const { answer } = await exchange(port, bytes)
      expect(answer.status, answer.body).toBe(200)
      expect(JSON.parse(answer.body)).toEqual(value)
    }
  })

  test.each([
    ['application/json; charset=utf-8'],
    ['application/json;charset="UTF-8"'],
    ['APPLICATION/JSON'],
    ['application/vnd.api+json'],
    ['application/merge-patch+json; x=y'],
  ])('takes the type %s', async (type) => {
    const { answer } = await exchange(await listening(reading(ways.json).app), post('[]', `Content-Type: ${type}`))
    expect(answer.status).toBe(200)
  })

  test('takes a body without a type', async () => {
    expect((await exchange(await listening(reading(ways.json).app), post('[]'))).answer.body).toBe('[]')
  })

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['text/html', 415],
    ['application/jsonp', 415],
    ['json', 415],
    ['application/json, text/plain', 415],
    ['application/', 415],
    ['application/json; charset=utf-16', 415],
    ['application/json; charset=iso-8859-1', 415],
  ])('J1: the type %s is %i', async (type, status) => {
    const answer = await refused(await listening(reading(ways.json).app), post('[]', `Content-Type: ${type}`))
    expect(answer.status).toBe(status)
  })

  test.each([
    ['', 'empty at line 1, column 1 (position 0)'],
    ['  \n ', 'empty at line 2, column 2 (position 4)'],
    ['{', 'not complete at line 1, column 2 (position 1)'],
    ['{"a":1', 'not complete at line 1, column 7 (position 6)'],
    ['{"a":tru', 'not complete at line 1, column 9 (position 8)'],
    ['"abc', 'not complete at line 1, column 5 (position 4)'],
    ['{"a":1,}', 'not valid JSON at line 1, column 8 (position 7)'],
    ['{\n  "a": 1,\n  b: 2\n}', 'not valid JSON at line 3, column 3 (position 14)'],
    ["{'a':1}", 'not valid JSON at line 1, column 2 (position 1)'],
    ['[1 2]', 'not valid JSON at line 1, column 4 (position 3)'],
    ['[] []', 'not valid JSON at line 1, column 4 (position 3)'],
    ['"\\x"', 'not valid JSON at line 1, column 3 (position 2)'],
    ['NaN', 'not valid JSON at line 1, column 1 (position 0)'],
    ['{"a":1}\0', 'not valid JSON at line 1, column 8 (position 7)'],
  ])('K4: %j is 400 and says where', async (body, message) => {
    const answer = await refused(await listening(reading(ways.json).app), post(body, JSON_TYPE))
    expect(JSON.parse(answer.body)).toEqual({ title: 'Bad Request', status: 400, detail: `the body is ${message}` })
  })

  test('K4: 101 levels are 400, and so is a flood of brackets', async () => {
    const { app } = freshApp()
    app.post('/', async (ctx) => json(await ctx.read.json()))
    const port = await listening(app)
    for (const body of [`${'['.repeat(101)}${']'.repeat(101)}`, '['.repeat(100_000), '{"a":'.repeat(100_000)]) {
      const answer = await refused(port, post(body, JSON_TYPE))
      expect(answer.status).toBe(400)
      expect(answer.body).toContain('nested more than 100 levels')
    }
  })

  test.each([
    ['UTF-8 cut off', [0x22, 0xc3]],
    ['an overlong sequence', [0x22, 0xc0, 0xae, 0x22]],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['UTF-16 with a byte order mark', [0xff, 0xfe, 0x5b, 0, 0x5d, 0]],
  ])('K4: %s is 400', async (_name, bytes) => {
    const answer = await refused(await listening(reading(ways.json).app), post(Uint8Array.from(bytes), JSON_TYPE))
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('UTF-8')
  })
})

describe('ctx.read.form()', () => {
  test.each([
    ['', {}],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1&a=2&a=', { a: ['1', '2', ''] }],
    ['a+b=c%2Bd%26', { 'a b': 'c+d&' }],
    ['a', { a: '' }],
    ['\u00e9=\u2603', { '\u00e9': '\u2603' }],
    ['a[b]=1&a.c=2', { 'a[b]': '1', 'a.c': '2' }],
  ])('of %s', async (body, fields) => {
    const { answer } = await exchange(await listening(reading(ways.form).app), post(body, FORM_TYPE))
    expect(JSON.parse(answer.body)).toEqual(fields)
  })

  test('has no files', async () => {
    const { app } = reading(async (ctx) => Object.keys((await ctx.read.form()).files))
    expect((await exchange(await listening(app), post('a=1', FORM_TYPE))).answer.body).toBe('[]')
  })

  test.each([
    ['a malformed escape', post('a=%zz', FORM_TYPE), 400],
    ['an escape that is no UTF-8', post('a=%ff', FORM_TYPE), 400],
    ['bytes that are no UTF-8', post(Uint8Array.from([0x61, 0x3d, 0xff]), FORM_TYPE), 400],
    ['K5: more than 1,000 names', post('&a'.repeat(1001), FORM_TYPE), 413],
    ['another type', post('{}', JSON_TYPE), 415],
    ['another charset', post('a=1', `${FORM_TYPE}; charset=windows-1252`), 415],
  ])('%s is %i', async (_name, bytes, status) => {
    expect((await refused(await listening(reading(ways.form).app), bytes)).status).toBe(status)
  })

  test('K5: more than 1,000 names within the limit are 400', async () => {
    const { app } = freshApp()
    app.post('/', async (ctx) => json((await ctx.read.form()).fields))
    const answer = await refused(await listening(app), post('&a'.repeat(1001), FORM_TYPE))
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('1000 names')
  })
})

describe('ctx.read.text(), bytes() and stream()', () => {
  test('text takes any type in UTF-8', async () => {
    const port = await listening(reading(ways.text).app)
    for (const type of [
      [],
      ['Content-Type: text/plain'],
      ['Content-Type: text/html; charset=UTF-8'],
      ['Content-Type: x/y; charset="utf8"'],
    ]) {
      expect(JSON.parse((await exchange(port, post('caf\u00e9', ...type))).answer.body)).toBe('caf\u00e9')
    }
  })

  test.each([
    ['another charset', post('x', 'Content-Type: text/plain; charset=latin1'), 415],
    ['a type that is none', post('x', 'Content-Type: plain'), 415],
    ['bytes that are no UTF-8', post(Uint8Array.from([0xff]), 'Content-Type: text/plain'), 400],
  ])('text of %s is %i', async (_name, bytes, status) => {
    expect((await refused(await listening(reading(ways.text).app), bytes)).status).toBe(status)
  })

  test.each(['bytes', 'stream'] as const)('%s takes any bytes of any type', async (way) => {
    const port = await listening(reading(ways[way]).app)
    const every = Uint8Array.from({ length: 256 }, (_, index) => index)
    const { answer } = await exchange(port, post(every, 'Content-Type: nonsense'))
    expect(JSON.parse(answer.body)).toBe(Buffer.from(every).toString('latin1'))
  })

  test.each(['text', 'bytes', 'stream'] as const)('%s of no body is empty', async (way) => {
    const port = await listening(reading(ways[way]).app)
    expect((await exchange(port, request('POST', '/'))).answer.body).toBe('""')
    expect((await exchange(port, post(''))).answer.body).toBe('""')
    expect((await exchange(port, chunked([]))).answer.body).toBe('""')
  })

  test.each(['zstd', 'gzip, gzip', 'gzip, identity', 'compress', 'nonsense'])(
    'K3: a body with Content-Encoding: %s is 415, not guessed',
    async (coding) => {
      for (const way of Object.values(ways)) {
        expect(
          (await refused(await listening(reading(way).app), post('x', `Content-Encoding: ${coding}`))).status,
        ).toBe(415)
      }
    },
  )

  test('K8: the same body in chunks of any size is the same', async () => {
    const port = await listening(reading(ways.json).app)
    const body = '{"caf\u00e9":"\u{1f600}"}'
    const bytes = Buffer.from(body)
    for (let cut = 1; cut < bytes.length; cut++) {
      const client = await RawSocket.connect(port)
      client.request(request('POST', '/', JSON_TYPE, 'Transfer-Encoding: chunked'))
      for (const part of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
        client
          .send(`${part.length.toString(16)}\r\n`)
          .send(part)
          .send('\r\n')
      }
      expect(JSON.parse((await client.send('0\r\n\r\n').answer()).body)).toEqual({ caf\u00e9: '\u{1f600}' })
      client.destroy()
    }
  })
})

describe('reading twice', () => {
  test('gives the same again, in any way but the stream', async () => {
    const { app } = reading(async ({ read }) => [
      await read.text(),
      await read.json(),
      Buffer.from(await read.bytes()).toString(),
      await read.json(),
    ])
    const { answer } = await exchange(await listening(app), post('[1]', JSON_TYPE))
    expect(JSON.parse(answer.body)).toEqual(['[1]', [1], '[1]', [1]])
  })

  test('at the same time is one read', async () => {
    const { app } = reading(({ read }) => Promise.all([read.text(), read.text(), read.json()]))
    expect((await exchange(await listening(app), post('[1]', JSON_TYPE))).answer.body).toBe('["[1]","[1]",[1]]')
  })

  test('fails the same way again', async () => {
    const { app } = reading(async ({ read }) => {
      const first = await read.json().catch((error: unknown) => String(error))
      const second = await read.json().catch((error: unknown) => String(error))
      return [first === second, await read.text()]
    })
    expect((await exchange(await listening(app), post('{', JSON_TYPE))).answer.body).toBe('[true,"{"]')
  })

  test.each([
    ['text', (ctx: Ctx) => ctx.read.text()],
    ['json', (ctx: Ctx) => ctx.read.json()],
    ['form', (ctx: Ctx) => ctx.read.form()],
    ['bytes', (ctx: Ctx) => ctx.read.bytes()],
    ['stream', async (ctx: Ctx) => ctx.read.stream()],
  ])('%s after the stream is refused with a sentence', async (_way, again) => {
    const { app, records } = reading(async (ctx) => {
      await textOf(ctx.read.stream())
      return again(ctx)
    })
    expect((await exchange(await listening(app), post('a=1'))).answer.status).toBe(500)
    expect(records[0]?.message).toMatch(/the body was (taken as a stream|read) already/)
  })

  test('the stream after another way is refused with a sentence', async () => {
    const { app, records } = reading(async (ctx) => {
      await ctx.read.text()
      return textOf(ctx.read.stream())
    })
    expect((await exchange(await listening(app), post('x'))).answer.status).toBe(500)
    expect(records[0]?.message).toContain('the body was read already')
  })

  test('a body that somebody else has taken from ctx.req is an error, not a wait without end', async () => {
    const { app, records } = reading(async (ctx) => {
      await new Promise((resolve) => ctx.req.resume().once('end', resolve))
      return ctx.read.text()
    })
    expect((await exchange(await listening(app), post('x'))).answer.status).toBe(500)
    expect(records).toHaveLength(1)
  })
})

describe('413: a body over the limit', () => {
  const over = 'x'.repeat(LIMIT + 1)
  const names = Object.keys(ways) as (keyof typeof ways)[]

  test.each(names)('is read up to the limit itself: %s', async (way) => {
    const exact = way === 'form' ? `a=${'x'.repeat(LIMIT - 2)}` : JSON.stringify('x'.repeat(LIMIT - 2))
    const port = await listening(reading(ways[way]).app)
    expect((await exchange(port, post(exact))).answer.status).toBe(200)
    expect((await exchange(port, chunked([exact]))).answer.status).toBe(200)
  })

  test.each(names)(
    'K2: declared, is answered at once and unread, and the client can read the answer: %s',
    async (way) => {
      const port = await listening(reading(ways[way]).app)
      const client = await RawSocket.connect(port)
      const answer = await client.request(request('POST', '/', 'Content-Length: 10000000000')).answer()
      expect(answer.status).toBe(413)
      expect(answer.header('connection')).toBe('close')
      expect(JSON.parse(answer.body)).toEqual({
        title: 'Content Too Large',
        status: 413,
        detail: `the body is larger than ${LIMIT} bytes`,
      })
      if (way === 'bytes') expect(await client.ended()).toBe('')
      client.destroy()
      await expectAlive(port)
    },
  )

  test.each(names)(
    'K1 hono CVE-2026-44456: in chunks, is counted, and the client can read the answer: %s',
    async (way) => {
      const port = await listening(reading(ways[way]).app)
      const answer = await refused(port, chunked([over]))
      expect(answer.status).toBe(413)
    },
  )

  test.each(names)('K1: in chunks that never end, is answered while the client still sends: %s', async (way) => {
    const port = await listening(reading(ways[way]).app)
    const client = await RawSocket.connect(port)
    client.request(request('POST', '/', 'Transfer-Encoding: chunked'))
    const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`
    const stop = setInterval(() => client.socket.writable && client.send(chunk), 1)
    const answer = await client.answer()
    if (way === 'bytes') await client.ended()
    clearInterval(stop)
    client.destroy()
    expect(answer.status).toBe(413)
    await expectAlive(port)
  })

  test('K11: the client that sends a large body first and reads then gets the answer', async () => {
    const port = await listening(reading(ways.bytes).app)
    const client = await RawSocket.connect(port)
    await new Promise((resolve) => client.socket.write(post('x'.repeat(3_000_000)), resolve))
    expect((await client.answer()).status).toBe(413)
    client.destroy()
  })

  test('is 413 also when the handler catches the first error and reads again', async () => {
    const { app } = reading(async ({ read }) => {
      const first = await read.bytes().then(
        () => 'read',
        () => 'refused',
      )
      return [first, await read.text()]
    })
    expect((await refused(await listening(app), chunked([over]))).status).toBe(413)
  })

  test('has the default of 1 MiB', async () => {
    const { app } = freshApp()
    app.post('/', async (ctx) => text(String((await ctx.read.bytes()).length)))
    const port = await listening(app)
    expect((await exchange(port, post('x'.repeat(1_048_576)))).answer.body).toBe('1048576')
    const client = await RawSocket.connect(port)
    expect((await client.request(request('POST', '/', 'Content-Length: 1048577')).answer()).status).toBe(413)
    client.destroy()
  })
})

describe('a body that ends early', () => {
  test.each(Object.keys(ways) as (keyof typeof ways)[])(
    'is the client\u2019s fault, ends the read and is not logged: %s',
    async (way) => {
      const failed = held<unknown>()
      const started = held()
      const { app, records } = reading(async (ctx) => {
        const read = ways[way](ctx)
        started.resolve()
        return read.catch((error: unknown) => {
          failed.resolve(error)
          throw error
        })
      })
      const port = await listening(app)
      const client = await RawSocket.connect(port)
      client.request(request('POST', '/', 'Content-Length: 100')).send('only ten..')
      await started.promise
      client.reset()
      expect(await failed.promise).toMatchObject({ status: 400, message: 'the body ended early' })
      await expectAlive(port)
      expect(records).toEqual([])
    },
  )

  test.each(Object.keys(ways) as (keyof typeof ways)[])(
    'and is asked for only when the client has left: %s',
    async (way) => {
      const failed = held<unknown>()
      const { app, records } = reading(async (ctx) => {
        await new Promise((resolve) => ctx.res.once('close', resolve))
        return ways[way](ctx).catch((error: unknown) => {
          failed.resolve(error)
          throw error
        })
      })
      const port = await listening(app)
      const client = await RawSocket.connect(port)
      await new Promise((resolve) =>
        client.socket.write(`${request('POST', '/', 'Content-Length: 100')}only ten..`, resolve),
      )
      client.reset()
      expect(await failed.promise).toMatchObject({ status: 400 })
      await expectAlive(port)
      expect(records).toEqual([])
    },
  )

  test('a broken chunk behind good ones gets one answer, and the read ends', async () => {
    const failed = held<unknown>()
    const { app } = reading((ctx) =>
      ctx.read.text().catch((error: unknown) => {
        failed.resolve(error)
        throw error
      }),
    )
    const port = await listening(app)
    const bytes = `${request('POST', '/', 'Transfer-Encoding: chunked')}2\r\nhi\r\nzz\r\n`
    expect((await refused(port, bytes)).status).toBe(400)
    expect(await failed.promise).toMatchObject({ status: 400 })
  })
})

describe('K10: a body that the handler does not read, or not to its end', () => {
  const handlers: readonly (readonly [name: string, handle: (ctx: Ctx) => unknown])[] = [
    ['ignores it', () => 'done'],
    ['refuses before reading', () => text('no', { status: 401 })],
    [
      'reads the first chunk of the stream and leaves',
      async (ctx) => {
        for await (const _chunk of ctx.read.stream()) return 'done'
        return 'empty'
      },
    ],
    [
      'takes the stream and never reads',
      (ctx) => {
        ctx.read.stream()
        return 'done'
      },
    ],
    [
      'destroys the stream',
      (ctx) => {
        ctx.read.stream().destroy()
        return 'done'
      },
    ],
  ]
  const bodies: readonly (readonly [name: string, bytes: string])[] = [
    ['of a declared length', request('POST', '/', 'Content-Length: 300000') + 'x'.repeat(300_000)],
    ['in chunks', chunked(Array.from({ length: 30 }, () => 'x'.repeat(10_000)))],
    [
      'that looks like a request',
      request('POST', '/', 'Content-Length: 300000') +
        'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(10_000).slice(0, 300_000),
    ],
  ]
  const cases = handlers.flatMap(([does, handle]) =>
    bodies.map(([body, bytes]) => [does, body, handle, bytes] as const),
  )
  test.each(cases)(
    'a handler that %s, a body %s: the next request gets its own answer',
    async (_does, _body, handle, bytes) => {
      const paths: string[] = []
      const { app } = freshApp()
      app.use((ctx, next) => {
        paths.push(ctx.path)
        return next()
      })
      app.post('/', async (ctx) => (await handle(ctx)) as string)
      const { answer } = await exchange(await listening(app), bytes)
      expect([200, 401]).toContain(answer.status)
      expect(paths.filter((path) => path === '/smuggled')).toEqual([])
    },
  )
})

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}
