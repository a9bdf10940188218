// What an app collects: the table as data, what may be registered, and the mistakes that end the start.

import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { App, type ConfigCode, type Ctx, type FormState, type Layer, route, text } from '../../src/index.js'
import { freshApp } from '../support/fresh-app.js'

const AT = expect.stringMatching(/^test\/routing\/routes\.test\.ts:\d+$/)

const NewPost = z.object({ title: z.string() })
type NewPost = z.infer<typeof NewPost>

class Posts {
  constructor(readonly prefix: string) {}

  @route('/posts') list() {
    return `${this.prefix} list`
  }
  @route.get('/posts/:id<int>', { name: 'post' }) show(_: Ctx, { id }: { id: number }) {
    return `${this.prefix} ${id}`
  }
  @route('/posts', { methods: ['POST', 'PUT'] }) write() {
    return `${this.prefix} write`
  }
  @route.delete('/one') @route.delete('/two') several() {
    return `${this.prefix} several`
  }
  undecorated() {
    return ''
  }
}

class Plain {
  @route.get('/plain') show() {
    return 'plain'
  }
}

describe('app.routes()', () => {
  test('gives the table as data, in the order of registration', () => {
    const app = new App({ templates: false })
    app.get('/first', function first() {
      return ''
    })
    app.register(new Posts('x'), Plain)
    app
      .at('/admin')
      .at('/users/:id<int>')
      .post('/', { name: 'user' }, () => '')
    app.route('/both', { methods: ['GET', 'DELETE'] }, () => '')
    app.route('/', () => '')
    expect(app.routes()).toEqual([
      { methods: ['GET'], path: '/first', name: undefined, handler: 'first', at: AT, layers: [] },
      { methods: ['GET'], path: '/posts', name: 'Posts.list', handler: 'Posts.list', at: AT, layers: [] },
      { methods: ['GET'], path: '/posts/:id<int>', name: 'post', handler: 'Posts.show', at: AT, layers: [] },
      { methods: ['POST', 'PUT'], path: '/posts', name: 'Posts.write', handler: 'Posts.write', at: AT, layers: [] },
      { methods: ['DELETE'], path: '/one', name: 'Posts.several', handler: 'Posts.several', at: AT, layers: [] },
      { methods: ['DELETE'], path: '/two', name: 'Posts.several', handler: 'Posts.several', at: AT, layers: [] },
      { methods: ['GET'], path: '/plain', name: 'Plain.show', handler: 'Plain.show', at: AT, layers: [] },
      { methods: ['POST'], path: '/admin/users/:id<int>', name: 'user', handler: 'POST /', at: AT, layers: [] },
      { methods: ['GET', 'DELETE'], path: '/both', name: undefined, handler: 'GET /both', at: AT, layers: [] },
      { methods: ['GET'], path: '/', name: undefined, handler: 'GET /', at: AT, layers: [] },
    ])
  })

  test('names the layers around a route: those of the app that always come before it, then those of its scope', () => {
    const app = new App({ templates: false })
    const audit: Layer = (_, next) => next()
    const account = () => ({ user: 'ada' })
    app.use((_, next) => next())
    app.use('/admin', audit)
    app
      .at('/admin')
      .with(account)
      .through(audit)
      .get('/users', () => '')
    app.get('/administration', () => '')
    app.get('/:rest<path>', () => '')
    expect(app.routes().map(({ layers }) => layers)).toEqual([
      ['layer', 'audit', 'account', 'audit'],
      ['layer'],
      ['layer'],
    ])
  })

  test('is empty for an app without routes', () => {
    expect(new App({ templates: false }).routes()).toEqual([])
  })

  test('leaves the app open, and works when it is frozen', () => {
    const { app } = freshApp()
    app.routes()
    app.get('/later', () => '')
    const { handler } = app
    expect(handler).toBeTypeOf('function')
    expect(app.routes().map(({ path }) => path)).toEqual(['/healthz', '/later'])
  })

  test('tells apart the lines of routes in one chain', () => {
    const { app } = freshApp()
    app
      .get('/a', () => 'a')
      .at('/b')
      .get('/', () => 'b')
    const [, a, b] = app.routes().map(({ at }) => Number(at.split(':')[1]))
    expect(b).toBe((a ?? 0) + 2)
  })
})

