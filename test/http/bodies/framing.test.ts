// Bodies and the connection they come over: what is not read never becomes a request, what is too large is refused early,
// and a client that asks before it sends is told at the right moment.
// @see RFC 9112 sections 6 and 9.3, RFC 9110 section 10.1.1

import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { continueWhenRead } from '../../../src/http/body/continue.js'
import { type Ctx, json, type Limits, text } from '../../../src/index.js'
import { freshApp, listening, serving } from '../../support/fresh-app.js'
import { exchange, expectAlive, get, refused, request } from '../../support/invariants.js'
import { RawSocket } from '../../support/raw-socket.js'
import { field, file, inChunks, MULTIPART_TYPE, multipart, posted } from './multipart-body.js'
import { ownTemporaryFolder, soon } from './upload-app.js'

const LIMIT = 1000
const JSON_TYPE = 'Content-Type: application/json'

/** An app with handlers that treat a body in every way, and a note of what ran. */
function bodyApp(limits: Limits = {}) {
  const fresh = freshApp({ limits: { bodyBytes: LIMIT, ...limits } })
  const ran: string[] = []
  const handlers: Readonly<Record<string, (ctx: Ctx) => unknown>> = {
    '/reads': async (ctx) => String((await ctx.read.bytes()).length),
    '/schema': () => `ran ${ran.push('/schema')}`,
    '/ignores': () => 'ignored',
    '/catches': (ctx) => ctx.read.bytes().then(String, (error: Error) => text(error.message, { status: 413 })),
    '/half': async (ctx) => {
      for await (const _chunk of ctx.read.stream()) return 'half'
      return 'nothing'
    },
    '/form': async (ctx) => json((await ctx.read.form()).fields),
    '/parts': async (ctx) => {
      for await (const part of ctx.read.parts()) return part.name
      return 'none'
    },
  }
  const anything = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const
  for (const [path, handler] of Object.entries(handlers)) {
    if (path === '/schema') fresh.app.post(path, { body: anything }, (ctx) => handler(ctx) as string)
    else fresh.app.post(path, async (ctx) => (await handler(ctx)) as string)
  }
  fresh.app.post('/guarded', () => text('no', { status: 401 }))
  fresh.app.use('/area', () => text('no', { status: 401 }))
  fresh.app.get('/smuggled', () => `ran ${ran.push('/smuggled')}`)
  return { ...fresh, ran }
}

describe('K1 hono CVE-2026-44456: a body over the limit, in chunks', () => {
  const over = inChunks('/reads', [Buffer.alloc(LIMIT), Buffer.from('x')], JSON_TYPE)
  const to = (path: string) => Buffer.from(over.toString('latin1').replace('/reads', path), 'latin1')

  test('is 413 before a handler with a schema runs', async () => {
    const { app, ran } = bodyApp()
    expect((await refused(await listening(app), to('/schema'))).status).toBe(413)
    expect(ran).toEqual([])
  })

  test.each([
    ['/reads', 413],
    ['/catches', 413],
    ['/half', 200],
    ['/ignores', 200],
  ])('to %s, which sees at most the limit of it, is %i', async (path, status) => {
    const { answer } = await exchange(await listening(bodyApp().app), to(path))
    expect(answer.status).toBe(status)
  })
})

describe('K1: a body that never ends, to a handler that ignores it,', () => {
  test('gets the answer of the handler, is read away, and is cut at limits.requestMs', async () => {
    const port = await listening(bodyApp({ requestMs: 1500, headersMs: 1000 }).app)
    const client = await RawSocket.connect(port)
    client.request(request('POST', '/ignores', 'Transfer-Encoding: chunked'))
    const drip = setInterval(() => client.isClosed || client.send(`1000\r\n${'x'.repeat(4096)}\r\n`), 5)
    expect((await client.answer()).body).toBe('ignored')
    expect(await client.ended()).toBe('')
    clearInterval(drip)
    await expectAlive(port)
  })
})

describe('K2 hono CVE-2026-54288: a declared length', () => {
  test.each(['/reads', '/schema', '/catches', '/form'])(
    'of 10 GB to %s is 413 unread, and the connection is closed',
    async (path) => {
      const type = path === '/form' ? 'Content-Type: application/x-www-form-urlencoded' : JSON_TYPE
      const client = await RawSocket.connect(await listening(bodyApp().app))
      const answer = await client.request(request('POST', path, type, 'Content-Length: 10000000000')).answer()
      expect([answer.status, answer.header('connection')]).toEqual([413, 'close'])
      client.destroy()
    },
  )

  test('of which the client sends a part and leaves is nobody\u2019s error', async () => {
    const temporary = ownTemporaryFolder()
    const { app, records } = bodyApp()
    const port = await listening(app)
    for (const path of ['/reads', '/form', '/parts', '/half']) {
      const client = await RawSocket.connect(port)
      const half = multipart(field('a', '1'), file('f', 'x', 'y'.repeat(500))).subarray(0, 300)
      client.request(request('POST', path, MULTIPART_TYPE, 'Content-Length: 900')).send(half)
      await expectAlive(port)
      client.reset()
    }
    await soon(() => temporary.left().length === 0)
    expect(records).toEqual([])
  })
})

