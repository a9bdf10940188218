// Sessions in a store: what it is asked and when, what it gets to know, and what happens when requests meet or it fails.

import { createHash } from 'node:crypto'
import supertest from 'supertest'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type Ctx,
  type Layer,
  memoryStore,
  type Session,
  type SessionOptions,
  type SessionStore,
  session,
} from '../../../src/index.js'
import { eventually } from '../../support/deadline.js'
import { freshApp, held, listening } from '../../support/fresh-app.js'
import { exchange, get } from '../../support/invariants.js'
import { siteFolder } from '../../support/site.js'
import { setCookies, Visitor, watchedStore } from './visitor.js'

type Handler = (ctx: Ctx & { session: Session }) => unknown

/** An app with sessions; `/do` runs a handler, which a test may replace. */
function shop(options: SessionOptions) {
  const { app, records } = freshApp()
  const steps: Handler[] = []
  const site = app.through(session(options))
  site.get('/do', async (ctx) => ((await steps.shift()?.(ctx)) ?? null) as null)
  site.get('/untouched', () => 'untouched')
  site.get('/begin', (ctx) => ctx.session.id)
  site.get('/data', (ctx) => ({ ...ctx.session.data }))
  return { app, records, steps, visitor: new Visitor(app) }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  return () => vi.useRealTimers()
})

