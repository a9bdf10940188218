// Sharing with other origins: what browsers are told, what a preflight grants, and what is let in that the core would refuse.
// @see https://fetch.spec.whatwg.org/#http-cors-protocol

import { describe, expect, test } from 'vitest'
import { type AppOptions, type CorsOptions, cors, HttpError, type OriginFunction, route } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, request } from '../support/invariants.js'
import type { RawAnswer } from '../support/raw-socket.js'
import { temporaryFolder, writeFiles } from '../support/site.js'

const OK = 'https://ok.com'
const EVIL = 'https://evil.example'

/** An app behind the layer, with layers further in that refuse or fail by path, and what of it ran. */
async function site(options: CorsOptions, appOptions: AppOptions = {}) {
  const { app } = freshApp(appOptions)
  const ran: string[] = []
  app.use(cors(options))
  app.use((ctx, next) => {
    if (ctx.path !== '/healthz') ran.push('layer')
    return next()
  })
  app.use('/members', () => {
    throw new HttpError(401, undefined, { headers: { 'www-authenticate': 'Bearer' } })
  })
  app.route('/x', { methods: ['GET', 'POST', 'PUT', 'DELETE'] }, (ctx) => {
    ran.push(ctx.method)
    return 'answer'
  })
  app.get('/broken', () => Promise.reject(new Error('broken')))
  const port = await listening(app)
  const send = async (method: string, path: string, ...lines: readonly string[]): Promise<RawAnswer> =>
    (await exchange(port, request(method, path, ...lines))).answer
  return { send, ran }
}

function preflight(origin: string, method: string, headers?: string): [string, string, ...string[]] {
  const asked = headers === undefined ? [] : [`Access-Control-Request-Headers: ${headers}`]
  return ['OPTIONS', '/x', `Origin: ${origin}`, `Access-Control-Request-Method: ${method}`, ...asked]
}

/** The fields of the answer that begin with `access-control-`. */
function granted({ fields }: RawAnswer): Record<string, string> {
  return Object.fromEntries(fields.filter(([name]) => name.startsWith('access-control-')))
}

const ACAO = 'access-control-allow-origin'

