// The lines of answered requests: what is in them and what never is, when they are written, and that nothing forges one.

import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  type AppOptions,
  type Ctx,
  compress,
  json,
  Reply,
  type RequestLogOptions,
  type RequestRecord,
  requestLog,
  text,
} from '../../src/index.js'
import { eventually } from '../support/deadline.js'
import { freshApp, held, listening } from '../support/fresh-app.js'
import { exchange, expectAlive, get, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { siteFolder } from '../support/site.js'

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
const PAGE = 'a page '.repeat(1000)

/** An app whose `/any/…` answers what a handler gives, and what was noted of it. */
async function site(
  handler: (ctx: Ctx) => unknown = () => 'ok',
  options: RequestLogOptions = {},
  appOptions: AppOptions = {},
) {
  const { app, records } = freshApp(appOptions)
  const noted: RequestRecord[] = []
  app.use(requestLog({ log: (record) => noted.push(record), skip: ({ path }) => path === '/healthz', ...options }))
  app.use('/coded', compress())
  app.at('/any').route('/:rest<path>', { methods: ['GET', 'HEAD', 'POST'] }, (ctx) => handler(ctx) as Reply)
  app.get('/coded', () => PAGE)
  const port = await listening(app)
  const ask = async (target: string, ...lines: string[]) => (await exchange(port, get(target, ...lines))).answer
  return { port, ask, noted, records }
}

/** What an app writes to stdout. */
function lines({ isTTY = false } = {}): string[] {
  const written: string[] = []
  const stdout = {
    isTTY,
    write: (chunk: string) => written.push(...chunk.split(/(?<=\n)/)),
    listeners: () => [],
    on: () => undefined,
  }
  const spy = vi.spyOn(process, 'stdout', 'get').mockReturnValue(stdout as unknown as typeof process.stdout)
  onTestFinished(() => spy.mockRestore())
  return written
}

describe('a record', () => {
  test('says what was asked and answered, and the id that the client was told', async () => {
    const { ask, noted } = await site()
    const answer = await ask('/any/a%20b/%C3%A9?secret=1')
    await eventually(() => expect(noted).toHaveLength(1))
    expect(noted[0]).toEqual({
      level: 'info',
      message: expect.stringMatching(/^[\d.]+ ms, 2 bytes$/),
      id: answer.header('x-request-id'),
      method: 'GET',
      path: '/any/a b/é',
      status: 200,
      durationMs: expect.any(Number),
      bytes: 2,
      aborted: false,
    })
    expect(noted[0]?.id).toMatch(UUID)
  })

  const kinds: readonly (readonly [
    name: string,
    handler: (ctx: Ctx) => unknown,
    status: number,
    bytes: number | undefined,
  ])[] = [
    ['JSON', () => json({ a: 1 }), 200, 7],
    ['characters of several bytes', () => '€€', 200, 6],
    ['nothing', () => null, 204, 0],
    ['304', () => text('x', { status: 304 }), 304, 0],
    ['a stream', () => new Reply({ kind: 'stream', stream: Readable.from(['a']) }), 200, undefined],
    [
      'a stream with its length',
      () => new Reply({ kind: 'stream', stream: Readable.from(['abc']) }, { headers: { 'content-length': '3' } }),
      200,
      3,
    ],
    [
      'an error',
      () => {
        throw new Error('broken')
      },
      500,
      expect.any(Number) as unknown as number,
    ],
    ['what the handler wrote itself', (ctx) => void ctx.res.writeHead(203).end('x'), 203, undefined],
  ]
  test.each(kinds)('of %s', async (_name, handler, status, bytes) => {
    const { ask, noted } = await site(handler)
    await ask('/any/x')
    await eventually(() => expect(noted).toHaveLength(1))
    expect([noted[0]?.status, noted[0]?.bytes, noted[0]?.aborted]).toEqual([status, bytes, false])
  })

  test('of HEAD, of 404, of a static file, and of what was compressed', async () => {
    const { port, ask, noted } = await site(() => 'ok', {}, { static: siteFolder() })
    await exchange(port, request('HEAD', '/any/x'))
    const missing = await ask('/nothing')
    const asset = await ask('/static/name.txt')
    const coded = await ask('/coded', 'Accept-Encoding: gzip')
    await eventually(() => expect(noted).toHaveLength(4))
    expect(noted.map(({ method, path, status, bytes }) => [method, path, status, bytes])).toEqual([
      ['HEAD', '/any/x', 200, 0],
      ['GET', '/nothing', 404, Number(missing.header('content-length'))],
      ['GET', '/static/name.txt', 200, 4],
      ['GET', '/coded', 200, Number(coded.header('content-length'))],
    ])
    expect(missing.header('x-request-id')).toBe(noted[1]?.id)
    expect(asset.header('x-request-id')).toBeUndefined()
  })

  test('of an answer that came for a handler that took too long', async () => {
    const gate = held<string>()
    const { ask, noted, records } = await site(() => gate.promise, {}, { limits: { handlerMs: 50 } })
    expect((await ask('/any/x')).status).toBe(503)
    await eventually(() => expect(noted).toHaveLength(1))
    gate.resolve('late')
    expect([noted[0]?.status, noted[0]?.bytes, noted[0]?.id]).toEqual([503, undefined, records[0]?.id])
  })

  test('is written once the answer is over, and not before', async () => {
    const gate = held()
    const { port, noted } = await site(
      () =>
        new Reply({
          kind: 'stream',
          stream: (async function* () {
            yield 'begun'
            await gate.promise
          })(),
        }),
    )
    const client = await RawSocket.connect(port)
    await client.request(get('/any/x')).sees('begun')
    expect(noted).toEqual([])
    gate.resolve()
    await client.answer()
    await eventually(() => expect(noted).toHaveLength(1))
    client.destroy()
  })

  test.each([
    ['before there is an answer', undefined],
    ['in the middle', 200],
  ])('of a client that left %s', async (when, status) => {
    let entered = false
    const { port, noted } = await site(async (ctx) => {
      entered = true
      if (status !== undefined) return new Reply({ kind: 'stream', stream: endless() })
      await new Promise((resolve) => ctx.signal.addEventListener('abort', resolve))
      return when
    })
    const client = await RawSocket.connect(port)
    client.request(get('/any/x'))
    if (status === undefined) await eventually(() => expect(entered).toBe(true))
    else await client.sees('more')
    client.reset()
    await eventually(() => expect(noted).toHaveLength(1))
    expect(noted[0]).toMatchObject({ aborted: true, message: expect.stringMatching(/^aborted after [\d.]+ ms$/) })
    expect([noted[0]?.status, noted[0]?.bytes]).toEqual([status, undefined])
    await expectAlive(port)
  })

  test('is one for each of many requests on a connection', async () => {
    const { port, noted } = await site()
    const client = await RawSocket.connect(port)
    for (let index = 0; index < 20; index++) client.request(get(`/any/${index}`))
    for (let index = 0; index < 20; index++) await client.answer()
    await eventually(() =>
      expect(noted.map(({ path }) => path)).toEqual(Array.from({ length: 20 }, (_, index) => `/any/${index}`)),
    )
    expect(new Set(noted.map(({ id }) => id)).size).toBe(20)
    client.destroy()
  })
})

describe('an id that a request brings', () => {
  const GIVEN = 'Root=1-67891233-abcdef012345678912345678'

  test('is not believed', async () => {
    const { ask, noted } = await site()
    expect((await ask('/any/x', `X-Request-Id: ${GIVEN}`)).header('x-request-id')).toMatch(UUID)
    await eventually(() => expect(noted[0]?.id).toMatch(UUID))
  })

  test('is believed where it is trusted, and is that of the app and its log', async () => {
    const { ask, noted, records } = await site(
      (ctx) => {
        throw new Error(ctx.id)
      },
      { trustId: true },
    )
    expect((await ask('/any/x', `X-Request-Id: ${GIVEN}`)).header('x-request-id')).toBe(GIVEN)
    await eventually(() => expect(noted[0]?.id).toBe(GIVEN))
    expect([records[0]?.id, records[0]?.message]).toEqual([GIVEN, GIVEN])
  })

  test.each([
    ['too short', 'X-Request-Id: 1234567'],
    ['too long', `X-Request-Id: ${'a'.repeat(129)}`],
    ['with a space', 'X-Request-Id: 12345678 GET /forged'],
    ['with a quote', 'X-Request-Id: 12345678"'],
    ['with another character', 'X-Request-Id: 12345678\xe9'],
    ['twice', 'X-Request-Id: 12345678\r\nX-Request-Id: 12345678'],
    ['empty', 'X-Request-Id: '],
  ])('is not believed %s', async (_why, line) => {
    const { ask } = await site(() => 'ok', { trustId: true })
    expect((await ask('/any/x', line)).header('x-request-id')).toMatch(UUID)
  })
})

describe('what is never written', () => {
  test.each(['line', 'json'] as const)('are queries, header fields and bodies: %s', async (format) => {
    const written = lines()
    const { app } = freshApp()
    app.use(requestLog({ format }))
    app.post('/login', async (ctx) => ctx.read.text())
    const port = await listening(app)
    const secrets = [
      'Authorization: Bearer SECRET',
      'Cookie: session=SECRET',
      'User-Agent: SECRET',
      'Referer: http://x/?SECRET',
    ]
    await exchange(
      port,
      `${request('POST', '/login?token=SECRET&SECRET', 'Content-Length: 6', 'X-Request-Id: SECRET-SECRET', ...secrets)}SECRET`,
    )
    await eventually(() => expect(written.length).toBeGreaterThan(0))
    expect(written.join('\n')).not.toContain('SECRET')
    expect(written[0]).toContain('/login')
  })

  test('are paths that the app hides, and requests that it skips', async () => {
    const { ask, noted } = await site(() => 'ok', {
      path: ({ path, query }) =>
        `${path.replace(/^\/any\/reset\/.*/, '/any/reset/…')}${query['page'] ? `?page=${query['page']}` : ''}`,
    })
    await ask('/any/reset/SECRET?page=2')
    await eventually(() => expect(noted.map(({ path }) => path)).toEqual(['/any/reset/…?page=2']))
  })
})

describe('a line', () => {
  const HOSTILE: readonly (readonly [name: string, path: string])[] = [
    ['a new line', '/any/%0A12:00:00 GET /forged 200'],
    ['a carriage return', '/any/%0D%0A{"forged":1}'],
    ['an ANSI escape', '/any/%1B[2J%1B[31m'],
    ['a control character of one byte', '/any/%C2%9B31m%C2%85%7F'],
    ['separators of lines', '/any/%E2%80%A8forged%E2%80%A9'],
    ['text that runs from right to left', '/any/%E2%80%AEdegrof%E2%81%A6'],
    ['tags, which nobody sees', '/any/%F3%A0%81%81'],
    ['spaces', '/any/x%20200%201%20ms%203%20B%20forged'],
    ['quotes and backslashes', '/any/%22,%22forged%22:%22%5Cn'],
  ]
  test.each(HOSTILE)('is one line of what can be seen, for people: %s', async (_name, target) => {
    const written = lines()
    const { ask } = await site(() => 'ok', { format: 'line', log: undefined as never })
    await ask(target.replaceAll(' ', '%20'))
    await eventually(() => expect(written.length).toBe(1))
    expect(written[0]).toMatch(
      /^\d\d:\d\d:\d\d GET (?:\/any\/[^\s"\\]*|\/any\/\S*|"(?:[^"\\]|\\.)*") 200 [\d.]+ ms 2 B [\da-f-]{36}\n$/,
    )
    expect(written[0]?.replace(/\n$/, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  })

  test.each(HOSTILE)('is one line of what can be seen, as JSON: %s', async (_name, target) => {
    const written = lines()
    const { ask } = await site(() => 'ok', { format: 'json', log: undefined as never })
    await ask(target.replaceAll(' ', '%20'))
    await eventually(() => expect(written.length).toBe(1))
    expect(written[0]?.replace(/\n$/, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    const { path, ...rest } = JSON.parse(written[0] ?? '')
    expect(path.replaceAll('%2F', '/').replaceAll('%5C', '\\')).toBe(decodeURIComponent(target))
    expect(rest).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: 'info',
      id: expect.stringMatching(UUID),
      method: 'GET',
      status: 200,
      durationMs: expect.any(Number),
      bytes: 2,
      aborted: false,
    })
  })

  test('says of a client that left what is known', async () => {
    const written = lines()
    let entered = false
    const { port } = await site(
      async (ctx) => {
        entered = true
        await new Promise((resolve) => ctx.signal.addEventListener('abort', resolve))
        return 'nobody reads this'
      },
      { format: 'line', log: undefined as never },
    )
    const client = await RawSocket.connect(port)
    client.request(get('/any/x'))
    await eventually(() => expect(entered).toBe(true))
    client.destroy()
    await eventually(() => expect(written.length).toBe(1))
    expect(written[0]).toMatch(/^\d\d:\d\d:\d\d GET \/any\/x - [\d.]+ ms - [\da-f-]{36} aborted\n$/)
  })

  test.each([
    [true, 'production', 'line'],
    [false, 'development', 'line'],
    [false, 'production', 'json'],
  ])('in a terminal (%s), or in %s, is by default of the format %s', async (isTTY, environment, format) => {
    const written = lines({ isTTY })
    vi.stubEnv('NODE_ENV', environment)
    onTestFinished(() => void vi.unstubAllEnvs())
    const { app } = freshApp()
    app.use(requestLog())
    await exchange(await listening(app), get('/healthz'))
    await eventually(() => expect(written.length).toBeGreaterThan(0))
    expect(written[0]?.startsWith('{') ? 'json' : 'line').toBe(format)
  })
})

describe('a log that fails', () => {
  test.each([
    ['log', { log: () => fail() }],
    ['path', { path: () => fail() }],
    ['skip', { skip: () => fail() }],
  ])('in %s takes no answer with it, and says so on stderr', async (_name, options) => {
    const complaints: string[] = []
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => complaints.push(String(chunk)) > 0)
    onTestFinished(() => spy.mockRestore())
    const { ask, port } = await site(() => 'ok', options)
    expect((await ask('/any/x')).body).toBe('ok')
    await eventually(() => expect(complaints.join('')).toContain('a request could not be noted'))
    await expectAlive(port)
  })

  test('because nobody reads stdout any more ends no process', async () => {
    const program = `
      import { App, requestLog } from ${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)}
      const app = new App({ templates: false })
      app.use(requestLog())
      app.get('/', () => 'ok')
      const { port } = await app.listen({ port: 0, host: '127.0.0.1' })
      process.send(port)
    `
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    let complaints = ''
    child.stderr?.on('data', (chunk) => {
      complaints += chunk
    })
    const port = await new Promise<number>((resolve) => child.once('message', (message) => resolve(Number(message))))
    child.stdout?.destroy()
    for (let index = 0; index < 5; index++) {
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(child.exitCode).toBeNull()
    await eventually(() =>
      expect(complaints.match(/^error: .*$/gm)).toEqual(['error: requests are no longer noted: stdout takes nothing']),
    )
  })
})

test.each([
  [{ format: 'xml' }, `the format "xml": 'line' or 'json'`],
  [{ format: 'toString' }, 'the format "toString"'],
  [{ format: 'json', log: () => undefined }, 'both a format and a log'],
])('the options %o are refused', (options, message) => {
  const make = () => requestLog(options as unknown as RequestLogOptions)
  expect(make, inspect(options)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
  expect(make).toThrow(message)
})

function fail(): never {
  throw new Error('it broke')
}

async function* endless(): AsyncGenerator<string> {
  for (;;) {
    yield 'more '.repeat(1000)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
