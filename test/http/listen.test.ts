// Where an app listens, what it says when it cannot, and that it is fixed from then on.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import supertest from 'supertest'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ConfigError } from '../../src/index.js'
import { selfSigned } from '../support/certificate.js'
import { freshApp, listening, mounted, serving } from '../support/fresh-app.js'
import { exchange, expectAlive, get } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { temporaryFolder } from '../support/site.js'

describe('app.listen', () => {
  test('on port 0 takes a free port and says which', async () => {
    const { app } = freshApp()
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    expect(address).toEqual({ host: '127.0.0.1', port: expect.any(Number), url: `http://127.0.0.1:${address.port}` })
    await expectAlive(address.port)
    await app.close()
  })

  test('takes a port as a number, and listens on all interfaces', async () => {
    const { app } = freshApp()
    const address = await app.listen(0)
    expect(['::', '0.0.0.0']).toContain(address.host)
    expect(address.url).toBe(`http://localhost:${address.port}`)
    await expectAlive(address.port)
    await app.close()
  })

  test('in development listens on 127.0.0.1 alone, unless it is told otherwise', async () => {
    const first = freshApp({ dev: true }).app
    expect((await first.listen(0)).host).toBe('127.0.0.1')
    await first.close()
    const second = freshApp({ dev: true }).app
    expect((await second.listen({ port: 0, host: '0.0.0.0' })).host).toBe('0.0.0.0')
    await second.close()
  })

  test('gives an IPv6 address in brackets', async () => {
    const { app } = freshApp()
    const { port, url } = await app.listen({ port: 0, host: '::1' })
    expect(url).toBe(`http://[::1]:${port}`)
    await app.close()
  })

  test('on a unix socket', async () => {
    const path = `${temporaryFolder()}/app.sock`
    const { app } = freshApp()
    expect(await app.listen({ path })).toEqual({ host: '', port: 0, url: `unix:${path}` })
    await expectAlive(path)
    await app.close()
    await expect(RawSocket.connect(path)).rejects.toThrow('ENOENT')
  })

  test('on a port that is taken says so, and may try another', async () => {
    const other = await listening(freshApp().app)
    const { app } = freshApp()
    const refused = app.listen({ port: other, host: '127.0.0.1' })
    await expect(refused).rejects.toThrow(
      `cannot listen: port ${other} is in use already: stop what listens there, or choose another`,
    )
    await expect(refused).rejects.toMatchObject({ cause: { code: 'EADDRINUSE' } })
    await expectAlive(await listening(app))
  })

  test('on a socket that is taken says so', async () => {
    const path = `${temporaryFolder()}/app.sock`
    const { app } = freshApp()
    await app.listen({ path })
    await expect(freshApp().app.listen({ path })).rejects.toThrow(`cannot listen: ${path} is in use already`)
    await app.close()
  })

  test('on an address of another machine says so', async () => {
    await expect(freshApp().app.listen({ port: 0, host: '203.0.113.7' })).rejects.toThrow(
      'cannot listen: 203.0.113.7 is no address of this machine',
    )
  })

  test.each([-1, 65_536, 1.5, Number.NaN])('on the port %d is refused', async (port) => {
    await expect(freshApp().app.listen({ port, host: '127.0.0.1' })).rejects.toThrow(/port/i)
  })

  test('twice is refused, and so is listening after the end', async () => {
    const { app } = freshApp()
    await app.listen({ port: 0, host: '127.0.0.1' })
    await expect(app.listen({ port: 0, host: '127.0.0.1' })).rejects.toThrow('the app listens already')
    await app.close()
    await expect(app.listen({ port: 0, host: '127.0.0.1' })).rejects.toThrow('the app was closed; make a new one')
  })

  test('rejects with the ConfigError of an app that cannot work', async () => {
    const { app } = freshApp({ static: '/nowhere/at/all' })
    await expect(app.listen({ port: 0 })).rejects.toMatchObject({ name: 'ConfigError', code: 'STATIC_FOLDER_MISSING' })
  })
})

