// Requests as bytes: what node refuses stays refused, and what it lets through is refused or defined by the framework.
// Every row is followed by the invariants: one answer, the process lives, nothing leaks.
// @see RFC 9112 sections 2, 3, 5, 6 and 7

import { describe, expect, test } from 'vitest'
import { App } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, expectAlive, get, refused, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'

function echoApp(): App {
  const { app } = freshApp()
  app.get('/', (ctx) => ({ method: ctx.method, host: ctx.host }))
  app.get('/where/:rest<path>', (ctx) => ({ path: ctx.path, host: ctx.host }))
  app.post('/echo', async (ctx) => ({ body: await ctx.read.text() }))
  return app
}

const post = (...lines: readonly string[]): string => request('POST', '/echo', ...lines)
const chunked = (body: string): string => post('Transfer-Encoding: chunked') + body

describe('what node refuses stays refused', () => {
  const rows: readonly (readonly [name: string, bytes: string, statuses: readonly number[]])[] = [
    ['a missing Host', 'GET / HTTP/1.1\r\n\r\n', [400]],
    ['obs-fold', get('/', 'X: a', ' b'), [400]],
    ['a space before the colon', get('/', 'X : a'), [400]],
    ['an empty header name', get('/', ': a'), [400]],
    ['a bare LF', 'GET / HTTP/1.1\nHost: test.example\n\n', [400]],
    ['a bare CR in a value', get('/', 'X: a\rb'), [400]],
    ['a NUL in a value', get('/', 'X: a\0b'), [400]],
    [
      'Content-Length before Transfer-Encoding',
      `${post('Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
      [400],
    ],
    [
      'Transfer-Encoding before Content-Length',
      `${post('Transfer-Encoding: chunked', 'Content-Length: 5')}0\r\n\r\n`,
      [400],
    ],
    ['two Content-Length lines', `${post('Content-Length: 1', 'Content-Length: 1')}a`, [400]],
    ['Content-Length: +1', `${post('Content-Length: +1')}a`, [400]],
    ['Content-Length: -1', `${post('Content-Length: -1')}a`, [400]],
    ['Content-Length: 0x1', `${post('Content-Length: 0x1')}a`, [400]],
    ['Content-Length: 1, 1', `${post('Content-Length: 1, 1')}a`, [400]],
    ['Transfer-Encoding: xchunked', `${post('Transfer-Encoding: xchunked')}0\r\n\r\n`, [400]],
    ['Transfer-Encoding: identity', `${post('Transfer-Encoding: identity')}0\r\n\r\n`, [400]],
    ['Transfer-Encoding: chunked, gzip', `${post('Transfer-Encoding: chunked, gzip')}0\r\n\r\n`, [400]],
    ['Transfer-Encoding: gzip, then nothing', `${post('Transfer-Encoding: gzip')}0\r\n\r\n`, [400]],
    ['Transfer-Encoding twice', `${post('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}0\r\n\r\n`, [400]],
    ['a chunk size 0x1', chunked('0x1\r\na\r\n0\r\n\r\n'), [400]],
    ['a chunk longer than its size', chunked('1\r\nab\r\n0\r\n\r\n'), [400]],
    ['an empty chunk extension', chunked('1;\r\na\r\n0\r\n\r\n'), [400]],
    ['64 KiB of chunk extension', chunked(`1;${'x'.repeat(65_536)}\r\na\r\n0\r\n\r\n`), [413]],
    ['HTTP/1.2', 'GET / HTTP/1.2\r\nHost: test.example\r\n\r\n', [400]],
    ['a request line without a version', 'GET /\r\n\r\n', [400]],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
    ['a method in lower case', 'get / HTTP/1.1\r\nHost: test.example\r\n\r\n', [400]],
    ['an unknown method', request('FOO', '/'), [400]],
    ['raw UTF-8 in the target', get('/f\xc3\xbcnke'), [400]],
    ['a control character in the target', get('/a\x01b'), [400]],
    ['a space in the target', get('/a b'), [400]],
    ['a target without a slash', get('x'), [400]],
    ['a TLS hello (L7)', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400]],
    ['garbage bytes (L7)', '\xff\xfe\xfd\xfc\r\n\r\n', [400]],
    ['a header block over 16 KiB', get('/', `X: ${'a'.repeat(17_000)}`), [431]],
    ['a URL over 16 KiB', get(`/${'a'.repeat(17_000)}`), [431]],
    ['an Expect nobody knows', get('/', 'Expect: 200-ok'), [417]],
  ]
  test.each(rows)('0 [N], L1 CVE-2021-22959, CVE-2023-30589, CVE-2024-27982: %s', async (_name, bytes, statuses) => {
    const answer = await refused(await listening(echoApp()), bytes)
    expect(statuses).toContain(answer.status)
  })

  test('0 [N]: a refused request is never followed by a second answer, whatever stands behind it', async () => {
    const port = await listening(echoApp())
    const client = await RawSocket.connect(port)
    const smuggled = `${post('Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n${get('/')}`
    expect((await client.request(smuggled).answer()).status).toBe(400)
    expect(await client.ended()).toBe('')
    await expectAlive(port)
  })
})

describe('what node lets through', () => {
  const refusals: readonly (readonly [name: string, bytes: string, status: number])[] = [
    ['two Host lines', 'GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n', 400],
    ['two Host lines of the same value', 'GET / HTTP/1.1\r\nHost: a.example\r\nhost: a.example\r\n\r\n', 400],
    ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n', 400],
    ['a Host with credentials', 'GET / HTTP/1.1\r\nHost: evil.com:x@a\r\n\r\n', 400],
    ['a Host with a path and query (B6, h3 CVE-2026-33131)', 'GET / HTTP/1.1\r\nHost: a/b?\r\n\r\n', 400],
    ['a list in Host', 'GET / HTTP/1.1\r\nHost: a, b\r\n\r\n', 400],
    ['a Host with a port that is no number', 'GET / HTTP/1.1\r\nHost: a:http\r\n\r\n', 400],
    ['a Host with an open bracket', 'GET / HTTP/1.1\r\nHost: [::1\r\n\r\n', 400],
    ['a Host with a fragment', 'GET / HTTP/1.1\r\nHost: a#b\r\n\r\n', 400],
    ['a malformed Host on HTTP/1.0', 'GET / HTTP/1.0\r\nHost: a/b\r\n\r\n', 400],
    ['an empty Transfer-Encoding', post('Transfer-Encoding:', 'Content-Length: 0'), 400],
    ['an empty Transfer-Encoding alone', get('/', 'Transfer-Encoding:'), 400],
    [
      'Transfer-Encoding on HTTP/1.0',
      'POST /echo HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
      400,
    ],
    ['Transfer-Encoding: gzip, chunked', `${post('Transfer-Encoding: gzip, chunked')}0\r\n\r\n`, 400],
    [
      'an empty Transfer-Encoding before one that is not',
      `${post('Transfer-Encoding:', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
      400,
    ],
    ['HTTP/2.0 in a line of version 1', 'GET / HTTP/2.0\r\nHost: test.example\r\n\r\n', 400],
    ['HTTP/0.9 with a version', 'GET / HTTP/0.9\r\nHost: test.example\r\n\r\n', 400],
    ['GET *', get('*'), 400],
    ['an authority as the target', get('evil.example:80'), 400],
    ['a target of another scheme', get('ftp://test.example/'), 400],
    ['an absolute target without a host', get('http:///x'), 400],
    ['an absolute target with credentials', get('http://user:secret@test.example/'), 400],
    ['an absolute target with a backslash', get('http://test.example\\@evil.example/'), 400],
    ['a fragment', get('/#b'), 400],
    ['a fragment behind a query', get('/?a#b'), 400],
    ['`/%zz%00%ff`', get('/%zz%00%ff'), 400],
    ['`/%zz` in an absolute target', get('http://test.example/%zz'), 400],
    ['TRACE', request('TRACE', '/'), 405],
    ['`//evil.com/%2e%2e`', get('//evil.com/%2e%2e'), 404],
    ['`/\\evil`', get('/\\evil'), 404],
    ['`//[`, which makes URL throw', get('//['), 404],
    ['a path over 8 KiB', get(`/${'a'.repeat(9000)}`), 414],
    ['2,100 header fields', get('/', ...Array.from({ length: 2100 }, () => 'a:')), 431],
    ['101 header fields (L4)', get('/', ...Array.from({ length: 100 }, (_, index) => `a${index}: b`)), 431],
  ]
  test.each(refusals)('0 [F]: %s is refused', async (_name, bytes, status) => {
    expect((await refused(await listening(echoApp()), bytes)).status).toBe(status)
  })

  test.each([
    ['an empty Transfer-Encoding', post('Transfer-Encoding:', 'Content-Length: 3')],
    [
      'Transfer-Encoding on HTTP/1.0',
      'POST /echo HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    ['Transfer-Encoding: gzip, chunked', post('Transfer-Encoding: gzip, chunked')],
    ['HTTP/2.0 in a line of version 1', 'GET / HTTP/2.0\r\nHost: test.example\r\nConnection: keep-alive\r\n\r\n'],
  ])('0 [F]: behind %s the connection is closed, because nobody knows where the body ends', async (_name, bytes) => {
    expect((await exchange(await listening(echoApp()), bytes)).closed).toBe(true)
  })

  test('0 [F]: header fields that node drops in silence cannot hide a field from a guard', async () => {
    const { app } = freshApp()
    app.get('/private', (ctx) => (ctx.headers.authorization === undefined ? 'open to all' : 'for you'))
    const lines = [...Array.from({ length: 2100 }, () => 'a:'), 'Authorization: secret']
    expect((await refused(await listening(app), get('/private', ...lines))).status).toBe(431)
  })

  test('100 header fields are fine (L4)', async () => {
    const lines = Array.from({ length: 99 }, (_, index) => `a${index}: b`)
    expect((await exchange(await listening(echoApp()), get('/', ...lines))).answer.status).toBe(200)
  })

  test.each([
    ['a name', 'a.example'],
    ['a name and port', 'a.example:8080'],
    ['a name and a port of one digit', 'a.example:1'],
    ['an IPv4 address', '127.0.0.1:80'],
    ['an IPv6 address', '[::1]:80'],
    ['upper case', 'A.EXAMPLE'],
  ])('Host may be %s', async (_name, host) => {
    const { answer } = await exchange(await listening(echoApp()), `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    expect(answer).toMatchObject({ status: 200, body: JSON.stringify({ method: 'GET', host }) })
  })

  test('HTTP/1.0 needs no Host', async () => {
    const port = await listening(echoApp())
    const client = await RawSocket.connect(port)
    const answer = await client.request('GET / HTTP/1.0\r\n\r\n').answer()
    expect(answer).toMatchObject({ status: 200, body: '{"method":"GET","host":""}' })
    expect(await client.ended()).toBe('')
  })

  test('0 [F]: an absolute target is routed by its path, and its host wins over the field (RFC 9112 3.2.2)', async () => {
    const { answer } = await exchange(await listening(echoApp()), get('http://evil.example:81/where/x?y=1'))
    expect(JSON.parse(answer.body)).toEqual({ path: '/where/x', host: 'evil.example:81' })
  })

  test.each(['http://evil.example', 'HTTP://evil.example/', 'https://evil.example?a=1'])(
    '0 [F]: the absolute target %s has the path /',
    async (target) => {
      const { answer } = await exchange(await listening(echoApp()), get(target))
      expect(answer).toMatchObject({ status: 200, body: '{"method":"GET","host":"evil.example"}' })
    },
  )

  test.each([
    ['of an app with routes', echoApp],
    [
      'of an app with a static folder at the root',
      () => new App({ static: [{ dir: 'test', prefix: '/' }], templates: false }),
    ],
  ])('0 [F], B9: OPTIONS * %s is 204 with Allow', async (_name, makeApp) => {
    const port = await listening(makeApp())
    const client = await RawSocket.connect(port)
    const answer = await client.request(request('OPTIONS', '*')).answer()
    expect(answer.status).toBe(204)
    expect(answer.header('allow')).toContain('GET')
    expect(answer.header('content-length')).toBeUndefined()
    client.destroy()
  })

  test.each(['h2c', 'websocket', 'TLS/1.0'])('0 [F]: Upgrade: %s is not taken up', async (protocol) => {
    const bytes = get(
      '/',
      `Upgrade: ${protocol}`,
      'Connection: Upgrade, HTTP2-Settings',
      'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
    )
    const { answer } = await exchange(await listening(echoApp()), bytes)
    expect(answer).toMatchObject({ status: 200, body: '{"method":"GET","host":"test.example"}' })
  })

  test('B9: CONNECT is closed without an answer', async () => {
    const port = await listening(echoApp())
    const client = await RawSocket.connect(port)
    expect(await client.send('CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n').ended()).toBe('')
    await expectAlive(port)
  })

  test('L3 h3 CVE-2026-23527: Transfer-Encoding: CHUNKED is read', async () => {
    const { answer } = await exchange(
      await listening(echoApp()),
      `${post('Transfer-Encoding: CHUNKED')}2\r\nhi\r\n0\r\n\r\n`,
    )
    expect(answer).toMatchObject({ status: 200, body: '{"body":"hi"}' })
  })

  test('Expect: 100-continue gets the interim answer, then the real one', async () => {
    const client = await RawSocket.connect(await listening(echoApp()))
    client.request(post('Content-Length: 2', 'Expect: 100-continue'))
    await client.sees('HTTP/1.1 100 Continue\r\n\r\n')
    expect(await client.send('hi').answer()).toMatchObject({ status: 200, body: '{"body":"hi"}' })
    client.destroy()
  })
})

describe('several requests on one connection', () => {
  test('L9: 100 pipelined GET, HEAD and 404 are answered in order, HEAD without a body', async () => {
    const client = await RawSocket.connect(await listening(echoApp()))
    const kinds = Array.from({ length: 100 }, (_, index) => index % 3)
    for (const [index, kind] of kinds.entries()) {
      client.request(request(kind === 1 ? 'HEAD' : 'GET', kind === 2 ? `/missing/${index}` : `/where/${index}`))
    }
    for (const [index, kind] of kinds.entries()) {
      const answer = await client.answer()
      expect(answer.status).toBe(kind === 2 ? 404 : 200)
      if (kind === 0) expect(JSON.parse(answer.body)).toMatchObject({ path: `/where/${index}` })
    }
    expect(client.unread).toBe('')
    client.destroy()
  })

  test('a request that comes byte by byte is one request', async () => {
    const client = await RawSocket.connect(await listening(echoApp()))
    const bytes = `${post('Content-Length: 2')}hi`
    client.request(bytes.slice(0, 1))
    for (const byte of bytes.slice(1)) {
      await new Promise<void>((resolve) => client.socket.write(byte, () => resolve()))
    }
    expect(await client.answer()).toMatchObject({ status: 200, body: '{"body":"hi"}' })
    client.destroy()
  })

  test('L7: a client that resets at any byte of its request leaves the server alive', async () => {
    const port = await listening(echoApp())
    const bytes = `${post('Content-Length: 20')}only ten..`
    for (let length = 1; length <= bytes.length; length += 7) {
      const client = await RawSocket.connect(port)
      client.send(bytes.slice(0, length)).reset()
    }
    await expectAlive(port)
  })
})