describe('I1: credentials', () => {
  test.each([
    [{ origins: '*', credentials: true }, /'\*' with credentials/],
    [{ origins: ['*'], credentials: true }, /'\*' stands alone/],
    [{ origins: ['*'] }, /'\*' stands alone/],
    [{ origins: ['null'], credentials: true }, /'null' with credentials/],
    [{ origins: [OK, 'null'], credentials: true }, /'null' with credentials/],
    [{ origins: [OK], credentials: 'yes' }, /credentials is true or false/],
  ])('%j end the start', (options, message) => {
    expect(() => cors(options as CorsOptions)).toThrow(message)
    expect(() => cors(options as CorsOptions)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
  })

  test('are told to the listed origin alone, and no other origin is reflected', async () => {
    const { send } = await site({ origins: [OK], credentials: true })
    expect(granted(await send('GET', '/x', `Origin: ${OK}`))).toEqual({
      [ACAO]: OK,
      'access-control-allow-credentials': 'true',
    })
    expect(granted(await send('GET', '/x', `Origin: ${EVIL}`))).toEqual({})
  })

  test('are never told with *, which is the same for everybody', async () => {
    const { send } = await site({ origins: '*' })
    for (const lines of [[`Origin: ${EVIL}`], ['Origin: null'], []]) {
      const answer = await send('GET', '/x', ...lines, 'Cookie: a=b')
      expect(granted(answer)).toEqual({ [ACAO]: '*' })
      expect(answer.header('vary')).toBeUndefined()
    }
  })
})

describe('I2: the origin null', () => {
  const everybody: OriginFunction = () => true
  test.each<[string, CorsOptions['origins']]>([
    ['a list', [OK]],
    ['a pattern that would match', [/^.*$/]],
    ['a function that allows all', everybody],
  ])('is not allowed by %s', async (_, origins) => {
    const { send } = await site({ origins })
    expect(granted(await send('GET', '/x', 'Origin: null'))).toEqual({})
    expect(granted(await send(...preflight('null', 'GET')))).toEqual({})
  })

  test('is allowed where it is listed', async () => {
    const { send } = await site({ origins: [OK, 'null'] })
    expect(granted(await send('GET', '/x', 'Origin: null'))).toEqual({ [ACAO]: 'null' })
    expect(granted(await send('GET', '/x', 'Origin: NULL'))).toEqual({})
  })

  test('is not what a request without Origin has', async () => {
    const { send } = await site({ origins: [OK, 'null'] })
    const answer = await send('GET', '/x')
    expect([granted(answer), answer.header('vary')]).toEqual([{}, 'Origin'])
  })
})

describe('I3: an origin that looks like a listed one', () => {
  const HOSTILE = [
    'https://ok.com.evil.com',
    'https://evilok.com',
    'http://ok.com',
    'https://ok.com:444',
    'https://ok.com.',
    'https://ok.com%60.e',
    'https://ok.com/',
    'https://OK.com',
    'HTTPS://ok.com',
    'https://ok.com:443',
    'https://ok.com@evil.com',
    'https://evil.com#https://ok.com',
    'https://ok.com https://evil.com',
    'https://ok.com, https://evil.com',
    '//ok.com',
    'ok.com',
    '*',
    'null',
    `https://${'a.'.repeat(200)}ok.com`,
  ]

  test.each<[string, CorsOptions['origins']]>([
    ['a list', [OK]],
    ['a pattern', [/^https:\/\/ok\.com$/]],
    ['a pattern for subdomains', [/^https:\/\/(?:[a-z]+\.)?ok\.com$/]],
    ['a pattern whose branches are anchored half', [/^https:\/\/ok\.com|https:\/\/ok\.org$/]],
    ['a function', (origin) => origin === OK],
  ])('is not allowed by %s', { timeout: 30_000 }, async (_, origins) => {
    const { send, ran } = await site({ origins, methods: ['GET', 'POST'] })
    expect(granted(await send('GET', '/x', `Origin: ${OK}`))).toHaveProperty([ACAO], OK)
    for (const origin of HOSTILE) {
      expect(granted(await send('GET', '/x', `Origin: ${origin}`)), origin).toEqual({})
      expect(granted(await send(...preflight(origin, 'POST'))), origin).toEqual({})
      const { status } = await send('POST', '/x', `Origin: ${origin}`, 'Sec-Fetch-Site: cross-site')
      expect(status, origin).toBe(403)
    }
    expect(ran).not.toContain('POST')
  })

  test('is not even shown to patterns and functions unless it is one as browsers write it', async () => {
    const seen: string[] = []
    const { send } = await site({ origins: (origin) => seen.push(origin) > 0 })
    for (const origin of HOSTILE) await send('GET', '/x', `Origin: ${origin}`)
    expect(seen).toEqual(HOSTILE.slice(0, 5))
  })

  test.each([
    [/ok\.com/, 'not anchored'],
    [/^https:\/\/ok\.com/, 'not anchored'],
    [/https:\/\/ok\.com$/, 'not anchored'],
    [/^https:\/\/ok\.com\$/, 'not anchored'],
    [/^https:\/\/ok\.com$/m, 'flag'],
    [/^https:\/\/ok\.com$/g, 'flag'],
    [/^https:\/\/ok\.com$/y, 'flag'],
  ])('may not be let in by %s, which ends the start', (pattern, message) => {
    expect(() => cors({ origins: [pattern] })).toThrow(message)
  })

  test.each([
    'https://ok.com/',
    'https://OK.com',
    'https://ok.com:443',
    'ok.com',
    'https://*.ok.com/a',
    '',
    'file:///a',
  ])('may not be listed as %j, which ends the start', (origin) => {
    expect(() => cors({ origins: [origin] })).toThrow(/is no origin/)
  })

  test('may not be given alone, which ends the start', () => {
    expect(() => cors({ origins: OK as '*' })).toThrow(/a list, a function/)
  })
})

describe('I5: a preflight', () => {
  const FULL: CorsOptions = {
    origins: [OK],
    credentials: true,
    methods: ['GET', 'PUT'],
    headers: ['X-Token', 'Authorization'],
    exposedHeaders: ['X-Total'],
    maxAgeSeconds: 60,
  }
  const VARY = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'

  test.each([
    ['PUT', 'authorization,x-token'],
    ['PUT', 'X-TOKEN , content-type,'],
    ['PUT', undefined],
    ['HEAD', ''],
  ])('for %s with %j gets all that is listed, and nothing further in runs', async (method, headers) => {
    const { send, ran } = await site(FULL)
    const answer = await send(...preflight(OK, method, headers))
    expect(answer).toMatchObject({ status: 204, body: '' })
    expect(answer.header('vary')).toBe(VARY)
    expect(granted(answer)).toEqual({
      [ACAO]: OK,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, HEAD, PUT',
      'access-control-allow-headers': 'X-Token, Authorization',
      'access-control-expose-headers': 'X-Total',
      'access-control-max-age': '60',
    })
    expect(ran).toEqual([])
  })

  test.each([
    [OK, 'DELETE', undefined],
    [OK, 'put', undefined],
    [OK, 'GET, PUT', undefined],
    [OK, '', undefined],
    [OK, 'PUT', 'x-other'],
    [OK, 'PUT', 'x-token,x-other'],
    [OK, 'PUT', 'x-token\tx-other'],
    [OK, 'PUT', '*'],
    [OK, 'PUT', `${'a,'.repeat(4_000)}x`],
    [EVIL, 'PUT', undefined],
    [EVIL, 'PUT', 'x-token'],
  ])('of %s for %s with %s is granted nothing', async (origin, method, headers) => {
    const { send, ran } = await site(FULL)
    const answer = await send(...preflight(origin, method, headers))
    expect([answer.status, granted(answer), answer.header('vary')]).toEqual([204, {}, VARY])
    expect(ran).toEqual([])
  })

  test('grants reading alone, unless methods are listed', async () => {
    const { send } = await site({ origins: [OK] })
    expect(granted(await send(...preflight(OK, 'GET', 'content-type')))).toEqual({
      [ACAO]: OK,
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-max-age': '600',
    })
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(granted(await send(...preflight(OK, method)))).toEqual({})
  })

  test.each([['Origin: https://ok.com'], ['Access-Control-Request-Method: GET']])(
    'is none with %s alone: the route table answers',
    async (line) => {
      const { send, ran } = await site(FULL)
      const answer = await send('OPTIONS', '/x', line)
      expect([answer.status, answer.header('allow'), ran]).toEqual([
        204,
        'GET, HEAD, POST, PUT, DELETE, OPTIONS',
        ['layer'],
      ])
    },
  )
})

describe('I5: the fields of an allowed origin', () => {
  test.each([
    ['GET', '/x', 200],
    ['GET', '/nowhere', 404],
    ['PATCH', '/x', 405],
    ['GET', '/members', 401],
    ['GET', '/broken', 500],
    ['GET', '/static/a.css', 200],
    ['GET', '/static/b.css', 404],
    ['POST', '/x', 403],
  ])('are on %s %s, %i', async (method, path, status) => {
    const dir = temporaryFolder()
    writeFiles(dir, { 'a.css': 'a {}' })
    const options: CorsOptions = { origins: [OK], methods: ['GET', 'PATCH'], exposedHeaders: ['ETag'] }
    const { send } = await site(options, { static: dir })
    const answer = await send(method, path, `Origin: ${OK}`, 'Content-Length: 0')
    expect([answer.status, granted(answer)]).toEqual([status, { [ACAO]: OK, 'access-control-expose-headers': 'ETag' }])
    expect(answer.header('vary')?.split(', ')).toContain('Origin')
    const other = await send(method, path, `Origin: ${EVIL}`, 'Content-Length: 0')
    expect([granted(other), other.header('vary')?.split(', ').includes('Origin')]).toEqual([{}, true])
  })

  test('are on the 304 of a file', async () => {
    const dir = temporaryFolder()
    writeFiles(dir, { 'a.css': 'a {}' })
    const { send } = await site({ origins: [OK] }, { static: dir })
    const etag = (await send('GET', '/static/a.css')).header('etag')
    const answer = await send('GET', '/static/a.css', `Origin: ${OK}`, `If-None-Match: ${etag}`)
    expect([answer.status, granted(answer)]).toEqual([304, { [ACAO]: OK }])
  })
})

describe('an unsafe request of another origin', () => {
  const LISTED: CorsOptions = { origins: [OK], methods: ['GET', 'POST', 'PUT'] }
  const TRUSTED: CorsOptions = { ...LISTED, credentials: true }
  const ANY: CorsOptions = { ...LISTED, origins: '*' }
  test.each<[number, string, CorsOptions, string, string, readonly string[]]>([
    [200, 'listed', LISTED, 'POST', OK, []],
    [200, 'listed', LISTED, 'PUT', OK, ['Authorization: Bearer x']],
    [403, 'listed, but the method is not', LISTED, 'DELETE', OK, []],
    [403, 'with methods by default', { origins: [OK] }, 'POST', OK, []],
    [403, 'with a cookie', LISTED, 'POST', OK, ['Cookie: a=b']],
    [403, 'with an empty cookie', LISTED, 'POST', OK, ['Cookie: ']],
    [403, 'with what a browser has asked its user for', LISTED, 'POST', OK, ['Authorization: Basic YTpi']],
    [403, 'also when it is written otherwise', LISTED, 'POST', OK, ['Authorization:  nEGOTIATE x']],
    [200, 'with credentials that may be', TRUSTED, 'POST', OK, ['Cookie: a=b', 'Authorization: Basic YTpi']],
    [403, 'with credentials, but another', TRUSTED, 'POST', EVIL, ['Cookie: a=b']],
    [403, 'with credentials, but another method', TRUSTED, 'DELETE', OK, []],
    [200, 'any', ANY, 'POST', EVIL, []],
    [200, 'any, of nobody', ANY, 'POST', 'null', []],
    [403, 'any, with a cookie', ANY, 'POST', EVIL, ['Cookie: a=b']],
  ])('gets %i: %s', async (status, _, options, method, origin, lines) => {
    const { send, ran } = await site(options)
    const marked = ['Content-Length: 0', 'Sec-Fetch-Site: cross-site', `Origin: ${origin}`]
    const answer = await send(method, '/x', ...marked, ...lines)
    expect([answer.status, ran.includes(method)]).toEqual([status, status === 200])
  })

  test('passes where crossOrigin lets it, whatever the layer says', async () => {
    const { send } = await site({ origins: [OK] }, { crossOrigin: [EVIL] })
    const answer = await send('POST', '/x', 'Content-Length: 0', `Origin: ${EVIL}`)
    expect([answer.status, granted(answer)]).toEqual([200, {}])
  })

  test('passes only below the prefix of the layer', async () => {
    const { app } = freshApp()
    app.use('/api', cors(TRUSTED))
    app.post('/api/x', () => 'in')
    app.post('/x', () => 'in')
    const port = await listening(app)
    const lines = ['Content-Length: 0', `Origin: ${OK}`]
    expect((await exchange(port, request('POST', '/api/x', ...lines))).answer.status).toBe(200)
    expect((await exchange(port, request('POST', '/x', ...lines))).answer.status).toBe(403)
  })
})

describe('a function', () => {
  test('sees the request, and may take its time', async () => {
    const { send } = await site({ origins: async (origin, ctx) => origin === OK && ctx.path === '/x' })
    expect(granted(await send('GET', '/x', `Origin: ${OK}`))).toEqual({ [ACAO]: OK })
    expect(granted(await send('GET', '/nowhere', `Origin: ${OK}`))).toEqual({})
  })

  test.each([1, 'true', {}])('allows with true alone, not with %j', async (value) => {
    const { send } = await site({ origins: (() => value) as unknown as OriginFunction })
    expect(granted(await send('GET', '/x', `Origin: ${OK}`))).toEqual({})
  })

  test.each<[string, OriginFunction]>([
    ['throws', () => JSON.parse('{')],
    ['rejects', () => Promise.reject(new Error('down'))],
  ])('that %s is a 500, and nothing further in runs', async (_, origins) => {
    const { send, ran } = await site({ origins })
    const answer = await send('GET', '/x', `Origin: ${OK}`)
    expect([answer.status, granted(answer), ran]).toEqual([500, {}, []])
  })
})

describe('an option that cannot work ends the start', () => {
  test.each<[string, Partial<CorsOptions>]>([
    ['a method', { methods: ['get' as 'GET'] }],
    ['all methods', { methods: ['*' as 'GET'] }],
    ['all fields', { headers: ['*'] }],
    ['a field', { headers: ['x y'] }],
    ['a line break', { exposedHeaders: ['x\r\ny'] }],
    ['a time', { maxAgeSeconds: -1 }],
    ['half a second', { maxAgeSeconds: 0.5 }],
  ])('%s', (_, options) => {
    expect(() => cors({ origins: [OK], ...options })).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
  })

  test('a place around a route, where no preflight would reach it', () => {
    expect(() => route.through(cors({ origins: [OK] }))).toThrow(/cors\(\) must see requests before .* app\.use\(cors/)
  })
})
