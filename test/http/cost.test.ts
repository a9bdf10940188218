// What an answer costs, counted and not timed: promises, calls on the response, listeners. These hold the speed that
// the benchmark measures; who makes one of them larger should know it.

import { createHook } from 'node:async_hooks'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { type App, cors, html, json, type Layer, requestLog, secureHeaders } from '../../src/index.js'
import { freshApp } from '../support/fresh-app.js'

/** What node's parser sets. */
const HTTP_1_1 = { httpVersion: '1.1', httpVersionMajor: 1, httpVersionMinor: 1, complete: true }

interface Asked {
  readonly method?: string
  readonly body?: string
}

interface Cost {
  /** Promises made until the answer has ended, those of the handler and the layers among them. */
  readonly promises: number
  /** How often the response was used, by method. */
  readonly calls: Readonly<Record<string, number>>
  /** The fields in one list, as `writeHead` takes them fastest. */
  readonly fields: unknown
  /** Listeners on the response. */
  readonly listeners: number
}

/** What an answer costs, the least of three: the runner of the tests makes promises of its own now and then. */
async function costOf(app: App, asked: Asked = {}): Promise<Cost> {
  const costs = [await counted(app, asked), await counted(app, asked), await counted(app, asked)]
  return costs.toSorted((one, other) => one.promises - other.promises)[0] as Cost
}

/** Answers a request that has no connection, and counts. */
function counted(app: App, { method = 'GET', body = '' }: Asked): Promise<Cost> {
  const { handler } = app
  const req = new IncomingMessage(new Socket())
  const rawHeaders = ['Host', 'example.org', ...(body === '' ? [] : ['Content-Length', String(body.length)])]
  Object.assign(req, { ...HTTP_1_1, method, url: '/', rawHeaders })
  const res = new ServerResponse(req)
  const spies = ['writeHead', 'setHeader', 'write', 'end'].map((name) => vi.spyOn(res, name as 'end'))
  return new Promise((resolve) => {
    let promises = 0
    const hook = createHook({
      init: (_id, type) => {
        if (type === 'PROMISE') promises++
      },
    })
    // Callbacks alone from here on: a promise of this test would be counted, too.
    setImmediate(() => {
      hook.enable()
      handler(req, res)
      const listeners = res.eventNames().flatMap((name) => res.listeners(name)).length
      if (body !== '') req.push(Buffer.from(body))
      req.push(null)
      afterTurns(10, () => {
        hook.disable()
        const calls = Object.fromEntries(spies.map((spy) => [spy.getMockName(), spy.mock.calls.length]))
        resolve({ promises, calls, fields: spies[0]?.mock.calls[0]?.[1], listeners })
      })
    })
  })
}

function afterTurns(count: number, callback: () => void): void {
  if (count === 0) callback()
  else setImmediate(() => afterTurns(count - 1, callback))
}

const ONCE = { writeHead: 1, setHeader: 0, write: 0, end: 1 }

/** An app whose requests go through five such layers. */
function layered(layer: Layer): App {
  const { app } = freshApp()
  for (let count = 0; count < 5; count++) app.use((ctx, next) => layer(ctx, next))
  return app.get('/', () => 'hello')
}

describe('an answer', () => {
  test.each<[string, () => unknown]>([
    ['text', () => 'hello'],
    ['an object', () => ({ a: [1] })],
    ['a page', () => html`<p>hello`],
  ])('of %s that is there at once makes no promise, one head, one write and one listener', async (_, handler) => {
    const { app } = freshApp()
    app.get('/', handler as () => string)
    expect(await costOf(app)).toEqual({
      promises: 0,
      calls: ONCE,
      fields: ['content-type', expect.any(String), 'content-length', expect.any(String)],
      listeners: 1,
    })
  })

  test('with fields of its own has them in the same list', async () => {
    const { app } = freshApp()
    app.get('/', () => json(1, { headers: { 'X-One': '1' } }))
    const { calls, fields } = await costOf(app)
    expect(calls).toEqual(ONCE)
    expect(fields).toEqual(['x-one', '1', 'content-type', 'application/json; charset=utf-8', 'content-length', '1'])
  })

  test('that is waited for makes three promises beside the handler’s', async () => {
    const { app } = freshApp()
    app.get('/', () => Promise.resolve('hello'))
    expect(await costOf(app)).toMatchObject({ promises: 1 + 3, calls: ONCE })
  })

  test('behind layers that hand it on makes one promise for each, which next() gives', async () => {
    expect(await costOf(layered((_, next) => next()))).toMatchObject({ promises: 5, calls: ONCE })
  })

  test('behind cors, security headers and the log makes no promise', async () => {
    const { app } = freshApp()
    const noted: string[] = []
    app.use(requestLog({ log: ({ path }) => noted.push(path) }))
    app.use(secureHeaders()).use(cors({ origins: ['https://app.example'] }))
    app.get('/', () => 'hello')
    const { promises, calls, fields } = await costOf(app)
    expect({ promises, calls }).toEqual({ promises: 0, calls: ONCE })
    expect(fields).toEqual(expect.arrayContaining(['vary', 'content-security-policy', 'x-request-id']))
  })

  test('behind layers that wait for it makes at most four for each', async () => {
    const app = layered(async (_, next) => {
      const reply = await next()
      return reply
    })
    const { promises, calls } = await costOf(app)
    expect(calls).toEqual(ONCE)
    expect(promises).toBeLessThanOrEqual(5 * 4)
  })

  test('to a small body of JSON makes at most eight', async () => {
    const { app } = freshApp()
    app.post('/', (ctx) => ctx.read.json() as Promise<object>)
    const { promises, calls } = await costOf(app, { method: 'POST', body: '{"a":1}' })
    expect(calls).toEqual(ONCE)
    expect(promises).toBeLessThanOrEqual(8)
  })
})

test('a plain request asks node neither for the object of header fields nor for its fetch', async () => {
  const { app } = freshApp()
  app.get('/', () => ({ a: 1 }))
  const { handler } = app
  const req = new IncomingMessage(new Socket())
  Object.assign(req, { ...HTTP_1_1, method: 'GET', url: '/', rawHeaders: ['Host', 'example.org'] })
  const headers = vi.spyOn(req, 'headers', 'get')
  const fetched = vi.spyOn(globalThis, 'Response', 'get')
  handler(req, new ServerResponse(req))
  expect(headers).not.toHaveBeenCalled()
  expect(fetched).not.toHaveBeenCalled()
})
