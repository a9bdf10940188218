// The onion: in which order layers run, what they see come back, and what they may do to it.

import supertest from 'supertest'
import { describe, expect, test } from 'vitest'
import {
  abort,
  type Ctx,
  file,
  HttpError,
  html,
  json,
  type Layer,
  Reply,
  redirect,
  render,
  route,
  text,
} from '../../src/index.js'
import { freshApp, held, listening } from '../support/fresh-app.js'
import { exchange, get } from '../support/invariants.js'
import { siteFolder, temporaryFolder, writeFiles } from '../support/site.js'
import { collectedWarnings } from '../support/warnings.js'

/** A layer that notes when it is entered and left. */
function noting(name: string, notes: string[]): Layer {
  return async (_ctx, next) => {
    notes.push(`${name} in`)
    const reply = await next()
    notes.push(`${name} out ${reply.status}`)
    return reply
  }
}

describe('the order of layers', () => {
  test('is that of app.use, then of the scope from the outside in, around the handler', async () => {
    const notes: string[] = []
    const { app } = freshApp()
    app.use(noting('a', notes)).use(noting('b', notes))
    app
      .through(noting('c', notes))
      .at('/x')
      .through(noting('d', notes))
      .get('/y', () => {
        notes.push('handler')
        return 'x'
      })
    await supertest(app.handler).get('/x/y').expect(200)
    expect(notes).toEqual([
      'a in',
      'b in',
      'c in',
      'd in',
      'handler',
      'd out 200',
      'c out 200',
      'b out 200',
      'a out 200',
    ])
  })

  test('does not depend on whether a route stands before or behind them', async () => {
    const notes: string[] = []
    const { app } = freshApp()
    app.get('/', () => 'x')
    app.use(noting('late', notes))
    await supertest(app.handler).get('/').expect(200)
    expect(notes).toEqual(['late in', 'late out 200'])
  })

  test('a layer with a prefix keeps its place among those without', async () => {
    const notes: string[] = []
    const { app } = freshApp()
    app.use(noting('a', notes)).use('/x', noting('b', notes)).use(noting('c', notes))
    app.get('/x', () => 'x').get('/y', () => 'y')
    await supertest(app.handler).get('/x')
    await supertest(app.handler).get('/y')
    expect(notes.filter((note) => note.endsWith('in'))).toEqual(['a in', 'b in', 'c in', 'a in', 'c in'])
  })

  test('of controllers is the same', async () => {
    const notes: string[] = []
    const scope = route.through(noting('outer', notes)).at('/x').through(noting('inner', notes))
    class Pages {
      @scope.get('/y')
      y() {
        notes.push('handler')
        return 'y'
      }
    }
    const { app } = freshApp()
    app.register(Pages)
    await supertest(app.handler).get('/x/y').expect(200, 'y')
    expect(notes).toEqual(['outer in', 'inner in', 'handler', 'inner out 200', 'outer out 200'])
  })

  test('a scope is never changed by what is made from it', async () => {
    const notes: string[] = []
    const { app } = freshApp()
    const base = app.at('/base')
    base.through(noting('layer', notes)).get('/in', () => 'in')
    base.get('/out', () => 'out')
    await supertest(app.handler).get('/base/out').expect(200)
    expect(notes).toEqual([])
  })
})

describe('app.use(prefix, layer)', () => {
  const rows: readonly (readonly [prefix: `/${string}`, path: string, runs: boolean])[] = [
    ['/', '/', true],
    ['/', '/anything/at/all', true],
    ['/a', '/a', true],
    ['/a', '/a/', true],
    ['/a', '/a/b', true],
    ['/a', '/%61/b', true],
    ['/a', '/a?x', true],
    ['/a', '/ab', false],
    ['/a', '/A', false],
    ['/a', '/', false],
    ['/a', '/b/a', false],
    ['/a', '//a', false],
    ['/a', '/a%2Fb', false],
    ['/a/b', '/a', false],
    ['/a/b', '/a/b/c', true],
    ['/a/b', '/a/bc', false],
    ['/caf\u00e9', '/caf%C3%A9/x', true],
    ['/static', '/static/name.txt', true],
    ['/static', '/static/missing', true],
  ]
  test.each(rows)('%s for the path %s: %s', async (prefix, path, runs) => {
    let ran = false
    const { app } = freshApp({ static: siteFolder() })
    app.use(prefix, (ctx, next) => {
      ran ||= ctx.path !== '/healthz'
      return next()
    })
    await exchange(await listening(app), get(path))
    expect(ran).toBe(runs)
  })

  test.each(['a', '/a/', '//', '', '/a//b', '/:id', '/a<b>', '/%61'])('%j is a BAD_PREFIX', (prefix) => {
    const { app } = freshApp()
    expect(() => app.use(prefix as '/', (_ctx, next) => next())).toThrow(
      expect.objectContaining({ code: 'BAD_PREFIX' }),
    )
  })

  test.each([undefined, null, {}, 'layer', 7])('a layer that is %j is a BAD_LAYER', (layer) => {
    const { app } = freshApp()
    const badLayer = expect.objectContaining({ code: 'BAD_LAYER' })
    expect(() => app.use(layer as unknown as Layer)).toThrow(badLayer)
    expect(() => app.use('/a', layer as unknown as Layer)).toThrow(badLayer)
    expect(() => app.through(layer as unknown as Layer)).toThrow(badLayer)
    expect(() => route.through(layer as unknown as Layer)).toThrow(badLayer)
  })
})

