// Whatever is thrown becomes one answer; what the client may know is in it, the rest goes to the log.
// @see RFC 9457 (problem details), RFC 9110 section 15

import supertest from 'supertest'
import { describe, expect, test, vi } from 'vitest'
import { abort, HttpError, html, json, type LogRecord, redirect, render, text } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, expectNothingLeaked, get, request } from '../support/invariants.js'
import { temporaryFolder } from '../support/site.js'

const DETAIL = 'the-password-is-swordfish'

describe('abort and HttpError', () => {
  test.each([
    [400, undefined, { title: 'Bad Request', status: 400 }],
    [404, 'no such post', { title: 'Not Found', status: 404, detail: 'no such post' }],
    [409, 'taken', { title: 'Conflict', status: 409, detail: 'taken' }],
    [418, undefined, { title: "I'm a teapot", status: 418 }],
    [499, undefined, { title: 'Client Error', status: 499 }],
    [500, DETAIL, { title: 'Internal Server Error', status: 500 }],
    [503, DETAIL, { title: 'Service Unavailable', status: 503 }],
    [599, undefined, { title: 'Server Error', status: 599 }],
  ])('abort(%i, %j) is a problem document that shows the message of a 4xx alone', async (status, message, problem) => {
    const { app, records } = freshApp()
    app.get('/', () => abort(status, message))
    const { answer } = await exchange(await listening(app), get('/'))
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body)).toEqual(problem)
    expect(answer.header('content-type')).toBe('application/problem+json')
    expect(answer.header('vary')).toBe('Accept')
    expect(answer.header('x-content-type-options')).toBe('nosniff')
    expect(records).toHaveLength(status >= 500 ? 1 : 0)
  })

  test.each([399, 600, 200, 0, -1, 404.5, Number.NaN])('the status %d is a mistake of the program', async (status) => {
    expect(() => abort(status)).toThrow(RangeError)
    const { app } = freshApp()
    app.get('/', () => abort(status))
    expect((await exchange(await listening(app), get('/'))).answer.status).toBe(500)
  })

  test('an HttpError carries header fields and issues', async () => {
    const { app } = freshApp()
    app.get('/', () => {
      throw new HttpError(429, 'too many', {
        headers: { 'Retry-After': '5' },
        issues: [{ path: 'a.0', message: 'wrong' }],
      })
    })
    const { answer } = await exchange(await listening(app), get('/'))
    expect(answer.header('retry-after')).toBe('5')
    expect(JSON.parse(answer.body)).toEqual({
      title: 'Too Many Requests',
      status: 429,
      detail: 'too many',
      issues: [{ path: 'a.0', message: 'wrong' }],
    })
  })

  test('a header field of an HttpError that cannot be sent is a clean 500', async () => {
    const { app, records } = freshApp()
    app.get('/', () => {
      throw new HttpError(429, 'too many', { headers: { 'retry-after': 'a\r\nb' } })
    })
    expect((await exchange(await listening(app), get('/'))).answer.status).toBe(500)
    expect(records).toHaveLength(1)
  })

  test('the cause of an HttpError goes to the log and not to the client', async () => {
    const { app, records } = freshApp()
    const cause = new Error(DETAIL)
    app.get('/', () => {
      throw new HttpError(502, 'the other side is down', { cause })
    })
    const { answer } = await exchange(await listening(app), get('/'))
    expect(answer.body).toBe('{"title":"Bad Gateway","status":502}')
    expect(records).toMatchObject([
      { level: 'error', message: DETAIL, error: cause, status: 502, method: 'GET', path: '/' },
    ])
  })
})

