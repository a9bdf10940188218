// Answers that stream: what fails on the way ends the connection and is logged once, a client that leaves takes the
// stream with it, and no stream is left open by an answer that does not use it.
// @see RFC 9112 section 8 (incomplete messages)

import { createReadStream, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { type Ctx, file, Reply, text } from '../../src/index.js'
import { eventually } from '../support/deadline.js'
import { type FreshApp, freshApp, held, listening } from '../support/fresh-app.js'
import { exchange, expectAlive, get, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { temporaryFolder, writeFiles } from '../support/site.js'
import { collectedWarnings } from '../support/warnings.js'

type Source = Readable | ReadableStream | AsyncIterable<string | Uint8Array>

const FAILURE = 'the source failed'

/** A route `/stream`, and layers that pass it on as they are, at once or later. */
function streaming(make: (ctx: Ctx) => Source): FreshApp {
  const fresh = freshApp()
  fresh.app.get('/stream', (ctx) => make(ctx) as Readable)
  fresh.app
    .at('/layered')
    .through(async (_ctx, next) => next())
    .get('/stream', (ctx) => make(ctx) as Readable)
  fresh.app
    .at('/late')
    .through(async (_ctx, next) => {
      const reply = await next()
      await turns(50)
      return reply
    })
    .get('/stream', (ctx) => make(ctx) as Readable)
  return fresh
}

/** The ways there are to fail before the first byte. */
const failsAtOnce: readonly (readonly [name: string, make: () => Source])[] = [
  [
    'a Node stream',
    () =>
      new Readable({
        read() {
          this.destroy(new Error(FAILURE))
        },
      }),
  ],
  ['a Node stream that failed before it was returned', () => new PassThrough().destroy(new Error(FAILURE))],
  ['a file that is not there', () => createReadStream('/nowhere/the-source-failed')],
  ['an async generator', () => failing()],
  [
    'an async iterable without return()',
    () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error(FAILURE)) }) }),
  ],
  [
    'a web stream',
    () =>
      new ReadableStream({
        pull(controller) {
          controller.error(new Error(FAILURE))
        },
      }),
  ],
  [
    'a web stream that was errored at start',
    () =>
      new ReadableStream({
        start(controller) {
          controller.error(new Error(FAILURE))
        },
      }),
  ],
  ['a stream that throws something that is no error', () => failing(undefined)],
  [
    'a Node stream that is destroyed without a reason',
    () =>
      new Readable({
        read() {
          this.destroy()
        },
      }),
  ],
  [
    'a stream whose own upstream was reset',
    () =>
      new Readable({
        read() {
          this.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
        },
      }),
  ],
]

