// Addresses from routes: url(Class, 'method', params) and app.url(name, params).
// Whatever an address is made of comes back when the address is requested, or there is no address.

import fc from 'fast-check'
import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { parseTarget } from '../../src/http/target.js'
import { type Converter, type Ctx, route, url } from '../../src/index.js'
import { parameterNames, parsePattern } from '../../src/routing/pattern.js'
import { RouteTable } from '../../src/routing/table.js'
import { addressOf, type UrlParams } from '../../src/routing/url.js'
import { freshApp } from '../support/fresh-app.js'

interface Sku {
  readonly code: string
}

const sku: Converter<Sku> = {
  parse: (raw) => (/^[A-Z]+-\d+$/.test(raw) ? { code: raw } : undefined),
  format: ({ code }) => code,
}
const lax: Converter<number> = { parse: Number }
const own = { sku, lax }

const UUID = '0b6cd5b4-7a3c-4f0e-9f59-2a3d4c5b6e7f'

const orgs = route.at('/orgs/:org')
const shop = route.converters(own).at('/shop')

class Posts {
  constructor(private readonly prefix: string) {}

  @route('/') index() {
    return this.prefix
  }
  @route.get('/posts/:id<int>') show(_: Ctx, { id }: { id: number }) {
    return { id }
  }
  @route.post('/posts/:id<int>/tags/:tag') tag(_: Ctx, { id, tag }: { id: number; tag: string }) {
    return { id, tag }
  }
  @route.get('/größe/ä-b') unicode() {
    return ''
  }
  @route.get('/folder/') folder() {
    return ''
  }
  @route.get('/archive/:year<int>/:month<int>') @route.get('/archive/:year<int>') @route.get('/archive') archive(
    _: Ctx,
    input: { year?: number; month?: number },
  ) {
    return input
  }
  @orgs.get('/') org(_: Ctx, { org }: { org: string }) {
    return { org }
  }
  @orgs.get('/members/:name') member(_: Ctx, input: { org: string; name: string }) {
    return input
  }
  @shop.get('/:item<sku>') item(_: Ctx, { item }: { item: Sku }) {
    return item
  }
  @route.get('/kinds/:f<float>/:u<uuid>/:d<date>/:s<slug>/:k<new|old>/:rest<path>') kinds(
    _: Ctx,
    input: { f: number; u: string; d: Date; s: string; k: 'new' | 'old'; rest: string },
  ) {
    return input
  }
  @route.get('/commits/:hash') commit(_: Ctx, { hash }: { hash: string }) {
    return hash
  }
  @route.get('/users/:constructor/:valueOf') inherited(_: Ctx, input: { constructor: string; valueOf: string }) {
    return { ...input }
  }
  plain() {
    return ''
  }
}

