// Answers that are given before the request has come whole: the client can read them, and nothing follows them.
// @see RFC 9112 section 9.6

import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Ctx } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { expectAlive, get, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'

/** For rows that wait for a timeout: still long enough for a busy machine to send a request whole. */
const IMPATIENT = { headersMs: 1000, requestMs: 1500 }

function early(limits = {}) {
  const { app } = freshApp({ limits })
  app.post('/early', () => 'early')
  app.post('/late', async () => pause(100, 'late'))
  return app
}

describe('an answer before the body has come', () => {
  test.each(['/early', '/nowhere'])('is followed by nothing when the rest never comes: %s', async (path) => {
    const port = await listening(early(IMPATIENT))
    const client = await RawSocket.connect(port)
    client.request(request('POST', path, 'Content-Length: 1000')).send('x')
    await client.answer()
    expect(await client.ended()).toBe('')
    await expectAlive(port)
  })

  test('is followed by nothing when the rest is no chunk', async () => {
    const port = await listening(early())
    const client = await RawSocket.connect(port)
    client.request(request('POST', '/early', 'Transfer-Encoding: chunked'))
    await client.answer()
    expect(await client.send('no chunk\r\n').ended()).toBe('')
    await expectAlive(port)
  })

  test('reaches a client that says Connection: close and goes on sending', async () => {
    const port = await listening(early())
    const client = await RawSocket.connect(port)
    client.socket.pause()
    client.request(request('POST', '/nowhere', 'Connection: close', 'Content-Length: 400000'))
    for (let part = 0; part < 4; part++) {
      await pause(50)
      client.send(Buffer.alloc(100_000, 'x'))
    }
    client.socket.resume()
    expect((await client.answer()).status).toBe(404)
    client.destroy()
  })
})

describe('a request behind the last answer of a connection', () => {
  test('K10: is not run', async () => {
    const { app } = freshApp({ limits: { bodyBytes: 1000 } })
    const orders: string[] = []
    app.post('/small', (ctx: Ctx) => ctx.read.text())
    app.post('/order', (ctx) => {
      orders.push(ctx.path)
      return 'ordered'
    })
    const client = await RawSocket.connect(await listening(app))
    client.request(request('POST', '/small', 'Content-Type: text/plain', 'Content-Length: 200000'))
    client.send(Buffer.alloc(200_000, 'x')).send(request('POST', '/order', 'Content-Length: 0'))
    expect((await client.answer()).status).toBe(413)
    expect(await client.ended()).toBe('')
    expect(orders).toEqual([])
  })
})

describe('a request that cannot be parsed', () => {
  test.each([
    ['garbage', 'garbage\r\n\r\n', 400, {}],
    ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, {}],
    ['a header block that never ends', 'GET / HTTP/1.1\r\nHost: x\r\n', 408, IMPATIENT],
    ['a header block that is too large', get('/x', `A: ${'b'.repeat(20_000)}`), 431, {}],
  ])('L7: gets one answer, and the connection is closed: %s', async (_, bytes, status, limits) => {
    const port = await listening(early(limits))
    const client = await RawSocket.connect(port)
    const received = await client.send(bytes).ended()
    expect(received).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*\r\n\r\n$`))
    expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1)
    await expectAlive(port)
  })

  test('L7: gets its own answer behind a whole one', async () => {
    const client = await RawSocket.connect(await listening(early()))
    await client.request(get('/healthz')).answer()
    expect((await client.request('garbage\r\n\r\n').answer()).status).toBe(400)
    expect(await client.ended()).toBe('')
  })

  test('L7: behind requests that are still answered, ends the connection after their answers', async () => {
    const client = await RawSocket.connect(await listening(early()))
    const late = request('POST', '/late', 'Content-Length: 0')
    const received = await client.send(`${late}${late}garbage\r\n\r\n`).ended()
    expect(received.match(/HTTP\/1\.1 \d+|late$|late(?=HTTP)/g)).toEqual([
      'HTTP/1.1 200',
      'late',
      'HTTP/1.1 200',
      'late',
    ])
  })
})