/** The ways to fail once something was sent. */
const failsLater: readonly (readonly [name: string, make: () => Source])[] = [
  ['a Node stream', () => failingStream(new Error(FAILURE))],
  ['a Node stream that is destroyed without a reason', () => failingStream(undefined)],
  [
    'a stream whose own upstream was reset',
    () => failingStream(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
  ],
  [
    'a stream that another pipeline broke off',
    () => failingStream(Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' })),
  ],
  ['an async generator', () => firstThen(failing())],
  ['a web stream', () => webStreamOf(firstThen(failing()))],
  ['a number among the chunks of a generator', () => firstThen(chunksOf(7))],
  ['null among the chunks of a generator', () => firstThen(chunksOf(null))],
  ['undefined among the chunks of a generator', () => firstThen(chunksOf(undefined))],
  ['an object among the chunks of a generator', () => firstThen(chunksOf({}))],
  ['a number among the chunks of a Node stream', () => Readable.from(firstThen(chunksOf(7)))],
  ['an object among the chunks of a web stream', () => webStreamOf(firstThen(chunksOf({})))],
]

describe('O1: a stream that fails', () => {
  test.each(failsAtOnce)('before its first byte destroys the socket and is logged once: %s', async (_name, make) => {
    const { app, records } = streaming(make)
    const port = await listening(app)
    for (const [index, path] of ['/stream', '/layered/stream', '/late/stream'].entries()) {
      const client = await RawSocket.connect(port)
      expect(await client.request(get(path)).ended()).not.toMatch(/\r\n0\r\n\r\n$/)
      await eventually(() => expect(records).toHaveLength(index + 1))
      expect(records[index]).toMatchObject({ level: 'error', method: 'GET', path })
      await expectAlive(port)
    }
  })

  test.each(failsLater)('after its first byte destroys the socket and is logged once: %s', async (_name, make) => {
    const { app, records } = streaming(make)
    const port = await listening(app)
    for (const [index, path] of ['/stream', '/layered/stream', '/late/stream'].entries()) {
      const client = await RawSocket.connect(port)
      const received = await client.request(get(path)).ended()
      if (path === '/stream') expect(received).toContain('5\r\nfirst\r\n')
      expect(received, 'it never looks complete').not.toContain('\r\n0\r\n')
      await eventually(() => expect(records).toHaveLength(index + 1))
      expect(records[index]).toMatchObject({ level: 'error', method: 'GET', path })
      await expectAlive(port)
    }
  })

  test.each(failsAtOnce)('does no harm where nobody reads it, for HEAD: %s', async (_name, make) => {
    const { app, records } = streaming(make)
    const port = await listening(app)
    for (const path of ['/stream', '/layered/stream', '/late/stream']) {
      const { answer } = await exchange(port, request('HEAD', path))
      expect(answer).toMatchObject({ status: 200, body: '' })
    }
    expect(records).toEqual([])
  })

  test('O1: a throw after the handler has sent bytes itself destroys the socket and is logged once', async () => {
    const { app, records } = freshApp()
    app.get('/sync', (ctx) => {
      ctx.res.write('first')
      throw new Error(FAILURE)
    })
    app.get('/async', async (ctx) => {
      ctx.res.write('first')
      await turns(2)
      throw new Error(FAILURE)
    })
    const port = await listening(app)
    for (const [index, path] of ['/sync', '/async'].entries()) {
      const client = await RawSocket.connect(port)
      expect(await client.request(get(path)).ended()).not.toContain('\r\n0\r\n')
      expect(records).toHaveLength(index + 1)
      expect(records[index]).toMatchObject({ error: { message: FAILURE }, path })
      await expectAlive(port)
    }
  })
})

describe('a source that never waits', () => {
  test.each<readonly [name: string, make: () => Source]>([
    ['a generator', () => endlessly()],
    ['a web stream', () => new ReadableStream({ pull: (controller) => controller.enqueue('x') })],
    [
      'a Node stream',
      () =>
        new Readable({
          read() {
            this.push('x')
          },
        }),
    ],
  ])('leaves time for the other requests: %s', async (_name, make) => {
    const { app } = streaming(make)
    app.get('/other', () => 'other')
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    client.request(get('/stream'))
    for (let count = 0; count < 3; count++) {
      expect((await exchange(port, get('/other'))).answer).toMatchObject({ status: 200, body: 'other' })
    }
    client.reset()
  })
})

describe('a client that leaves', () => {
  type Watch = (opened: ReturnType<typeof held<void>>, released: ReturnType<typeof held<void>>) => Source
  const sources: readonly (readonly [name: string, make: Watch])[] = [
    [
      'a Node stream',
      (opened, released) =>
        new Readable({
          read() {
            if (!this.readableLength) this.push('x')
            opened.resolve()
          },
          destroy(error, done) {
            released.resolve()
            done(error)
          },
        }),
    ],
    [
      'a Node stream that has nothing to say',
      (opened, released) =>
        new Readable({
          read: () => opened.resolve(),
          destroy(error, done) {
            released.resolve()
            done(error)
          },
        }),
    ],
    [
      'a Node stream of objects that has nothing to say',
      (opened, released) =>
        new Readable({
          objectMode: true,
          read: () => opened.resolve(),
          destroy(error, done) {
            released.resolve()
            done(error)
          },
        }),
    ],
    ['an async generator', (opened, released) => endless(opened, released)],
    [
      'a web stream',
      (opened, released) =>
        new ReadableStream({
          pull(controller) {
            controller.enqueue('x')
            opened.resolve()
          },
          cancel: () => released.resolve(),
        }),
    ],
    [
      'a web stream that has nothing to say',
      (opened, released) =>
        new ReadableStream({
          pull: () => {
            opened.resolve()
            return new Promise(() => undefined)
          },
          cancel: () => released.resolve(),
        }),
    ],
  ]

  test.each(sources)('takes %s with it, aborts ctx.signal, and nothing is logged', async (_name, make) => {
    const opened = held()
    const released = held()
    const aborted = held<unknown>()
    const { app, records } = streaming((ctx) => {
      ctx.signal.addEventListener('abort', () => aborted.resolve(ctx.signal.reason))
      return make(opened, released)
    })
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    client.request(get('/stream'))
    await opened.promise
    client.reset()
    await released.promise
    expect(await aborted.promise).toBeInstanceOf(Error)
    await expectAlive(port)
    expect(records).toEqual([])
  })

  test('O3, 0 [F]: and had several downloads pipelined: each of their streams is destroyed', async () => {
    const warnings = collectedWarnings()
    const released: Promise<void>[] = []
    const opened: Promise<void>[] = []
    const { app, records } = streaming(() => {
      const open = held()
      const release = held()
      opened.push(open.promise)
      released.push(release.promise)
      queueMicrotask(open.resolve)
      return new Readable({
        read() {
          this.push(Buffer.alloc(65_536))
        },
        destroy(error, done) {
          release.resolve()
          done(error)
        },
      })
    })
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    client.send(get('/stream').repeat(20))
    await eventually(() => expect(opened).toHaveLength(20))
    client.reset()
    await Promise.all(released)
    await expectAlive(port)
    expect(warnings).toEqual([])
    expect(records).toEqual([])
  })

  test('ctx.signal is aborted for each of several pipelined requests', async () => {
    const aborted: Promise<void>[] = []
    const { app } = freshApp()
    app.get('/wait', (ctx) => {
      const abort = held()
      aborted.push(abort.promise)
      ctx.signal.addEventListener('abort', () => abort.resolve())
      return new Promise<string>(() => undefined)
    })
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    client.send(get('/wait').repeat(5))
    await eventually(() => expect(aborted).toHaveLength(5))
    client.reset()
    await Promise.all(aborted)
  })

  test('a connection that is kept keeps no listener of the answers it has seen', async () => {
    const counts: number[] = []
    const { app } = freshApp()
    app
      .at('/x')
      .through(async (ctx, next) => {
        counts.push(ctx.req.socket.listenerCount('close'))
        return next()
      })
      .get('/', (ctx) => {
        ctx.signal.throwIfAborted()
        return Readable.from(['x'])
      })
    const client = await RawSocket.connect(await listening(app))
    for (let count = 0; count < 10; count++) expect((await client.request(get('/x')).answer()).body).toBe('x')
    client.destroy()
    expect(new Set(counts.slice(1)).size).toBe(1)
  })

  test('ctx.signal is not aborted by an answer that was sent', async () => {
    const signals: AbortSignal[] = []
    const { app } = freshApp()
    app.get('/', (ctx) => {
      signals.push(ctx.signal)
      return 'x'
    })
    await exchange(await listening(app), get('/'))
    expect(signals.map((signal) => signal.aborted)).toEqual([false])
  })

  test('ctx.signal is aborted already when it is first asked for after the client has left', async () => {
    const asked = held<boolean>()
    const { app } = freshApp()
    app.get('/', async (ctx) => {
      await new Promise((resolve) => ctx.res.once('close', resolve))
      asked.resolve(ctx.signal.aborted)
      return 'x'
    })
    const client = await RawSocket.connect(await listening(app))
    await new Promise((resolve) => client.socket.write(get('/'), resolve))
    client.reset()
    expect(await asked.promise).toBe(true)
  })

  test('before a stream is returned: the stream is destroyed, and nothing is logged', async () => {
    const started = held()
    const released = held()
    const { app, records } = freshApp()
    app.get('/', async (ctx) => {
      started.resolve()
      await new Promise((resolve) => ctx.res.once('close', resolve))
      return new Readable({
        read: () => undefined,
        destroy(error, done) {
          released.resolve()
          done(error)
        },
      })
    })
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    client.request(get('/'))
    await started.promise
    client.reset()
    await released.promise
    await expectAlive(port)
    expect(records).toEqual([])
  })
})

describe('a stream that the answer does not use', () => {
  const makers: readonly (readonly [name: string, make: (released: () => void) => Source])[] = [
    [
      'a Node stream',
      (released) =>
        new Readable({
          read: () => undefined,
          destroy(error, done) {
            released()
            done(error)
          },
        }),
    ],
    ['a web stream', (released) => new ReadableStream({ cancel: () => released() })],
    [
      'an async iterable',
      (released) => ({
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise(() => undefined),
          return: async () => {
            released()
            return { done: true, value: undefined }
          },
        }),
      }),
    ],
  ]
  const cases = makers.flatMap(([name, make]) =>
    ['HEAD', '204', '304', 'replaced', 'thrown', 'nothing', 'odd status'].map((way) => [name, way, make] as const),
  )
  test.each(cases)('is let go: %s, %s', async (_name, way, make) => {
    const released = held()
    const { app } = freshApp()
    app
      .at('/x')
      .through(async (_ctx, next) => {
        const reply = await next()
        if (way === 'replaced') return text('another')
        if (way === 'thrown') throw new Error(FAILURE)
        if (way === 'nothing') return undefined as unknown as Reply
        if (way === 'odd status') reply.status = 1000
        return reply
      })
      .get('/stream', () => {
        const status = way === '204' || way === '304' ? Number(way) : 200
        const stream = make(() => released.resolve()) as Readable
        return new Reply({ kind: 'stream', stream }, { status })
      })
    await exchange(await listening(app), request(way === 'HEAD' ? 'HEAD' : 'GET', '/x/stream'))
    await released.promise
  })

  test.each(['replaced', 'thrown', 'passed on'])('O3: files leave no descriptor open, %s', async (way) => {
    const root = temporaryFolder()
    writeFiles(root, { 'a.bin': Buffer.alloc(300_000) })
    const { app } = freshApp({ static: root })
    app.use(async (_ctx, next) => {
      const reply = await next()
      if (way === 'thrown' && reply.body.kind === 'stream') throw new Error(FAILURE)
      return way === 'replaced' && reply.body.kind === 'stream' ? text('another') : reply
    })
    app.get('/file', () => file('a.bin', { root }))
    const port = await listening(app)
    for (const method of ['GET', 'HEAD']) {
      for (let count = 0; count < 20; count++) {
        for (const path of ['/static/a.bin', '/file']) {
          const client = await RawSocket.connect(port)
          await client.request(request(method, path)).answer()
          client.destroy()
        }
      }
    }
    await eventually(() => {
      const open = readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === join(root, 'a.bin')
        } catch (error) {
          expect(error).toMatchObject({ code: 'ENOENT' })
          return false
        }
      })
      expect(open).toEqual([])
    })
  })

  test('O3: resets in the middle of downloads leave no descriptor open', async () => {
    const root = temporaryFolder()
    writeFiles(root, { 'big.bin': Buffer.alloc(8_000_000) })
    const { app, records } = freshApp({ static: root })
    const port = await listening(app)
    for (let count = 0; count < 20; count++) {
      const client = await RawSocket.connect(port)
      client.send(get('/static/big.bin').repeat(3))
      await client.sees('\r\n\r\n')
      client.reset()
    }
    await eventually(() => {
      const names = readdirSync('/proc/self/fd').flatMap((fd) => {
        try {
          return [readlinkSync(`/proc/self/fd/${fd}`)]
        } catch (error) {
          expect(error).toMatchObject({ code: 'ENOENT' })
          return []
        }
      })
      expect(names.filter((name) => name === join(root, 'big.bin'))).toEqual([])
    })
    await expectAlive(port)
    expect(records).toEqual([])
  })
})

