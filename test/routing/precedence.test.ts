// Which of several routes that match answers: the more exact kind, segment by segment, with a way back.
// Every table here is built in both orders of registration, which must never matter.

import request from 'supertest'
import { describe, expect, test } from 'vitest'
import type { App, Converter } from '../../src/index.js'
import { freshApp } from '../support/fresh-app.js'

const UUID = '0b6cd5b4-7a3c-4f0e-9f59-2a3d4c5b6e7f'

/** Takes everything, so that only its rank keeps it behind the built-in kinds. */
const own: Converter<string> = { parse: (raw) => `own ${raw}` }

const KINDS = [
  'fixed',
  `:k<word|7|2024-02-29|${UUID}>`,
  ':k<uuid>',
  ':k<date>',
  ':k<int>',
  ':k<float>',
  ':k<slug>',
  ':k<own>',
  ':k',
  ':k<path>',
] as const

type Row = readonly [request: string, route: string]

interface Table {
  readonly name: string
  readonly routes: readonly string[]
  readonly rows: readonly Row[]
}

const tables: readonly Table[] = [
  {
    name: 'the kinds of one segment',
    routes: KINDS.map((kind) => `GET /${kind}`),
    rows: [
      ['GET /fixed', 'GET /fixed'],
      ['GET /word', `GET /${KINDS[1]}`],
      ['GET /7', `GET /${KINDS[1]}`],
      ['GET /2024-02-29', `GET /${KINDS[1]}`],
      [`GET /${UUID}`, `GET /${KINDS[1]}`],
      [`GET /${UUID.replace('0', '1')}`, 'GET /:k<uuid>'],
      ['GET /2024-03-01', 'GET /:k<date>'],
      ['GET /8', 'GET /:k<int>'],
      ['GET /8.5', 'GET /:k<float>'],
      ['GET /9007199254740993', 'GET /:k<float>'],
      ['GET /2024-02-30', 'GET /:k<slug>'],
      ['GET /fixe', 'GET /:k<slug>'],
      ['GET /FIXED', 'GET /:k<own>'],
      ['GET /a/b', 'GET /:k<path>'],
      ['GET /fixed/b', 'GET /:k<path>'],
      ['GET /fixed/', 'GET /:k<path>'],
    ],
  },
  ...KINDS.slice(0, -1).flatMap((better, index) =>
    KINDS.slice(index + 1).map(
      (worse): Table => ({
        name: `${better} before ${worse}`,
        routes: [`GET /${better}`, `GET /${worse}`],
        rows: [[`GET /${sampleOf(better)}`, `GET /${better}`]],
      }),
    ),
  ),
  {
    name: 'the first segment before the second',
    routes: ['GET /a/:y', 'GET /:x/b', 'GET /:x<slug>/:y<slug>', 'GET /:x/:y'],
    rows: [
      ['GET /a/b', 'GET /a/:y'],
      ['GET /a/c', 'GET /a/:y'],
      ['GET /c/b', 'GET /:x<slug>/:y<slug>'],
      ['GET /C/b', 'GET /:x/b'],
      ['GET /C/c', 'GET /:x/:y'],
      ['GET /c/C', 'GET /:x/:y'],
    ],
  },
  {
    name: 'a way back over several segments',
    routes: ['GET /a/b/c/d', 'GET /a/b/:z/e', 'GET /a/:y/c/f', 'GET /:x/b/c/g', 'GET /:x<path>'],
    rows: [
      ['GET /a/b/c/d', 'GET /a/b/c/d'],
      ['GET /a/b/c/e', 'GET /a/b/:z/e'],
      ['GET /a/b/c/f', 'GET /a/:y/c/f'],
      ['GET /a/b/c/g', 'GET /:x/b/c/g'],
      ['GET /a/b/c/h', 'GET /:x<path>'],
      ['GET /a/b/c', 'GET /:x<path>'],
    ],
  },
  {
    name: 'a way back for another method',
    routes: ['GET /posts/:id<int>', 'POST /posts/:name', 'PUT /posts/:rest<path>', 'DELETE /posts/7'],
    rows: [
      ['GET /posts/7', 'GET /posts/:id<int>'],
      ['POST /posts/7', 'POST /posts/:name'],
      ['PUT /posts/7', 'PUT /posts/:rest<path>'],
      ['DELETE /posts/7', 'DELETE /posts/7'],
    ],
  },
  {
    name: 'the longer rest of a path',
    routes: ['GET /:all<path>', 'GET /files/:rest<path>', 'GET /files/css/:rest<path>', 'GET /:dir/css/:rest<path>'],
    rows: [
      ['GET /x', 'GET /:all<path>'],
      ['GET /files/x', 'GET /files/:rest<path>'],
      ['GET /files/css/x', 'GET /files/css/:rest<path>'],
      ['GET /dir/css/x', 'GET /:dir/css/:rest<path>'],
      ['GET /files/css', 'GET /files/:rest<path>'],
      ['GET /files/css/', 'GET /files/:rest<path>'],
    ],
  },
  {
    name: 'a slash at the end as a segment of its own',
    routes: ['GET /a', 'GET /a/', 'GET /:x/', 'GET /'],
    rows: [
      ['GET /a', 'GET /a'],
      ['GET /a/', 'GET /a/'],
      ['GET /b/', 'GET /:x/'],
      ['GET /', 'GET /'],
    ],
  },
  {
    name: 'HEAD by the more exact route, its own or that of GET',
    routes: ['GET /a/b', 'HEAD /a/:x', 'HEAD /c/d', 'GET /c/d', 'GET /c/:x'],
    rows: [
      ['HEAD /a/b', 'GET /a/b'],
      ['HEAD /a/x', 'HEAD /a/:x'],
      ['HEAD /c/d', 'HEAD /c/d'],
      ['HEAD /c/x', 'GET /c/:x'],
    ],
  },
]