describe('next()', () => {
  const failures: readonly (readonly [path: string, status: number, message: string])[] = [
    ['/abort', 418, 'no coffee'],
    ['/throw', 500, 'broken'],
    ['/reject', 500, 'broken later'],
    ['/text', 500, 'thrown: a string'],
    ['/wrong', 500, 'returned nothing'],
    ['/missing', 404, 'Not Found'],
    ['/static/missing', 404, 'Not Found'],
    ['/inner', 403, 'not you'],
  ]
  test.each(failures)('gives the reply of %s with its error, and does not reject', async (path, status, message) => {
    const seen: unknown[] = []
    const { app } = freshApp({ static: siteFolder() })
    app.use(async (_ctx, next) => {
      const reply = await next()
      seen.push(reply.status, reply.error?.message, reply instanceof Reply)
      return reply
    })
    app.get('/abort', () => abort(418, 'no coffee'))
    app.get('/throw', () => {
      throw new Error('broken')
    })
    app.get('/reject', async () => Promise.reject(new Error('broken later')))
    app.get('/text', () => {
      throw 'a string'
    })
    app.get('/wrong', (() => undefined) as unknown as () => string)
    app.through(() => abort(403, 'not you')).get('/inner', () => 'inner')
    await supertest(app.handler).get(path).expect(status)
    expect(seen).toEqual([status, expect.stringContaining(message), true])
  })

  test('gives a 405 with its error and Allow', async () => {
    const seen: unknown[] = []
    const { app } = freshApp()
    app.use(async (_ctx, next) => {
      const reply = await next()
      seen.push(reply.status, reply.error instanceof HttpError, reply.headers.get('allow'))
      return reply
    })
    app.get('/x', () => 'x')
    await supertest(app.handler).post('/x').expect(405)
    expect(seen).toEqual([405, true, 'GET, HEAD, OPTIONS'])
  })

  test('gives no error with a good reply, with a redirect, or with a status that the handler chose', async () => {
    const seen: unknown[] = []
    const { app } = freshApp()
    app.use(async (_ctx, next) => {
      const reply = await next()
      seen.push(reply.error)
      return reply
    })
    app
      .get('/a', () => 'a')
      .get('/b', () => redirect('/a'))
      .get('/c', () => json({}, { status: 404 }))
    for (const path of ['/a', '/b', '/c', '/a/']) await supertest(app.handler).get(path)
    expect(seen).toEqual([undefined, undefined, undefined, undefined])
  })

  test('gives the reply itself, which the layer may change or replace', async () => {
    const { app } = freshApp()
    app.use(async (_ctx, next) => {
      const reply = await next()
      if (reply.body.kind === 'bytes') reply.body = { kind: 'bytes', bytes: `[${reply.body.bytes}]` }
      reply.status = 201
      reply.headers.set('x-layer', 'yes')
      return reply
    })
    app.get('/', () => 'x')
    const answer = await supertest(app.handler).get('/').expect(201, '[x]')
    expect(answer.headers['x-layer']).toBe('yes')
  })

  test('an error may be turned into a good answer', async () => {
    const { app } = freshApp()
    app.use(async (_ctx, next) => {
      const reply = await next()
      return reply.status === 404 ? text('instead') : reply
    })
    await supertest(app.handler).get('/missing').expect(200, 'instead')
  })

  test('a layer that calls it twice gets an error for the second call, and the process lives', async () => {
    let calls = 0
    const { app, records } = freshApp()
    app
      .at('/second')
      .through(async function eager(_ctx, next) {
        await next()
        return next()
      })
      .get('/', () => String(++calls))
    app
      .at('/first')
      .through(async (_ctx, next) => {
        const reply = await next()
        void next()
        return reply
      })
      .get('/', () => String(++calls))
    app
      .at('/both')
      .through(async (_ctx, next) => {
        const [reply] = await Promise.all([next(), next()])
        return reply
      })
      .get('/', () => String(++calls))
    const port = await listening(app)
    expect((await exchange(port, get('/second'))).answer.status).toBe(500)
    expect((await exchange(port, get('/first'))).answer).toMatchObject({ status: 200, body: '2' })
    expect((await exchange(port, get('/both'))).answer).toMatchObject({ status: 200, body: '3' })
    expect(calls).toBe(3)
    expect(records.map(({ message }) => message)).toEqual([
      'the layer eager called next() twice',
      'a layer called next() twice',
      'a layer called next() twice',
    ])
  })

  test('a layer that does not wait for it has answered all the same', async () => {
    const done = held()
    const { app, records } = freshApp()
    app
      .at('/x')
      .through((_ctx, next) => {
        void next()
        return text('at once')
      })
      .get('/', async () => {
        done.resolve()
        return 'later'
      })
    expect((await exchange(await listening(app), get('/x'))).answer.body).toBe('at once')
    await done.promise
    expect(records).toEqual([])
  })

  test('is not called: nothing further in runs', async () => {
    let ran = false
    const { app } = freshApp()
    app
      .at('/x')
      .through(() => text('stop'))
      .get('/', () => {
        ran = true
        return 'x'
      })
    await supertest(app.handler).get('/x').expect(200, 'stop')
    expect(ran).toBe(false)
  })
})