describe('the length of a stream', () => {
  const declared = (length: number, chunks: readonly string[]) =>
    streaming(() => Readable.from([])).app.get(
      '/declared',
      () =>
        new Reply({ kind: 'stream', stream: Readable.from(chunks) }, { headers: { 'content-length': String(length) } }),
    )

  test('that was declared is sent', async () => {
    const port = await listening(declared(5, ['fi', 'rst']))
    const { answer } = await exchange(port, get('/declared'))
    expect(answer.header('content-length')).toBe('5')
    expect(answer.header('transfer-encoding')).toBeUndefined()
    expect(answer.body).toBe('first')
    expect((await exchange(port, request('HEAD', '/declared'))).answer.header('content-length')).toBe('5')
  })

  test.each([
    ['more', 5, ['first', 'HTTP/1.1 200 OK\r\n\r\n']],
    ['more in one chunk', 5, ['first and more']],
    ['less', 10, ['first']],
    ['nothing', 10, []],
  ])('that was declared and is not kept ends the connection: %s', async (_name, length, chunks) => {
    const port = await listening(declared(length, chunks))
    const client = await RawSocket.connect(port)
    const received = await client.send(get('/declared') + get('/healthz')).ended()
    expect(received.split('\r\n\r\n')[1] ?? '').toMatch(/^(?:first)?$/)
    expect(received).not.toContain('ok')
    await expectAlive(port)
  })

  test('that is not known is sent in chunks, and behind HTTP/1.0 until the end', async () => {
    const { app } = streaming(() => Readable.from(['a', 'b']))
    const port = await listening(app)
    const { answer } = await exchange(port, get('/stream'))
    expect(answer.header('transfer-encoding')).toBe('chunked')
    const client = await RawSocket.connect(port)
    expect((await client.request('GET /stream HTTP/1.0\r\n\r\n').answer()).body).toBe('ab')
  })
})