describe('register', () => {
  test('takes instances and classes, several at once, and binds this', async () => {
    const { app } = freshApp()
    expect(app.register(new Posts('mine'), Plain)).toBe(app)
    await request(app.handler).get('/posts/7').expect(200, 'mine 7')
    await request(app.handler).get('/plain').expect(200, 'plain')
  })

  test('takes the methods of an object, not of its class, at the time of the call', async () => {
    const posts = new Posts('before')
    const { app } = freshApp()
    app.register(posts)
    posts.list = () => 'replaced'
    await request(app.handler).get('/posts').expect(200, 'replaced')
  })

  test('takes a subclass with the routes that it inherits', async () => {
    class Derived extends Posts {
      constructor() {
        super('derived')
      }
      override list() {
        return 'overridden'
      }
      @route.get('/other') override show() {
        return 'replaced'
      }
    }
    const { app } = freshApp()
    app.register(Derived)
    await request(app.handler).get('/posts').expect(200, 'overridden')
    await request(app.handler).get('/other').expect(200, 'replaced')
    await request(app.handler).get('/posts/7').expect(404)
    await request(app.handler).put('/posts').expect(200, 'derived write')
  })

  class Empty {}
  class NotDecorated {
    list() {
      return ''
    }
  }

  test.each<readonly [string, unknown, ConfigCode, string]>([
    [
      'a class with arguments',
      Posts,
      'CLASS_NEEDS_ARGUMENTS',
      'Posts has constructor arguments: register an instance, new Posts(...)',
    ],
    ['a class without routes', Empty, 'NO_ROUTES', 'register(Empty): it has no method with @route'],
    [
      'an instance without routes',
      new NotDecorated(),
      'NO_ROUTES',
      'register(NotDecorated): it has no method with @route',
    ],
    ['a plain object', { list: () => '' }, 'NO_ROUTES', 'register(Object): it has no method with @route'],
    [
      'an object without prototype',
      Object.create(null),
      'NO_ROUTES',
      'register(anonymous): it has no method with @route',
    ],
    ['a list', [new Posts('')], 'NO_ROUTES', 'register(Array): it has no method with @route'],
    ['an arrow function', () => new Posts(''), 'NO_ROUTES', 'register takes instances and classes, not the function '],
    [
      'a function',
      function handler() {
        return ''
      },
      'NO_ROUTES',
      'register takes instances and classes, not the function handler',
    ],
    ['a method', Posts.prototype.list, 'NO_ROUTES', 'register takes instances and classes, not the function list'],
    ['a built-in class', Map, 'NO_ROUTES', 'register takes instances and classes, not the function Map'],
  ])('refuses %s at once', (_, controller, code, sentence) => {
    const { app } = freshApp()
    const register = app.register.bind(app) as (controller: unknown) => unknown
    const message = expect.stringContaining(sentence)
    expect(() => register(controller)).toThrow(expect.objectContaining({ name: 'ConfigError', code, message }))
    expect(app.routes(), 'nothing was added').toHaveLength(1)
  })
})

describe('a function as a route', () => {
  test.each<readonly [string, readonly unknown[]]>([
    ['no handler', []],
    ['undefined', [undefined]],
    ['a text', ['pong']],
    ['options without a handler', [{ name: 'x' }]],
    ['a handler before its options', [() => '', { name: 'x' }]],
    ['undefined behind options', [{ name: 'x' }, undefined]],
  ])('is refused at once when it is %s', (_, rest) => {
    const { app } = freshApp()
    const get = untyped(app.get)
    expect(() => get('/ping', ...rest)).toThrow(
      expect.objectContaining({
        code: 'BAD_HANDLER',
        message: expect.stringMatching(
          /^test\/routing\/routes\.test\.ts:\d+: the handler of \/ping is no function but /,
        ),
      }),
    )
  })

  test('takes undefined for its options', async () => {
    const { app } = freshApp()
    const get = untyped(app.get)
    get('/ping', undefined, () => 'pong')
    await request(app.handler).get('/ping').expect(200, 'pong')
  })

  test('is refused once the app is frozen, as a controller is', () => {
    const { app } = freshApp()
    const scope = app.at('/scope')
    expect(app.handler).toBeTypeOf('function')
    for (const late of [
      () => app.get('/late', () => ''),
      () => scope.get('/late', () => ''),
      () => app.register(Plain),
    ]) {
      expect(late).toThrow(expect.objectContaining({ code: 'APP_FROZEN' }))
    }
    expect(app.routes()).toHaveLength(1)
  })

  test('is added to its app by every way to narrow a scope, each returning itself', async () => {
    const { app } = freshApp()
    const scope = app.at('/a').through((_, next) => next())
    expect(scope.get('/x', () => 'x').post('/y', () => 'y')).toBe(scope)
    expect(app.get('/z', () => 'z')).toBe(app)
    await request(app.handler).post('/a/y').expect(200, 'y')
  })
})

