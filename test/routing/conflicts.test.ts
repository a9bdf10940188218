// Routes that cannot live together end the start, with a sentence that names both places.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type App, type ConfigCode, type Converter, type Method, route } from '../../src/index.js'
import { freshApp } from '../support/fresh-app.js'

const one: Converter<string> = { parse: (raw) => raw }
const two: Converter<string> = { parse: (raw) => raw }

const FILE = 'test/routing/conflicts.test.ts'
const TWO_PLACES = /: .+ \(test\/routing\/conflicts\.test\.ts:\d+\) and .+ \(test\/routing\/conflicts\.test\.ts:\d+\); /

type Declared = `${Method} /${string}`

interface Conflict {
  readonly name: string
  readonly code: ConfigCode
  readonly says: string
  /** The two that conflict first; more may be needed. */
  readonly routes: readonly [Declared, Declared, ...Declared[]]
}

const conflicts: readonly Conflict[] = [
  {
    name: 'the same literal path twice',
    code: 'DUPLICATE_ROUTE',
    says: 'GET /posts is declared twice',
    routes: ['GET /posts', 'GET /posts'],
  },
  {
    name: 'the same parameter under two names',
    code: 'DUPLICATE_ROUTE',
    says: 'POST /posts/:post is declared twice',
    routes: ['POST /posts/:id', 'POST /posts/:post'],
  },
  {
    name: 'the same built-in converter under two names',
    code: 'DUPLICATE_ROUTE',
    says: 'GET /:b<int>/x/:rest<path> is declared twice',
    routes: ['GET /:a<int>/x/:all<path>', 'GET /:b<int>/x/:rest<path>'],
  },
  {
    name: 'the same own converter under two names',
    code: 'DUPLICATE_ROUTE',
    says: 'GET /:b<one> is declared twice',
    routes: ['GET /:a<one>', 'GET /:b<one>'],
  },
  {
    name: 'the same union in another order',
    code: 'DUPLICATE_ROUTE',
    says: 'GET /:b<y|x> is declared twice',
    routes: ['GET /:a<x|y>', 'GET /:b<y|x>'],
  },
  {
    name: 'HEAD twice',
    code: 'DUPLICATE_ROUTE',
    says: 'HEAD /posts is declared twice',
    routes: ['HEAD /posts', 'HEAD /posts'],
  },
  {
    name: 'two own converters at one place',
    code: 'AMBIGUOUS_ROUTE',
    says: 'two converters of your own at one place',
    routes: ['GET /:a<one>', 'GET /:b<two>'],
  },
  {
    name: 'two own converters at one place, whatever follows and whatever the method',
    code: 'AMBIGUOUS_ROUTE',
    says: 'two converters of your own at one place',
    routes: ['GET /x/:a<one>/left', 'POST /x/:b<two>/right/:rest<path>'],
  },
  {
    name: 'two unions that share a word',
    code: 'AMBIGUOUS_ROUTE',
    says: "two unions that share 'y' at one place",
    routes: ['GET /:a<x|y>', 'GET /:b<y|z>'],
  },
  {
    name: 'two unions of which one holds the other',
    code: 'AMBIGUOUS_ROUTE',
    says: "two unions that share 'x' at one place",
    routes: ['GET /:a<x|y|z>/left', 'PUT /:b<x|x>/right'],
  },
  {
    name: 'a union whose words are all literals',
    code: 'UNREACHABLE_ROUTE',
    says: 'GET /:a<x|y> is never reached',
    routes: ['GET /:a<x|y>', 'GET /x', 'GET /y'],
  },
  {
    name: 'a union in the middle whose words are all literals',
    code: 'UNREACHABLE_ROUTE',
    says: 'GET /p/:a<x|y>/q/:id<int> is never reached',
    routes: ['GET /p/:a<x|y>/q/:id<int>', 'GET /p/x/q/:n<int>', 'GET /p/y/q/:m<int>'],
  },
  {
    name: 'a union behind which wider routes take everything',
    code: 'UNREACHABLE_ROUTE',
    says: 'GET /:a<x|y>/:id<int> is never reached',
    routes: ['GET /:a<x|y>/:id<int>', 'GET /x/:n<float>', 'GET /y/:name'],
  },
  {
    name: 'a union behind which a slug takes each date',
    code: 'UNREACHABLE_ROUTE',
    says: 'GET /:a<x|y>/:day<date> is never reached',
    routes: ['GET /:a<x|y>/:day<date>', 'GET /x/:s<slug>', 'GET /y/:name'],
  },
  {
    name: 'a union behind which rests of paths take everything',
    code: 'UNREACHABLE_ROUTE',
    says: 'GET /:a<x|y>/:b/:c<path> is never reached',
    routes: ['GET /:a<x|y>/:b/:c<path>', 'GET /x/:rest<path>', 'GET /y/:b/:rest<path>'],
  },
  {
    name: 'a union with a literal behind it that converters take',
    code: 'UNREACHABLE_ROUTE',
    says: 'GET /:a<x|y>/7 is never reached',
    routes: ['GET /:a<x|y>/7', 'GET /x/:n<int>', 'GET /y/:n<one>'],
  },
  {
    name: 'two unions that literals take word by word',
    code: 'UNREACHABLE_ROUTE',
    says: 'GET /:a<x|y>/:b<v|w> is never reached',
    routes: ['GET /:a<x|y>/:b<v|w>', 'GET /x/:b<v|w>', 'GET /:a<x|y>/v', 'GET /y/w'],
  },
  {
    name: 'HEAD of a union whose words GET answers',
    code: 'UNREACHABLE_ROUTE',
    says: 'HEAD /:a<x|y> is never reached',
    routes: ['HEAD /:a<x|y>', 'GET /x', 'GET /y'],
  },
]

