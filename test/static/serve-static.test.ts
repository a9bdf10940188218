// serveStatic on its own: its prefix, its defaults, its mistakes, and that nothing but the folder answers.

import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type LogRecord, type ServeStaticOptions, serveStatic } from '../../src/index.js'
import { get, request } from '../support/invariants.js'
import { type RawAnswer, RawSocket } from '../support/raw-socket.js'
import { temporaryFolder, writeFiles } from '../support/site.js'
import { closed, listening } from './servers.js'

type Fetch = (bytes: string) => Promise<RawAnswer>

async function serving(options?: ServeStaticOptions): Promise<{ fetch: Fetch; root: string }> {
  const root = temporaryFolder()
  writeFiles(root, { 'a.txt': 'one', 'index.html': 'home', 'favicon.ico': 'icon' })
  const server = createServer(serveStatic(root, options))
  const port = await listening(server)
  onTestFinished(() => closed(server))
  const fetch: Fetch = async (bytes) => {
    const client = await RawSocket.connect(port)
    const answer = await client.request(bytes).answer()
    client.destroy()
    return answer
  }
  return { fetch, root }
}

describe('serveStatic', () => {
  test('answers from the top', async () => {
    const { fetch } = await serving()
    expect(await fetch(get('/a.txt'))).toMatchObject({ status: 200, body: 'one' })
    expect(await fetch(get('/'))).toMatchObject({ status: 200, body: 'home' })
    expect((await fetch(get('/missing'))).status).toBe(404)
  })

  test('answers 404 outside its prefix', async () => {
    const { fetch } = await serving({ prefix: '/files/here' })
    expect((await fetch(get('/files/here/a.txt'))).body).toBe('one')
    expect((await fetch(get('/a.txt'))).status).toBe(404)
    expect((await fetch(get('/files/a.txt'))).status).toBe(404)
    expect((await fetch(get('/files/herea.txt'))).status).toBe(404)
    expect((await fetch(request('OPTIONS', '*'))).status).toBe(204)
  })

  test('has the files that browsers and robots ask for at the top, if they stand in the folder', async () => {
    const { fetch } = await serving({ prefix: '/files' })
    expect(await fetch(get('/favicon.ico'))).toMatchObject({ status: 200, body: 'icon' })
    expect((await fetch(get('/robots.txt'))).status).toBe(404)
  })

  test.each([
    ['/static/users', '/static/users/'],
    ['/static/users?n=1', '/static/users/?n=1'],
    ['/static', '/static/'],
  ])('S13: under a prefix the directory %s is found under %s', async (path, location) => {
    const { fetch, root } = await serving({ prefix: '/static' })
    writeFiles(root, { 'users/index.html': 'users' })
    const answer = await fetch(get(path))
    expect([answer.status, answer.header('location')]).toEqual([301, location])
    expect((await fetch(get(location))).status).toBe(200)
  })

  test('refuses what an app refuses: two Hosts, a target without a form, too many fields', async () => {
    const { fetch } = await serving()
    expect((await fetch('GET /a.txt HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')).status).toBe(400)
    expect((await fetch(get('*'))).status).toBe(400)
    expect((await fetch(get('/a.txt', ...Array.from({ length: 120 }, () => 'a: b')))).status).toBe(431)
  })

  test('shows people a page and programs a problem', async () => {
    const { fetch } = await serving()
    const page = await fetch(get('/<missing>', 'Accept: text/html'))
    expect(page.header('content-type')).toBe('text/html; charset=utf-8')
    expect(page.body).toContain('404 Not Found')
    const problem = await fetch(get('/missing', 'Accept: application/json'))
    expect(JSON.parse(problem.body)).toMatchObject({ status: 404, title: 'Not Found' })
  })

  test.each([
    ['development', 'two'],
    ['production', 'one'],
  ])('sees an edit at once only in development: NODE_ENV=%s', async (environment, body) => {
    vi.stubEnv('NODE_ENV', environment)
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    const { fetch, root } = await serving()
    await fetch(get('/a.txt'))
    const start = performance.now()
    writeFileSync(join(root, 'a.txt'), 'two')
    const answer = await fetch(get('/a.txt'))
    if (performance.now() - start < 900) expect(answer.body).toBe(body)
  })

  test('takes a URL, and throws for a folder that is missing or an option without sense', () => {
    const root = temporaryFolder()
    expect(serveStatic(pathToFileURL(root))).toBeTypeOf('function')
    const mistake = (code: string) => expect.objectContaining({ name: 'ConfigError', code })
    expect(() => serveStatic(join(root, 'nowhere'))).toThrow(mistake('STATIC_FOLDER_MISSING'))
    expect(() => serveStatic(root, { prefix: 'x' })).toThrow(mistake('BAD_PREFIX'))
    expect(() => serveStatic(root, { maxAge: -1 })).toThrow(mistake('BAD_OPTION'))
  })

  test('does not tell its log of a client that asks for nothing', async () => {
    const records: LogRecord[] = []
    const { fetch } = await serving({ log: (record) => records.push(record) })
    expect((await fetch(get('/a.txt'))).status).toBe(200)
    expect((await fetch(get('/missing'))).status).toBe(404)
    expect(records).toEqual([])
  })
})