describe('app.handler', () => {
  test('is the listener of any http server, and the same each time', async () => {
    const { app } = freshApp()
    app.get('/', () => 'x')
    expect(app.handler).toBe(app.handler)
    const first = await mounted(app)
    const second = await serving(createServer((req, res) => app.handler(req, res)))
    for (const port of [first, second]) expect((await exchange(port, get('/'))).answer.body).toBe('x')
  })

  test('is the listener of an https server', async () => {
    const { app } = freshApp()
    const port = await serving(createTlsServer(selfSigned(), app.handler))
    const client = new RawSocket(connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }))
    expect(await client.request(get('/healthz')).answer()).toMatchObject({ status: 200, body: 'ok' })
    client.destroy()
  })

  test('works beside listen', async () => {
    const { app } = freshApp()
    const port = await listening(app)
    await supertest(app.handler).get('/healthz').expect(200, 'ok')
    await expectAlive(port)
  })

  test('says Connection: close once the app is closed', async () => {
    const { app } = freshApp()
    const port = await mounted(app)
    expect((await exchange(port, get('/healthz'))).closed).toBe(false)
    await app.close()
    expect((await exchange(port, get('/healthz'))).closed).toBe(true)
  })
})

describe('an app whose handler was read, or that listens', () => {
  const changes: readonly (readonly [what: string, change: (app: ReturnType<typeof freshApp>['app']) => unknown])[] = [
    ['a route', (app) => app.get('/late', () => 'x')],
    ['a route with options', (app) => app.route('/late', { methods: ['PUT'] }, () => 'x')],
    ['a controller', (app) => app.register()],
    ['a layer', (app) => app.use((_ctx, next) => next())],
    ['a layer under a prefix', (app) => app.use('/x', (_ctx, next) => next())],
    ['an error handler', (app) => app.error(() => 'x')],
    ['an error handler of a status', (app) => app.error(404, () => 'x')],
    ['a helper of templates', (app) => app.template.helper('x', () => 'x')],
    ['a global of templates', (app) => app.template.global('x', 1)],
  ]
  test.each(changes)('refuses %s with APP_FROZEN', async (_what, change) => {
    for (const freeze of [async (app: ReturnType<typeof freshApp>['app']) => app.handler, listening]) {
      const { app } = freshApp()
      change(freshApp().app)
      await freeze(app)
      expect(() => change(app)).toThrow(ConfigError)
      expect(() => change(app)).toThrow(expect.objectContaining({ code: 'APP_FROZEN' }))
      await supertest(app.handler).get('/late').expect(404)
    }
  })

  test('refuses routes of scopes that were made before', () => {
    const { app } = freshApp()
    const scope = app.at('/x').through((_ctx, next) => next())
    void app.handler
    expect(() => scope.get('/late', () => 'x')).toThrow(expect.objectContaining({ code: 'APP_FROZEN' }))
  })

  test('still takes what is to run when it closes', async () => {
    let closed = false
    const { app } = freshApp()
    void app.handler
    app.onClose(() => {
      closed = true
    })
    await app.close()
    expect(closed).toBe(true)
  })

  test('is not frozen by a failure to freeze', async () => {
    const { app } = freshApp()
    app.get('/a', () => 'first').get('/a', () => 'second')
    expect(() => app.handler).toThrow(expect.objectContaining({ code: 'DUPLICATE_ROUTE' }))
    expect(() => app.get('/b', () => 'b')).not.toThrow()
  })
})

/** How many connections the system lets wait, at most. */
function systemBacklog(): number {
  return process.platform === 'linux' ? Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8')) : 0
}

/** How often a connection found no place to wait in, on the whole system. */
function turnedAway(): number {
  const [names = [], values = []] = readFileSync('/proc/net/netstat', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('TcpExt:'))
    .map((line) => line.split(' '))
  return Number(values[names.indexOf('ListenOverflows')])
}

test.skipIf(systemBacklog() < 1000)('1,000 connections that come in one moment are all accepted', async () => {
  const { app } = freshApp()
  const port = await listening(app)
  const before = turnedAway()
  const sockets = Array.from({ length: 1000 }, () => connect(port, '127.0.0.1'))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  expect(turnedAway() - before).toBe(0)
  await expectAlive(port)
})
