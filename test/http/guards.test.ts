// Guards and what they guard see the same path: every spelling of a guarded address is refused by the guard, or leads
// nowhere, through routes and through the static folder alike.
// @see RFC 3986 section 6.2 (what nobody here may do to a path)

import { afterAll, describe, expect, test } from 'vitest'
import { abort, type Ctx, type Layer, text } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get, refused, request, SECRET } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { siteFolder } from '../support/site.js'

const site = siteFolder(afterAll)
const guard: Layer = (ctx, next) => (ctx.headers.authorization === 'let me in' ? next() : abort(401))

/** Guarded routes and, under `/static`, a static folder whose `admin` is guarded too. */
async function guardedSite(): Promise<number> {
  const { app } = freshApp({ static: site })
  app.use('/admin', guard)
  app.use('/static/admin', guard)
  app.get('/admin', () => SECRET)
  app.get('/admin/secret.html', () => SECRET)
  app.get('/admin/:name', () => SECRET)
  return listening(app)
}

const spellings: readonly (readonly [row: string, path: string, statuses: readonly number[]])[] = [
  ['B1 Astro CVE-2025-64765: an encoded letter', '/%61dmin/secret.html', [401]],
  ['B1: every letter encoded', '/%61%64%6d%69%6e/%73ecret.html', [401]],
  ['B1: encoded twice', '/%2561dmin/secret.html', [404]],
  [
    'A5 hono GHSA-q5qw-h33p-qvwr, @hono/node-server CVE-2026-29087, @fastify/static CVE-2026-6414: %2F',
    '/admin%2fsecret.html',
    [401, 404],
  ],
  ['A4 hono CVE-2026-54286: %5C', '/admin%5csecret.html', [401, 404]],
  ['A4: a raw backslash', '/admin\\secret.html', [401, 404]],
  [
    'A6 hono CVE-2026-39407, node-server -39406, middie CVE-2026-2880: a double slash before',
    '//admin/secret.html',
    [401, 404],
  ],
  [
    'A6 middie CVE-2026-33804, @fastify/express CVE-2026-33808: a double slash inside',
    '/admin//secret.html',
    [401, 404],
  ],
  ['A7 middie CVE-2026-2880: a semicolon in the guarded segment', '/admin;x/secret.html', [401, 404]],
  ['A7: a semicolon at the end', '/admin/secret.html;a=b', [401, 404]],
  ['A17 Caddy CVE-2026-27587: another case', '/ADMIN/secret.html', [401, 404]],
  ['a dot segment before', '/./admin/secret.html', [401, 404]],
  ['a dot segment inside', '/admin/./secret.html', [401, 404]],
  ['two dots through another folder', '/users/../admin/secret.html', [401, 404]],
  ['encoded dots through another folder', '/users/%2e%2e/admin/secret.html', [401, 404]],
  ['a slash at the end', '/admin/secret.html/', [401, 404]],
  ['a query in the way', '/admin?/../x', [401]],
  ['an unknown page behind the guard', '/admin/unknown/page', [401]],
  ['the guarded folder itself', '/admin', [401]],
  ['the guarded folder with its slash', '/admin/', [401]],
  ['a space at the end', '/admin%20/secret.html', [401, 404]],
  ['a dot at the end', '/admin./secret.html', [401, 404]],
  ['a soft hyphen', '/ad%C2%ADmin/secret.html', [401, 404]],
  ['a full-width letter', '/%EF%BD%81dmin/secret.html', [401, 404]],
  ['a NUL', '/admin%00/secret.html', [400]],
]

