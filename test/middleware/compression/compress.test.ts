// What is compressed and what is not, as it stands on the wire: codings by Accept-Encoding, tags, Vary, streams, and clients
// that leave in the middle.

import { createHook } from 'node:async_hooks'
import { Readable } from 'node:stream'
import { brotliDecompressSync, constants, gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  type CompressOptions,
  type Ctx,
  compress,
  etag,
  file,
  json,
  Reply,
  type ReplyInit,
  text,
} from '../../../src/index.js'
import { eventually } from '../../support/deadline.js'
import { freshApp, held, listening } from '../../support/fresh-app.js'
import { expectAlive, get, request } from '../../support/invariants.js'
import { type RawAnswer, RawSocket } from '../../support/raw-socket.js'
import { temporaryFolder, writeFiles } from '../../support/site.js'
import { decoded, rawBytes } from './raw-bytes.js'

const PAGE = 'a line of text that repeats itself, as pages do\n'.repeat(100)
const BR = 'Accept-Encoding: br'
const ALL = 'Accept-Encoding: gzip, deflate, br'

/** An app whose `/` answers what a handler gives. */
async function site(handler: (ctx: Ctx) => unknown, options?: CompressOptions) {
  const { app, records } = freshApp()
  app.use(compress(options))
  app.get('/', (ctx) => handler(ctx) as Reply)
  const port = await listening(app)
  const ask = (...lines: string[]) => rawBytes(port, get('/', ...lines))
  return { app, port, ask, records }
}

describe('an answer is encoded', () => {
  const choices: readonly (readonly [field: string, coding: string | undefined])[] = [
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0.5, gzip', 'gzip'],
    ['gzip;q=0.5, br;q=0.6', 'br'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['GZIP', 'gzip'],
    ['deflate', undefined],
    ['identity', undefined],
    ['identity, br;q=0.5', undefined],
    ['gzip;q=0', undefined],
    ['br;q=0, gzip;q=0', undefined],
    ['*;q=0', undefined],
    ['br;q=x', undefined],
    ['', undefined],
  ]
  test.each(choices)('N3: Accept-Encoding: %s', async (field, coding) => {
    const { ask } = await site(() => text(PAGE))
    const answer = await ask(`Accept-Encoding: ${field}`)
    expect(answer.header('content-encoding')).toBe(coding)
    expect(answer.header('vary')).toBe('Accept-Encoding')
    expect(answer.header('content-length')).toBe(String(answer.bytes.byteLength))
    expect(decoded(answer)).toBe(PAGE)
    if (coding !== undefined) expect(answer.bytes.byteLength).toBeLessThan(PAGE.length / 5)
  })

  test('not without the field', async () => {
    const { ask } = await site(() => text(PAGE))
    const answer = await ask()
    expect([answer.header('content-encoding'), answer.header('vary')]).toEqual([undefined, 'Accept-Encoding'])
  })

  test.each([
    ['text', () => PAGE],
    ['JSON', () => json({ PAGE })],
    ['bytes', () => text(PAGE, { headers: { 'content-type': 'application/wasm' } })],
    ['a problem document', () => json({ PAGE }, { headers: { 'content-type': 'application/problem+json' } })],
    ['an image of SVG', () => text(PAGE, { headers: { 'content-type': 'image/svg+xml; charset=utf-8' } })],
    ['an error', () => text(PAGE, { status: 500 })],
    ['1,024 bytes', () => text('x'.repeat(1024))],
    ['343 characters of 3 bytes', () => text('€'.repeat(342))],
    ['200,000 bytes, by the thread pool', () => text(PAGE.repeat(42))],
  ])('of %s', async (_what, handler) => {
    const plain = await (await site(handler)).ask()
    const { ask } = await site(handler)
    for (const coding of ['br', 'gzip']) {
      const answer = await ask(`Accept-Encoding: ${coding}`)
      expect([answer.status, answer.header('content-encoding')]).toEqual([plain.status, coding])
      expect(decoded(answer)).toBe(plain.bytes.toString())
    }
  })

  test('and the bytes in between stay as they are: a body of every byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) % 256))
    const { ask } = await site(() => new Reply({ kind: 'bytes', bytes }, { headers: { 'content-type': 'text/x' } }))
    const answer = await ask(BR)
    expect(brotliDecompressSync(answer.bytes).equals(bytes)).toBe(true)
  })

  test('but not where it would be larger', async () => {
    const noise = crypto.getRandomValues(new Uint8Array(2048))
    const { ask } = await site(
      () => new Reply({ kind: 'bytes', bytes: noise }, { headers: { 'content-type': 'text/x' } }),
    )
    const answer = await ask(ALL)
    expect([answer.header('content-encoding'), answer.header('vary')]).toEqual([undefined, 'Accept-Encoding'])
    expect(answer.bytes.equals(noise)).toBe(true)
  })

  test('with the types and the threshold of the options', async () => {
    const options: CompressOptions = { thresholdBytes: 10, types: ['image/*', '+cbor', 'Application/X-Own'] }
    const typed = (type: string) => site(() => text('x'.repeat(50), { headers: { 'content-type': type } }), options)
    for (const type of ['image/x', 'application/a+cbor', 'application/x-own; a=b']) {
      expect((await (await typed(type)).ask(BR)).header('content-encoding'), type).toBe('br')
    }
    for (const type of ['text/plain', 'imagex/y', 'application/cbor', 'text/event-stream']) {
      expect((await (await typed(type)).ask(BR)).header('content-encoding'), type).toBeUndefined()
    }
  })
})

