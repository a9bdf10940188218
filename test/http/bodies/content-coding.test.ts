// Bodies in a content coding: decoded as they come, bounded by what they become, and broken ones are the client's fault.
// @see RFC 9110 section 8.4

import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Ctx, json } from '../../../src/index.js'
import { freshApp, listening } from '../../support/fresh-app.js'
import { exchange, refused } from '../../support/invariants.js'
import { field, file, inChunks, MULTIPART_TYPE, multipart, posted } from './multipart-body.js'
import { ownTemporaryFolder, saidOf, soon } from './upload-app.js'

const CODINGS = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const

const ways = {
  json: {
    type: 'application/json',
    body: '{"a":"caf\u00e9"}',
    read: (ctx: Ctx) => ctx.read.json(),
    gives: { a: 'caf\u00e9' },
  },
  form: {
    type: 'application/x-www-form-urlencoded',
    body: 'a=1',
    read: async (ctx: Ctx) => (await ctx.read.form()).fields,
    gives: { a: '1' },
  },
  text: { type: 'text/plain', body: 'caf\u00e9', read: (ctx: Ctx) => ctx.read.text(), gives: 'caf\u00e9' },
  bytes: {
    type: 'x/y',
    body: 'abc',
    read: async (ctx: Ctx) => Buffer.from(await ctx.read.bytes()).toString(),
    gives: 'abc',
  },
  stream: {
    type: 'x/y',
    body: 'abc',
    read: async (ctx: Ctx) => String(Buffer.concat(await ctx.read.stream().toArray())),
    gives: 'abc',
  },
} as const
const names = Object.keys(ways) as (keyof typeof ways)[]

function app(bodyBytes = 1_048_576) {
  const fresh = freshApp({ limits: { bodyBytes } })
  for (const name of names) fresh.app.post(`/${name}`, async (ctx) => json((await ways[name].read(ctx)) ?? null))
  return fresh
}

describe.each(CODINGS)('Content-Encoding: %s', (coding, compress) => {
  test.each(names)('is taken off: %s', async (name) => {
    const { type, body, gives } = ways[name]
    const lines = [`Content-Type: ${type}`, `Content-Encoding: ${coding}`]
    const port = await listening(app().app)
    const bytes = compress(body)
    const cut = Math.floor(bytes.length / 2)
    for (const sent of [
      posted(`/${name}`, bytes, ...lines),
      inChunks(`/${name}`, [bytes.subarray(0, cut), bytes.subarray(cut)], ...lines),
    ]) {
      const { answer } = await exchange(port, sent)
      expect(answer.status, answer.body).toBe(200)
      expect(JSON.parse(answer.body)).toEqual(gives)
    }
  })

  test.each(names)('K3: truncated, corrupt or none at all is 400: %s', async (name) => {
    const { type, body } = ways[name]
    const lines = [`Content-Type: ${type}`, `Content-Encoding: ${coding}`]
    const { app: listened, records } = app()
    const port = await listening(listened)
    const bytes = compress(body.repeat(50))
    const corrupt = Buffer.from(bytes).fill(0xa5, 2)
    for (const broken of [
      bytes.subarray(0, -3),
      bytes.subarray(0, 4),
      corrupt,
      Buffer.from('plain'),
      Buffer.alloc(0),
    ]) {
      const answer = await refused(port, posted(`/${name}`, broken, ...lines))
      expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('no valid')])
    }
    expect(records).toEqual([])
  })

  test.each(names)('K3 undici CVE-2026-22036: 10 MB in 10 kB is 413: %s', async (name) => {
    const lines = [`Content-Type: ${ways[name].type}`, `Content-Encoding: ${coding}`]
    const { app: listened, records } = app()
    const bomb = compress(Buffer.alloc(10_000_000, 'a'))
    expect(bomb.length).toBeLessThan(20_000)
    const port = await listening(listened)
    expect((await refused(port, posted(`/${name}`, bomb, ...lines))).status).toBe(413)
    expect((await refused(port, inChunks(`/${name}`, [bomb], ...lines))).status).toBe(413)
    expect(records).toEqual([])
  })

  test('is bounded by the bytes that come out, to the byte', async () => {
    const port = await listening(app(1000).app)
    for (const [size, status] of [
      [1000, 200],
      [1001, 413],
    ] as const) {
      const bytes = posted(
        '/text',
        compress('x'.repeat(size)),
        'Content-Type: text/plain',
        `Content-Encoding: ${coding}`,
      )
      expect((await exchange(port, bytes)).answer.status).toBe(status)
    }
  })

  test('is taken off a multipart form', async () => {
    const temporary = ownTemporaryFolder()
    const { app: listened } = freshApp()
    listened.post('/', async (ctx) => json(await saidOf(await ctx.read.form())))
    const body = compress(multipart(field('a', '1'), file('f', 'x', 'content')))
    const port = await listening(listened)
    const { answer } = await exchange(port, posted('/', body, MULTIPART_TYPE, `Content-Encoding: ${coding}`))
    expect(JSON.parse(answer.body)).toMatchObject({ fields: [['a', '1']], files: [['f', { content: 'content' }]] })
    const cutOff = posted('/', body.subarray(0, -4), MULTIPART_TYPE, `Content-Encoding: ${coding}`)
    expect((await refused(port, cutOff)).status).toBe(400)
    await soon(() => temporary.left().length === 0)
  })
})

describe('other codings', () => {
  test.each(['identity', ' Identity ', ''])('%j leaves the body as it is', async (coding) => {
    const bytes = posted('/text', 'abc', 'Content-Type: text/plain', `Content-Encoding: ${coding}`)
    expect((await exchange(await listening(app().app), bytes)).answer.body).toBe('"abc"')
  })

  test.each([
    'gzip, gzip',
    'gzip, identity',
    'identity, gzip',
    'gzip,',
    'zstd',
    'compress',
    'nonsense',
    'gzip;q=1',
    '__proto__',
  ])('K3: %s is 415 and says what is read', async (coding) => {
    const port = await listening(app().app)
    for (const name of names) {
      const lines = [`Content-Type: ${ways[name].type}`, `Content-Encoding: ${coding}`]
      const answer = await refused(port, posted(`/${name}`, gzipSync(ways[name].body), ...lines))
      expect([answer.status, answer.header('accept-encoding')]).toEqual([415, 'gzip, deflate, br'])
    }
  })

  test('K3: two lines of codings are several codings', async () => {
    const lines = ['Content-Type: text/plain', 'Content-Encoding: gzip', 'Content-Encoding: gzip']
    const answer = await refused(await listening(app().app), posted('/text', gzipSync(gzipSync('abc')), ...lines))
    expect(answer.status).toBe(415)
  })

  test.each([
    ['a deflate without its zlib header', 'deflate', deflateRawSync('abcabcabc')],
    ['gzip with something behind it', 'gzip', Buffer.concat([gzipSync('abc'), Buffer.from('garbage')])],
  ])('%s is 400', async (_name, coding, bytes) => {
    const sent = posted('/text', bytes, 'Content-Type: text/plain', `Content-Encoding: ${coding}`)
    expect((await refused(await listening(app().app), sent)).status).toBe(400)
  })
})
