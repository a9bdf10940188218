// Methods of a path: 405 with Allow, HEAD and OPTIONS without being asked for, and the redirect of a slash too many or too few.
// @see RFC 9110 sections 9.3.2 (HEAD), 9.3.7 (OPTIONS), 15.4.9 (308), 15.5.6 (405)

import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { type App, abort, type Layer, text } from '../../src/index.js'
import { freshApp, mounted } from '../support/fresh-app.js'
import { exchange, request as rawRequest } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'

const guard: Layer = (ctx, next) => (ctx.headers.authorization === 'let me in' ? next() : abort(401))

/** What a request got, as far as routing decides it. */
interface Got {
  readonly status: number
  readonly allow?: string | undefined
  readonly location?: string | undefined
  readonly body?: string
}

async function ask(app: App, method: string, target: string, ...lines: readonly string[]): Promise<Got> {
  const { answer } = await exchange(await mounted(app), rawRequest(method, target, ...lines))
  const { status, body } = answer
  return { status, allow: answer.header('allow'), location: answer.header('location'), body }
}

describe('a method that a path does not answer', () => {
  function site(): App {
    const { app } = freshApp()
    app.get('/posts', () => 'list').post('/posts', () => 'create')
    app.get('/posts/:id<int>', () => 'show').delete('/posts/:id<int>', () => 'delete')
    app.put('/posts/:name', () => 'put').patch('/posts/:rest<path>', () => 'patch')
    app.head('/alive', () => text(''))
    app.options('/own', () => text('own'))
    app.route('/many', { methods: ['POST', 'GET', 'DELETE'] }, () => 'many')
    app.post('/folder/', () => 'folder')
    return app
  }

  test.each([
    ['PUT', '/posts', 'GET, HEAD, POST, OPTIONS'],
    ['DELETE', '/posts?x=1', 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/posts/7', 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'],
    ['POST', '/posts/seven', 'PUT, PATCH, OPTIONS'],
    ['GET', '/posts/seven', 'PUT, PATCH, OPTIONS'],
    ['HEAD', '/posts/seven', 'PUT, PATCH, OPTIONS'],
    ['GET', '/posts/7/tags', 'PATCH, OPTIONS'],
    ['GET', '/alive', 'HEAD, OPTIONS'],
    ['GET', '/own', 'OPTIONS'],
    ['PUT', '/many', 'GET, HEAD, POST, DELETE, OPTIONS'],
    ['GET', '/folder/', 'POST, OPTIONS'],
    ['TRACE', '/posts', 'GET, HEAD, POST, OPTIONS'],
    ['PROPFIND', '/posts', 'GET, HEAD, POST, OPTIONS'],
    ['QUERY', '/posts', 'GET, HEAD, POST, OPTIONS'],
  ])('B9 %s %s is a 405 with Allow: %s', async (method, path, allow) => {
    expect(await ask(site(), method, path)).toMatchObject({ status: 405, allow })
  })

  test.each([
    ['GET', '/unknown'],
    ['PUT', '/unknown'],
    ['TRACE', '/unknown'],
    ['OPTIONS', '/unknown'],
    ['GET', '/Posts'],
    ['GET', '/posts/..'],
    ['PATCH', '/posts/a/../b'],
  ])('%s %s has no route at all: 404 without Allow', async (method, path) => {
    expect(await ask(site(), method, path)).toMatchObject({ status: 404, allow: undefined })
  })

  test('keeps Allow when a handler of the app answers it', async () => {
    const app = site()
    app.error(405, (ctx, error) => text(`${ctx.method}: ${error.message}`))
    expect(await ask(app, 'PUT', '/posts')).toEqual({
      status: 405,
      allow: 'GET, HEAD, POST, OPTIONS',
      location: undefined,
      body: 'PUT: Method Not Allowed',
    })
  })

  test('comes back to the layers as a reply', async () => {
    const app = site()
    const seen: unknown[] = []
    app.use(async (_, next) => {
      const reply = await next()
      seen.push([reply.status, reply.error?.message, reply.headers.get('allow')])
      return reply
    })
    await ask(app, 'PUT', '/posts')
    expect(seen[0]).toEqual([405, 'Method Not Allowed', 'GET, HEAD, POST, OPTIONS'])
  })

  test('is not changed by a field or a query that names another', async () => {
    const lines = ['X-HTTP-Method-Override: PUT', 'X-HTTP-Method: PUT', 'X-Method-Override: PUT']
    const app = site()
    app.put('/override', () => 'put')
    expect(await ask(app, 'POST', '/override?_method=PUT', ...lines, 'Content-Length: 0'), 'B8').toMatchObject({
      status: 405,
    })
  })

  test('CONNECT is not answered: the connection is closed', async () => {
    const client = await RawSocket.connect(await mounted(site()))
    client.send('CONNECT test.example:80 HTTP/1.1\r\nHost: test.example\r\n\r\n')
    expect(await client.ended(), 'B9').not.toMatch(/^HTTP\/1\.1 2/)
  })
})