describe('a layer', () => {
  test.each([
    ['nothing', undefined, 'nothing: a forgotten return?'],
    ['null', null, 'a object'],
    ['a string', 'x', 'a string'],
    ['an object', {}, 'a object'],
  ])('that returns %s is a 500 that says so', async (_kind, value, sentence) => {
    const { app, records } = freshApp()
    app
      .at('/sync')
      .through(function lazy() {
        return value as unknown as Reply
      })
      .get('/', () => 'x')
    app
      .at('/async')
      .through(async function lazy(_ctx, next) {
        await next()
        return value as unknown as Reply
      })
      .get('/', () => 'x')
    const port = await listening(app)
    for (const path of ['/sync', '/async']) expect((await exchange(port, get(path))).answer.status).toBe(500)
    expect(records).toHaveLength(2)
    for (const { message } of records) expect(message).toContain(`the layer lazy returned ${sentence}`)
  })

  test('that throws a Reply has answered with it', async () => {
    const { app, records } = freshApp()
    app
      .at('/x')
      .through(() => {
        throw redirect('/login')
      })
      .get('/', () => 'x')
    await supertest(app.handler).get('/x').expect(303).expect('Location', '/login')
    expect(records).toEqual([])
  })

  test('may answer with a page or a file, as a handler may', async () => {
    const dir = temporaryFolder()
    writeFiles(dir, { 'closed.html': '<h1>{{ why }}</h1>', 'closed.txt': 'closed' })
    const { app } = freshApp({ templates: dir })
    app
      .at('/page')
      .through(() => render('closed.html', { why: 'night' }, { status: 503 }))
      .get('/', () => 'x')
    app
      .at('/file')
      .through(async () => file('closed.txt', { root: dir }))
      .get('/', () => 'x')
    app
      .at('/provider')
      .with(() => render('closed.html', { why: 'no key' }, { status: 401 }))
      .get('/', () => 'x')
    const port = await listening(app)
    const page = (await exchange(port, get('/page'))).answer
    expect(page).toMatchObject({ status: 503, body: '<h1>night</h1>' })
    expect(page.header('content-type')).toBe('text/html; charset=utf-8')
    expect((await exchange(port, get('/file'))).answer).toMatchObject({ status: 200, body: 'closed' })
    expect((await exchange(port, get('/provider'))).answer).toMatchObject({ status: 401, body: '<h1>no key</h1>' })
  })

  test('that answers with a page which is not there is a clean 500', async () => {
    const { app, records } = freshApp()
    app
      .at('/x')
      .through(() => render('nowhere.html'))
      .get('/', () => 'x')
    expect((await exchange(await listening(app), get('/x'))).answer.status).toBe(500)
    expect(records).toHaveLength(1)
  })

  test('around assets sees and may change their replies', async () => {
    const { app } = freshApp({ static: siteFolder() })
    app.use('/static', async (ctx, next) => {
      const reply = await next()
      reply.headers.set('x-layer', `${ctx.method} ${reply.status}`)
      return reply
    })
    const port = await listening(app)
    expect((await exchange(port, get('/static/name.txt'))).answer.header('x-layer')).toBe('GET 200')
    expect((await exchange(port, get('/static/missing.txt'))).answer.header('x-layer')).toBe('GET 404')
    expect((await exchange(port, get('/static/users'))).answer.header('x-layer')).toBe('GET 301')
  })

  test('is not asked for a request that has no place: its target or header block is refused before', async () => {
    let asked = 0
    const { app } = freshApp()
    app.use((ctx, next) => {
      if (ctx.path !== '/healthz') asked++
      return next()
    })
    const port = await listening(app)
    expect((await exchange(port, get('/%zz'))).answer.status).toBe(400)
    expect((await exchange(port, 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n')).answer.status).toBe(400)
    expect(asked).toBe(0)
  })

  test('many are as good as one', async () => {
    const warnings = collectedWarnings()
    const { app } = freshApp()
    for (let count = 0; count < 200; count++) {
      app.use(async (_ctx, next) => {
        const reply = await next()
        reply.headers.set('x-count', String(Number(reply.headers.get('x-count') ?? 0) + 1))
        return reply
      })
    }
    app.get('/', async function* () {
      yield 'streamed'
    })
    const { answer } = await exchange(await listening(app), get('/'))
    expect([answer.header('x-count'), answer.body]).toEqual(['200', 'streamed'])
    expect(warnings).toEqual([])
  })
})

describe('scope.with(provider)', () => {
  test('adds to the context of its routes, also asynchronously, and one provider sees what another added', async () => {
    const { app } = freshApp()
    const authed = app
      .with(async () => ({ user: { name: 'ann' } }))
      .with((ctx) => ({ greeting: `hello ${ctx.user.name}` }))
    authed.get('/in', (ctx) => text(ctx.greeting))
    app.get('/out', (ctx) => text(String('user' in ctx)))
    await supertest(app.handler).get('/in').expect(200, 'hello ann')
    await supertest(app.handler).get('/out').expect(200, 'false')
  })

  test('of decorators does the same', async () => {
    const authed = route.with(async (ctx) => (ctx.headers.authorization ? { user: 'ann' } : redirect('/login')))
    class Account {
      @authed.get('/account')
      show(ctx: Ctx & { user: string }) {
        return html`<p>${ctx.user}</p>`
      }
    }
    const { app } = freshApp()
    app.register(Account)
    await supertest(app.handler).get('/account').set('Authorization', 'x').expect(200, '<p>ann</p>')
    await supertest(app.handler).get('/account').expect(303).expect('Location', '/login')
  })

  test('gets the parameters of the prefix, converted, and not those of the route', async () => {
    const seen: unknown[] = []
    const { app } = freshApp()
    app
      .at('/orgs/:org<int>')
      .with((_, params) => {
        seen.push({ ...params })
        return { orgName: `org ${params.org}` }
      })
      .at('/teams/:team')
      .with((_, params) => {
        seen.push({ ...params })
        return {}
      })
      .get('/users/:id<int>', (ctx, { org, team, id }) => ({ name: ctx.orgName, org, team, id }))
    await supertest(app.handler)
      .get('/orgs/7/teams/blue/users/3')
      .expect(200, { name: 'org 7', org: 7, team: 'blue', id: 3 })
    expect(seen).toEqual([{ org: 7 }, { org: 7, team: 'blue' }])
  })

  test('runs once for each request, and only when a route of the scope matched', async () => {
    let runs = 0
    const { app } = freshApp()
    app
      .at('/x')
      .with(() => {
        runs++
        return {}
      })
      .get('/y', () => 'y')
    await supertest(app.handler).get('/x/missing').expect(404)
    await supertest(app.handler).post('/x/y').expect(405)
    expect(runs).toBe(0)
    await supertest(app.handler).get('/x/y').expect(200)
    expect(runs).toBe(1)
  })

  test.each(['path', 'method', 'params', 'req', 'res', 'read', 'cookies', 'query', 'state', 'id', 'constructor'])(
    'that adds the existing name %s is a 500 that says so',
    async (name) => {
      const { app, records } = freshApp()
      app.with((() => ({ [name]: 'mine' })) as () => object).get('/x', () => 'x')
      expect((await exchange(await listening(app), get('/x'))).answer.status).toBe(500)
      expect(records[0]?.message).toBe(`scope.with(...): ctx.${name} exists already`)
    },
  )

  test.each([undefined, null, 7, 'user'])('that returns %j is a 500 that says so', async (value) => {
    const { app, records } = freshApp()
    app.with((() => value) as unknown as () => object).get('/x', () => 'x')
    expect((await exchange(await listening(app), get('/x'))).answer.status).toBe(500)
    expect(records[0]?.message).toContain(`returned ${String(value)}, not an object`)
  })

  test('scope.with puts a value where an outer layer has put a getter', async () => {
    const { app } = freshApp()
    app.use((ctx, next) => {
      Object.defineProperty(ctx, 'user', { get: () => 'a guest', enumerable: true, configurable: true })
      return next()
    })
    app.with(() => ({ user: 'Ada' })).get('/', (ctx) => ctx.user)
    expect((await supertest(app.handler).get('/')).text).toBe('Ada')
  })

  test('that aborts has answered', async () => {
    const { app, records } = freshApp()
    app.with(() => abort(401)).get('/x', () => 'x')
    await supertest(app.handler).get('/x').expect(401)
    expect(records).toEqual([])
  })
})
