// The limits: each cuts what goes over it, in time, and what stays under it is left alone.

import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { App, type AppOptions, type ConfigError, type Ctx, HttpError, type Limits } from '../../src/index.js'
import { Timeouts } from '../../src/timeouts.js'
import { eventually } from '../support/deadline.js'
import { freshApp, held, listening, mounted } from '../support/fresh-app.js'
import { exchange, expectAlive, get, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'

/** How long something took, in milliseconds. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

describe('O5: limits.handlerMs', () => {
  const never = () => new Promise<string>(() => undefined)

  test.each([
    ['listen', listening],
    ['http.createServer', mounted],
  ])('a handler that never answers gets 503 and a closed connection, under %s', async (_, serve) => {
    const { app, records } = freshApp({ limits: { handlerMs: 60 } })
    app.get('/never', never)
    const port = await serve(app)
    const { answer, closed } = await exchange(port, get('/never'))
    expect([answer.status, closed]).toEqual([503, true])
    expect(records).toMatchObject([{ level: 'error', status: 503, path: '/never', message: /longer than 60 ms/ }])
  })

  test('a layer counts, and sees nothing of it; ctx.signal is aborted with the reason', async () => {
    const { app } = freshApp({ limits: { handlerMs: 60 } })
    const aborted = held<unknown>()
    app.use('/slow', async (ctx, next) => {
      ctx.signal.addEventListener('abort', () => aborted.resolve(ctx.signal.reason))
      await never()
      return next()
    })
    expect((await exchange(await listening(app), get('/slow/x'))).answer.status).toBe(503)
    expect(await aborted.promise).toMatchObject({ status: 503 })
  })

  test('ctx.signal is aborted already when it is first asked for later', async () => {
    const { app } = freshApp({ limits: { handlerMs: 60 } })
    const answered = held()
    const late = held<boolean>()
    app.get('/late', async (ctx) => {
      await answered.promise
      late.resolve(ctx.signal.aborted)
      return 'late'
    })
    expect((await exchange(await listening(app), get('/late'))).answer.status).toBe(503)
    answered.resolve()
    expect(await late.promise).toBe(true)
  })

  test('what comes too late is let go, and answers nothing', async () => {
    const { app, records } = freshApp({ limits: { handlerMs: 60 } })
    const answered = held()
    const cancelled = held()
    app.get('/late', async () => {
      await answered.promise
      return new ReadableStream({ cancel: () => cancelled.resolve() })
    })
    app.get('/fails', async () => {
      await answered.promise
      throw new Error('too late to matter')
    })
    const port = await listening(app)
    for (const path of ['/late', '/fails']) expect((await exchange(port, get(path))).answer.status).toBe(503)
    answered.resolve()
    await cancelled.promise
    await eventually(() => expect(records).toHaveLength(3))
  })

  test('the error is the app’s own to answer', async () => {
    const { app } = freshApp({ limits: { handlerMs: 60 } })
    app.get('/never', never)
    app.error(503, () => 'come back later')
    expect((await exchange(await listening(app), get('/never'))).answer).toMatchObject({
      status: 503,
      body: 'come back later',
    })
  })

  test('a handler that ends while the error is answered changes nothing', async () => {
    const { app } = freshApp({ limits: { handlerMs: 1000 } })
    const timedOut = held()
    app.get('/late', () => timedOut.promise.then(() => 'late'))
    app.error(503, () => {
      timedOut.resolve()
      return pause(100, 'too late')
    })
    expect((await exchange(await listening(app), get('/late'))).answer).toMatchObject({ status: 503, body: 'too late' })
  })

  test('where that never answers, too, the connection ends', async () => {
    const { app } = freshApp({ limits: { handlerMs: 60 } })
    app.get('/never', never)
    app.error(503, never)
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    expect(await client.request(get('/never')).ended()).toBe('')
    await expectAlive(port)
  })

  test('a handler that has begun to write and then hangs loses its connection', async () => {
    const { app } = freshApp({ limits: { handlerMs: 60 } })
    app.get('/half', async (ctx) => {
      ctx.res.write('half')
      return never()
    })
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    expect(await client.request(get('/half')).ended()).not.toContain('\r\n0\r\n')
    await expectAlive(port)
  })

  test('an answer that streams for longer is not cut, nor is a handler in time', async () => {
    const { app, records } = freshApp({ limits: { handlerMs: 500 } })
    app.get('/stream', async function* () {
      for (const part of ['a', 'b', 'c', 'd']) {
        await pause(200)
        yield part
      }
    })
    app.get('/in-time', () => pause(30, 'in time'))
    const port = await listening(app)
    expect((await exchange(port, get('/stream'))).answer.body).toBe('abcd')
    for (let count = 0; count < 5; count++) expect((await exchange(port, get('/in-time'))).answer.body).toBe('in time')
    expect(records).toEqual([])
  })
})

describe('one timer', () => {
  test('watches all that wait, oldest first, and rests when nothing does', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const expired: string[] = []
    const timeouts = new Timeouts<string>(3000, (name) => expired.push(name))
    expect(vi.getTimerCount()).toBe(0)
    for (const name of ['a', 'b', 'c']) timeouts.add(name)
    vi.advanceTimersByTime(1000)
    timeouts.add('d')
    expect(vi.getTimerCount()).toBe(1)
    expect([timeouts.delete('b'), timeouts.delete('b')]).toEqual([true, false])
    vi.advanceTimersByTime(2000)
    expect(expired).toEqual([])
    vi.advanceTimersByTime(100)
    expect(expired).toEqual(['a', 'c'])
    expect(timeouts.delete('a')).toBe(false)
    vi.advanceTimersByTime(1100)
    expect(expired).toEqual(['a', 'c', 'd'])
    expect(vi.getTimerCount()).toBe(0)
  })
})

/** What comes over a socket until it is closed, in bytes. */
function bytesUntilEnd(socket: Socket): Promise<number> {
  let bytes = 0
  socket.on('data', (chunk) => {
    bytes += chunk.length
  })
  socket.on('error', () => undefined)
  return new Promise((resolve) => socket.on('close', () => resolve(bytes)))
}

describe('L5: a client that is slow', () => {
  const limits = { headersMs: 1000, requestMs: 1500, writeMs: 1000, idleMs: 500 }

  test('with its header block gets 408 or loses its connection', async () => {
    const { app } = freshApp({ limits })
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    const drip = setInterval(() => client.isClosed || client.send('X-A: b\r\n'), 40)
    client.send('GET /healthz HTTP/1.1\r\nHost: x\r\n')
    expect(await timeOf(() => client.ended())).toBeLessThan(8000)
    clearInterval(drip)
    expect(client.unread).toMatch(/^(HTTP\/1\.1 408 |$)/)
    await expectAlive(port)
  })

  test('with its body gets 408 or loses its connection', async () => {
    const { app } = freshApp({ limits })
    app.post('/body', async (ctx: Ctx) => ctx.read.text())
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    const drip = setInterval(() => client.isClosed || client.send('x'), 40)
    client.send(request('POST', '/body', 'Content-Length: 1000'))
    expect(await timeOf(() => client.ended())).toBeLessThan(8000)
    clearInterval(drip)
    expect(client.unread).toMatch(/^(HTTP\/1\.1 4\d\d |$)/)
    await expectAlive(port)
  })

  test('in reading loses its connection, one that reads on and off does not', async () => {
    const { app } = freshApp({ limits })
    const big = Buffer.alloc(30_000_000, 'x')
    app.get('/big', () => big)
    const port = await listening(app)
    const [stalled, slow] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
    const ends = [stalled, slow].map(bytesUntilEnd)
    for (const socket of [stalled, slow]) socket.on('connect', () => socket.write(get('/big', 'Connection: close')))
    stalled.pause()
    const reading = setInterval(() => (slow.isPaused() ? slow.resume() : slow.pause()), 100)
    await expectAlive(port)
    await pause(2500)
    stalled.resume()
    const [cut, whole] = await Promise.all(ends)
    clearInterval(reading)
    expect(cut).toBeLessThan(big.length)
    expect(whole).toBeGreaterThan(big.length)
  })

  test.each([
    ['a buffer at once', () => Buffer.alloc(30_000_000, 'x')],
    [
      'a stream',
      async function* () {
        for (let count = 0; count < 1000; count++) yield Buffer.alloc(30_000, 'x')
      },
    ],
  ])('to go on reading %s in the middle is cut between limits.writeMs and a quarter more', async (_, body) => {
    const writeMs = 2000
    const { app } = freshApp({ limits: { ...limits, writeMs } })
    const over = held<number>()
    app.get('/big', (ctx) => {
      ctx.req.socket.once('close', () => over.resolve(performance.now()))
      return body()
    })
    const client = connect(await listening(app), '127.0.0.1')
    client.on('error', () => undefined)
    client.write(get('/big'))
    let stoppedAt = 0
    client.on('data', () => {
      if (client.bytesRead < 5_000_000) return
      client.pause()
      stoppedAt ||= performance.now()
    })
    const livedMs = (await over.promise) - stoppedAt
    client.destroy()
    expect(stoppedAt).toBeGreaterThan(0)
    expect(livedMs).toBeGreaterThan(0.95 * writeMs)
    expect(livedMs).toBeLessThan(1.25 * writeMs + 1000)
  })

  test('that has its connection idle for a quarter of limits.writeMs loses it then all the same', async () => {
    const { app } = freshApp({ limits: { ...limits, writeMs: 4000, idleMs: 1000 } })
    const client = await RawSocket.connect(await listening(app))
    await client.request(get('/healthz')).answer()
    expect(await timeOf(() => client.ended())).toBeLessThan(2500)
  })

  test('to ask again loses its connection after limits.idleMs', async () => {
    const { app } = freshApp({ limits })
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    await client.request(get('/healthz')).answer()
    expect(await timeOf(() => client.ended())).toBeLessThan(8000)
  })

  test('that only waits for a handler or for the next event is left alone', async () => {
    const { app } = freshApp({ limits })
    app.get('/slow', () => pause(2500, 'slow'))
    app.get('/events', async function* () {
      yield 'first'
      await pause(2500)
      yield 'second'
    })
    const port = await listening(app)
    const [waiting, listener] = await Promise.all([RawSocket.connect(port), RawSocket.connect(port)])
    const answers = [waiting.request(get('/slow')).answer(), listener.request(get('/events')).answer()]
    expect((await Promise.all(answers)).map(({ body }) => body)).toEqual(['slow', 'firstsecond'])
  })
})

describe('limits of size', () => {
  test.each<[string, Limits, string, number]>([
    ['targetBytes', { targetBytes: 20 }, get(`/${'a'.repeat(20)}`), 414],
    ['headerFields', { headerFields: 3 }, get('/x', 'A: 1', 'B: 2', 'C: 3'), 431],
    ['headerBytes', { headerBytes: 1000 }, get('/x', `A: ${'b'.repeat(1000)}`), 431],
  ])('%s', async (_, limits, bytes, status) => {
    const { app } = freshApp({ limits })
    const client = await RawSocket.connect(await listening(app))
    expect((await client.request(bytes).answer()).status).toBe(status)
    client.destroy()
  })
})

describe('Expect: 100-continue', () => {
  function uploading() {
    const fresh = freshApp({ limits: { bodyBytes: 100 } })
    fresh.app.post('/read', (ctx: Ctx) => ctx.read.text())
    fresh.app.post('/leave', () => 'left')
    return fresh.app
  }
  const head = (path: string, length: number) =>
    request('POST', path, 'Content-Type: text/plain', `Content-Length: ${length}`, 'Expect: 100-continue')

  test('is answered when the body is read', async () => {
    const client = await RawSocket.connect(await listening(uploading()))
    client.send(head('/read', 5))
    await client.sees('HTTP/1.1 100 Continue\r\n\r\n')
    client.send('hello')
    await client.sees('hello')
    expect(client.unread).not.toContain('Connection: close')
    client.destroy()
  })

  test.each([
    ['that is too large', '/read', 101, 413],
    ['that nobody reads', '/leave', 5, 200],
    ['for a path that does not exist', '/nowhere', 5, 404],
  ])('is not said for a body %s, and the answer ends the connection', async (_, path, length, status) => {
    const client = await RawSocket.connect(await listening(uploading()))
    const received = await client.send(head(path, length)).ended()
    expect(received).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(received).toMatch(/\r\nconnection: close\r\n/i)
  })
})

describe('options', () => {
  test.each([
    [{ bodyBytes: -1 }, /limits\.bodyBytes is a number from 0, not -1/],
    [{ handlerMs: Number.NaN }, /limits\.handlerMs is a number from 0, not NaN/],
    [{ drainMs: '5s' }, /limits\.drainMs is a number from 0, not 5s/],
    [{ handlerSeconds: 5 }, /limits\.handlerSeconds: there are bodyBytes, .*handlerMs/],
    [{ files: 1.5 }, /limits\.files is a whole number from 1, not 1\.5/],
  ])('%j ends the start', (limits, message) => {
    const make = () => new App({ limits } as AppOptions)
    expect(make).toThrow(message)
    expect(make).toThrow(expect.objectContaining<Partial<ConfigError>>({ code: 'BAD_OPTION' }))
  })

  test('Infinity is no limit, and undefined the default', async () => {
    const { app } = freshApp({
      limits: {
        handlerMs: Number.POSITIVE_INFINITY,
        drainMs: Number.POSITIVE_INFINITY,
        bodyBytes: undefined,
      } as object,
    })
    app.get('/x', () => pause(20, 'x'))
    expect((await exchange(await listening(app), get('/x'))).answer.body).toBe('x')
  })

  test('a plain http server keeps its own timeouts', async () => {
    const server = createServer(new App({ templates: false }).handler)
    expect([server.timeout, server.headersTimeout]).toEqual([0, 60_000])
  })
})

describe('readiness', () => {
  test('begins with listening and ends limits.unreadyMs before the port closes', async () => {
    const { app } = freshApp({ limits: { unreadyMs: 1000 } })
    app.get('/ready', () => {
      if (app.isReady) return 'ready'
      throw new HttpError(503)
    })
    expect(app.isReady).toBe(false)
    const port = await listening(app)
    expect((await exchange(port, get('/ready'))).answer.body).toBe('ready')
    const closed = app.close()
    expect(app.isReady).toBe(false)
    const client = await RawSocket.connect(port)
    expect((await client.request(get('/ready')).answer()).status).toBe(503)
    await closed
    await expect(RawSocket.connect(port)).rejects.toThrow('ECONNREFUSED')
  })

  test('without the limit the port closes at once', async () => {
    const { app } = freshApp()
    await listening(app)
    expect(await timeOf(() => app.close())).toBeLessThan(1000)
  })
})

describe('onClose', () => {
  test('what takes longer than limits.drainMs is waited for no more, and said so', async () => {
    const { app, records } = freshApp({ limits: { drainMs: 50 } })
    const order: string[] = []
    app.onClose(() => order.push('first added'))
    app.onClose(() => new Promise(() => undefined))
    await listening(app)
    await app.close()
    expect(order).toEqual(['first added'])
    expect(records).toMatchObject([{ level: 'error', message: 'an onClose function took longer than 50 ms' }])
  })
})