describe('N3: an answer is left alone', () => {
  const long = (init?: ReplyInit) => () => text(PAGE, init)
  const given = (headers: Record<string, string>, status = 200) => long({ status, headers })
  const cases: readonly (readonly [name: string, handler: (ctx: Ctx) => unknown])[] = [
    ['that is short', () => text('x'.repeat(1023))],
    ['that is empty', () => new Reply({ kind: 'empty' })],
    ['that is a short stream', () => stream(['x'], { headers: { 'content-length': '1' } })],
    ['that is encoded already', given({ 'content-encoding': 'gzip' })],
    ['with Cache-Control: no-transform', given({ 'cache-control': 'public, no-transform' })],
    ['with No-Transform among others', given({ 'cache-control': 'max-age=1,No-Transform' })],
    ['of a range', given({ 'content-range': 'bytes 0-4799/9600' }, 206)],
    ['206 without a range', given({}, 206)],
    ['that offers ranges', given({ 'accept-ranges': 'bytes' })],
    ['whose bytes have a digest', given({ 'repr-digest': 'sha-256=:AAAA:' })],
    ['204', given({}, 204)],
    ['205', given({}, 205)],
    ['of a type that is compressed already', given({ 'content-type': 'image/png' })],
    ['without a type', () => new Reply({ kind: 'bytes', bytes: PAGE })],
    ['that is a stream of events', () => stream([PAGE], { headers: { 'content-type': 'text/event-stream' } })],
    ['with no-store', given({ 'cache-control': 'no-store' })],
    ['with private', given({ 'cache-control': 'private, max-age=60' })],
    ['with a cookie', given({ 'set-cookie': 'a=b' })],
    [
      'with a cookie of the context',
      (ctx) => {
        ctx.cookies.set('a', 'b')
        return text(PAGE)
      },
    ],
  ]
  test.each(cases)('%s', async (_name, handler) => {
    const plain = await (await site(handler)).ask()
    const { ask, port } = await site(handler)
    const answer = await ask(ALL)
    expect(answer.header('vary')).toBeUndefined()
    expect(withoutDate(answer)).toEqual(withoutDate(plain))
    expect(answer.bytes.equals(plain.bytes)).toBe(true)
    await expectAlive(port)
  })

  test('that a handler wrote itself', async () => {
    const { ask } = await site((ctx) => {
      ctx.res.writeHead(200, { 'content-type': 'text/plain' }).end(PAGE)
    })
    const answer = await ask(ALL)
    expect([answer.header('content-encoding'), answer.bytes.toString()]).toEqual([undefined, PAGE])
  })

  test('of a file, whole and in part', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'a.txt': PAGE })
    const { ask } = await site(() => file('a.txt', { root: folder }))
    const whole = await ask(ALL)
    expect([whole.status, whole.header('content-encoding'), whole.header('etag')?.[0]]).toEqual([200, undefined, '"'])
    const part = await ask(ALL, 'Range: bytes=2-5')
    expect([part.status, part.bytes.toString()]).toEqual([206, PAGE.slice(2, 6)])
  })

  test('of a static folder, which has encoded files of its own', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'a.txt': PAGE, 'b.txt': PAGE, 'b.txt.br': 'as it lies there' })
    const { app } = freshApp({ static: folder })
    app.use(compress())
    const port = await listening(app)
    const alone = await rawBytes(port, get('/static/a.txt', ALL))
    expect([alone.header('content-encoding'), alone.header('etag')?.[0], alone.bytes.toString()]).toEqual([
      undefined,
      '"',
      PAGE,
    ])
    const beside = await rawBytes(port, get('/static/b.txt', ALL))
    expect([beside.header('content-encoding'), beside.bytes.toString()]).toEqual(['br', 'as it lies there'])
  })
})