describe('options', () => {
  type Declare = (app: App) => unknown
  const wrongly = (app: App, verb: 'get' | 'post' | 'head' | 'route', options: unknown) =>
    untyped(app[verb])('/wrong', options, () => '')

  test.each<readonly [string, Declare, ConfigCode, string]>([
    [
      'an unknown method',
      (app) => wrongly(app, 'route', { methods: ['GET', 'LINK'] }),
      'BAD_OPTION',
      "'LINK' is no method; methods are GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    ],
    [
      'a method in lower case',
      (app) => wrongly(app, 'route', { methods: ['post'] }),
      'BAD_OPTION',
      "'post' is no method",
    ],
    [
      'a method of its own type',
      (app) => wrongly(app, 'route', { methods: [undefined] }),
      'BAD_OPTION',
      'undefined is no method',
    ],
    [
      'no methods',
      (app) => wrongly(app, 'route', { methods: [] }),
      'BAD_OPTION',
      'methods is a list of GET, HEAD, POST',
    ],
    [
      'methods as a text',
      (app) => wrongly(app, 'route', { methods: 'GET' }),
      'BAD_OPTION',
      'methods is a list of GET, HEAD, POST',
    ],
    [
      'body and form',
      (app) => wrongly(app, 'post', { body: NewPost, form: NewPost }),
      'BAD_OPTION',
      'body or form, not both',
    ],
    ['a body on GET', (app) => wrongly(app, 'get', { body: NewPost }), 'BAD_OPTION', 'GET and HEAD have no body'],
    ['a form on GET', (app) => wrongly(app, 'get', { form: NewPost }), 'BAD_OPTION', 'GET and HEAD have no body'],
    ['a body on HEAD', (app) => wrongly(app, 'head', { body: NewPost }), 'BAD_OPTION', 'GET and HEAD have no body'],
    [
      'a body on GET and HEAD',
      (app) => wrongly(app, 'route', { methods: ['GET', 'HEAD'], body: NewPost }),
      'BAD_OPTION',
      'GET and HEAD have no body',
    ],
    ['a body that is no schema', (app) => wrongly(app, 'post', { body: {} }), 'BAD_OPTION', 'body is no schema'],
    ['a form that is null', (app) => wrongly(app, 'post', { form: null }), 'BAD_OPTION', 'form is no schema'],
    [
      'a query that is a function',
      (app) => wrongly(app, 'get', { query: () => true }),
      'BAD_OPTION',
      'query is no schema',
    ],
    [
      'invalid without a form',
      (app) => wrongly(app, 'post', { body: NewPost, invalid: () => '' }),
      'BAD_OPTION',
      'invalid answers a form: declare form',
    ],
    [
      'invalid as a name for a function',
      (app) => wrongly(app, 'post', { form: NewPost, invalid: 'edit' }),
      'INVALID_TARGET_MISSING',
      "invalid is a function (ctx, { form }) here, not 'edit'",
    ],
  ])('with %s are refused at freeze', (_, declare, code, sentence) => {
    const { app } = freshApp()
    declare(app)
    const at = /^\w+ \/wrong \(test\/routing\/routes\.test\.ts:\d+\): /
    for (const look of [() => app.handler, () => app.routes()]) {
      expect(look).toThrow(expect.objectContaining({ name: 'ConfigError', code, message: expect.stringMatching(at) }))
      expect(look).toThrow(sentence)
    }
  })

  test('of a method are refused in the same way', () => {
    const post = untyped(route.post)
    class Wrong {
      @post('/both', { body: NewPost, form: NewPost }) both() {
        return ''
      }
    }
    const { app } = freshApp()
    app.register(Wrong)
    expect(() => app.handler).toThrow(/^Wrong\.both \(test\/routing\/routes\.test\.ts:\d+\): body or form, not both$/)
  })

  test.each([undefined, 'nowhere', 'title', 'constructor2', 7, {}])(
    'with invalid: %s for a method are refused when it is registered',
    (invalid) => {
      const post = untyped(route.post)
      class Forms {
        readonly title = 'no method'
        @post('/forms', { form: NewPost, invalid }) create() {
          return ''
        }
      }
      const { app } = freshApp()
      if (invalid === undefined) {
        expect(() => app.register(Forms).handler).not.toThrow()
        return
      }
      expect(() => app.register(Forms)).toThrow(
        expect.objectContaining({
          code: 'INVALID_TARGET_MISSING',
          message: expect.stringContaining('is no method of Forms'),
        }),
      )
    },
  )

  test('that are right are taken', async () => {
    class Forms {
      @route.get('/forms/new') edit(_: Ctx, { form }: { form?: FormState<typeof NewPost> }) {
        return { errors: form?.errors ?? {} }
      }
      @route.post('/forms', { form: NewPost, invalid: 'edit' }) create(_: Ctx, { form }: { form: NewPost }) {
        return form
      }
      @route.post('/forms/:id<int>', {
        form: NewPost,
        invalid: (ctx, { id, form }) => ({ id, errors: Object.keys(form.errors), path: ctx.path }),
      })
      change(_: Ctx, { form }: { form: NewPost }) {
        return form
      }
    }
    const { app } = freshApp()
    app.register(Forms)
    app.post('/function', { form: NewPost, invalid: (_, { form }) => ({ ...form }) }, (_, { form }) => form)
    app.route('/mixed', { methods: ['GET', 'POST'], body: NewPost, query: z.object({}) }, (_, { body }) => body ?? null)
    await request(app.handler).post('/forms').type('form').send({ title: 'x' }).expect(200, { title: 'x' })
    await request(app.handler).post('/forms').type('form').send({ other: 'x' }).expect(422)
    await request(app.handler)
      .post('/forms/7')
      .type('form')
      .send({ other: 'x' })
      .expect(422, { id: 7, errors: ['title'], path: '/forms/7' })
    await request(app.handler).post('/forms/7').type('form').send({ title: 'x' }).expect(200, { title: 'x' })
    await request(app.handler).post('/function').type('form').send({ other: 'x' }).expect(422)
    await request(app.handler).get('/mixed').expect(204)
  })
})

describe('names', () => {
  const shown =
    /\(test\/routing\/routes\.test\.ts:\d+\) and .+ \(test\/routing\/routes\.test\.ts:\d+\); rename one of them$/

  test.each<readonly [string, (app: App) => unknown]>([
    ['two functions', (app) => app.get('/a', { name: 'x' }, () => 'a').get('/b', { name: 'x' }, () => 'b')],
    ['a function and a method', (app) => app.get('/a', { name: 'post' }, () => '').register(new Posts(''))],
    ['a method and a function', (app) => app.register(new Posts('')).get('/a', { name: 'post' }, () => '')],
    [
      'a function that has the default name of a method',
      (app) => app.register(Plain).get('/a', { name: 'Plain.show' }, () => ''),
    ],
    [
      'a method whose default name a function has',
      (app) => app.get('/a', { name: 'Plain.show' }, () => '').register(Plain),
    ],
  ])('given to %s are refused at freeze', (_, declare) => {
    const { app } = freshApp()
    declare(app)
    expect(() => app.handler).toThrow(
      expect.objectContaining({ name: 'ConfigError', code: 'DUPLICATE_NAME', message: expect.stringMatching(shown) }),
    )
  })

  test('may belong to all routes of one method or function, and by default to two classes', () => {
    class Several {
      @route.get('/several/:id<int>', { name: 'several' }) @route.get('/several', { name: 'several' }) show() {
        return ''
      }
    }
    const pagesAt = (path: string) => {
      class Pages {
        @route.get(path) list() {
          return path
        }
      }
      return Pages
    }
    const page = () => text('')
    const { app } = freshApp()
    app.register(Several, pagesAt('/first'), pagesAt('/second'))
    app.get('/old', { name: 'page' }, page).get('/new', { name: 'page' }, page)
    expect(() => app.handler).not.toThrow()
    expect([app.url('several', { id: 7 }), app.url('several'), app.url('page')]).toEqual([
      '/several/7',
      '/several',
      '/old',
    ])
  })
})

/** A verb as programs without types see it. */
function untyped(verb: unknown): (path: string, ...rest: readonly unknown[]) => MethodDecorator {
  return verb as (path: string, ...rest: readonly unknown[]) => MethodDecorator
}