describe('O1, O2: whatever is thrown', () => {
  const thrown: readonly (readonly [name: string, value: () => unknown])[] = [
    ['an Error', () => new Error(DETAIL)],
    ['an error of another class', () => new TypeError(DETAIL)],
    ['an error whose message is no string', () => Object.assign(new Error(DETAIL), { message: 7 })],
    [
      'an error with a circle of causes',
      () => {
        const error = new Error(DETAIL)
        error.cause = error
        return error
      },
    ],
    ['an AggregateError', () => new AggregateError([new Error(DETAIL)], DETAIL)],
    ['a DOMException', () => new DOMException(DETAIL, 'AbortError')],
    ['a string', () => DETAIL],
    ['the empty string', () => ''],
    ['undefined', () => undefined],
    ['null', () => null],
    ['a number', () => 404],
    ['a bigint', () => 7n],
    ['a symbol', () => Symbol(DETAIL)],
    ['an object', () => ({ status: 404, message: DETAIL })],
    ['an object without a prototype', () => Object.create(null)],
    ['a function', () => () => DETAIL],
    ['a web Response', () => new Response(DETAIL)],
    ['an object that cannot be looked at', () => Proxy.revocable({}, {}).proxy],
    [
      'a revoked object',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {})
        revoke()
        return proxy
      },
    ],
    [
      'an object whose name throws',
      () => ({
        get [Symbol.toStringTag]() {
          throw new Error(DETAIL)
        },
      }),
    ],
  ]
  const places = ['handler', 'async handler', 'layer', 'async layer', 'provider', 'error handler', 'promise']
  test.each(thrown)('%s is one clean 500 with one cause in the log, wherever it is thrown', async (_name, value) => {
    const { app, records } = freshApp()
    app.get('/handler', () => {
      throw value()
    })
    app.get('/async-handler', async () => {
      await Promise.resolve()
      throw value()
    })
    app.get('/promise', () => Promise.reject(value()) as Promise<string>)
    app
      .at('/layer')
      .through(() => {
        throw value()
      })
      .get('/', () => 'x')
    app
      .at('/async-layer')
      .through(async (_ctx, next) => {
        await next()
        throw value()
      })
      .get('/', () => 'x')
    app
      .at('/provider')
      .with(async () => {
        throw value()
      })
      .get('/', () => 'x')
    app.get('/error-handler', () => abort(409))
    app.error(409, () => {
      throw value()
    })
    const port = await listening(app)
    for (const [index, place] of places.entries()) {
      const path = `/${place.replace(' ', '-')}`
      for (const accept of ['application/json', 'text/html']) {
        const { answer } = await exchange(port, get(path, `Accept: ${accept}`))
        expect(answer.status, place).toBe(500)
        expect(`${answer.head}${answer.body}`).not.toContain(DETAIL)
      }
      expect(records).toHaveLength(2 * (index + 1))
      expect(records.at(-1)).toMatchObject({ level: 'error', path, status: 500 })
    }
  })

  test('the record says what was thrown', async () => {
    const { app, records } = freshApp()
    app.get('/error', () => {
      throw new Error('broken')
    })
    app.get('/string', () => {
      throw 'a string'
    })
    app.get('/undefined', () => {
      throw undefined
    })
    app.get('/object', () => {
      throw { a: 1 }
    })
    for (const path of ['/error', '/string', '/undefined', '/object'])
      await supertest(app.handler).get(`${path}?secret=1`).expect(500)
    expect(records.map(({ message }) => message)).toEqual([
      'broken',
      'thrown: a string',
      'thrown: [object Undefined]',
      'thrown: [object Object]',
    ])
    for (const record of records) {
      expect(record).toMatchObject({
        level: 'error',
        method: 'GET',
        status: 500,
        id: expect.stringMatching(/^[\da-f-]{36}$/),
      })
      expect(record.error).toBeInstanceOf(Error)
      expect(JSON.stringify(record)).not.toContain('secret')
    }
  })
})