function pass(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

describe('the store', () => {
  test('is asked nothing for a visitor without a cookie, or with one that is no id', async () => {
    const store = watchedStore()
    const { visitor } = shop({ store })
    await visitor.get('/untouched')
    await visitor.get('/data')
    visitor.cookies.set('session', 'not-an-id')
    await visitor.get('/data')
    expect(store.calls).toEqual([])
  })

  test('G10: is read once and not written for a session that is not changed, and no cookie is set', async () => {
    const store = watchedStore()
    const { visitor, steps } = shop({ store })
    await visitor.get('/begin')
    store.calls.length = 0
    for (const path of ['/untouched', '/data', '/begin']) expect(setCookies(await visitor.get(path))).toEqual([])
    steps.push(({ session: { data } }) => {
      data['a'] = 1
      delete data['a']
    })
    expect(setCookies(await visitor.get('/do'))).toEqual([])
    expect(store.calls.map(([call]) => call)).toEqual(['read', 'read', 'read', 'read'])
  })

  test('is written, without a cookie, when a tenth of the idle time has passed since the last use', async () => {
    const store = watchedStore()
    const { visitor } = shop({ store, idleSeconds: 1000 })
    await visitor.get('/begin')
    const writes = [store.writes]
    for (const seconds of [99, 1, 99, 1]) {
      pass(seconds)
      expect(setCookies(await visitor.get('/untouched'))).toEqual([])
      writes.push(store.writes)
    }
    expect(writes).toEqual([1, 1, 2, 2, 3])
  })

  test('never sees an id: who can read it can open no session', async () => {
    const store = watchedStore()
    const { visitor, app } = shop({ store })
    const id = (await visitor.get('/begin')).text
    const [key] = store.calls.map(([, name]) => name)
    expect(key).toBe(createHash('sha256').update(id).digest('base64url'))
    const thief = new Visitor(app)
    thief.cookies.set('session', String(key))
    expect((await thief.get('/begin')).text).not.toBe(id)
  })

  test('gets a time to forget each record: idle or lifetime, whichever is over first', async () => {
    const expiries: number[] = []
    const inner = memoryStore()
    const store: SessionStore = {
      ...inner,
      write: (key, record, expiresAt, version) => {
        expiries.push((expiresAt - Date.now()) / 1000)
        return inner.write(key, record, expiresAt, version)
      },
    }
    const { visitor } = shop({ store, idleSeconds: 100, lifetimeSeconds: 250 })
    await visitor.get('/begin')
    for (const _ of [1, 2]) {
      pass(90)
      await visitor.get('/untouched')
    }
    expect(expiries).toEqual([100, 100, 70])
  })

  test('G9: is not trusted with expiry: what it still gives is checked', async () => {
    const inner = memoryStore()
    const store: SessionStore = {
      ...inner,
      write: (key, record, _, version) => inner.write(key, record, 1e15, version),
    }
    const { visitor, steps } = shop({ store, idleSeconds: 100, lifetimeSeconds: 150 })
    steps.push(({ session: { data } }) => Object.assign(data, { user: 1 }))
    await visitor.get('/do')
    pass(99)
    expect((await visitor.get('/data')).body).toEqual({ user: 1 })
    pass(50)
    expect((await visitor.get('/data')).body).toEqual({ user: 1 })
    pass(1)
    expect((await visitor.get('/data')).body).toEqual({})
  })

  test('G8: renew moves the record at the end, and the old key is deleted', async () => {
    const store = watchedStore()
    const { visitor, steps } = shop({ store })
    const before = (await visitor.get('/begin')).text
    const stolen = new Map(visitor.cookies)
    steps.push(({ session: { data } }) => Object.assign(data, { user: 1 }))
    steps.push(({ session: visited }) => visited.renew())
    await visitor.get('/do')
    await visitor.get('/do')
    const oldKey = createHash('sha256').update(before).digest('base64url')
    expect(await store.read(oldKey)).toBeUndefined()
    expect(store.calls.slice(-2)).toContainEqual(['delete', oldKey])
    expect((await visitor.get('/data')).body).toEqual({ user: 1 })
    for (const [name, value] of stolen) visitor.cookies.set(name, value)
    expect((await visitor.get('/data')).body).toEqual({})
  })

  test('G9: a cookie that is replayed after destroy opens an empty session', async () => {
    const { visitor, steps } = shop({ store: memoryStore() })
    steps.push(({ session: { data } }) => Object.assign(data, { user: 1 }))
    await visitor.get('/do')
    const kept = new Map(visitor.cookies)
    steps.push(({ session: visited }) => visited.destroy())
    await visitor.get('/do')
    for (const [name, value] of kept) visitor.cookies.set(name, value)
    expect((await visitor.get('/data')).body).toEqual({})
  })

  test('G10: is not written for static files and 304s, however long ago the last use', async () => {
    const store = watchedStore()
    const { app } = freshApp({ static: siteFolder() })
    const counting: Layer<object, Ctx & { session: Session }> = ({ session: { data } }, next) => {
      data['count'] = Number(data['count'] ?? 0) + 1
      return next()
    }
    app.use(session({ store, idleSeconds: 100 })).use(counting as Layer)
    app.get('/begin', () => 'x')
    app.get('/same', () => new Response(null, { status: 304 }))
    const visitor = new Visitor(app)
    await visitor.get('/begin')
    pass(50)
    const { writes } = store
    for (const path of ['/static/name.txt', '/static/missing.txt', '/same']) await visitor.get(path)
    expect(store.writes).toBe(writes)
    await visitor.get('/begin')
    expect(store.writes).toBe(writes + 1)
  })

  test('is written after an answer that the handler has sent itself; no cookie can be set then', async () => {
    const store = watchedStore()
    const { visitor } = shop({ store })
    await visitor.get('/begin')
    const { app, records } = freshApp()
    app.through(session({ store })).get('/raw', async ({ res, session: visited }) => {
      res.end('by hand')
      visited.data['late'] = 1
      return null
    })
    const raw = new Visitor(app)
    raw.cookies.set('session', String(visitor.cookies.get('session')))
    const answer = await raw.get('/raw')
    expect(answer.text).toBe('by hand')
    expect(setCookies(answer)).toEqual([])
    await eventually(() => expect(store.writes).toBe(2))
    expect((await visitor.get('/data')).body).toEqual({ late: 1 })
    expect(records).toEqual([])
  })
})

describe('the cookie', () => {
  const TLS = { 'x-forwarded-proto': 'https' }

  function behindProxy(options: SessionOptions) {
    const { app } = freshApp({ trustProxy: 1 })
    app.through(session(options)).get('/', (ctx) => ctx.session.id)
    return new Visitor(app)
  }

  test('is __Host-session over TLS, Secure, and no other is read there', async () => {
    const visitor = behindProxy({ store: memoryStore() })
    const plain = (await visitor.get('/')).text
    const [line] = setCookies(await visitor.get('/', TLS))
    expect(line).toMatch(/^__Host-session=[\w-]{43}; Max-Age=604800; Path=\/; Secure; HttpOnly; SameSite=Lax$/)
    expect(line).not.toContain(plain)
    expect((await visitor.get('/', TLS)).text).toBe(/=([\w-]{43})/.exec(String(line))?.[1])
    expect((await visitor.get('/')).text).toBe(plain)
  })

  test.each<[string, SessionOptions['cookie'], string, RegExp]>([
    [
      'a domain',
      { domain: 'example.org' },
      'https',
      /^__Secure-session=\S+; Max-Age=\d+; Domain=example.org; Path=\/; Secure/,
    ],
    ['a path', { path: '/shop' }, 'https', /^__Secure-session=\S+; Max-Age=\d+; Path=\/shop; Secure/],
    ['a path without TLS', { path: '/shop' }, 'http', /^session=\S+; Max-Age=\d+; Path=\/shop; HttpOnly/],
    ['a name', { name: 'sid' }, 'https', /^sid=\S+; Max-Age=\d+; Path=\/; Secure/],
    ['SameSite', { sameSite: 'Strict' }, 'http', /^session=.*; SameSite=Strict$/],
  ])('may have %s', async (_, cookie, proto, line) => {
    const visitor = behindProxy({ store: memoryStore(), ...(cookie ? { cookie } : {}) })
    expect(setCookies(await visitor.get('/', { 'x-forwarded-proto': proto }))).toEqual([expect.stringMatching(line)])
  })

  test('is deleted with the attributes it was set with', async () => {
    const { app } = freshApp()
    const site = app.through(
      session({ store: memoryStore(), cookie: { name: 'sid', domain: 'example.org', path: '/a' } }),
    )
    site.get('/a', (ctx) => {
      ctx.session.destroy()
      return 'bye'
    })
    const answer = await supertest(app.handler).get('/a').set('cookie', 'sid=x')
    expect(setCookies(answer)).toEqual([
      expect.stringMatching(/^sid=; Max-Age=0; Expires=.*; Domain=example.org; Path=\/a;/),
    ])
  })
})

describe('requests of one session at the same time', () => {
  test('G10: lose no field, however many they are', async () => {
    const store = watchedStore()
    const { app } = freshApp()
    const gate = held()
    const WRITERS = 60
    let waiting = 0
    const site = app.through(session({ store }))
    site.get('/begin', (ctx) => ctx.session.id)
    site.get('/data', (ctx) => ({ ...ctx.session.data }))
    site.get('/write/:n<int>', async (ctx, { n }) => {
      ctx.session.data[`field${n}`] = n
      if (++waiting === WRITERS) gate.resolve()
      await gate.promise
      return null
    })
    const visitor = new Visitor(`http://127.0.0.1:${await listening(app)}`)
    await visitor.get('/begin')
    const writers = Array.from({ length: WRITERS }, (_, n) => n)
    const answers = await Promise.all(writers.map((n) => visitor.get(`/write/${n}`)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]))
    const { body } = await visitor.get('/data')
    expect(body).toEqual(Object.fromEntries(writers.map((n) => [`field${n}`, n])))
    expect(store.writes).toBeGreaterThan(WRITERS) // some met, or this test has shown nothing
  })

  /** Two requests of one session; the first has read it, and goes on when the second is finished. */
  async function meeting(first: Handler, second: Handler) {
    const store = watchedStore()
    const { visitor, steps, records } = shop({ store })
    steps.push(({ session: { data } }) => Object.assign(data, { a: 1, b: 1 }))
    await visitor.get('/do')
    const entered = held()
    const gate = held()
    steps.push(async (ctx) => {
      entered.resolve()
      await gate.promise
      return first(ctx)
    }, second)
    const slow = visitor.get('/do')
    slow.catch(() => undefined)
    await entered.promise
    const fast = await visitor.get('/do')
    const before = new Map(visitor.cookies)
    gate.resolve()
    return { slow: await slow, fast, visitor, before, records, store }
  }

  const changing: Handler = ({ session: { data } }) => Object.assign(data, { late: 1 })

  test('delete a field and change another', async () => {
    const { visitor } = await meeting(changing, ({ session: { data } }) => {
      delete data['a']
    })
    expect((await visitor.get('/data')).body).toEqual({ b: 1, late: 1 })
  })

  test('change the same field: the later one wins', async () => {
    const { visitor } = await meeting(
      ({ session: { data } }) => Object.assign(data, { a: 'slow' }),
      ({ session: { data } }) => Object.assign(data, { a: 'fast' }),
    )
    expect((await visitor.get('/data')).body).toEqual({ a: 'slow', b: 1 })
  })

  test('G9: do not bring back a session that was destroyed meanwhile', async () => {
    const { visitor, slow, store, records } = await meeting(changing, ({ session: visited }) => visited.destroy())
    expect(slow.status).toBe(200)
    expect(setCookies(slow)).toEqual([])
    expect((await visitor.get('/data')).body).toEqual({})
    expect(store.calls.at(-1)?.[0]).toBe('read')
    expect(records).toEqual([])
  })

  test('G8: do not add to an id that was renewed meanwhile', async () => {
    const { visitor, slow, before } = await meeting(changing, ({ session: visited }) => visited.renew())
    expect(setCookies(slow)).toEqual([])
    expect(visitor.cookies).toEqual(before)
    expect((await visitor.get('/data')).body).toEqual({ a: 1, b: 1 })
  })

  test('G8: renew with all that the others have written', async () => {
    const { visitor } = await meeting(
      ({ session: visited }) => {
        visited.data['user'] = 1
        visited.renew()
      },
      ({ session: { data } }) => Object.assign(data, { fast: 1 }),
    )
    expect((await visitor.get('/data')).body).toEqual({ a: 1, b: 1, fast: 1, user: 1 })
  })

  test('G8: renew only once', async () => {
    const renewing: Handler = ({ session: visited }) => visited.renew()
    const { visitor, slow, fast } = await meeting(renewing, renewing)
    expect([setCookies(fast).length, setCookies(slow).length]).toEqual([1, 0])
    expect((await visitor.get('/data')).body).toEqual({ a: 1, b: 1 })
  })

  test('G8: do not renew what was destroyed', async () => {
    const { visitor, slow } = await meeting(
      ({ session: visited }) => visited.renew(),
      ({ session: visited }) => visited.destroy(),
    )
    expect(setCookies(slow)).toEqual([])
    expect((await visitor.get('/data')).body).toEqual({})
  })

  test('do not note a use twice', async () => {
    const store = watchedStore()
    const { visitor } = shop({ store, idleSeconds: 100 })
    await visitor.get('/begin')
    pass(50)
    const { writes } = store
    const answers = await Promise.all([visitor.get('/untouched'), visitor.get('/untouched')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(store.writes - writes).toBeLessThanOrEqual(2)
  })

  test('that never get their turn are answered by 503', async () => {
    const inner = memoryStore()
    const store: SessionStore = {
      ...inner,
      write: async (key, record, expiresAt, version) => version === 0 && inner.write(key, record, expiresAt, version),
    }
    const { visitor, steps, records } = shop({ store })
    await visitor.get('/begin')
    steps.push(changing)
    expect((await visitor.get('/do')).status).toBe(503)
    expect(records[0]?.message).toContain('written by others 100 times')
  })
})

describe('G10: a store that fails', () => {
  const down = new Error('connection refused')

  test.each<[string, (store: ReturnType<typeof watchedStore>) => void]>([
    ['rejects', (store) => Object.assign(store, { failure: down })],
    [
      'throws',
      (store) =>
        Object.assign(store, {
          read: () => {
            throw down
          },
        }),
    ],
  ])('and %s when a session is opened gives 503, and never an anonymous session', async (_, fail) => {
    const store = watchedStore()
    const { visitor, steps, records } = shop({ store })
    await visitor.get('/begin')
    fail(store)
    let ran = false
    steps.push(() => {
      ran = true
    })
    const answer = await visitor.get('/do')
    expect(answer.status).toBe(503)
    expect(answer.text).not.toContain('connection refused')
    expect(ran).toBe(false)
    expect(records).toEqual([expect.objectContaining({ message: 'connection refused', error: down, status: 503 })])
  })

  test.each<[string, Handler]>([
    ['changed', ({ session: { data } }) => Object.assign(data, { a: 1 })],
    ['renewed', ({ session: visited }) => visited.renew()],
    ['destroyed', ({ session: visited }) => visited.destroy()],
  ])('when a session was %s gives 503, sets no cookie, and leaves the session as it was', async (_, change) => {
    const store = watchedStore()
    const { visitor, steps, records } = shop({ store })
    const id = (await visitor.get('/begin')).text
    steps.push((ctx) => {
      store.failure = down
      return change(ctx)
    })
    const answer = await visitor.get('/do')
    expect(answer.status).toBe(503)
    expect(setCookies(answer)).toEqual([])
    expect(records).toEqual([expect.objectContaining({ error: down, status: 503 })])
    store.failure = undefined
    expect((await visitor.get('/begin')).text).toBe(id)
  })

  test('with something that is no error is logged, too', async () => {
    const store = watchedStore()
    const { visitor, records } = shop({ store })
    await visitor.get('/begin')
    store.failure = 'down'
    expect((await visitor.get('/untouched')).status).toBe(503)
    expect(records).toEqual([expect.objectContaining({ message: 'the session store failed', error: 'down' })])
  })

  test('does no harm to visitors without a session, and to the server', async () => {
    const store = watchedStore()
    const { app } = shop({ store })
    store.failure = down
    const port = await listening(app)
    expect((await exchange(port, get('/untouched'))).answer.status).toBe(200)
    expect((await exchange(port, get('/untouched', `Cookie: session=${'A'.repeat(43)}`))).answer.status).toBe(503)
  })
})