describe('N3: the fields', () => {
  test.each([
    ['"x"', 'W/"x"'],
    ['W/"x"', 'W/"x"'],
  ])('a tag of %s becomes %s, and stays where nothing is encoded', async (tag, weak) => {
    const { ask } = await site(() => text(PAGE, { headers: { etag: tag } }))
    expect((await ask(ALL)).header('etag')).toBe(weak)
    expect((await ask()).header('etag')).toBe(tag)
  })

  test.each([
    ['Accept', 'Accept, Accept-Encoding'],
    ['accept-encoding', 'accept-encoding'],
    ['Cookie, Accept-Encoding', 'Cookie, Accept-Encoding'],
    ['X-Accept-Encoding', 'X-Accept-Encoding, Accept-Encoding'],
    ['*', '*'],
  ])('Vary: %s becomes %s', async (vary, expected) => {
    const { ask } = await site(() => text(PAGE, { headers: { vary } }))
    for (const lines of [[ALL], []]) expect((await ask(...lines)).header('vary')).toBe(expected)
  })

  test.each(['bytes', 'a stream'])('HEAD is answered as GET: %s', async (kind) => {
    const handler = () => (kind === 'bytes' ? text(PAGE) : stream([PAGE]))
    const { port, ask } = await site(handler)
    const head = await rawBytes(port, request('HEAD', '/', ALL))
    const framing = ([name]: readonly [string, string]) => name !== 'transfer-encoding'
    expect(withoutDate(head)).toEqual(withoutDate(await ask(ALL)).filter(framing))
    expect([head.header('content-encoding'), head.bytes.byteLength]).toEqual(['br', 0])
  })

  test.each([
    ['W/"x"', 'W/"x"'],
    ['"a", W/"x"', 'W/"x"'],
    ['"x"', '"x"'],
  ])(
    'a 304 to If-None-Match: %s has the tag %s of the answer that the client keeps, and its Vary',
    async (match, tag) => {
      const { ask } = await site(() => new Reply({ kind: 'empty' }, { status: 304, headers: { etag: '"x"' } }))
      const answer = await ask(ALL, `If-None-Match: ${match}`)
      expect([answer.status, answer.header('etag'), answer.header('vary')]).toEqual([304, tag, 'Accept-Encoding'])
      expect([answer.header('content-encoding'), answer.bytes.byteLength]).toEqual([undefined, 0])
    },
  )
})

describe('with etag()', () => {
  test.each(['outside', 'inside'])('%s, an encoded answer is validated', async (place) => {
    const { app } = freshApp()
    for (const layer of place === 'outside' ? [etag(), compress()] : [compress(), etag()]) app.use(layer)
    app.get('/', () => PAGE)
    const port = await listening(app)
    for (const lines of [[], [BR], ['Accept-Encoding: gzip']]) {
      const first = await rawBytes(port, get('/', ...lines))
      const tag = first.header('etag') ?? 'none'
      expect([first.status, decoded(first)]).toEqual([200, PAGE])
      const second = await rawBytes(port, get('/', ...lines, `If-None-Match: ${tag}`))
      expect([second.status, second.header('etag'), second.header('vary')]).toEqual([304, tag, 'Accept-Encoding'])
      expect(second.header('content-encoding')).toBeUndefined()
      expect((await rawBytes(port, get('/', ...lines, 'If-None-Match: "other"'))).status).toBe(200)
    }
  })
})

