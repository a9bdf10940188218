// Health over HTTP: what is answered while the app starts, runs and ends, and that nothing further in is asked for it.

import { describe, expect, test } from 'vitest'
import { App, type HealthOptions, HttpError, health, route } from '../../../src/index.js'
import { eventually } from '../../support/deadline.js'
import { listening, mounted } from '../../support/fresh-app.js'
import { get, request } from '../../support/invariants.js'
import { type RawAnswer, RawSocket } from '../../support/raw-socket.js'

/** An app whose every other path is a 401. */
function guarded(options: Partial<HealthOptions> = {}, unreadyMs = 0): App {
  const app = new App({ templates: false, signals: false, log: () => undefined, limits: { unreadyMs } })
  app.use(health({ isReady: () => app.isReady, log: () => undefined, ...options }))
  app.use(() => {
    throw new HttpError(401)
  })
  return app
}

async function ask(port: number, path: string, method = 'GET'): Promise<RawAnswer> {
  const client = await RawSocket.connect(port)
  const answer = await client.request(request(method, path)).answer()
  client.destroy()
  return answer
}

describe('while the app runs', () => {
  test.each(['/healthz', '/readyz'])('%s is 200, of no cache, and before every guard', async (path) => {
    const answer = await ask(await listening(guarded()), path)
    expect(answer).toMatchObject({ status: 200, body: '{"status":"ok"}' })
    expect(answer.header('cache-control')).toBe('no-store')
    expect(answer.header('content-type')).toBe('application/json; charset=utf-8')
  })

  test('HEAD gets the same head', async () => {
    const port = await listening(guarded())
    const [full, head] = [await ask(port, '/readyz'), await ask(port, '/readyz', 'HEAD')]
    const ofHead = (answer: RawAnswer) => answer.fields.filter(([name]) => name !== 'date')
    expect([head.status, head.body, ofHead(head)]).toEqual([200, '', ofHead(full)])
  })

  test.each([
    ['POST', '/healthz'],
    ['GET', '/healthz/'],
    ['GET', '/healthz/x'],
    ['GET', '/Healthz'],
    ['GET', '/'],
  ])('%s %s is none of its business', async (method, path) => {
    expect((await ask(await listening(guarded()), path, method)).status).toBe(401)
  })

  test('other paths may be chosen', async () => {
    const port = await listening(guarded({ path: '/up', ready: '/-/ready' }))
    expect((await ask(port, '/up')).status).toBe(200)
    expect((await ask(port, '/-/ready')).status).toBe(200)
    expect((await ask(port, '/healthz')).status).toBe(401)
  })
})

describe('ready', () => {
  test('is 503 where the app does not listen itself, and 200 as a function of its own says', async () => {
    const port = await mounted(guarded())
    const answer = await ask(port, '/readyz')
    expect(answer).toMatchObject({ status: 503, body: '{"status":"not ready"}' })
    expect(answer.header('cache-control')).toBe('no-store')
    expect((await ask(port, '/healthz')).status).toBe(200)
    expect((await ask(await mounted(guarded({ isReady: () => true })), '/readyz')).status).toBe(200)
  })

  test('is 503 from the beginning of the end, while the process lives and still listens', async () => {
    const app = guarded({}, 500)
    const port = await listening(app)
    expect((await ask(port, '/readyz')).status).toBe(200)
    const closed = app.close()
    expect((await ask(port, '/readyz')).status).toBe(503)
    expect((await ask(port, '/healthz')).status).toBe(200)
    await closed
    await expect(RawSocket.connect(port)).rejects.toThrow('ECONNREFUSED')
  })

  test('is 503 while a check fails, names it, and tells nothing else', async () => {
    let isDown = true
    const checks = {
      cache: () => true,
      database: () => {
        if (isDown) throw new Error('password=hunter2 refused at 10.0.0.5')
      },
    }
    const port = await listening(guarded({ checks, intervalMs: 1 }))
    const failing = await ask(port, '/readyz')
    expect(failing.status).toBe(503)
    expect(JSON.parse(failing.body)).toEqual({ status: 'failing', checks: { cache: 'ok', database: 'failed' } })
    expect(failing.head + failing.body).not.toContain('hunter2')
    expect((await ask(port, '/healthz')).status).toBe(200)
    isDown = false
    await eventually(async () => {
      const { status, body } = await ask(port, '/readyz')
      expect([status, JSON.parse(body)]).toEqual([200, { status: 'ok', checks: { cache: 'ok', database: 'ok' } }])
    })
  })

  test('asks a slow check once for all who ask, and gives it up', async () => {
    let asked = 0
    const slow = () => {
      asked++
      return new Promise<never>(() => undefined)
    }
    const port = await listening(guarded({ checks: { slow }, timeoutMs: 20, intervalMs: 1 }))
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(port, '/readyz')))
    for (const { status, body } of answers)
      expect([status, JSON.parse(body)]).toEqual([503, { status: 'failing', checks: { slow: 'timeout' } }])
    await ask(port, '/readyz')
    expect(asked).toBe(1)
  })

  test('asks no check while the app is not ready', async () => {
    let asked = 0
    const port = await mounted(guarded({ checks: { count: () => void asked++ } }))
    expect((await ask(port, '/readyz')).body).toBe('{"status":"not ready"}')
    expect(asked).toBe(0)
  })

  test('tells the log why, once', async () => {
    const messages: string[] = []
    const checks = { database: () => Promise.reject(new Error('down')) }
    const port = await listening(guarded({ checks, log: ({ message }) => messages.push(message) }))
    const client = await RawSocket.connect(port)
    for (let count = 0; count < 3; count++) expect((await client.request(get('/readyz')).answer()).status).toBe(503)
    client.destroy()
    expect(messages).toEqual(['the health check database fails'])
  })
})

describe('an option that cannot work ends the start', () => {
  test.each<[object, RegExp]>([
    [{}, /isReady is a function: health\(\{ isReady: \(\) => app\.isReady \}\)/],
    [{ isReady: true }, /isReady is a function/],
    [{ path: 'healthz' }, /is no path/],
    [{ path: '/a b' }, /is no path/],
    [{ ready: '/:id' }, /is no path/],
    [{ ready: '/healthz' }, /path and ready are both/],
    [{ checks: { database: true } }, /the check database is no function/],
    [{ timeoutMs: 0 }, /timeoutMs: 0 is no whole number/],
    [{ intervalMs: 0.5 }, /intervalMs: 0.5 is no whole number/],
    [{ intervalMs: 2 ** 31 }, /intervalMs/],
  ])('%j', (options, message) => {
    const given =
      'isReady' in options || Object.keys(options).length === 0 ? options : { isReady: () => true, ...options }
    expect(() => health(given as HealthOptions)).toThrow(message)
    expect(() => health(given as HealthOptions)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
  })

  test('a place around a route', () => {
    expect(() => route.through(health({ isReady: () => true }))).toThrow(/app\.use\(health\(…\)\)/)
  })
})