describe('K2: a declared length of which only a part ever comes', () => {
  test.each(['/reads', '/form'])('to %s is 408 or cut at limits.requestMs, and nothing is left of it', async (path) => {
    const temporary = ownTemporaryFolder()
    const { app, records } = bodyApp({ requestMs: 1500, headersMs: 1000 })
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    client.request(request('POST', path, MULTIPART_TYPE, 'Content-Length: 900'))
    client.send(multipart(file('f', 'x', 'y'.repeat(500))).subarray(0, 300))
    expect(await client.ended()).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/)
    await expectAlive(port)
    await soon(() => temporary.left().length === 0)
    expect(records).toEqual([])
  })
})

describe('K10: a body that nobody reads, then another request', () => {
  const smuggled = get('/smuggled').repeat(3000)
  const bodies = [
    ['declared', (path: string) => posted(path, smuggled, JSON_TYPE)],
    ['in chunks', (path: string) => inChunks(path, [Buffer.from(smuggled)], JSON_TYPE)],
    ['a form', (path: string) => posted(path, multipart(file('f', 'x', smuggled)), MULTIPART_TYPE)],
    ['a broken form', (path: string) => posted(path, `--the-boundary\r\n\r\n\r\n${smuggled}`, MULTIPART_TYPE)],
  ] as const
  const paths = [
    ['/guarded', 401],
    ['/area/x', 401],
    ['/nowhere', 404],
    ['/smuggled', 405],
    ['/ignores', 200],
    ['/half', 413],
    ['/reads', 413],
    ['/catches', 413],
    ['/parts', undefined],
    ['/form', undefined],
  ] as const
  const rows = bodies.flatMap(([name, write]) => paths.map(([path, status]) => [name, path, status, write] as const))
  test.each(rows)('%s, to %s (%s): its own answer or a closed connection', async (_name, path, status, write) => {
    const { app, ran } = bodyApp()
    const { answer } = await exchange(await listening(app), write(path))
    if (status !== undefined) expect(answer.status).toBe(status)
    else expect([200, 400, 415]).toContain(answer.status)
    expect(ran).toEqual([])
  })
})

describe('Expect', () => {
  const asking = (path: string, length: number) =>
    request('POST', path, 'Content-Type: text/plain', `Content-Length: ${length}`, 'Expect: 100-continue')

  test('100-continue is answered, and then the request', async () => {
    const client = await RawSocket.connect(await listening(bodyApp().app))
    client.request(asking('/reads', 3))
    await client.sees('HTTP/1.1 100 Continue\r\n\r\n')
    expect((await client.send('abc').answer()).body).toBe('3')
    client.destroy()
  })

  test.each(['200-ok', 'nonsense', '100-continue, more'])(
    '%s: an answer, and the server lives',
    async (expectation) => {
      const port = await listening(bodyApp().app)
      const client = await RawSocket.connect(port)
      const answer = await client
        .request(request('POST', '/ignores', 'Content-Length: 0', `Expect: ${expectation}`))
        .answer()
      expect(answer.status).toBe(expectation.startsWith('100') ? 200 : 417)
      client.destroy()
      await expectAlive(port)
    },
  )

  describe('where the server leaves it to the reader', () => {
    async function port(): Promise<number> {
      const { app } = bodyApp()
      const server = createServer(app.handler)
      server.on('checkContinue', (req, res) => {
        continueWhenRead(req)
        app.handler(req, res)
      })
      return serving(server)
    }

    test.each([
      ['a declared length over the limit', '/reads', LIMIT + 1, 413],
      ['a guard', '/guarded', 3, 401],
      ['no route', '/nowhere', 3, 404],
      ['a handler that does not read', '/ignores', 3, 200],
    ])('%s is answered without 100, and the connection is closed', async (_name, path, length, status) => {
      const client = await RawSocket.connect(await port())
      const answer = await client.request(asking(path, length)).answer()
      expect([answer.status, answer.header('connection')]).toEqual([status, 'close'])
      expect(await client.ended()).toBe('')
    })

    test('a handler that reads gets 100 said, once, and its body', async () => {
      const client = await RawSocket.connect(await port())
      client.request(asking('/reads', 3))
      await client.sees('HTTP/1.1 100 Continue\r\n\r\n')
      expect(client.unread).toBe('HTTP/1.1 100 Continue\r\n\r\n')
      expect((await client.send('abc').answer()).body).toBe('3')
      expect((await client.request(posted('/reads', 'abcd')).answer()).body).toBe('4')
      client.destroy()
    })
  })
})
