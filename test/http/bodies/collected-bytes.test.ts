// Bodies that are collected at the same time: above limits.collectedBytes they wait for each other, and none is refused.

import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { type Ctx, json } from '../../../src/index.js'
import { eventually } from '../../support/deadline.js'
import { freshApp, listening } from '../../support/fresh-app.js'
import { exchange, expectAlive, request } from '../../support/invariants.js'
import { RawSocket } from '../../support/raw-socket.js'
import { field, inChunks, MULTIPART_TYPE, multipart, posted } from './multipart-body.js'

const SIZE = 300_000
const PLAIN = 'Content-Type: text/plain'

async function port(limits: object = {}): Promise<number> {
  const { app } = freshApp({ limits: { collectedBytes: 100_000, ...limits } })
  app.post('/text', async (ctx: Ctx) => String((await ctx.read.text()).length))
  app.post('/form', async (ctx: Ctx) => json(Object.keys((await ctx.read.form()).fields)))
  return listening(app)
}

/** A client that has sent more than there is room for, and not all. */
async function holding(to: number): Promise<RawSocket> {
  const client = await RawSocket.connect(to)
  client.request(request('POST', '/text', PLAIN, `Content-Length: ${SIZE}`)).send('x'.repeat(SIZE - 10_000))
  await expectAlive(to)
  return client
}

const large = 'x'.repeat(SIZE)
const bodies = [
  ['declared', posted('/text', large, PLAIN), String(SIZE)],
  ['in chunks', inChunks('/text', [Buffer.from(large)], PLAIN), String(SIZE)],
  ['fields of a form', posted('/form', multipart(field('a', large), field('b', large)), MULTIPART_TYPE), '["a","b"]'],
] as const

test.each(bodies)('what is large waits for the one before it, small ones do not: %s', async (_, bytes, answered) => {
  const to = await port()
  const first = await holding(to)
  const second = await RawSocket.connect(to)
  second.request(bytes)
  const small = posted('/text', 'x'.repeat(16_000), PLAIN)
  expect((await exchange(to, small)).answer.body).toBe('16000')
  expect(second.unread).toBe('')
  first.send('x'.repeat(10_000))
  expect((await first.answer()).body).toBe(String(SIZE))
  expect((await second.answer()).body).toBe(answered)
  for (const client of [first, second]) client.destroy()
})

test.each(bodies)('a client that leaves holds nobody up: %s', async (_, bytes, answered) => {
  const to = await port()
  const [first, leaving] = [await holding(to), await RawSocket.connect(to)]
  leaving.request(bytes)
  await expectAlive(to)
  leaving.reset()
  first.reset()
  expect((await exchange(to, bytes)).answer.body).toBe(answered)
})

test('of 30 bodies that all stop shortly before their end no more is taken than there is room for', async () => {
  const { app } = freshApp({ limits: { collectedBytes: 1_000_000 } })
  const sockets: Socket[] = []
  app.post('/text', async (ctx: Ctx) => {
    sockets.push(ctx.req.socket)
    return String((await ctx.read.text()).length)
  })
  const to = await listening(app)
  const head = request('POST', '/text', PLAIN, 'Content-Length: 1000000')
  const clients = await Promise.all(Array.from({ length: 30 }, () => RawSocket.connect(to)))
  for (const client of clients) client.request(head).send(Buffer.alloc(900_000, 'x'))
  const taken = () => sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0)
  await eventually(() => expect(taken()).toBeGreaterThan(1_000_000))
  for (let count = 0; count < 20; count++) await expectAlive(to)
  expect(taken()).toBeLessThan(1_000_000 + 30 * 3 * 65_536)
  for (const client of clients) client.send(Buffer.alloc(100_000, 'x'))
  for (const client of clients) {
    expect((await client.answer()).body).toBe('1000000')
    client.destroy()
  }
})

test('a client that stops in the middle holds the others up to limits.requestMs', async () => {
  const to = await port({ requestMs: 2000, headersMs: 2000 })
  const first = await holding(to)
  const second = await RawSocket.connect(to)
  await second.request(posted('/text', large, PLAIN)).ended()
  expect(await first.ended()).toMatch(/^HTTP\/1\.1 408 /)
  expect((await exchange(to, posted('/text', large, PLAIN))).answer.body).toBe(String(SIZE))
})

test('a handler that never reads on gives back what its form holds when its answer is over', async () => {
  const { app } = freshApp({ limits: { collectedBytes: 100_000, handlerMs: 1500 } })
  app.post('/stuck', async (ctx: Ctx) => {
    for await (const _part of ctx.read.parts()) await new Promise(() => undefined)
    return 'never'
  })
  app.post('/text', async (ctx: Ctx) => String((await ctx.read.text()).length))
  const to = await listening(app)
  const stuck = posted('/stuck', multipart(field('a', large), field('b', '1')), MULTIPART_TYPE)
  expect((await exchange(to, stuck)).answer.status).toBe(503)
  expect((await exchange(to, posted('/text', large, PLAIN))).answer.body).toBe(String(SIZE))
})
