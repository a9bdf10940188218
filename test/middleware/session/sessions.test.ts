// Sessions, as a visitor and a handler see them: the same for both places where they are kept.

import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type AppOptions, json, memoryStore, type Session, type SessionOptions, session } from '../../../src/index.js'
import { freshApp } from '../../support/fresh-app.js'
import { siteFolder } from '../../support/site.js'
import { setCookies, Visitor } from './visitor.js'

interface Fields {
  user: string
  count: number
  basket: { items: string[] }
}

const SECRETS = [randomBytes(32).toString('base64url')]
const DAY = 86_400_000

type Handler = (session: Session<Fields>) => unknown

/** An app with sessions and some routes; `/do` runs a handler. */
function shop(options: SessionOptions, handler: Handler = () => null, appOptions: AppOptions = {}) {
  const { app, records } = freshApp(appOptions)
  const site = app.through(session<Fields>(options))
  site.get('/do', (ctx) => handler(ctx.session) ?? null)
  site.get('/untouched', () => 'untouched')
  site.get('/new', (ctx) => (ctx.session.isNew ? 'new' : 'known'))
  site.get('/id', (ctx) => ctx.session.id)
  site.get('/data', (ctx) => ({ ...ctx.session.data }))
  site.post('/login', (ctx) => {
    ctx.session.renew()
    ctx.session.data.user = 'ada'
    return 'hello'
  })
  site.post('/logout', (ctx) => {
    ctx.session.destroy()
    return 'bye'
  })
  return { app, records, visitor: new Visitor(app) }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  return () => vi.useRealTimers()
})