describe('url', () => {
  test.each([
    [url(Posts, 'index'), '/'],
    [url(Posts, 'show', { id: 7 }), '/posts/7'],
    [url(Posts, 'show', { id: -7 }), '/posts/-7'],
    [url(Posts, 'show', { id: -0 }), '/posts/0'],
    [url(Posts, 'tag', { id: 7, tag: 'a b/c?d#e%f\\g' }), '/posts/7/tags/a%20b%2Fc%3Fd%23e%25f%5Cg'],
    [url(Posts, 'tag', { id: 7, tag: "~-._!'()*@:$&+,;=" }), "/posts/7/tags/~-._!'()*@:$&+,;="],
    [url(Posts, 'tag', { id: 7, tag: '//evil.example' }), '/posts/7/tags/%2F%2Fevil.example'],
    [url(Posts, 'tag', { id: 7, tag: '...' }), '/posts/7/tags/...'],
    [url(Posts, 'tag', { id: 7, tag: 'ä💥' }), '/posts/7/tags/%C3%A4%F0%9F%92%A5'],
    [url(Posts, 'unicode'), '/gr%C3%B6%C3%9Fe/%C3%A4-b'],
    [url(Posts, 'folder'), '/folder/'],
    [url(Posts, 'org', { org: 'acme' }), '/orgs/acme'],
    [url(Posts, 'member', { org: 'a/b', name: 'c d' }), '/orgs/a%2Fb/members/c%20d'],
    [url(Posts, 'item', { item: { code: 'AB-12' } }), '/shop/AB-12'],
    [
      url(Posts, 'kinds', {
        f: 1e-7,
        u: UUID,
        d: new Date('2024-02-29T12:34:56Z'),
        s: 'a-b',
        k: 'old',
        rest: 'css/a b/ä.css',
      }),
      `/kinds/0.0000001/${UUID}/2024-02-29/a-b/old/css/a%20b/%C3%A4.css`,
    ],
    [url(Posts, 'commit', { hash: '7facb16' }), '/commits/7facb16'],
    [url(Posts, 'inherited', { constructor: 'a', valueOf: 'b' }), '/users/a/b'],
  ])('%s', (address, expected) => {
    expect(address).toBe(expected)
  })

  test('takes parameters that are not declared, and leaves them out', () => {
    expect(url(Posts, 'show', { id: 7, other: 'x' })).toBe('/posts/7')
  })

  test.each([
    [{ page: 2 }, '?page=2'],
    [{ a: 1, b: true, c: 'x' }, '?a=1&b=true&c=x'],
    [{ tag: ['a', 'b', 3] }, '?tag=a&tag=b&tag=3'],
    [{ a: undefined, b: 1, c: undefined }, '?b=1'],
    [{ tag: ['a', undefined, 'b'] }, '?tag=a&tag=b'],
    [{ tag: [] }, ''],
    [{}, ''],
    [{ a: undefined }, ''],
    [undefined, ''],
    [{ a: '' }, '?a='],
    [{ '': 'x' }, '?=x'],
    [{ 'a b': 'c&d=e#f+g?h' }, '?a%20b=c%26d%3De%23f%2Bg%3Fh'],
    [{ next: '/posts?x=1' }, '?next=%2Fposts%3Fx%3D1'],
    [{ 'ä[]': '💥' }, '?%C3%A4%5B%5D=%F0%9F%92%A5'],
    [{ x: '\r\nSet-Cookie: a=b' }, '?x=%0D%0ASet-Cookie%3A%20a%3Db'],
  ])('with the query %j ends in %s', (query, expected) => {
    expect(url(Posts, 'index', { query })).toBe(`/${expected}`)
  })

  test.each([
    ['top', '#top'],
    ['a b#c', '#a%20b%23c'],
    ['', ''],
    [undefined, ''],
  ])('with the hash %j ends in %j', (hash, expected) => {
    expect(url(Posts, 'index', { hash })).toBe(`/${expected}`)
    expect(url(Posts, 'show', { id: 1, query: { p: 1 }, hash })).toBe(`/posts/1?p=1${expected}`)
  })

  test('of several routes takes the first whose parameters are all given', () => {
    class Archive {
      @route.get('/archive/:year<int>/:month<int>')
      @route.get('/archive/:year<int>')
      @route.get('/archive')
      show(_: Ctx, input: { year?: number; month?: number }) {
        return input
      }
    }
    expect(url(Archive, 'show', { year: 2024, month: 2 })).toBe('/archive/2024/2')
    expect(url(Archive, 'show', { year: 2024 })).toBe('/archive/2024')
    expect(url(Archive, 'show')).toBe('/archive')
    expect(url(Archive, 'show', { month: 2 })).toBe('/archive')
  })

  test('asks neither for an instance nor for an app', () => {
    class Unregistered {
      @route.get('/nowhere/:id') show(_: Ctx, { id }: { id: string }) {
        return id
      }
    }
    expect(url(Unregistered, 'show', { id: 'x' })).toBe('/nowhere/x')
  })

  test('is asked anew until there are routes', () => {
    class Late {
      show() {
        return ''
      }
    }
    expect(() => url(Late, 'show')).toThrow(new TypeError("url(Late, 'show'): the method has no route"))
    const decorate = route.get('/late') as unknown as MethodDecorator
    decorate(Late.prototype, 'show', { value: Late.prototype.show })
    expect([url(Late, 'show'), url(Late, 'show')]).toEqual(['/late', '/late'])
  })

  test('of a subclass follows its own routes and those it inherits', () => {
    class Base {
      @route.get('/base/list') list() {
        return 'base'
      }
      @route.get('/base/show') show() {
        return 'base'
      }
    }
    class Derived extends Base {
      @route.get('/derived/show') override show() {
        return 'derived'
      }
      override list() {
        return 'derived'
      }
    }
    expect([url(Base, 'list'), url(Base, 'show')]).toEqual(['/base/list', '/base/show'])
    expect([url(Derived, 'list'), url(Derived, 'show')]).toEqual(['/base/list', '/derived/show'])
    expect([url(Base, 'list'), url(Base, 'show')]).toEqual(['/base/list', '/base/show'])
  })
})