describe('is refused', () => {
  test.each(conflicts)('$code: $name', ({ code, says, routes }) => {
    for (const ordered of [routes, [...routes].reverse()]) {
      const app = declaring(ordered)
      expect(() => app.handler).toThrow(expect.objectContaining({ name: 'ConfigError', code }))
      if (ordered === routes) expect(() => app.handler).toThrow(says)
      expect(() => app.handler).toThrow(TWO_PLACES)
    }
  })

  test('and the sentence names handler, file and line of both', () => {
    const { app } = freshApp()
    app.get('/posts/:id<int>', function first() {
      return ''
    })
    app.get('/posts/:post<int>', () => 'second')
    expect(() => app.handler).toThrow(
      [
        'GET /posts/:post<int> is declared twice:',
        `GET /posts/:post<int> (${FILE}:${lineOf("() => 'second')")})`,
        `and first (${FILE}:${lineOf('function first()')}); remove one of them`,
      ].join(' '),
    )
  })

  test('and names the methods of classes', () => {
    class Posts {
      @route.get('/:a<x|y>') union() {
        return ''
      }
    }
    class Pages {
      @route.get('/x') @route.get('/y') literals() {
        return ''
      }
    }
    const { app } = freshApp()
    app.register(Posts, Pages)
    expect(() => app.handler).toThrow(
      [
        `GET /:a<x|y> is never reached: Posts.union (${FILE}:${lineOf('union() {')})`,
        `and Pages.literals (${FILE}:${lineOf('literals() {')}); the words have routes already`,
      ].join(' '),
    )
  })

  test('a class that is registered twice', () => {
    class Posts {
      @route.get('/posts') list() {
        return ''
      }
    }
    const { app } = freshApp()
    app.register(Posts, new Posts())
    expect(() => app.handler).toThrow(expect.objectContaining({ code: 'DUPLICATE_ROUTE' }))
  })

  test('a route that names a method of another one among several', () => {
    const { app } = freshApp()
    app.route('/posts', { methods: ['GET', 'POST'] }, () => '')
    app.put('/posts', () => '').post('/posts', () => '')
    expect(() => app.handler).toThrow('POST /posts is declared twice')
  })
})