describe('OPTIONS', () => {
  test.each([
    ['/posts', 'GET, HEAD, POST, OPTIONS'],
    ['/posts/7', 'GET, HEAD, PUT, OPTIONS'],
    ['/posts/seven', 'PUT, OPTIONS'],
  ])('B9 of %s is 204 with Allow: %s', async (path, allow) => {
    const { app } = freshApp()
    app.get('/posts', () => '').post('/posts', () => '')
    app.get('/posts/:id<int>', () => '').put('/posts/:name', () => '')
    expect(await ask(app, 'OPTIONS', path)).toEqual({ status: 204, allow, location: undefined, body: '' })
  })

  test('is answered by a route of its own where there is one', async () => {
    const { app } = freshApp()
    app.get('/posts', () => '').options('/posts', () => text('my own', { headers: { allow: 'GET' } }))
    app.get('/:any', () => '')
    expect(await ask(app, 'OPTIONS', '/posts')).toMatchObject({ status: 200, allow: 'GET', body: 'my own' })
    expect(await ask(app, 'OPTIONS', '/other')).toMatchObject({ status: 204, allow: 'GET, HEAD, OPTIONS' })
  })

  test('of the whole server is 204', async () => {
    const { app } = freshApp()
    app.get('/:any<path>', () => 'not me')
    const allow = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
    expect(await ask(app, 'OPTIONS', '*'), 'B9').toEqual({ status: 204, allow, location: undefined, body: '' })
  })

  test.each(['GET', 'POST', 'HEAD'])('%s of the whole server is 400', async (method) => {
    const { app } = freshApp()
    app.get('/:any<path>', () => 'not me')
    expect(await ask(app, method, '*'), 'B9').toMatchObject({ status: 400 })
  })

  test('goes through the layers, so that a guard answers first', async () => {
    const { app } = freshApp()
    app.use('/admin', guard)
    app.get('/admin', () => '')
    expect(await ask(app, 'OPTIONS', '/admin')).toMatchObject({ status: 401, allow: undefined })
  })
})

describe('HEAD', () => {
  function site(): App {
    const { app } = freshApp()
    app.get('/page', (ctx) => text(`for ${ctx.method}`.padEnd(20, '.'), { headers: { 'x-page': 'yes' } }))
    app.get('/both', () => 'by GET').head('/both', () => text('', { headers: { 'x-by': 'HEAD' } }))
    app.post('/form', () => '')
    app.use('/admin', guard)
    app.get('/admin', () => 'secret')
    return app
  }

  test('B8 is GET with the same fields and no body', async () => {
    const got = await request(site().handler).get('/page').expect(200)
    const head = await request(site().handler).head('/page').expect(200)
    const { date: _, 'x-request-id': _id, ...fields } = got.headers
    expect(head.headers).toMatchObject(fields)
    expect(head.headers['content-length']).toBe('20')
    expect(head.text).toBeUndefined()
  })

  test('is answered by a route of its own where there is one', async () => {
    const head = await request(site().handler).head('/both').expect(200)
    expect(head.headers['x-by']).toBe('HEAD')
    const got = await request(site().handler).get('/both').expect(200, 'by GET')
    expect(got.headers['x-by']).toBeUndefined()
  })

  test('B8 of a guarded path is refused by the guard', async () => {
    expect(await ask(site(), 'HEAD', '/admin')).toMatchObject({ status: 401 })
  })

  test.each([
    ['/form', 405],
    ['/unknown', 404],
    ['/page/', 308],
  ])('of %s is %i, as GET is, and without a body', async (path, status) => {
    const app = site()
    expect(await ask(app, 'HEAD', path)).toMatchObject({ status, body: '' })
    expect(await ask(app, 'GET', path)).toMatchObject({ status })
  })
})