/** Lets some seconds pass on the clock. */
function pass(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

describe.each<[string, () => SessionOptions]>([
  ['in a store', () => ({ store: memoryStore() })],
  ['sealed', () => ({ secrets: SECRETS })],
])('sessions %s', (place, options) => {
  test('G10: an untouched session costs no cookie and makes no answer private', async () => {
    const { visitor } = shop(options())
    for (const path of ['/untouched', '/new']) {
      const answer = await visitor.get(path)
      expect(setCookies(answer)).toEqual([])
      expect(answer.headers).not.toHaveProperty('cache-control')
      expect(answer.headers).not.toHaveProperty('vary')
    }
  })

  test('a session that was only looked at sets no cookie; its answer is private where there is one', async () => {
    const { visitor } = shop(options())
    const guest = await visitor.get('/data')
    expect(guest.body).toEqual({})
    expect(setCookies(guest)).toEqual([])
    expect(guest.headers['vary']).toBe('Cookie')
    expect(guest.headers).not.toHaveProperty('cache-control')
    await visitor.post('/login')
    const known = await visitor.get('/data')
    expect(setCookies(known)).toEqual([])
    expect(known.headers).toMatchObject({ 'cache-control': 'no-store', vary: 'Cookie' })
  })

  test('fields are kept from one request to the next', async () => {
    const { visitor } = shop(options(), ({ data, isNew }) => {
      data.count = (data.count ?? 0) + 1
      return { isNew, count: data.count }
    })
    expect((await visitor.get('/do')).body).toEqual({ isNew: true, count: 1 })
    expect((await visitor.get('/do')).body).toEqual({ isNew: false, count: 2 })
    expect((await visitor.get('/data')).body).toEqual({ count: 2 })
  })

  test('changes inside values are kept, and so are deleted fields', async () => {
    const steps: Handler[] = [
      ({ data }) => {
        data.basket = { items: ['tea'] }
        data.user = 'ada'
      },
      ({ data }) => data.basket?.items.push('milk') && undefined,
      ({ data }) => void delete data.user,
    ]
    const { visitor } = shop(options(), (visited) => steps.shift()?.(visited))
    for (const _ of [...steps]) await visitor.get('/do')
    expect((await visitor.get('/data')).body).toEqual({ basket: { items: ['tea', 'milk'] } })
  })

  test('data have no prototype, and names of Object.prototype are fields like others', async () => {
    const names = ['__proto__', 'constructor', 'toString']
    const { visitor } = shop(options(), (visited) => {
      const data: Record<string, unknown> = visited.data
      const known = Object.keys(data)
      for (const name of names) data[name] = { admin: true }
      return { known, hasPrototype: Object.getPrototypeOf(data) !== null, isAdmin: 'admin' in data }
    })
    expect((await visitor.get('/do')).body).toEqual({ known: [], hasPrototype: false, isAdmin: false })
    const { body } = await visitor.get('/do')
    expect(body).toEqual({ known: expect.arrayContaining(names), hasPrototype: false, isAdmin: false })
  })

  test('G10: an id has 256 random bits in base64url, and reading it keeps the session', async () => {
    const { visitor } = shop(options())
    const first = await visitor.get('/id')
    expect(Buffer.from(first.text, 'base64url')).toHaveLength(32)
    expect(first.text).toMatch(/^[\w-]{43}$/)
    expect(setCookies(first)).toHaveLength(1)
    expect((await visitor.get('/id')).text).toBe(first.text)
    expect((await new Visitor(shop(options()).app).get('/id')).text).not.toBe(first.text)
  })

  test('the cookie is HttpOnly, SameSite=Lax and lives as long as the session may', async () => {
    const { visitor } = shop({ ...options(), lifetimeSeconds: 1000 })
    expect(setCookies(await visitor.get('/id'))).toEqual([
      expect.stringMatching(/^session=[^;]+; Max-Age=1000; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
    pass(400)
    expect(setCookies(await visitor.post('/login'))[0]).toContain('; Max-Age=600;')
  })

  test('G8: renew gives another id at once, and keeps the data', async () => {
    const { visitor } = shop(options(), (visited) => {
      const before = visited.id
      visited.data.count = 1
      visited.renew()
      return { before, after: visited.id }
    })
    const { before, after } = (await visitor.get('/do')).body
    expect(after).not.toBe(before)
    expect((await visitor.get('/id')).text).toBe(after)
    expect((await visitor.get('/data')).body).toEqual({ count: 1 })
  })

  test('G8: an id that was brought along before the login is not the id after it', async () => {
    const { visitor } = shop(options())
    const before = (await visitor.get('/id')).text
    const cookies = new Map(visitor.cookies)
    await visitor.post('/login')
    expect((await visitor.get('/id')).text).not.toBe(before)
    expect((await visitor.get('/data')).body).toEqual({ user: 'ada' })
    const attacker = shop(options()).visitor
    for (const [name, value] of cookies) attacker.cookies.set(name, value)
    expect((await attacker.get('/data')).body).not.toHaveProperty('user')
  })

  test.each([
    'A'.repeat(43),
    'guessed',
    '..',
    'x'.repeat(5000),
    'a.b.c.d.e',
    'eyJhbGciOiJub25lIn0....',
    `eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..${'A'.repeat(16)}.AA.${'A'.repeat(22)}`,
    '%00',
    '{"id":"x"}',
  ])('G8: an id that nobody gave is never adopted: %.40s', async (value) => {
    const { visitor, records } = shop(options())
    visitor.cookies.set('session', value)
    expect((await visitor.get('/new')).text).toBe('new')
    expect((await visitor.get('/data')).body).toEqual({})
    expect(visitor.cookies.get('session')).toBe(value)
    await visitor.post('/login')
    expect(visitor.cookies.get('session')).not.toBe(value)
    expect((await visitor.get('/data')).body).toEqual({ user: 'ada' })
    expect(records).toEqual([])
  })

  test('G9: destroy empties the session and deletes the cookie', async () => {
    const { visitor } = shop(options())
    await visitor.post('/login')
    const answer = await visitor.post('/logout')
    expect(setCookies(answer)).toEqual([expect.stringMatching(/^session=; Max-Age=0; Expires=Thu, 01 Jan 1970/)])
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(visitor.cookies.size).toBe(0)
    expect((await visitor.get('/data')).body).toEqual({})
  })

  test('destroy for a visitor without a cookie sets none', async () => {
    const { visitor } = shop(options())
    expect(setCookies(await visitor.post('/logout'))).toEqual([])
  })

  test('destroy deletes a cookie that opens nothing, too', async () => {
    const { visitor } = shop(options())
    visitor.cookies.set('session', 'A'.repeat(43))
    await visitor.post('/logout')
    expect(visitor.cookies.size).toBe(0)
  })

  test('a session may begin again in the answer that destroys one', async () => {
    const ids: string[] = []
    const { visitor } = shop(options(), (visited) => {
      ids.push(visited.id)
      visited.data.user = 'ada'
      visited.destroy()
      expect(Object.keys(visited.data)).toEqual([])
      visited.data.count = 7
      ids.push(visited.id)
    })
    await visitor.post('/login')
    expect(setCookies(await visitor.get('/do'))).toHaveLength(1)
    expect((await visitor.get('/data')).body).toEqual({ count: 7 })
    expect((await visitor.get('/id')).text).toBe(ids[1])
    expect(ids[1]).not.toBe(ids[0])
  })

  test('G9: a session that is not used for idleSeconds is gone, a second later and not before', async () => {
    const { visitor } = shop({ ...options(), idleSeconds: 100, lifetimeSeconds: 10_000 })
    await visitor.post('/login')
    pass(99)
    expect((await visitor.get('/data')).body).toEqual({ user: 'ada' })
    pass(99)
    expect((await visitor.get('/data')).body).toEqual({ user: 'ada' })
    pass(101)
    expect((await visitor.get('/data')).body).toEqual({})
    expect((await visitor.get('/new')).text).toBe('new')
  })

  test('G9: no use prolongs a session beyond lifetimeSeconds, and neither does renew', async () => {
    const { visitor } = shop({ ...options(), idleSeconds: 100, lifetimeSeconds: 250 })
    await visitor.post('/login')
    pass(90)
    await visitor.get('/untouched')
    pass(90)
    await visitor.post('/login')
    pass(69)
    expect((await visitor.get('/data')).body).toEqual({ user: 'ada' })
    pass(2)
    expect((await visitor.get('/data')).body).toEqual({})
  })

  test('by default a session ends after a day without use, and after a week', async () => {
    const { visitor } = shop(options())
    expect(setCookies(await visitor.post('/login'))[0]).toContain('Max-Age=604800;')
    vi.setSystemTime(Date.now() + DAY - 1000)
    expect((await visitor.get('/data')).body).toEqual({ user: 'ada' })
    vi.setSystemTime(Date.now() + DAY)
    expect((await visitor.get('/data')).body).toEqual({})
  })

  test('a handler that sets Cache-Control keeps it', async () => {
    const { visitor } = shop(options(), ({ data }) =>
      json(data.user ?? null, { headers: { 'cache-control': 'private, max-age=5', vary: 'Accept' } }),
    )
    const answer = await visitor.get('/do')
    expect(answer.headers).toMatchObject({ 'cache-control': 'private, max-age=5', vary: 'Accept, Cookie' })
  })

  test.each(['Cookie', 'accept, COOKIE', '*'])('Vary: %s stays as it is', async (vary) => {
    const { visitor } = shop(options(), ({ data }) => json(data.user ?? null, { headers: { vary } }))
    expect((await visitor.get('/do')).headers['vary']).toBe(vary)
  })

  test('what changes before a handler throws is kept, and the answer is private', async () => {
    const { visitor } = shop(options(), ({ data }) => {
      data.count = 1
      throw new Error('after the change')
    })
    const answer = await visitor.get('/do')
    expect(answer.status).toBe(500)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect((await visitor.get('/data')).body).toEqual({ count: 1 })
  })

  test.each<[string, unknown, string]>([
    ['a Date', new Date(0), 'session.data.user is a Date'],
    ['a Map inside', { known: new Map() }, 'session.data.user.known is a Map'],
    ['a function', () => 1, 'session.data.user is a function'],
    ['a bigint in a list', [1, 1n], 'session.data.user[1] is a bigint'],
    ['NaN', Number.NaN, 'session.data.user is NaN'],
    ['a hole', [undefined], 'session.data.user[0] is undefined'],
    ['a circle', circle(), 'session.data.user.self'],
  ])('%s is refused by the name of its field', async (_, value, message) => {
    const { visitor, records } = shop(options(), ({ data }) => {
      Object.assign(data, { user: value })
    })
    const answer = await visitor.get('/do')
    expect(answer.status).toBe(500)
    expect(setCookies(answer)).toEqual([])
    expect(records).toEqual([expect.objectContaining({ message: expect.stringContaining(message) })])
  })

  test('G10: no cookie, no Cache-Control of sessions on static files and 304s', async () => {
    const { app } = freshApp({ static: siteFolder() })
    app.use(session({ ...options(), idleSeconds: 100 }))
    app.use((ctx, next) => {
      if (ctx.path !== '/begin') void (ctx as unknown as { session: Session }).session.data
      return next()
    })
    app.get('/begin', (ctx) => (ctx as unknown as { session: Session }).session.id)
    app.get('/same', () => json(null, { status: 304 }))
    const visitor = new Visitor(app)
    await visitor.get('/begin')
    pass(50)
    for (const path of ['/static/name.txt', '/static/missing.txt', '/same']) {
      const answer = await visitor.get(path)
      expect(setCookies(answer), path).toEqual([])
      expect(answer.headers['cache-control'], path).not.toBe('no-store')
      expect(answer.headers['vary'] ?? '', path).not.toContain('Cookie')
    }
    const page = await visitor.get('/healthz')
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', vary: 'Cookie' })
    expect(setCookies(page)).toHaveLength(place === 'sealed' ? 1 : 0)
  })

  test('two layers of sessions around one route are a mistake that says so', async () => {
    const { app, records } = freshApp()
    app.use(session(options()))
    app.through(session(options())).get('/', () => 'x')
    expect((await new Visitor(app).get('/')).status).toBe(500)
    expect(records[0]?.message).toBe('session() is around this route twice')
  })
})

function circle(): object {
  const value: { self?: object } = {}
  value.self = value
  return value
}