describe('url throws', () => {
  const wrong = url as (target: unknown, method: string, params?: unknown) => string

  test.each<readonly [string, unknown, string]>([
    ['show', undefined, "url of Posts.show: the parameter 'id' is missing"],
    ['show', {}, "url of Posts.show: the parameter 'id' is missing"],
    ['show', { id: undefined }, "url of Posts.show: the parameter 'id' is missing"],
    ['show', { id: null }, "url of Posts.show: the parameter 'id' is missing"],
    ['show', { idd: 7 }, "url of Posts.show: the parameter 'id' is missing"],
    ['tag', { id: 7 }, "url of Posts.tag: the parameter 'tag' is missing"],
    ['tag', { tag: 'x' }, "url of Posts.tag: the parameter 'id' is missing"],
    ['member', { name: 'x' }, "url of Posts.member: the parameter 'org' is missing"],
    ['inherited', {}, "url of Posts.inherited: the parameter 'constructor' is missing"],
    ['inherited', { constructor: 'x' }, "url of Posts.inherited: the parameter 'valueOf' is missing"],
    ['show', { id: 'seven' }, `url of Posts.show: "seven" is no value for the parameter 'id' (int)`],
    ['show', { id: 7.5 }, `url of Posts.show: "7.5" is no value for the parameter 'id' (int)`],
    ['show', { id: Number.NaN }, `url of Posts.show: "NaN" is no value for the parameter 'id' (int)`],
    ['show', { id: 2 ** 53 }, `url of Posts.show: "9007199254740992" is no value for the parameter 'id' (int)`],
    ['show', { id: '' }, `url of Posts.show: "" is no value for the parameter 'id' (int)`],
    ['show', { id: '007' }, `url of Posts.show: "007" is no value for the parameter 'id' (int)`],
    ['tag', { id: 7, tag: '' }, `url of Posts.tag: "" is no value for the parameter 'tag'`],
    ['tag', { id: 7, tag: '.' }, `url of Posts.tag: "." is no value for the parameter 'tag'`],
    ['tag', { id: 7, tag: '..' }, `url of Posts.tag: ".." is no value for the parameter 'tag'`],
    ['tag', { id: 7, tag: 'a\0b' }, `url of Posts.tag: "a\\u0000b" is no value for the parameter 'tag'`],
    ['tag', { id: 7, tag: 'a\ud800' }, `url of Posts.tag: "a\\ud800" is no value for the parameter 'tag'`],
    ['item', { item: { code: 'ab' } }, `url of Posts.item: "ab" is no value for the parameter 'item' (own)`],
    ['plain', {}, "url(Posts, 'plain'): the method has no route"],
    ['nothing', {}, "url(Posts, 'nothing'): the method has no route"],
    ['index', { query: 'a=1' }, 'url of Posts.index: query is an object, not string'],
  ])("for Posts, '%s', %j", (method, params, message) => {
    expect(() => wrong(Posts, method, params)).toThrow(new TypeError(message))
  })

  test.each<readonly [string, Record<string, unknown>]>([
    ['f', { f: Number.POSITIVE_INFINITY }],
    ['f', { f: '1e3' }],
    ['u', { u: 'no-uuid' }],
    ['d', { d: new Date(Number.NaN) }],
    ['d', { d: new Date(Date.UTC(10_000, 0, 1)) }],
    ['d', { d: '2023-02-29' }],
    ['s', { s: 'Not A Slug' }],
    ['k', { k: 'newer' }],
    ['rest', { rest: '/etc/passwd' }],
    ['rest', { rest: '../x' }],
    ['rest', { rest: 'a/./b' }],
    ['rest', { rest: 'a\\..\\b' }],
    ['rest', { rest: '' }],
  ])('for a %s that does not fit: %j', (name, given) => {
    const fitting = { f: 1, u: UUID, d: new Date(0), s: 's', k: 'new', rest: 'r' }
    expect(wrong(Posts, 'kinds', fitting)).toBe(`/kinds/1/${UUID}/1970-01-01/s/new/r`)
    expect(() => wrong(Posts, 'kinds', { ...fitting, ...given })).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(`for the parameter '${name}' (`) }),
    )
  })

  test('for a class without routes', () => {
    class Plain {
      method() {
        return ''
      }
    }
    expect(() => wrong(Plain, 'method')).toThrow(new TypeError("url(Plain, 'method'): the method has no route"))
  })
})

