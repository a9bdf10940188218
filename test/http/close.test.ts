// The end of an app: nothing new begins, what runs may finish, what hangs is cut, and then the app's own things close.

import { describe, expect, test } from 'vitest'
import { eventually } from '../support/deadline.js'
import { freshApp, held, listening } from '../support/fresh-app.js'
import { get, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'

/** An app with a handler that waits until the test lets it go. */
function waiting(limits?: { drainMs: number }) {
  const fresh = freshApp(limits ? { limits } : {})
  const started = held()
  const gate = held()
  fresh.app.get('/wait', async () => {
    started.resolve()
    await gate.promise
    return 'done'
  })
  return { ...fresh, started: started.promise, release: () => gate.resolve() }
}

describe('app.close', () => {
  test('closes idle connections at once, lets running answers finish with Connection: close, and refuses new connections', async () => {
    const { app, started, release } = waiting()
    const port = await listening(app)
    const idle = await RawSocket.connect(port)
    await idle.request(get('/healthz')).answer()
    const fresh = await RawSocket.connect(port)
    const half = await RawSocket.connect(port)
    half.send('GET / HTTP/1.1\r\nHost:')
    const busy = await RawSocket.connect(port)
    busy.request(get('/wait'))
    await started
    let over = false
    const closed = app.close().then(() => {
      over = true
    })
    for (const client of [idle, fresh, half]) expect(await client.ended()).toBe('')
    await expect(RawSocket.connect(port)).rejects.toThrow('ECONNREFUSED')
    expect(over).toBe(false)
    release()
    const answer = await busy.answer()
    expect([answer.body, answer.header('connection')]).toEqual(['done', 'close'])
    await closed
    expect(await busy.ended()).toBe('')
  })

  test('ends the connection of an answer whose head was sent before as soon as it is finished', async () => {
    const gate = held()
    const { app } = freshApp()
    app.get('/stream', async function* () {
      yield 'first'
      await gate.promise
      yield 'last'
    })
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    client.request(get('/stream'))
    await client.sees('first')
    const begun = process.hrtime.bigint()
    const closed = app.close()
    gate.resolve()
    expect((await client.answer()).body).toBe('firstlast')
    expect(await client.ended()).toBe('')
    await closed
    expect(Number(process.hrtime.bigint() - begun) / 1e6, 'well before the idle timeout').toBeLessThan(3000)
  })

  test('and not before the answers that were asked for behind it on the same connection', async () => {
    const { app, started, release } = waiting()
    const gate = held()
    app.get('/stream', async function* () {
      yield 'first'
      await gate.promise
      yield 'last'
    })
    const client = await RawSocket.connect(await listening(app))
    client.request(get('/stream')).request(get('/wait'))
    await client.sees('first')
    await started
    const closed = app.close()
    gate.resolve()
    expect((await client.answer()).body).toBe('firstlast')
    release()
    const answer = await client.answer()
    expect([answer.body, answer.header('connection')]).toEqual(['done', 'close'])
    await closed
  })

  test('answers requests that were pipelined behind a running one, or closes: never half an answer', async () => {
    const { app, started, release } = waiting()
    const client = await RawSocket.connect(await listening(app))
    client.request(get('/wait')).request(get('/healthz'))
    await started
    const closed = app.close()
    release()
    expect((await client.answer()).body).toBe('done')
    expect(await client.ended()).toBe('')
    await closed
  })

  test('lets a request finish whose body is still on its way', async () => {
    const { app } = freshApp()
    const started = held()
    app.post('/', (ctx) => {
      started.resolve()
      return ctx.read.text()
    })
    const client = await RawSocket.connect(await listening(app))
    client.request(request('POST', '/', 'Content-Length: 4')).send('fo')
    await started.promise
    const closed = app.close()
    client.send('ur')
    expect((await client.answer()).body).toBe('four')
    await closed
  })

  test('cuts what still runs at limits.drainMs, and says so', async () => {
    const { app, records, started } = waiting({ drainMs: 50 })
    const client = await RawSocket.connect(await listening(app))
    client.request(get('/wait'))
    await started
    await app.close()
    expect(await client.ended()).toBe('')
    expect(records).toEqual([{ level: 'warn', message: 'answers that still ran after 50 ms were cut' }])
  })

  test('an answer that is finished after it was cut harms nobody', async () => {
    const { app, records, started, release } = waiting({ drainMs: 20 })
    const client = await RawSocket.connect(await listening(app))
    client.request(get('/wait'))
    await started
    await app.close()
    release()
    await new Promise((resolve) => setImmediate(resolve))
    expect(records).toHaveLength(1)
  })

  test('runs what onClose added after the last answer, the last one first, one after the other', async () => {
    const notes: string[] = []
    const { app, started, release } = waiting()
    app.onClose(() => notes.push('first added'))
    app.onClose(async () => {
      notes.push('second begins')
      await new Promise((resolve) => setImmediate(resolve))
      notes.push('second ends')
    })
    app.onClose(() => notes.push('third added'))
    const client = await RawSocket.connect(await listening(app))
    client.request(get('/wait'))
    await started
    const closed = app.close()
    await new Promise((resolve) => setImmediate(resolve))
    expect(notes).toEqual([])
    release()
    await closed
    expect(notes).toEqual(['third added', 'second begins', 'second ends', 'first added'])
  })

  test('logs what onClose throws, and runs the others', async () => {
    const notes: string[] = []
    const { app, records } = freshApp()
    app.onClose(() => notes.push('first'))
    app.onClose(() => {
      throw new Error('broken')
    })
    app.onClose(() => Promise.reject(new Error('broken later')))
    await expect(app.close()).resolves.toBeUndefined()
    expect(notes).toEqual(['first'])
    expect(records.map(({ level, error }) => [level, String(error)])).toEqual([
      ['error', 'Error: broken later'],
      ['error', 'Error: broken'],
    ])
  })

  test('a second time waits for the first, and runs nothing again', async () => {
    let runs = 0
    const { app, started, release } = waiting()
    app.onClose(() => runs++)
    const client = await RawSocket.connect(await listening(app))
    client.request(get('/wait'))
    await started
    const both = Promise.all([app.close(), app.close()])
    release()
    await both
    await app.close()
    expect(runs).toBe(1)
  })

  test('works without listen', async () => {
    let runs = 0
    const { app } = freshApp()
    app.onClose(() => runs++)
    await app.close()
    expect(runs).toBe(1)
  })

  test.each([{ port: 0 }, { port: 0, host: 'localhost' }])(
    'while the app begins to listen on %j leaves nothing listening',
    async (where) => {
      const { app } = freshApp()
      const begun = app.listen(where)
      await app.close()
      const { port } = await begun
      await expect(RawSocket.connect(port)).rejects.toThrow('ECONNREFUSED')
    },
  )

  test('is said by connection: close once, also when a handler says it itself', async () => {
    const { app } = freshApp()
    const started = held()
    const gate = held()
    app.use(async (_ctx, next) => {
      const reply = await next()
      reply.headers.set('connection', 'keep-alive')
      return reply
    })
    app.get('/wait', async () => {
      started.resolve()
      await gate.promise
      return 'done'
    })
    const client = await RawSocket.connect(await listening(app))
    client.request(get('/wait'))
    await started.promise
    const closed = app.close()
    gate.resolve()
    expect((await client.answer()).fields.filter(([name]) => name === 'connection')).toEqual([['connection', 'close']])
    await closed
  })

  test('G12: leaves no handle behind, however often apps begin and end', async () => {
    const servers = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length
    const before = servers()
    for (let count = 0; count < 50; count++) {
      const { app } = freshApp()
      const { port } = await app.listen({ port: 0, host: '127.0.0.1' })
      const client = await RawSocket.connect(port)
      await client.request(get('/healthz')).answer()
      await app.close()
      await client.ended()
    }
    await eventually(() => expect(servers()).toBe(before))
  })
})
