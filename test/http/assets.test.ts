// The static folder as a part of an App: at the root of the site, under a prefix beside routes, and behind guards of
// everything. What a served file looks like, and each way to leave the folder, is test/static's.

import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { App, abort, type Layer } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, expectAlive, get, refused, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { siteFolder, temporaryFolder, writeFiles } from '../support/site.js'

const dir = siteFolder(afterAll)

const escapes: readonly (readonly [row: string, path: string, statuses: readonly number[]])[] = [
  ['A1 send/serve-static tests: ..', '/../secret.txt', [404]],
  ['A1: many ..', `${'/..'.repeat(30)}/etc/passwd`, [404]],
  ['A2: encoded dots and slash', '/%2E%2e%2fsecret.txt', [404]],
  ['A3 h3 GHSA-72gr-qfp7-vwhw: encoded twice', '/%252e%252e/secret.txt', [404]],
  ['A4 hono CVE-2026-54286: encoded backslashes', '/..%5c..%5csecret.txt', [404]],
  ['A4: raw backslashes', '/..\\secret.txt', [404]],
  ['A5 hono GHSA-q5qw-h33p-qvwr: an encoded slash', '/users%2findex.html', [404]],
  ['A6 hono CVE-2026-39407: a double slash', '//name.txt', [404]],
  ['A7 middie CVE-2026-2880: a semicolon', '/name.txt;a=b', [404]],
  ['A9 send test: NUL', '/index.html%00.png', [400]],
  ['A10 send test: overlong dots', '/%c0%ae%c0%ae/secret.txt', [400]],
  ['A11 Go http.Dir: an absolute path', '//etc/passwd', [404]],
  ['A11: an encoded absolute path', '/%2fetc/passwd', [404]],
  ['A12 Vite CVE-2025-58751: a sibling that begins the same', '/../www-private/x.txt', [404]],
  ['A13 webpack-dev-middleware CVE-2024-29180: a link out of the folder', '/link', [404]],
  ['A13: a link to a folder', '/private/x.txt', [404]],
  ['A15 Vite CVE-2025-46565: a slash behind a file', '/todo.txt/', [404]],
  ['A16 send, sirv: a hidden file', '/.env', [404]],
  ['A16: a hidden folder', '/.git/config', [404]],
  ['A19 send test: a long segment', `/${'a'.repeat(256)}`, [404]],
  ['A19: a path over 8 KiB', `${'/aaaaaaa'.repeat(1500)}`, [414]],
]

describe('a folder at the root of the site', () => {
  const site = () => new App({ static: [{ dir, prefix: '/' }], templates: false, signals: false, log: () => undefined })
  const guard: Layer = (ctx, next) => (ctx.path === '/healthz' ? next() : abort(401))

  test.each(escapes)('%s', async (_row, path, statuses) => {
    const port = await listening(site())
    for (const target of [path, `http://test.example${path}`]) {
      const answer = await refused(port, get(target))
      expect(statuses).toContain(answer.status)
      expect(answer.header('location')).toBeUndefined()
    }
  })

  test.each(escapes)(
    'behind a guard of everything the guard answers, unless the target is none: %s',
    async (_row, path, statuses) => {
      const answer = await refused(await listening(site().use(guard)), get(path))
      expect(answer.status).toBe(statuses.includes(404) ? 401 : statuses[0])
    },
  )

  test('has its index, its files, its directories and its 404', async () => {
    const port = await listening(site())
    expect((await exchange(port, get('/'))).answer).toMatchObject({ status: 200, body: '<p>home</p>' })
    expect((await exchange(port, get('/name.txt'))).answer).toMatchObject({ status: 200, body: 'tobi' })
    const moved = (await exchange(port, get('/users?n=1'))).answer
    expect([moved.status, moved.header('location')]).toEqual([301, '/users/?n=1'])
    expect((await refused(port, get('/missing.txt'))).status).toBe(404)
    expect((await refused(port, request('POST', '/name.txt'))).header('allow')).toBe('GET, HEAD')
  })
})

describe('beside the routes of an app', () => {
  test('/favicon.ico and /robots.txt are served where they stand in the folder', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'robots.txt': 'User-agent: *' })
    const port = await listening(freshApp({ static: folder }).app)
    expect((await exchange(port, get('/robots.txt'))).answer.body).toBe('User-agent: *')
    expect((await refused(port, get('/favicon.ico'))).status).toBe(404)
  })

  test('nothing else of the folder stands outside its prefix', async () => {
    const port = await listening(freshApp({ static: dir }).app)
    for (const path of [
      '/name.txt',
      '/Static/name.txt',
      '/staticname.txt',
      '/static%2Fname.txt',
      '//static/name.txt',
    ]) {
      expect((await refused(port, get(path))).status).toBe(404)
    }
  })

  test('no controller runs for an asset, and the disk is not asked for a route', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { page: 'from the disk' })
    const { app } = freshApp({ static: [{ dir: folder, prefix: '/files' }] })
    app.get('/page', () => 'from the route')
    app.get('/:name/:rest', () => 'from another route')
    const port = await listening(app)
    expect((await exchange(port, get('/files/page'))).answer.body).toBe('from the disk')
    expect((await exchange(port, get('/page'))).answer.body).toBe('from the route')
    expect((await refused(port, get('/files/missing'))).status).toBe(404)
    expect((await exchange(port, get('/others/page'))).answer.body).toBe('from another route')
  })

  test('several folders have a prefix each', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'name.txt': 'another' })
    const folders = [{ dir }, { dir: folder, prefix: '/other', maxAge: 60 }]
    const port = await listening(freshApp({ static: folders }).app)
    expect((await exchange(port, get('/static/name.txt'))).answer.body).toBe('tobi')
    const { answer } = await exchange(port, get('/other/name.txt'))
    expect([answer.body, answer.header('cache-control')]).toEqual(['another', 'public, max-age=60'])
  })

  test('a route under the prefix ends the start', () => {
    const { app } = freshApp({ static: dir })
    app.get('/static/x', () => 'x')
    expect(() => app.handler).toThrow(expect.objectContaining({ code: 'STATIC_PREFIX_OVERLAP' }))
  })

  test.each(['/nowhere/at/all', import.meta.filename])('the folder %s ends the start', (missing) => {
    expect(() => freshApp({ static: missing }).app.handler).toThrow(
      expect.objectContaining({ code: 'STATIC_FOLDER_MISSING' }),
    )
  })

  test.each(['static', '/static/', '//', '/a//b', '/:id', '/a%20b'])('the prefix %j ends the start', (prefix) => {
    const { app } = freshApp({ static: [{ dir, prefix }] })
    expect(() => app.handler).toThrow(expect.objectContaining({ code: 'BAD_PREFIX' }))
  })
})

test('a file that shrinks while it is sent ends the connection: a short answer never looks whole', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'big.bin': Buffer.alloc(50_000_000, 'a') })
  const { app, records } = freshApp({ static: folder })
  const port = await listening(app)
  const client = await RawSocket.connect(port)
  client.request(get('/static/big.bin'))
  await client.sees('\r\n\r\n')
  client.socket.pause()
  await expectAlive(port)
  truncateSync(join(folder, 'big.bin'), 1000)
  client.socket.resume()
  expect((await client.ended()).length).toBeLessThan(50_000_000)
  expect(records).toHaveLength(1)
  await expectAlive(port)
})