describe('an address', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('/', '\\', '.', '%', '2', 'F', 'f', '?', '#', ':', ' ', 'ä', '\0', '\ud800') }),
    fc.string({ unit: 'grapheme' }),
  )
  const days = fc
    .date({ min: new Date('-000100-01-01'), max: new Date('+010100-01-01') })
    .map((date) => new Date(Math.floor(date.getTime() / 864e5) * 864e5))
  const numbers = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.integer())

  test.each<[string, string, fc.Arbitrary<unknown>, number]>([
    ['a text', '/x/:v', texts, 0.5],
    ['the rest of a path', '/x/:v<path>', texts, 0.4],
    ['a text before others', '/:v/x/', texts, 0.5],
    ['an int', '/x/:v<int>', numbers, 0.4],
    ['a float', '/x/:v<float>', numbers, 0.8],
    ['a uuid', '/x/:v<uuid>', fc.uuid(), 1],
    ['a date', '/x/:v<date>', days, 0.7],
    ['a slug', '/x/:v<slug>', fc.oneof(fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/), texts), 0.3],
    ['a word', '/x/:v<a|ü|x.y>', fc.constantFrom('a', 'ü', 'x.y', 'b'), 0.6],
    ['an own converter', '/x/:v<sku>', fc.stringMatching(/^[A-Z]+-\d+$/).map((code) => ({ code })), 1],
    ['an own converter that gives NaN', '/x/:v<lax>', numbers, 0.9],
  ])('of %s comes back as it was, or there is none', (_, path, values, least) => {
    const pattern = parsePattern(path, own)
    const placed = { methods: ['GET'], path, pattern, names: parameterNames(pattern), label: path } as const
    const table = new RouteTable([placed])
    let addresses = 0
    fc.assert(
      fc.property(values, (v) => {
        const address = addressOrRefusal(path, { v })
        if (address === undefined) return
        addresses += 1
        expect(address).toMatch(/^\/[\x21-\x7e]*$/)
        expect(address).not.toMatch(/^\/\/|[?#\\"<>^`{|}]/)
        const match = table.match('GET', parseTarget('GET', address))
        expect(match).toMatchObject({ kind: 'route', route: placed })
        expect(match.kind === 'route' && { ...match.params }).toEqual({ v: Object.is(v, -0) ? 0 : v })
      }),
      { numRuns: 1000 },
    )
    expect(addresses, 'enough of them had an address').toBeGreaterThanOrEqual(1000 * least)
  })

  test('with a query comes back with the same query', () => {
    const names = fc.string({ unit: 'grapheme' })
    const queries = fc.dictionary(names, fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }))
    fc.assert(
      fc.property(queries, (query) => {
        const address = new URL(addressOf('x', [parsePattern('/', {})], { query }), 'http://test.example')
        for (const [name, values] of Object.entries(query)) expect(address.searchParams.getAll(name)).toEqual(values)
        expect([...new Set(address.searchParams.keys())].sort()).toEqual(Object.keys(query).sort())
      }),
      { numRuns: 500 },
    )
  })

  test('leads to its method, over HTTP', async () => {
    const { app } = freshApp()
    app.register(new Posts('home'))
    const ask = request(app.handler)
    await ask.get(url(Posts, 'index')).expect(200, 'home')
    await ask.get(url(Posts, 'show', { id: 7 })).expect(200, { id: 7 })
    await ask.post(url(Posts, 'tag', { id: 7, tag: 'a/b ?#%\\ä' })).expect(200, { id: 7, tag: 'a/b ?#%\\ä' })
    await ask.get(url(Posts, 'member', { org: '%2F', name: '..%' })).expect(200, { org: '%2F', name: '..%' })
    await ask.get(url(Posts, 'item', { item: { code: 'AB-1' } })).expect(200, { code: 'AB-1' })
    await ask.get(url(Posts, 'inherited', { constructor: 'a', valueOf: 'b' })).expect(200)
    await ask.get(url(Posts, 'unicode')).expect(200)
    await ask.get(url(Posts, 'folder')).expect(200)
  })

  function addressOrRefusal(path: string, params: UrlParams): string | undefined {
    try {
      return addressOf('x', [parsePattern(path, own)], params)
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
      expect(error).toHaveProperty('message', expect.stringContaining("is no value for the parameter 'v'"))
      return undefined
    }
  }
})