describe('app.error', () => {
  test('answers a status, and the one without a status all that have none of their own', async () => {
    const { app } = freshApp()
    app.error(404, (ctx, error) => html`<p>${ctx.path}: ${error.message}</p>`)
    app.error((_ctx, error) => json({ any: error.status }))
    app.get('/abort', () => abort(404, 'gone'))
    app.get('/throw', () => {
      throw new Error('broken')
    })
    const port = await listening(app)
    expect((await exchange(port, get('/%3Cb%3E'))).answer).toMatchObject({
      status: 404,
      body: '<p>/&lt;b&gt;: Not Found</p>',
    })
    expect((await exchange(port, get('/abort'))).answer).toMatchObject({ status: 404, body: '<p>/abort: gone</p>' })
    expect((await exchange(port, get('/throw'))).answer).toMatchObject({ status: 500, body: '{"any":500}' })
    expect((await exchange(port, request('POST', '/throw'))).answer).toMatchObject({ status: 405, body: '{"any":405}' })
    expect((await exchange(port, get('/%zz'))).answer).toMatchObject({ status: 400, body: '{"any":400}' })
  })

  test('the last one for a status counts', async () => {
    const { app } = freshApp()
    app.error(404, () => 'first').error(404, () => 'second')
    await supertest(app.handler).get('/x').expect(404, 'second')
  })

  test('its reply has the status of the error unless it sets another one', async () => {
    const { app } = freshApp()
    app.error(404, () => text('x', { status: 410 }))
    app.error(401, () => redirect('/login'))
    app.error(403, async () => null)
    app.get('/401', () => abort(401))
    app.get('/403', () => abort(403))
    await supertest(app.handler).get('/x').expect(410)
    await supertest(app.handler).get('/401').expect(303).expect('Location', '/login')
    await supertest(app.handler).get('/403').expect(204)
  })

  test('a reply that it throws is its reply', async () => {
    const { app, records } = freshApp()
    app.error(401, () => {
      throw redirect('/login')
    })
    app.error(403, async () => Promise.reject(redirect('/login')))
    app.get('/401', () => abort(401))
    app.get('/403', () => abort(403))
    for (const path of ['/401', '/403']) await supertest(app.handler).get(path).expect(303).expect('Location', '/login')
    expect(records).toEqual([])
  })

  test('keeps Allow of a 405 and the fields of the error, unless it sets them itself', async () => {
    const { app } = freshApp()
    app.get('/', () => 'x')
    app.get('/busy', () => {
      throw new HttpError(429, undefined, { headers: { 'retry-after': '5' } })
    })
    app.error(405, () => 'no')
    app.error(429, () => text('no', { headers: { 'retry-after': '7' } }))
    await supertest(app.handler).post('/').expect(405, 'no').expect('Allow', 'GET, HEAD, OPTIONS')
    await supertest(app.handler).get('/busy').expect(429, 'no').expect('Retry-After', '7')
  })

  test('its reply comes back through the layers with the error', async () => {
    const seen: unknown[] = []
    const { app } = freshApp()
    app.use(async (_ctx, next) => {
      const reply = await next()
      seen.push(reply.status, reply.error?.message)
      return reply
    })
    app.error(404, () => 'nothing here')
    await supertest(app.handler).get('/x').expect(404, 'nothing here')
    expect(seen).toEqual([404, 'Not Found'])
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('the handler broke')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('the handler broke'))],
    ['aborts', () => abort(404, 'the handler broke')],
    ['returns nothing', () => undefined as unknown as string],
    ['renders a page that is not there', () => render('the handler broke.html')],
  ])('one that %s is a plain 500, and both causes are in the log', async (_what, handler) => {
    const { app, records } = freshApp()
    app.error(handler as () => string)
    app.get('/', () => {
      throw new Error('the first cause')
    })
    const { answer } = await exchange(await listening(app), get('/'))
    expect(answer).toMatchObject({ status: 500, body: '{"title":"Internal Server Error","status":500}' })
    expect(records).toHaveLength(2)
    expect(records[0]?.message).toBe('the first cause')
    expect(records[1]?.message).toMatch(/handler broke|handler of error 500 returned nothing|no templates folder/)
  })

  test('one that fails for a 4xx is logged once', async () => {
    const { app, records } = freshApp()
    app.error(404, () => {
      throw new Error('the handler broke')
    })
    await supertest(app.handler).get('/x').expect(500)
    expect(records.map(({ message }) => message)).toEqual(['the handler broke'])
  })
})

