// Scopes: prefixes, layers and providers that routes share, for decorators and functions alike.

import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { type App, type Ctx, type CtxOf, type Layer, route, text } from '../../src/index.js'
import { freshApp } from '../support/fresh-app.js'

/** Adds its mark to the reply on the way back, so that the outermost comes last. */
function marking(mark: string): Layer {
  return async (_, next) => {
    const reply = await next()
    reply.headers.append('x-marks', mark)
    return reply
  }
}

describe('a prefix', () => {
  test.each<readonly [string, (app: App) => unknown]>([
    ['/o', (app) => app.at('/o').get('/', () => '')],
    ['/o/x', (app) => app.at('/o').get('/x', () => '')],
    ['/o/x/', (app) => app.at('/o').get('/x/', () => '')],
    [
      '/a/b/c',
      (app) =>
        app
          .at('/a')
          .at('/b/c')
          .get('/', () => ''),
    ],
    [
      '/:a<int>/x/:b<v|w>/:c<path>',
      (app) =>
        app
          .at('/:a<int>')
          .at('/x/:b<v|w>')
          .get('/:c<path>', () => ''),
    ],
  ])('makes %s', (path, declare) => {
    const { app } = freshApp()
    declare(app)
    expect(app.routes().at(-1)?.path).toBe(path)
  })

  test('gives its parameters to the handlers behind it', async () => {
    const { app } = freshApp()
    app.at('/orgs/:org<int>').get('/posts/:id', (_, { org, id }) => ({ org, id }))
    await request(app.handler).get('/orgs/7/posts/x').expect(200, { org: 7, id: 'x' })
    await request(app.handler).get('/orgs/seven/posts/x').expect(404)
  })

  test.each(['', '/', 'o', 'o/', '/o/', '//', '//o', '/o//p'])('%j is refused at once', (prefix) => {
    const { app } = freshApp()
    const message = `the prefix ${JSON.stringify(prefix)}: a prefix starts with a slash and does not end with one`
    const refusal = expect.objectContaining({ code: 'BAD_PREFIX', message })
    expect(() => route.at(prefix)).toThrow(refusal)
    expect(() => route.at('/a').at(prefix)).toThrow(refusal)
    expect(() => app.at(prefix)).toThrow(refusal)
  })

  test('with a wrong parameter is refused with the routes behind it', () => {
    const { app } = freshApp()
    const prefix: string = '/:id<itn>'
    app.at(prefix).get('/x', () => '')
    expect(() => app.handler).toThrow(":id<itn>: no converter is called 'itn'")
  })
})

describe('layers', () => {
  test('run in the order in which a scope goes through them, outermost first', async () => {
    const { app } = freshApp()
    const scope = app.through(marking('a')).at('/x').through(marking('b'))
    scope.get('/', () => '')
    scope.through(marking('c')).get('/deeper', () => '')
    app.get('/outside', () => '')
    const marks = async (path: string) => (await request(app.handler).get(path)).headers['x-marks']
    expect(await marks('/x')).toBe('b, a')
    expect(await marks('/x/deeper')).toBe('c, b, a')
    expect(await marks('/outside')).toBeUndefined()
  })

  test('of a scope see neither what no route answers nor what another method would', async () => {
    const { app } = freshApp()
    app
      .at('/x')
      .through(marking('x'))
      .get('/', () => '')
    for (const [method, path, status] of [
      ['get', '/x/', 308],
      ['get', '/x/y', 404],
      ['put', '/x', 405],
    ] as const) {
      const answer = await request(app.handler)[method](path).expect(status)
      expect(answer.headers['x-marks']).toBeUndefined()
    }
  })

  test('of a scope belong to it alone: narrowing changes nothing', async () => {
    const { app } = freshApp()
    const scope = route.at('/x')
    scope.through(marking('never'))
    scope.with(() => ({ never: true }))
    class Pages {
      @scope.get('/') show(ctx: Ctx) {
        return text(String('never' in ctx))
      }
    }
    app.register(Pages)
    const answer = await request(app.handler).get('/x').expect(200, 'false')
    expect(answer.headers['x-marks']).toBeUndefined()
  })

  test.each<readonly [unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    ['guard', 'string'],
    [{}, 'object'],
  ])('that are %j are refused at once', (layer, kind) => {
    const { app } = freshApp()
    for (const scope of [route, app]) {
      for (const name of ['through', 'with'] as const) {
        const add = scope[name] as (layer: unknown) => unknown
        expect(() => add(layer)).toThrow(
          expect.objectContaining({ code: 'BAD_LAYER', message: `a layer is a function (ctx, next), not ${kind}` }),
        )
      }
    }
  })
})

describe('a provider', () => {
  test('adds to the context, from the context and the parameters of the prefix alone', async () => {
    const given: unknown[] = []
    const org = route.at('/orgs/:org<int>').with((ctx, params) => {
      given.push({ ...params })
      return { org: `${ctx.method} ${params.org + 1}` }
    })
    class Orgs {
      @org.get('/posts/:id') show(ctx: CtxOf<typeof org>, { id }: { id: string }) {
        return { org: ctx.org, id }
      }
    }
    const { app } = freshApp()
    app.register(Orgs)
    await request(app.handler).get('/orgs/7/posts/x').expect(200, { org: 'GET 8', id: 'x' })
    expect(given).toEqual([{ org: 7 }])
  })

  test('may reply itself, and then the handler does not run', async () => {
    const { app } = freshApp()
    let ran = false
    app
      .with(async () => text('to the login', { status: 403 }))
      .get('/x', () => {
        ran = true
        return ''
      })
    await request(app.handler).get('/x').expect(403, 'to the login')
    expect(ran).toBe(false)
  })
})
