// What the pages of the link board share: assets, error pages, protection.

import { parse } from 'parse5'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { linkBoard } from '../../example-app/board.js'
import { openDatabase } from '../../example-app/database.js'
import { LinkStore } from '../../example-app/link-store.js'
import { SAMPLE_LINKS } from '../../example-app/sample-links.js'
import { eventually } from '../support/deadline.js'
import { freshBoard, numberedLinks } from './fresh-board.js'

describe('pages', () => {
  it('name assets by their content, which may be kept for a year', async () => {
    const board = freshBoard()
    const { text } = await board.get('/').expect(200)
    const addresses = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((match) => match[1] ?? '')
    expect(addresses.map((address) => address.split('?')[0])).toEqual([
      '/static/icon.svg',
      '/static/board.css',
      '/static/search.js',
      '/static/icon.svg',
    ])
    for (const address of addresses) {
      await board
        .get(address)
        .expect(200)
        .expect('cache-control', /immutable/)
        .expect('x-content-type-options', 'nosniff')
    }
  })

  it.each(['/', '/links/new', '/nowhere', '/api/links'])(
    'run no foreign code, and none in themselves: %s',
    async (path) => {
      const { headers } = await freshBoard().get(path)
      expect(headers['content-security-policy']).toContain("default-src 'self'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['content-security-policy']).not.toContain('unsafe-inline')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin')
    },
  )

  it('are compressed for guests; what one member alone may see is not, and tokens are not', async () => {
    const board = freshBoard(numberedLinks(10))
    const guest = await board.get('/').set('accept-encoding', 'br, gzip').expect(200)
    expect(guest.headers).toMatchObject({ 'content-encoding': 'br', vary: expect.stringContaining('Accept-Encoding') })
    const member = await (await board.as('ada')).get('/').set('accept-encoding', 'br, gzip').expect(200)
    expect(member.headers['content-encoding']).toBeUndefined()
    expect(member.headers['cache-control']).toBe('no-store')
    const account = { name: 'bob', password: 'correct horse battery' }
    const { headers } = await board.post('/api/accounts').set('accept-encoding', 'br').send(account).expect(201)
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['cache-control']).toBe('no-store, no-transform')
  })

  it.each([
    ['same-origin', 303],
    ['none', 303],
    ['same-site', 403],
    ['cross-site', 403],
  ])('take a form that is %s with %i', async (from, status) => {
    const board = await freshBoard().as('ada')
    await board
      .post('/links')
      .set('sec-fetch-site', from)
      .type('form')
      .send({ title: 'T', url: 'https://example.org' })
      .expect(status)
  })

  it('may be linked to from anywhere', async () => {
    await freshBoard().get('/').set('sec-fetch-site', 'cross-site').expect(200)
  })
})

describe('every page', () => {
  it.each([
    ['GET', '/', 200],
    ['GET', '/?q=link&page=2', 200],
    ['GET', '/?q=nothing', 200],
    ['GET', '/links/1', 200],
    ['GET', '/links/1/edit', 200],
    ['GET', '/links/new', 200],
    ['POST', '/links', 422],
    ['POST', '/links/1', 422],
    ['GET', '/login', 200],
    ['GET', '/sign-up', 200],
    ['GET', '/account', 200],
    ['POST', '/login', 422],
    ['POST', '/sign-up', 422],
    ['POST', '/links/new', 405],
    ['GET', '/nowhere', 404],
    ['GET', '/%E0', 400],
  ] as const)('is correct HTML, whose names all mean something in development: %s %s', async (method, path, status) => {
    vi.stubEnv('NODE_ENV', 'development')
    onTestFinished(() => void vi.unstubAllEnvs())
    const board = await freshBoard([...SAMPLE_LINKS, ...numberedLinks(10)]).as('ada', 'editor')
    const { text } = await (method === 'GET' ? board.get(path) : board.post(path).type('form').send({})).expect(status)
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">\n/)
    expect(text).toMatch(/<\/html>\n$/)
    expect(mistakesIn(text)).toEqual([])
  })
})

/** What a parser of HTML complains of. */
function mistakesIn(html: string): readonly string[] {
  const mistakes: string[] = []
  parse(html, { onParseError: ({ code, startLine }) => mistakes.push(`${code} in line ${startLine}`) })
  return mistakes
}

describe('an error', () => {
  it('of an unknown address is a page that names it as text', async () => {
    const { text } = await freshBoard().get('/%3Cscript%3E').expect(404)
    expect(text).toContain('There is nothing here')
    expect(text).toContain('&lt;script&gt;')
  })

  it('of the reader is a page with the reason', async () => {
    const { text } = await freshBoard().get('/%E0').expect(400)
    expect(text).toContain('<h1>Bad Request</h1>')
    expect(text).toMatch(/<p>The reason: .+\.<\/p>/)
    await freshBoard()
      .delete('/links/new')
      .expect(405, /This page does not take such a request/)
  })

  it('of the server is a page, or problem details, without the cause', async () => {
    const search = vi.spyOn(LinkStore.prototype, 'search').mockImplementation(() => {
      throw new Error('disk full')
    })
    onTestFinished(() => search.mockRestore())
    const board = freshBoard()
    const page = await board.get('/').expect(500)
    expect(page.text).toContain('<h1>Internal Server Error</h1>')
    expect(page.text).not.toContain('disk full')
    const { body } = await board.get('/api/links').expect(500)
    expect(body).toEqual({ title: 'Internal Server Error', status: 500 })
    expect(board.records.map(({ message }) => message)).toContain('disk full')
  })
})

describe('the log', () => {
  it('has a line for each request, without what is private', async () => {
    const board = freshBoard()
    const { headers } = await board
      .get('/login?return=/secret-path')
      .set('cookie', 'session=secret-session')
      .expect(200)
    await board.post('/login').type('form').send({ name: 'ada', password: 'secret-password' }).expect(403)
    await eventually(() => expect(board.records).toHaveLength(2))
    expect(board.records).toMatchObject([
      { method: 'GET', path: '/login', status: 200, id: headers['x-request-id'] },
      { method: 'POST', path: '/login', status: 403 },
    ])
    expect(JSON.stringify(board.records)).not.toContain('secret')
  })
})

describe('what watches over the board', () => {
  it('is told that it lives, and that it is ready when it listens', async () => {
    const app = linkBoard(openDatabase(':memory:'), { log: () => undefined })
    onTestFinished(() => app.close())
    const { url } = await app.listen({ port: 0, host: '127.0.0.1', signals: false })
    expect(await (await fetch(new URL('/healthz', url))).json()).toEqual({ status: 'ok' })
    const ready = await fetch(new URL('/readyz', url))
    expect(ready.status).toBe(200)
    expect(await ready.json()).toEqual({ status: 'ok', checks: { database: 'ok' } })
  })
})

it('a board closes its database', async () => {
  const db = openDatabase(':memory:')
  await linkBoard(db).close()
  expect(db.open).toBe(false)
})
