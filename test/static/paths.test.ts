// Addresses that try to leave the folder, to see what is hidden in it, or to go round a guard: none gets a byte.

import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { App, abort, type Layer } from '../../src/index.js'
import { exchange, get, refused, request, SECRET } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { closed, describeBoth, listening } from './servers.js'
import { makeSite, type Site } from './site.js'

type Row = readonly [row: string, path: string, status: readonly number[]]

const GONE = [404]
const GUARDED = [401, 404]

const rows: readonly Row[] = [
  ['A1 send: two dots', '/../secret.txt', GONE],
  ['A1: two dots below a folder', '/users/../../secret.txt', GONE],
  ['A1: two dots that stay inside', '/users/../name.txt', GONE],
  ['A1: two dots at the end', '/users/..', GONE],
  ['A1: many', '/../../../../../../../../etc/passwd', GONE],
  ['A2 send: encoded dots', '/%2e%2e/secret.txt', GONE],
  ['A2: encoded dots and slash', '/%2E%2e%2fsecret.txt', GONE],
  ['A2: half encoded', '/.%2e/secret.txt', GONE],
  ['A2: one dot', '/./name.txt', GONE],
  ['A2: one encoded dot', '/%2e/name.txt', GONE],
  ['A3 h3 GHSA-72gr-qfp7-vwhw: decoded twice', '/%252e%252e/secret.txt', GONE],
  ['A3: decoded three times', '/%25252e%25252e%25252fsecret.txt', GONE],
  [
    'A4 hono CVE-2026-54286, Caddy GHSA-qrp7-cvwr-j2c6, esbuild GHSA-g7r4-m6w7-qqqr: %5C',
    '/..%5c..%5csecret.txt',
    GONE,
  ],
  ['A4: %5C in a guarded path', '/admin%5csecret.html', GUARDED],
  ['A4: raw backslashes', '/..\\secret.txt', GONE],
  ['A4: a file with a backslash in its name', '/back%5cslash.txt', GONE],
  [
    'A5 hono GHSA-q5qw-h33p-qvwr, @hono/node-server CVE-2026-29087, @fastify/static CVE-2026-6414: %2F',
    '/admin%2fsecret.html',
    GUARDED,
  ],
  ['A5: %2F before', '/%2fadmin/secret.html', GUARDED],
  ['A5: %2F in a plain path', '/users%2ftobi.txt', GONE],
  [
    'A6 hono CVE-2026-39407, node-server CVE-2026-39406, middie CVE-2026-2880, CVE-2026-33804, @fastify/express CVE-2026-33808: //',
    '//admin/secret.html',
    GUARDED,
  ],
  ['A6: // inside', '/admin//secret.html', GUARDED],
  ['A6: // in a plain path', '/users//tobi.txt', GONE],
  ['A6: // at the end', '/users//', GONE],
  ['A7 middie CVE-2026-2880: ; in a segment', '/admin;x/secret.html', GUARDED],
  ['A7: ; at the end', '/admin/secret.html;a=b', GUARDED],
  ['A9 send: NUL', '/index.html%00.png', [400]],
  ['A9: NUL alone', '/%00', [400]],
  ['A10 send: a lone %', '/%', [400]],
  ['A10: %zz', '/%zz', [400]],
  ['A10: no UTF-8', '/%ff', [400]],
  ['A10: overlong UTF-8', '/%c0%ae%c0%ae/secret.txt', [400]],
  ['A10: a surrogate', '/%ed%a0%80', [400]],
  ['A11 Go http.Dir: an absolute path', '//etc/passwd', GONE],
  ['A11: an absolute path, encoded', '/%2fetc/passwd', GONE],
  ['A11: a drive', '/C:/Windows/win.ini', GONE],
  ['A11: a drive that is there', '/C:/x.txt', GONE],
  ['A11: a drive, encoded', '/c%3a/x.txt', GONE],
  ['A11: a share', '/%5c%5chost%5cshare', GONE],
  ['A11: a share, raw', '/\\\\host\\share', GONE],
  ['A11: a stream', '/name.txt::$DATA', GONE],
  ['A11: a stream that is there', '/stream.txt:hidden', GONE],
  ['A11: a device of Windows', '/nul', GONE],
  ['A11: a device with an ending', '/aux.js', GONE],
  ['A11: a device in upper case', '/AUX.js', GONE],
  ['A11: a name that Windows shortens', '/ends-with-dot.', GONE],
  ['A11: a name that it shortens to a guarded one', '/admin./secret.html', GUARDED],
  ['A11: a trailing space', '/name.txt%20', GONE],
  ['A12 Vite CVE-2025-58751: a sibling with the same beginning', '/../www-private/x.txt', GONE],
  ['A12: encoded', '/%2e%2e/www-private/x.txt', GONE],
  ['A12: encoded whole', '/%2e%2e%2fwww-private%2fx.txt', GONE],
  ['A13 webpack-dev-middleware CVE-2024-29180, nginx disable_symlinks: a link out', '/link', GONE],
  ['A13: a link to a file beside the folder', '/out.txt', GONE],
  ['A13: a link to a folder outside', '/private/x.txt', GONE],
  ['A13: the linked folder itself', '/private', GONE],
  ['A13: the linked folder with its slash', '/private/', GONE],
  ['A13: a chain of links', '/chain.txt', GONE],
  ['A13: a link to a hidden file', '/env.txt', GONE],
  ['A13: a link to a hidden folder', '/git-config/config', GONE],
  ['A13: a link to itself', '/loop', GONE],
  ['A13: a link to nothing', '/nowhere', GONE],
  ['A15 send, Vite CVE-2025-46565: a slash after a file', '/todo.txt/', GONE],
  ['A15: /. after a hidden file', '/.env/.', GONE],
  ['A15: /. after a file', '/todo.txt/.', GONE],
  ['A15: an encoded slash after a file', '/todo.txt%2f', GONE],
  ['A16 send, sirv: a hidden file', '/.env', GONE],
  ['A16: encoded', '/%2eenv', GONE],
  ['A16: in a hidden folder', '/.git/config', GONE],
  ['A16: a hidden folder', '/.git', GONE],
  ['A16: a hidden folder with its slash', '/.git/', GONE],
  ['A16: deeper', '/a/.hidden', GONE],
  ['A16: .well-known that is not at the top', '/a/.well-known/x', GONE],
  ['A16: hidden in .well-known', '/.well-known/.hidden', GONE],
  ['A17 Caddy CVE-2026-27587, Vite CVE-2024-23331: another case', '/ADMIN/secret.html', GUARDED],
  ['A17: another case of a hidden file', '/.ENV', GONE],
  ['A17: another case of a file', '/Name.txt', GONE],
  ['A17: a soft hyphen', '/ad%C2%ADmin/secret.html', GUARDED],
  ['A17: full width', '/%EF%BD%81dmin/secret.html', GUARDED],
  ['A19 send: a name of 256 bytes', `/${'a'.repeat(256)}`, GONE],
  ['A19: a path of 8 kB', `/${'a/'.repeat(4000)}b`, GONE],
  ['A19: a path of 15 kB', `/${'a'.repeat(15_000)}`, [414]],
  ['C6: line breaks in a path', '/users%0d%0aX-Y:%20z', GONE],
  ['C6: line breaks in a directory', '/users%0d%0a', GONE],
  ['a query before the path ends', '/?/../secret.txt#', [400]],
  ['other.html without its ending', '/other', GONE],
]