describe('an App with a guard', () => {
  test.each(spellings)('routes: %s', async (_row, path, statuses) => {
    const answer = await refused(await guardedSite(), get(path))
    expect(statuses).toContain(answer.status)
  })

  test.each(spellings)('assets: %s', async (_row, path, statuses) => {
    const answer = await refused(
      await guardedSite(),
      get(path.startsWith('//') ? `//static${path.slice(1)}` : `/static${path}`),
    )
    expect(statuses).toContain(answer.status)
  })

  test.each(['/admin/secret.html', '/static/admin/secret.html', '/static/admin/%73ecret.html'])(
    'lets those in whom the guard knows: %s',
    async (path) => {
      const { app } = freshApp({ static: site })
      app.use('/admin', guard)
      app.use('/static/admin', guard)
      app.get('/admin/secret.html', () => SECRET)
      const port = await listening(app)
      const client = await RawSocket.connect(port)
      const answer = await client.request(get(path, 'Authorization: let me in')).answer()
      client.destroy()
      expect(answer).toMatchObject({ status: 200, body: SECRET })
    },
  )

  test.each(['HEAD', 'OPTIONS', 'POST', 'DELETE', 'TRACE'])('B8: %s on a guarded path is 401', async (method) => {
    const port = await guardedSite()
    expect((await refused(port, request(method, '/admin/secret.html'))).status).toBe(401)
    expect((await refused(port, request(method, '/static/admin/secret.html'))).status).toBe(401)
  })

  test.each([
    'http://evil.example/admin/secret.html',
    'http://test.example/admin/secret.html',
    'HTTP://test.example/%61dmin/secret.html',
    'https://test.example/static/admin/secret.html',
  ])('B10: the absolute target %s does not go round the guard', async (target) => {
    expect((await refused(await guardedSite(), get(target))).status).toBe(401)
  })

  test('B6 h3 CVE-2026-33131: a Host with a path does not go round the guard', async () => {
    const port = await guardedSite()
    const bytes = 'GET /admin/secret.html HTTP/1.1\r\nHost: localhost/abc?\r\n\r\n'
    expect((await refused(port, bytes)).status).toBe(400)
  })

  test.each([
    ['X-HTTP-Method-Override', request('POST', '/things', 'X-HTTP-Method-Override: DELETE', 'Content-Length: 0')],
    ['X-Method-Override', request('POST', '/things', 'X-Method-Override: DELETE', 'Content-Length: 0')],
    ['_method in the query', request('POST', '/things?_method=DELETE', 'Content-Length: 0')],
    [
      '_method in a form',
      `${request('POST', '/things', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 14')}_method=DELETE`,
    ],
  ])('B8: %s does not change the method', async (_name, bytes) => {
    const { app } = freshApp()
    app.delete('/things', () => 'deleted')
    app.post('/things', async (ctx) => text(`${ctx.method} ${(await ctx.read.form()).fields['_method'] ?? ''}`))
    const { answer } = await exchange(await listening(app), bytes)
    expect(answer.body).toMatch(/^POST/)
  })

  test.each(['/administrator', '/admin-x', '/admin.html', '/adminx/y'])(
    'B3 h3 CVE-2026-33490: the prefix /admin has nothing to do with %s',
    async (path) => {
      const { app } = freshApp()
      app.use('/admin', (ctx, next) => {
        ctx.state['admin'] = true
        return next()
      })
      const seen = (ctx: Ctx) => text(`admin: ${ctx.state['admin'] === true}`)
      app.get('/:name', seen)
      app.get('/adminx/y', seen)
      app.get('/admin/:page', seen)
      const port = await listening(app)
      expect((await exchange(port, get(path))).answer.body).toBe('admin: false')
      expect((await exchange(port, get('/admin/page'))).answer.body).toBe('admin: true')
    },
  )

  test.each(['/a/secret', '/b/secret', '/%61/secret', '/a%2fb/secret', '/;/secret'])(
    'B5 @koa/router CVE-2026-9495: a guard on a prefix with parameters always runs: %s',
    async (path) => {
      const { app } = freshApp()
      app
        .at('/:tenant')
        .through(guard)
        .get('/secret', () => SECRET)
      expect((await refused(await listening(app), get(path))).status).toBe(401)
    },
  )

  test('B5: a provider on a prefix with parameters runs before every route below, and gets the parameters', async () => {
    const { app } = freshApp()
    const tenants = app
      .at('/t/:tenant<int>')
      .with((_, { tenant }) => (tenant === 1 ? { tenantName: 'one' } : abort(401)))
    tenants.get('/', (ctx) => text(ctx.tenantName))
    tenants.get('/x/:rest<path>', (ctx) => text(ctx.tenantName))
    const port = await listening(app)
    expect((await exchange(port, get('/t/1'))).answer.body).toBe('one')
    expect((await exchange(port, get('/t/1/x/y/z'))).answer.body).toBe('one')
    expect((await refused(port, get('/t/2'))).status).toBe(401)
    expect((await refused(port, get('/t/2/x/y'))).status).toBe(401)
  })
})

describe('methods that no route answers', () => {
  const rows: readonly (readonly [method: string, path: string, status: number, allow: string])[] = [
    ['POST', '/items', 405, 'GET, HEAD, OPTIONS'],
    ['DELETE', '/items/7', 405, 'GET, HEAD, PUT, OPTIONS'],
    ['PROPFIND', '/items', 405, 'GET, HEAD, OPTIONS'],
    ['TRACE', '/items', 405, 'GET, HEAD, OPTIONS'],
    ['OPTIONS', '/items', 204, 'GET, HEAD, OPTIONS'],
    ['OPTIONS', '/items/7', 204, 'GET, HEAD, PUT, OPTIONS'],
    ['POST', '/static/name.txt', 405, 'GET, HEAD'],
    ['TRACE', '/static/name.txt', 405, 'GET, HEAD'],
    ['OPTIONS', '/static/name.txt', 204, 'GET, HEAD'],
    ['DELETE', '/static/missing.txt', 405, 'GET, HEAD'],
  ]
  test.each(rows)('B9: %s %s is %i with Allow: %s', async (method, path, status, allow) => {
    const { app } = freshApp({ static: site })
    app.get('/items', () => 'items')
    app.get('/items/:id<int>', () => 'item')
    app.put('/items/:id<int>', () => 'put')
    const { answer } = await exchange(await listening(app), request(method, path))
    expect(answer.status).toBe(status)
    expect(answer.header('allow')).toBe(allow)
  })

  test('B9: OPTIONS of an unknown path is 404', async () => {
    const { app } = freshApp()
    expect((await refused(await listening(app), request('OPTIONS', '/nothing'))).status).toBe(404)
  })

  test.each(['/page', '/missing', '/static/name.txt', '/static/missing.txt', '/stream'])(
    'B8: HEAD %s has the header fields of GET, and no body',
    async (path) => {
      const { app } = freshApp({ static: site })
      app.get('/page', () => 'a page')
      app.get('/stream', async function* () {
        yield 'streamed'
      })
      const port = await listening(app)
      const known = (answer: { fields: readonly (readonly [string, string])[] }) =>
        answer.fields.filter(([name]) => name !== 'date' && name !== 'transfer-encoding' && name !== 'connection')
      const head = (await exchange(port, request('HEAD', path))).answer
      const whole = (await exchange(port, get(path))).answer
      expect(head.status).toBe(whole.status)
      expect(known(head)).toEqual(known(whole))
      expect(whole.body).not.toBe('')
      expect(head.body).toBe('')
    },
  )
})