test.each([
  ['ctx.req', (ctx: Ctx) => ctx.req],
  ['ctx.read.stream()', (ctx: Ctx) => ctx.read.stream()],
])('the body of a request may be the body of its answer: %s', async (_name, body) => {
  const { app, records } = freshApp()
  app.post('/echo', (ctx) => body(ctx))
  const port = await listening(app)
  const long = 'x'.repeat(300_000)
  for (const sent of ['', 'short', long]) {
    const { answer } = await exchange(port, request('POST', '/echo', `Content-Length: ${sent.length}`) + sent)
    expect(answer.body).toBe(sent)
  }
  expect(records).toEqual([])
})

test('L6 fastify CVE-2026-25224: a client that does not read stops the stream', async () => {
  let made = 0
  const { app } = streaming(async function* () {
    for (; made < 2000; made++) yield Buffer.alloc(65_536)
  })
  const port = await listening(app)
  const client = await RawSocket.connect(port)
  client.socket.pause()
  client.request(get('/stream'))
  await eventually(() => expect(made).toBeGreaterThan(0))
  for (let count = 0; count < 20; count++) await expectAlive(port)
  expect(made).toBeLessThan(1000)
  client.reset()
})

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

async function* failing(error: unknown = new Error(FAILURE)): AsyncGenerator<string> {
  await turns(1)
  if (error !== 'never') throw error
  yield 'never'
}

async function* chunksOf(...chunks: readonly unknown[]): AsyncGenerator<string> {
  for (const chunk of chunks) yield chunk as string
}

/** Something that is sent, and once it had the time to leave, the rest. */
async function* firstThen(rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield 'first'
  await turns(5)
  yield* rest
}

function failingStream(error: Error | undefined): Readable {
  const stream = new Readable({ read: () => undefined })
  stream.push('first')
  void turns(5).then(() => stream.destroy(error))
  return stream
}

function webStreamOf(source: AsyncGenerator<string>): ReadableStream {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
}

async function* endless(opened: { resolve: () => void }, released: { resolve: () => void }): AsyncGenerator<string> {
  try {
    for (;;) {
      yield 'x'
      opened.resolve()
      await turns(1)
    }
  } finally {
    released.resolve()
  }
}

async function* endlessly(): AsyncGenerator<string> {
  while (true) yield 'x'
}