describeBoth('paths', {}, (served) => {
  test.each(rows)('%s: %s', async (_row, path, statuses) => {
    const answer = await refused(served.port, get(served.prefix + path))
    expect(statuses).toContain(answer.status)
    expect(answer.body).not.toContain(SECRET)
  })

  test.each(rows)('B10: in absolute form, too: %s: %s', async (_row, path, statuses) => {
    const answer = await refused(served.port, get(`http://evil.example${served.prefix}${path}`))
    expect(statuses).toContain(answer.status)
  })

  test.each(rows.filter(([row]) => row.startsWith('A')))('HEAD has the status of GET: %s: %s', async (_row, path) => {
    const target = served.prefix + path
    const head = await refused(served.port, request('HEAD', target))
    expect(head.status).toBe((await refused(served.port, get(target))).status)
  })

  test.each([
    ['A13: a link that stays inside', '/inside.txt', 'tobi'],
    ['A13: a chain that stays inside', '/chain-in.txt', 'tobi'],
    ['A13: a linked folder inside', '/inside-dir/tobi.txt', 'ferret'],
    ['A16: .well-known at the top', '/.well-known/security.txt', 'Contact: mailto:tobi@test.example'],
    ['an encoded letter', '/n%61me.txt', 'tobi'],
    ['a name with an escape in it', '/a%252Fb.txt', 'a name with an escape in it'],
    ['a query that looks like a path', '/name.txt?/../../secret.txt', 'tobi'],
  ])('%s is served: %s', async (_row, path, body) => {
    expect((await exchange(served.port, get(served.prefix + path))).answer).toMatchObject({ status: 200, body })
  })

  test('A5: a name with an escape in it, once served, does not answer for the path it looks like', async () => {
    const target = `${served.prefix}/a%252Fb.txt`
    expect((await exchange(served.port, get(target))).answer.status).toBe(200)
    expect((await exchange(served.port, get(target))).answer.status).toBe(200)
    expect((await refused(served.port, get(`${served.prefix}/a%2Fb.txt`))).status).toBe(404)
  })

  test('A13: a compressed sibling that is a link out is not there', async () => {
    const { answer } = await exchange(served.port, get(`${served.prefix}/leak.css`, 'Accept-Encoding: br'))
    expect(answer).toMatchObject({ status: 200, body: 'p { color: green }' })
    expect(answer.header('content-encoding')).toBeUndefined()
  })

  if (served.prefix === '') return

  test.each([
    ['B1 Astro CVE-2025-64765: an encoded letter', '/%61dmin/secret.html'],
    ['the file itself', '/admin/secret.html'],
    ['the folder', '/admin/'],
    ['the folder without its slash', '/admin'],
    ['A13: nothing at all', '/admin/nothing'],
    ['A16: a hidden file', '/admin/.hidden'],
    ['A1: two dots', '/admin/../name.txt'],
    ['A5: an encoded slash', '/admin/a%2fb'],
  ])('the guard answers for all that lies below its prefix: %s: %s', async (_row, path) => {
    for (const target of [served.prefix + path, `http://evil.example${served.prefix}${path}`]) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE']) {
        expect((await refused(served.port, request(method, target, 'Content-Length: 0'))).status).toBe(401)
      }
    }
  })

  test('those whom the guard knows get the file', async () => {
    const client = await RawSocket.connect(served.port)
    const answer = await client.request(get(`${served.prefix}/admin/secret.html`, 'Authorization: let me in')).answer()
    client.destroy()
    expect(answer).toMatchObject({ status: 200, body: SECRET })
  })
})