describe('the form of an error', () => {
  const rows: readonly (readonly [accept: string | undefined, isHtml: boolean])[] = [
    [undefined, false],
    ['*/*', false],
    ['text/html', true],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
    ['application/json', false],
    ['application/json, text/html;q=0.9', false],
    ['application/json;q=0.1, text/html;q=0.2', true],
    ['text/html;q=0', false],
  ]
  test.each(rows)('with Accept: %s is HTML: %s', async (accept, isHtml) => {
    const { app } = freshApp()
    app.get('/', () => abort(409, 'a <b> & more'))
    const { answer } = await exchange(
      await listening(app),
      get('/', ...(accept === undefined ? [] : [`Accept: ${accept}`])),
    )
    expect(answer.status).toBe(409)
    expect(answer.header('vary')).toBe('Accept')
    expect(answer.header('x-content-type-options')).toBe('nosniff')
    expect(answer.header('content-type')).toBe(isHtml ? 'text/html; charset=utf-8' : 'application/problem+json')
    if (isHtml) {
      expect(answer.body).toContain('<h1>409 Conflict</h1><p>a &lt;b&gt; &amp; more</p>')
      expect(answer.header('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='$/)
    } else expect(JSON.parse(answer.body).detail).toBe('a <b> & more')
  })

  test('the style of the page is the one that its policy allows', async () => {
    const { createHash } = await import('node:crypto')
    const { app } = freshApp()
    const answer = await supertest(app.handler).get('/x').set('Accept', 'text/html').expect(404)
    const style = /<style>(.*)<\/style>/s.exec(answer.text)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(style).not.toBe('')
    expect(answer.headers['content-security-policy']).toContain(`'sha256-${hash}'`)
  })

  test('HEAD of an error has the length of its GET', async () => {
    const { app } = freshApp()
    const port = await listening(app)
    const whole = (await exchange(port, get('/x'))).answer
    const head = (await exchange(port, request('HEAD', '/x'))).answer
    expect([head.status, head.header('content-length'), head.body]).toEqual([404, whole.header('content-length'), ''])
  })
})

describe('what leaves the process', () => {
  test.each(['text/html', 'application/json'])(
    'outside development: nothing of a 5xx, with Accept: %s',
    async (accept) => {
      const { app } = freshApp({ dev: false })
      app.get('/throw', () => {
        throw new Error(DETAIL)
      })
      app.get('/abort', () => abort(503, DETAIL))
      app.get('/render', () => render(`${DETAIL}.html`))
      const port = await listening(app)
      for (const path of ['/throw', '/abort', '/render']) {
        const { answer } = await exchange(port, get(path, `Accept: ${accept}`))
        expect(answer.status).toBeGreaterThanOrEqual(500)
        expect(`${answer.head}${answer.body}`).not.toContain(DETAIL)
      }
    },
  )

  test.each([
    ['development', true],
    ['production', false],
    ['test', false],
    ['', false],
    [undefined, false],
  ])('NODE_ENV %s shows messages: %s', async (env, shows) => {
    vi.stubEnv('NODE_ENV', env)
    const { App } = await import('../../src/index.js')
    const app = new App({ templates: false, log: () => undefined })
    vi.unstubAllEnvs()
    app.get('/', () => {
      throw new Error(DETAIL)
    })
    const answer = await supertest(app.handler).get('/').expect(500)
    expect(answer.text.includes(DETAIL)).toBe(shows)
  })

  test('in development: the message, and in HTML the stack, escaped and without scripts of others', async () => {
    const { app } = freshApp({ dev: true })
    app.get('/', function theHandler() {
      throw new Error(`<img src=x> ${DETAIL}`)
    })
    const inJson = await supertest(app.handler).get('/').expect(500)
    expect(inJson.body.detail).toContain(DETAIL)
    const inHtml = await supertest(app.handler).get('/').set('Accept', 'text/html').expect(500)
    expect(inHtml.text).toContain(DETAIL)
    expect(inHtml.text).toContain('theHandler')
    expect(inHtml.text).not.toContain('<img')
    expect(inHtml.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(inHtml.headers['x-content-type-options']).toBe('nosniff')
    expect(inHtml.headers['vary']).toBe('Accept')
  })

  test('in development a 404 has no stack', async () => {
    const { app } = freshApp({ dev: true })
    const answer = await supertest(app.handler).get('/missing').set('Accept', 'text/html').expect(404)
    expectNothingLeaked({ head: '', body: answer.text })
  })

  test('dev is never switched on by a request (P4 Werkzeug CVE-2024-34069)', async () => {
    const { app } = freshApp()
    app.get('/', () => {
      throw new Error(DETAIL)
    })
    const { answer } = await exchange(
      await listening(app),
      get('/?dev=1&NODE_ENV=development', 'X-Dev: 1', 'NODE-ENV: development', 'Cookie: dev=1'),
    )
    expect(answer.body).not.toContain(DETAIL)
  })
})

describe('the log', () => {
  test('that throws ends neither the answer nor the process', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { app } = freshApp({
      log: () => {
        throw new Error('the log broke')
      },
    })
    app.get('/', () => {
      throw new Error(DETAIL)
    })
    const { answer } = await exchange(await listening(app), get('/'))
    const lines = written.mock.calls.map(([line]) => String(line)).join('')
    written.mockRestore()
    expect(answer.status).toBe(500)
    expect(lines).toContain(DETAIL)
    expect(lines).toContain('the log broke')
  })

  test('by default is a line on stderr and the stacks of the causes, and no request can forge a line', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { App } = await import('../../src/index.js')
    const app = new App({ templates: false, signals: false })
    app.get('/:name', (_, { name }) => {
      throw new Error(`cannot\nfind ${name}\u001b[31m`, { cause: new Error('the cause') })
    })
    await supertest(app.handler).get('/a%0Aerror%20GET%20%2Fforged').expect(500)
    const lines = written.mock.calls.map(([line]) => String(line)).join('')
    written.mockRestore()
    const [first = ''] = lines.split('\n')
    expect(first).toMatch(/^error GET \/a\\nerror GET %2Fforged 500 [\da-f-]{36}: cannot\\nfind a\\nerror/)
    expect(first).toContain('\\u001b[31m')
    expect(lines).toContain('  caused by Error: the cause')
    for (const line of lines.split('\n').slice(1)) expect(line).toMatch(/^$|^ {2}/)
  })

  test('says nothing of good answers and of clients\u2019 mistakes', async () => {
    const { app, records } = freshApp()
    app.get('/', () => 'x')
    app.get('/abort', () => abort(403))
    const port = await listening(app)
    for (const path of ['/', '/abort', '/missing', '/%zz']) await exchange(port, get(path))
    await exchange(port, request('POST', '/'))
    expect(records).toEqual([])
  })

  test('has no secret of the request: no query, no cookie, no authorization, no body', async () => {
    const records: LogRecord[] = []
    const { app } = freshApp({ log: (record) => records.push(record) })
    app.post('/x', async (ctx) => {
      await ctx.read.text()
      throw new Error('broken')
    })
    const secrets = ['secret-query', 'secret-cookie', 'secret-authorization', 'secret-body']
    await supertest(app.handler)
      .post('/x?q=secret-query')
      .set('Cookie', 'a=secret-cookie')
      .set('Authorization', 'secret-authorization')
      .send('secret-body')
    expect(records).toHaveLength(1)
    for (const secret of secrets)
      expect(JSON.stringify({ ...records[0], error: String(records[0]?.error) })).not.toContain(secret)
  })
})

test('an app without templates says so when a page is rendered', async () => {
  const { app, records } = freshApp()
  app.get('/', () => render('x.html'))
  await supertest(app.handler).get('/').expect(500)
  expect(records[0]?.message).toContain("render('x.html'): the app has no templates folder")
  const dir = temporaryFolder()
  const other = freshApp({ templates: dir })
  other.app.get('/', () => render('x.html'))
  await supertest(other.app.handler).get('/').expect(500)
  expect(other.records[0]?.message).toContain('x.html')
})