describe('a slash too many or too few', () => {
  function site(): App {
    const { app } = freshApp()
    app.get('/posts', () => 'posts').post('/posts', () => 'created')
    app.get('/folder/', () => 'folder')
    app.get('/both', () => 'without').get('/both/', () => 'with')
    app.get('/users/:name', (_, { name }) => name)
    app.get('/dirs/:name/', (_, { name }) => name)
    app.get('/files/:rest<path>', (_, { rest }) => rest)
    app.at('/o').get('/', () => 'o')
    app.put('/puts', () => '')
    app.get('/', () => 'home')
    return app
  }

  test.each([
    ['GET', '/posts/', '/posts'],
    ['HEAD', '/posts/', '/posts'],
    ['POST', '/posts/', '/posts'],
    ['GET', '/folder', '/folder/'],
    ['GET', '//', '/'],
    ['GET', '/o/', '/o'],
    ['PUT', '/puts/', '/puts'],
    ['GET', '/posts/?a=1&b=%2F%2F&c', '/posts?a=1&b=%2F%2F&c'],
    ['GET', '/folder?next=//evil.example', '/folder/?next=//evil.example'],
    ['GET', '/posts/??', '/posts??'],
    ['GET', '/users/a%20b%C3%A4/', '/users/a%20b%C3%A4'],
    ['GET', '/users/%61/', '/users/a'],
    ['GET', '/users/a%2Fb/', '/users/a%2Fb'],
    ['GET', '/users/a%5Cb/', '/users/a%5Cb'],
    ['GET', '/users/\\evil.example/', '/users/%5Cevil.example'],
    ['GET', '/users/%2F%2Fevil.example/', '/users/%2F%2Fevil.example'],
    ['GET', '/users/x%0D%0AX-Injected:1/', '/users/x%0D%0AX-Injected:1'],
    ['GET', '/users/"<script>/', '/users/%22%3Cscript%3E'],
    ['GET', '/users/%25/', '/users/%25'],
    ['GET', '/dirs/x', '/dirs/x/'],
    ['GET', 'http://evil.example/posts/', '/posts'],
  ])('%s %s redirects to %s', async (method, target, location) => {
    expect(await ask(site(), method, target)).toEqual({ status: 308, allow: undefined, location, body: '' })
  })

  test.each([
    ['GET', '///'],
    ['GET', '//posts/'],
    ['GET', '//evil.example/'],
    ['GET', '//evil.example/%2e%2e'],
    ['GET', '/posts//'],
    ['GET', '/\\evil.example/'],
    ['GET', '/%5Cevil.example/'],
    ['GET', '/%2Fevil.example/'],
    ['GET', '/users/../'],
    ['GET', '/users/./'],
    ['GET', '/users//'],
    ['GET', '/users/%2e%2e/'],
    ['GET', '/files'],
    ['GET', '/files/'],
    ['DELETE', '/posts/'],
    ['OPTIONS', '/posts/'],
    ['POST', '/folder'],
  ])('C1 %s %s redirects nowhere', async (method, target) => {
    expect(await ask(site(), method, target)).toMatchObject({ status: 404, location: undefined })
  })

  test.each([
    ['/', 'home'],
    ['/both', 'without'],
    ['/both/', 'with'],
    ['/files/a/', 'a/'],
  ])('%s has a route of its own', async (target, body) => {
    expect(await ask(site(), 'GET', target)).toMatchObject({ status: 200, body })
  })

  test('C1 never redirects to another host, whatever the first segment is', async () => {
    const { app } = freshApp()
    app.get('/:any', () => '').get('/:any/:more/', () => '')
    for (const first of [
      '/evil.example',
      '\\evil.example',
      '%2Fevil.example',
      '%5Cevil.example',
      '%2F',
      '%09',
      '%20',
    ]) {
      for (const target of [`/${first}/`, `/${first}/x`]) {
        const { status, location } = await ask(app, 'GET', target)
        expect([308, 404], target).toContain(status)
        if (status === 308) expect(location, target).toMatch(/^\/[^/\\]/)
      }
    }
  })

  test('is redirected inside the onion: a guard answers first, and other layers see the reply', async () => {
    const { app } = freshApp()
    const seen: unknown[] = []
    app.use(async (_, next) => {
      const reply = await next()
      seen.push([reply.status, reply.headers.get('location'), reply.error])
      reply.headers.set('x-layer', 'seen')
      return reply
    })
    app.use('/admin', guard)
    app
      .get('/admin', () => '')
      .get('/admin/users', () => '')
      .get('/open', () => '')
    for (const path of ['/admin/', '/admin/users/']) {
      expect(await ask(app, 'GET', path)).toMatchObject({ status: 401, location: undefined })
      expect(await ask(app, 'GET', path, 'Authorization: let me in')).toMatchObject({ status: 308 })
    }
    seen.length = 0
    const answer = await request(app.handler).get('/open/').expect(308)
    expect(seen).toEqual([[308, '/open', undefined]])
    expect(answer.headers['x-layer']).toBe('seen')
  })
})
