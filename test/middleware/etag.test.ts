// Tags of dynamic answers: which get one, when a client is told 304 or 412, and what a 304 carries.
// @see RFC 9110 sections 13 and 15.4.5

import { describe, expect, test } from 'vitest'
import { type Ctx, etag, json, memoryStore, Reply, session, text } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get, request } from '../support/invariants.js'
import { siteFolder } from '../support/site.js'

const TAG = /^"[\w-]{27}"$/
const DATE = 'Sun, 06 Nov 1994 08:49:37 GMT'

/** An app whose `/` answers what a handler gives. */
async function site(handler: (ctx: Ctx) => unknown) {
  const { app, records } = freshApp()
  app.use(etag())
  app.get('/', (ctx) => handler(ctx) as Reply)
  app.post('/', (ctx) => handler(ctx) as Reply)
  const port = await listening(app)
  const send = async (method: string, ...lines: string[]) =>
    (await exchange(port, request(method, '/', ...(method === 'POST' ? ['Content-Length: 0'] : []), ...lines))).answer
  return { get: (...lines: string[]) => send('GET', ...lines), send, records }
}

describe('a tag', () => {
  test('is that of the bytes: the same for the same, another for others', async () => {
    let body = 'one'
    const { get } = await site(() => body)
    const [first, again] = [await get(), await get()]
    expect(first.header('etag')).toMatch(TAG)
    expect(again.header('etag')).toBe(first.header('etag'))
    body = 'two'
    expect((await get()).header('etag')).not.toBe(first.header('etag'))
  })

  test('is the same for text and its bytes, and for HEAD', async () => {
    const tags = await Promise.all(
      [() => text('é'), () => new Reply({ kind: 'bytes', bytes: Buffer.from('é') })].map(async (handler) => {
        const { get, send } = await site(handler)
        return [(await get()).header('etag'), (await send('HEAD')).header('etag')]
      }),
    )
    expect(new Set(tags.flat()).size).toBe(1)
  })

  const without: readonly (readonly [name: string, handler: (ctx: Ctx) => unknown])[] = [
    ['another status', () => text('x', { status: 201 })],
    ['an error', () => text('x', { status: 500 })],
    ['a stream', () => new Reply({ kind: 'stream', stream: chunks() })],
    ['nothing', () => null],
    ['no-store', () => text('x', { headers: { 'cache-control': 'private, No-Store' } })],
    ['a cookie', () => text('x', { headers: { 'set-cookie': 'a=b' } })],
    [
      'a cookie of the context',
      (ctx) => {
        ctx.cookies.set('a', 'b')
        return 'x'
      },
    ],
    ['what the handler wrote itself', (ctx) => void ctx.res.end('x')],
  ]
  test.each(without)('is not given to an answer of %s', async (_name, handler) => {
    const { get } = await site(handler)
    const plain = await get()
    expect(plain.header('etag')).toBeUndefined()
    expect((await get('If-None-Match: *')).status).toBe(plain.status)
  })

  test('is not given to an answer to POST', async () => {
    const { send } = await site(() => 'x')
    const answer = await send('POST', 'If-None-Match: *')
    expect([answer.status, answer.header('etag')]).toEqual([200, undefined])
  })

  test('is given to what every guest is shown, and not to the page of a session', async () => {
    const { app } = freshApp()
    const site = app.through(etag()).through(session({ store: memoryStore() }))
    site.get('/guest', ({ session }) => `${Object.keys(session.data).length}`)
    site.get('/visitor', ({ session }) => `${session.id.length}`)
    const port = await listening(app)
    const [guest, visitor] = [await exchange(port, get('/guest')), await exchange(port, get('/visitor'))]
    expect([guest.answer.header('vary'), guest.answer.header('etag')]).toEqual(['Cookie', expect.any(String)])
    expect([visitor.answer.header('cache-control'), visitor.answer.header('etag')]).toEqual(['no-store', undefined])
  })

  test('of a static file stays what it is', async () => {
    const { app } = freshApp({ static: siteFolder() })
    app.use(etag())
    const { app: bare } = freshApp({ static: siteFolder() })
    const asked = async (port: number) => (await exchange(port, request('GET', '/static/name.txt'))).answer
    const [tagged, plain] = [await asked(await listening(app)), await asked(await listening(bare))]
    expect(tagged.fields.map(([name]) => name)).toEqual(plain.fields.map(([name]) => name))
  })
})

describe('a client that has it', () => {
  test.each([
    ['If-None-Match: TAG', 304],
    ['If-None-Match: W/TAG', 304],
    ['If-None-Match: "a", TAG', 304],
    ['If-None-Match: *', 304],
    ['If-None-Match: "a"', 200],
    ['If-None-Match: ', 200],
    ['If-Match: TAG', 200],
    ['If-Match: *', 200],
    ['If-Match: "a"', 412],
    ['If-Match: W/TAG', 412],
    [`If-Modified-Since: ${DATE}`, 200],
    [`If-Unmodified-Since: ${DATE}`, 200],
  ])('and says %s gets %d', async (line, status) => {
    const { get, send } = await site(() => 'x')
    const tag = (await get()).header('etag') ?? ''
    const answer = await get(line.replace('TAG', tag))
    expect(answer.status).toBe(status)
    if (status !== 412) expect(answer.header('etag')).toBe(tag)
    if (status === 304) expect(answer.body).toBe('')
    expect((await send('HEAD', line.replace('TAG', tag))).status).toBe(status)
  })

  test('gets 304 by the tag of the handler', async () => {
    const { get } = await site(() => text('x', { headers: { etag: 'W/"v7"' } }))
    expect((await get()).header('etag')).toBe('W/"v7"')
    expect((await get('If-None-Match: "v7"')).status).toBe(304)
    expect((await get('If-None-Match: "v6"')).status).toBe(200)
  })

  test.each([
    [`If-Modified-Since: ${DATE}`, 304],
    ['If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT', 200],
    [`If-Unmodified-Since: ${DATE}`, 200],
    ['If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT', 412],
    [`If-None-Match: "a"\r\nIf-Modified-Since: ${DATE}`, 200],
  ])('of a date that the handler gives: %s is %d', async (line, status) => {
    const { get } = await site(() => text('x', { headers: { 'last-modified': DATE } }))
    expect((await get(line)).status).toBe(status)
  })

  test('gets the fields of the 200, but those that describe the bytes', async () => {
    const headers = {
      'cache-control': 'max-age=5',
      'content-disposition': 'inline',
      'content-language': 'en',
      'content-location': '/x',
      expires: DATE,
      'last-modified': DATE,
      vary: 'Accept',
      'x-own': '1',
    }
    const { get } = await site(() => json({ a: 1 }, { headers }))
    const answer = await get('If-None-Match: *')
    expect(answer.fields.filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)).sort()).toEqual([
      ['cache-control', 'max-age=5'],
      ['content-location', '/x'],
      ['etag', expect.stringMatching(TAG)],
      ['expires', DATE],
      ['vary', 'Accept'],
      ['x-own', '1'],
    ])
  })

  test('and a 412 is an answer like any error, with nothing in the log', async () => {
    const { get, records } = await site(() => 'x')
    const answer = await get('If-Match: "a"', 'Accept: application/json')
    expect([answer.header('content-type'), answer.header('etag')]).toEqual(['application/problem+json', undefined])
    expect(records).toEqual([])
  })
})

async function* chunks(): AsyncGenerator<string> {
  yield 'x'
}