describe('an App with a guard over the whole folder', () => {
  const known = 'Authorization: let me in'
  let site: Site
  let server: Server
  let port = 0
  beforeAll(async () => {
    site = makeSite()
    const guard: Layer = (ctx, next) => (ctx.headers.authorization === 'let me in' ? next() : abort(401))
    const app = new App({ static: site.root, templates: false, dev: false, log: () => undefined })
    app.use('/static', guard).get('/healthz', () => 'ok')
    server = createServer(app.handler)
    port = await listening(server)
  })
  afterAll(async () => {
    await closed(server)
    site.remove()
  })

  test.each(rows)('%s: the guard answers, unless the target is none: %s', async (_row, path, statuses) => {
    const answer = await refused(port, get(`/static${path}`))
    expect(answer.status).toBe(statuses.includes(404) ? 401 : statuses[0])
  })

  test.each(rows)('%s: and nobody gets a byte whom it knows: %s', async (_row, path, statuses) => {
    const answer = await refused(port, get(`/static${path}`, known))
    expect(answer.status).toBe(statuses.includes(404) ? 404 : statuses[0])
  })

  test.each([
    ['S1: a file', '/name.txt', 200],
    ['S12: an index', '/users/', 200],
    ['S13: a directory', '/users', 301],
    ['S16: a directory without an index', '/pets/', 404],
    ['a missing file', '/missing', 404],
    ['a file too large for the memory', '/big.bin', 200],
  ])("%s is the guard's: %s", async (_row, path, status) => {
    for (const lines of [[], ['If-None-Match: *'], ['Range: bytes=0-1'], ['If-Match: "x"'], ['Accept-Encoding: br']]) {
      const { answer } = await exchange(port, get(`/static${path}`, ...lines))
      expect(answer.status).toBe(401)
      for (const name of ['etag', 'last-modified', 'location', 'content-range']) {
        expect(answer.header(name), name).toBeUndefined()
      }
    }
    expect((await exchange(port, request('HEAD', `/static${path}`, known))).answer.status).toBe(status)
  })
})