describe.each(tables)('$name', ({ routes, rows }) => {
  test.each([
    ['as written', routes],
    ['turned round', [...routes].reverse()],
  ])('%s', async (_, ordered) => {
    const handler = answering(ordered).handler
    for (const [asked, expected] of rows) {
      const { method, path } = parts(asked)
      const answer = await request(handler)[method](path)
      expect(answer.headers['x-route'], asked).toBe(encodeURI(expected))
      expect(answer.status, asked).toBe(200)
    }
  })
})

test('a value that was tried on the way is not left among the parameters', async () => {
  const { app } = freshApp()
  app.get('/:a<int>/:b<int>/x', (_, input) => ({ ...input }))
  app.get('/:c/:d/y', (_, input) => ({ ...input }))
  app.get('/:e<path>', (_, input) => ({ ...input }))
  await request(app.handler).get('/1/2/x').expect(200, { a: 1, b: 2 })
  await request(app.handler).get('/1/2/y').expect(200, { c: '1', d: '2' })
  await request(app.handler).get('/1/2/z').expect(200, { e: '1/2/z' })
})

test('one place may have parameters of different names, by method and by what follows', async () => {
  const { app } = freshApp()
  app.get('/posts/:id<int>', (_, input) => ({ ...input }))
  app.put('/posts/:post<int>', (_, input) => ({ ...input }))
  app.get('/posts/:number<int>/tags', (_, input) => ({ ...input }))
  await request(app.handler).get('/posts/1').expect(200, { id: 1 })
  await request(app.handler).put('/posts/1').expect(200, { post: 1 })
  await request(app.handler).get('/posts/1/tags').expect(200, { number: 1 })
})

/** An app whose routes, `GET /path`, say in a header which one answers. */
function answering(routes: readonly string[]): App {
  const { app } = freshApp()
  const scope = app.converters({ own })
  for (const name of routes) {
    const { method, path } = parts(name)
    scope
      .through(async (_, next) => {
        const reply = await next()
        reply.headers.set('x-route', encodeURI(name))
        return reply
      })
      [method](path, () => name)
  }
  return app
}

function parts(text: string): { readonly method: 'get' | 'head' | 'post' | 'put' | 'delete'; readonly path: string } {
  const match = /^(GET|HEAD|POST|PUT|DELETE) (\S+)$/.exec(text)
  const method = match?.[1]?.toLowerCase()
  const known = (['get', 'head', 'post', 'put', 'delete'] as const).find((name) => name === method)
  if (!known || match?.[2] === undefined) throw new Error(`no request: ${text}`)
  return { method: known, path: match[2] }
}

/** A segment that the kind takes, and each kind behind it too where that is possible. */
function sampleOf(kind: string): string {
  const samples: Readonly<Record<string, string>> = {
    fixed: 'fixed',
    [KINDS[1]]: 'word',
    ':k<uuid>': UUID.replace('0', '1'),
    ':k<date>': '2024-03-01',
    ':k<int>': '8',
    ':k<float>': '8',
    ':k<slug>': 'fixed',
    ':k<own>': 'fixed',
    ':k': 'fixed',
  }
  return samples[kind] ?? ''
}