describe('may live together', () => {
  test.each<readonly [string, readonly Declared[]]>([
    ['two methods of one path', ['GET /posts', 'POST /posts']],
    ['GET and HEAD of one path', ['GET /posts', 'HEAD /posts']],
    ['a path with and without a slash', ['GET /posts', 'GET /posts/']],
    ['every kind at one place', ['GET /x', 'GET /:a<x|y>', 'GET /:a<int>', 'GET /:a<one>', 'GET /:a', 'GET /:a<path>']],
    ['one own converter at one place', ['GET /:a<one>/x', 'GET /:b<one>/y']],
    ['two own converters at different places', ['GET /a/:x<one>', 'GET /b/:x<two>', 'GET /c/:x<one>/:y<two>']],
    ['two unions without a common word', ['GET /:a<x|y>', 'GET /:b<z|w>']],
    ['two unions with a common word at different places', ['GET /a/:a<x|y>', 'GET /b/:b<y|z>']],
    ['a union of which a word is left', ['GET /:a<x|y|z>', 'GET /x', 'GET /y']],
    ['a union whose words have routes of other methods', ['GET /:a<x|y>', 'GET /x', 'POST /y']],
    ['GET of a union whose words HEAD answers', ['GET /:a<x|y>', 'HEAD /x', 'HEAD /y']],
    ['a union behind which a number is left', ['GET /:a<x|y>/:id<float>', 'GET /x/:id<int>', 'GET /y/:name']],
    ['a union behind which a text is left', ['GET /:a<x|y>/:name', 'GET /x/:name<slug>', 'GET /y/:name<one>']],
    ['a union behind which an own converter is left', ['GET /:a<x|y>/:b<one>', 'GET /x/:b<slug>', 'GET /y/:b']],
    ['a union whose words have longer paths', ['GET /:a<x|y>', 'GET /x/:rest<path>', 'GET /y/z']],
    ['a union with a slash that rests do not take', ['GET /:a<x|y>/', 'GET /x/:rest<path>', 'GET /y/']],
    [
      'a union before a rest that wider segments do not reach',
      ['GET /:a<x|y>/:r<path>', 'GET /x/:b', 'GET /y/:r<path>'],
    ],
    ['two unions of which a pair of words is left', ['GET /:a<x|y>/:b<v|w>', 'GET /x/:b<v|w>', 'GET /y/v']],
  ])('%s', (_, routes) => {
    expect(() => declaring(routes).handler).not.toThrow()
    expect(() => declaring([...routes].reverse()).handler).not.toThrow()
  })
})

describe('many unions with many words are checked in no time', () => {
  const words = Array.from({ length: 40 }, (_, index) => `w${index}`)
  const union: string = Array.from({ length: 12 }, (_, index) => `/:p${index}<${words.join('|')}>`).join('')

  test.each<readonly [string, string, RegExp | undefined]>([
    ['when words are left', '/w0', undefined],
    ['when nothing is left', '/:last', /is never reached/],
  ])('%s', (_, last, refusal) => {
    const { app } = freshApp()
    app.get(union, () => '')
    const texts: string = Array.from({ length: 10 }, (_, index) => `/:p${index}`).join('')
    for (const word of words) {
      const path: string = `/${word}${texts}${last}`
      app.get(path, () => '')
    }
    const start = performance.now()
    if (refusal) expect(() => app.handler).toThrow(refusal)
    else expect(() => app.handler).not.toThrow()
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

/** An app with the routes, each declared in a line of its own. */
function declaring(routes: readonly Declared[]): App {
  const { app } = freshApp()
  const scope = app.converters({ one, two })
  const declare: Readonly<Record<string, (path: string) => unknown>> = {
    GET: (path) => scope.get(path, () => ''),
    HEAD: (path) => scope.head(path, () => ''),
    POST: (path) => scope.post(path, () => ''),
    PUT: (path) => scope.put(path, () => ''),
  }
  for (const declared of routes) {
    const [method = '', path = ''] = declared.split(' ')
    declare[method]?.(path)
  }
  return app
}

/** The line of this file that holds a text, the first one. */
function lineOf(text: string): number {
  const lines = readFileSync(new URL(import.meta.url), 'utf8').split('\n')
  return lines.findIndex((line) => line.includes(text)) + 1
}