describe('a stream', () => {
  test.each(['br', 'gzip'])('is encoded as it comes, without a length: %s', async (coding) => {
    const { ask } = await site(() =>
      stream([PAGE, Buffer.from(PAGE), PAGE], { headers: { 'content-length': '14400' } }),
    )
    const answer = await ask(`Accept-Encoding: ${coding}`)
    expect([answer.header('content-encoding'), answer.header('content-length')]).toEqual([coding, undefined])
    expect(decoded(answer)).toBe(PAGE.repeat(3))
  })

  test.each(['br', 'gzip'])('lets through at once what there is: %s', async (coding) => {
    const gates = [held(), held()]
    const { port } = await site(() =>
      streamOf(
        (async function* () {
          yield 'first line\n'
          await gates[0]?.promise
          yield 'second line\n'
          await gates[1]?.promise
        })(),
      ),
    )
    const client = await RawSocket.connect(port)
    client.request(get('/', `Accept-Encoding: ${coding}`))
    await eventually(() => expect(decodedSoFar(client.unread, coding)).toBe('first line\n'))
    gates[0]?.resolve()
    await eventually(() => expect(decodedSoFar(client.unread, coding)).toBe('first line\nsecond line\n'))
    gates[1]?.resolve()
    expect((await client.answer()).status).toBe(200)
    client.destroy()
  })

  test('is not made larger by it: 20,000 lines', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`)
    const { ask } = await site(() => stream(lines))
    const answer = await ask('Accept-Encoding: gzip')
    expect(decoded(answer)).toBe(lines.join(''))
    expect(answer.bytes.byteLength).toBeLessThan(lines.join('').length / 3)
  })

  test('that fails breaks off, and is logged once', async () => {
    const { port, records } = await site(() =>
      streamOf(
        (async function* () {
          yield PAGE
          throw new Error('the source failed')
        })(),
      ),
    )
    const client = await RawSocket.connect(port)
    await expect(client.request(get('/', BR)).answer()).rejects.toThrow('the connection ended')
    expect(records.map(({ message }) => message)).toEqual(['the answer broke off: the source failed'])
    await expectAlive(port)
  })

  test('of another length than was declared breaks off', async () => {
    const { port, records } = await site(() => stream([PAGE], { headers: { 'content-length': '5000' } }))
    const client = await RawSocket.connect(port)
    await expect(client.request(get('/', BR)).answer()).rejects.toThrow('the connection ended')
    expect(records.map(({ message }) => message)).toEqual([expect.stringContaining('content-length says 5000')])
  })
})

describe('N3: a client that leaves in the middle', () => {
  test.each(['br', 'gzip'])(
    'leaves no encoder and no source open, 200 times: %s',
    { timeout: 60_000 },
    async (coding) => {
      const encoders = watchedEncoders()
      const sources: Readable[] = []
      const { port } = await site(() => {
        const source = endless()
        sources.push(source)
        return streamOf(source)
      })
      for (let round = 0; round < 10; round++) {
        const clients = await Promise.all(Array.from({ length: 20 }, () => RawSocket.connect(port)))
        for (const client of clients) client.request(get('/', `Accept-Encoding: ${coding}`))
        await Promise.all(clients.map((client) => client.sees('\r\n\r\n')))
        for (const [index, client] of clients.entries()) index % 2 === 0 ? client.reset() : client.destroy()
      }
      await eventually(() => expect(sources.filter(({ destroyed }) => !destroyed)).toEqual([]))
      await eventually(() => expect(encoders.open()).toBe(0))
      expect([encoders.made(), sources.length]).toEqual([200, 200])
      await expectAlive(port)
    },
  )

  test('while a large body is in the thread pool leaves none', async () => {
    const encoders = watchedEncoders()
    const { port } = await site(() => text(PAGE.repeat(100)))
    const clients = await Promise.all(Array.from({ length: 20 }, () => RawSocket.connect(port)))
    for (const client of clients) client.request(get('/', BR))
    await eventually(() => expect(encoders.made()).toBe(20))
    for (const client of clients) client.reset()
    await eventually(() => expect(encoders.open()).toBe(0))
    await expectAlive(port)
  })

  test('or asks with HEAD, or is answered by another layer, leaves none', async () => {
    const encoders = watchedEncoders()
    const sources: Readable[] = []
    const { app } = freshApp()
    app.use('/dropped', async (_ctx, next) => {
      await next()
      return text('something else')
    })
    app.use(compress())
    const handler = () => {
      const source = endless()
      sources.push(source)
      return streamOf(source)
    }
    app.get('/dropped', handler)
    app.get('/kept', handler)
    const port = await listening(app)
    expect((await rawBytes(port, get('/dropped', BR))).bytes.toString()).toBe('something else')
    expect((await rawBytes(port, request('HEAD', '/kept', BR))).header('content-encoding')).toBe('br')
    await eventually(() => expect(encoders.open()).toBe(0))
    await eventually(() => expect(sources.map(({ destroyed }) => destroyed)).toEqual([true, true]))
    expect(encoders.made()).toBe(1)
  })
})

test.each([
  [{ thresholdBytes: -1 }, 'thresholdBytes: -1'],
  [{ thresholdBytes: 1.5 }, 'thresholdBytes: 1.5'],
  [{ types: ['text'] }, '"text" among its types'],
  [{ types: ['text/html; charset=utf-8'] }, 'among its types'],
])('the options %j are refused', (options, message) => {
  expect(() => compress(options)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
  expect(() => compress(options)).toThrow(message)
})

function stream(chunks: readonly (string | Uint8Array)[], init?: ReplyInit): Reply {
  return streamOf(Readable.from(chunks), init)
}

function streamOf(source: AsyncIterable<string | Uint8Array>, init: ReplyInit = {}): Reply {
  return new Reply({ kind: 'stream', stream: source }, { headers: { 'content-type': 'text/plain', ...init.headers } })
}

function endless(): Readable {
  return Readable.from(
    (async function* () {
      for (let index = 0; ; index++) {
        yield `${index} ${PAGE}`
        await new Promise((resolve) => setImmediate(resolve))
      }
    })(),
  )
}

function withoutDate({ fields }: RawAnswer) {
  return fields.filter(([name]) => name !== 'date')
}

/** What a client can read of an answer that has not ended. */
function decodedSoFar(unread: string, coding: string): string {
  const start = unread.indexOf('\r\n\r\n') + 4
  const chunks: Buffer[] = []
  let bytes = Buffer.from(unread.slice(start), 'latin1')
  for (let end = bytes.indexOf('\r\n'); end !== -1; end = bytes.indexOf('\r\n')) {
    const size = Number.parseInt(bytes.toString('latin1', 0, end), 16)
    chunks.push(bytes.subarray(end + 2, end + 2 + size))
    bytes = bytes.subarray(end + 2 + size + 2)
  }
  const all = Buffer.concat(chunks)
  return coding === 'br'
    ? brotliDecompressSync(all, { finishFlush: constants.BROTLI_OPERATION_FLUSH }).toString()
    : gunzipSync(all, { finishFlush: constants.Z_SYNC_FLUSH }).toString()
}

/** Counts the handles of zlib that are made from now on, and those that are not closed. */
function watchedEncoders() {
  let made = 0
  let open = 0
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      if (type !== 'ZLIB') return
      made++
      open++
      const handle = resource as { close: () => void }
      const close = handle.close
      handle.close = () => {
        open--
        handle.close = close
        close.call(handle)
      }
    },
  }).enable()
  onTestFinished(() => {
    hook.disable()
  })
  return { made: () => made, open: () => open }
}