describe('app.url', () => {
  test('knows methods by class and name, from registration on', () => {
    const { app } = freshApp()
    expect(() => app.url('Posts.show', { id: 7 })).toThrow(new TypeError("url: no route is named 'Posts.show'"))
    app.register(new Posts(''))
    expect(app.url('Posts.show', { id: 7, query: { page: 2 }, hash: 'top' })).toBe('/posts/7?page=2#top')
    expect(app.url('Posts.archive', { year: 2024 })).toBe(url(Posts, 'archive', { year: 2024 }))
    expect(app.handler).toBeTypeOf('function')
    expect(app.url('Posts.index')).toBe('/')
  })

  test('knows functions by the name they are given', () => {
    const { app } = freshApp()
    app.get('/users/:id<int>', { name: 'user' }, () => '')
    app.get('/anonymous', function named() {
      return ''
    })
    expect(app.url('user', { id: 7 })).toBe('/users/7')
    expect(() => app.url('named')).toThrow(new TypeError("url: no route is named 'named'"))
  })

  test('knows a method by the name it is given, and no longer by the other', () => {
    class Posts {
      @route.get('/posts/:id', { name: 'post' }) show(_: Ctx, { id }: { id: string }) {
        return id
      }
    }
    const { app } = freshApp()
    app.register(Posts)
    expect(app.url('post', { id: 'x' })).toBe('/posts/x')
    expect(() => app.url('Posts.show', { id: 'x' })).toThrow("no route is named 'Posts.show'")
  })

  test('names what is missing and what does not fit', () => {
    const { app } = freshApp()
    app.get('/users/:id<int>', { name: 'user' }, () => '')
    expect(() => app.url('user')).toThrow(new TypeError("url of user: the parameter 'id' is missing"))
    expect(() => app.url('user', { id: 'x' })).toThrow(`url of user: "x" is no value for the parameter 'id' (int)`)
  })

  test('of two classes with one name says what to do', () => {
    const pagesAt = (path: string) => {
      class Pages {
        @route.get(path) list() {
          return path
        }
      }
      return Pages
    }
    const First = pagesAt('/first')
    const Second = pagesAt('/second')
    const { app } = freshApp()
    app.register(First, Second)
    const refusal = new TypeError("url: several controllers are called 'Pages': give their routes names of their own")
    expect(() => app.url('Pages.list')).toThrow(refusal)
    expect(app.handler, 'the app itself can start').toBeTypeOf('function')
    expect([url(First, 'list'), url(Second, 'list')]).toEqual(['/first', '/second'])
  })

  test('of a registered subclass goes by the name of the subclass', () => {
    class Base {
      @route.get('/base') list() {
        return ''
      }
    }
    class Derived extends Base {}
    const { app } = freshApp()
    app.register(Derived)
    expect(app.url('Derived.list')).toBe('/base')
    expect(() => app.url('Base.list')).toThrow("no route is named 'Base.list'")
  })
})
