// A lookup costs no more than the tree has places, and goes no deeper than the deepest route: no path makes it try the
// same thing twice, and none exhausts the stack.

import { describe, expect, test } from 'vitest'
import { parseTarget, Target } from '../../src/http/target.js'
import type { Placed } from '../../src/routing/conflicts.js'
import type { OwnConverters } from '../../src/routing/converters.js'
import { parameterNames, parsePattern } from '../../src/routing/pattern.js'
import { type Match, RouteTable } from '../../src/routing/table.js'
import { freshApp, mounted } from '../support/fresh-app.js'
import { exchange, get } from '../support/invariants.js'

/** A thousand times what the lookups here take, and far less than one that goes wrong. */
const LIMIT_MS = 1000

const KINDS = ['<int>', '<float>', '<slug>', '<counted>', '']
const LEVELS = 4

describe('D1 path-to-regexp CVE-2024-45296, CVE-2026-4867, CVE-2026-4923, CVE-2026-4926', () => {
  test.each(['/:a-:b-:c', '/*x-*y-:z', '/{a}{b}{c}', `/${'(:a)?'.repeat(25)}`, '/:a?/:b?/:c?', '/:rest*', '/a*b'])(
    '%s is refused at start',
    (path) => {
      const { app } = freshApp()
      app.get(path, () => '')
      expect(() => app.handler).toThrow(expect.objectContaining({ code: 'BAD_PATH' }))
    },
  )

  test.each([
    ['a-', '/:v<slug>'],
    ['a-', '/:v<uuid>'],
    ['a-', '/:v'],
    ['a-', '/:v<path>'],
    ['0', '/:v<int>'],
    ['1', '/:v<int>'],
    ['1', '/:v<float>'],
    ['1.', '/:v<float>'],
    ['-', '/:v<float>'],
    ['2024-', '/:v<date>'],
    ['./', '/:v<path>'],
    ['\\', '/:v<path>'],
    ['../', '/:v<path>'],
    ['.', '/:v<path>'],
    ['a/', '/:v<path>'],
    ['a', '/:v<a|aa|aaa>'],
  ])('a path of %j × 8,000 against %s is answered at once', (unit, path) => {
    const segment = unit.repeat(8000)
    const target = new Target(`/${encodeURIComponent(segment)}`, '', undefined, [segment])
    expect(lookup(tableOf([path]), target).ms).toBeLessThan(LIMIT_MS)
  })

  test('over HTTP: as long as an address may be, and longer', async () => {
    const { app } = freshApp()
    app.get('/:a<slug>/:b<slug>', () => 'two')
    app.get('/:a<slug>', () => 'one')
    const port = await mounted(app)
    expect((await exchange(port, get(`/${'a-'.repeat(4000)}`))).answer.status).toBe(404)
    expect((await exchange(port, get(`/${'a-'.repeat(4000)}a`))).answer).toMatchObject({ status: 200, body: 'one' })
    expect((await exchange(port, get(`/${'/'.repeat(8000)}`))).answer.status).toBe(404)
    expect((await exchange(port, get(`/${'a-'.repeat(4200)}`))).answer.status).toBe(414)
  })
})

describe('long paths', () => {
  const path = (length: number, segment: (index: number) => unknown) =>
    `/${Array.from({ length }, (_, index) => segment(index)).join('/')}`
  const digits = (length: number) => path(length, (index) => index % 10)
  const parameters = (length: number) => path(length, (index) => `:p${index}`)

  test.each([
    ['4,000 segments, where no route is that deep', 4000, ['/:a/:b/:c', '/x/:rest<path>'], 'none'],
    ['4,000 segments that are a rest', 4000, ['/:a/:b/:c', '/:a/:rest<path>'], 'route'],
    ['4,000 segments of a literal route', 4000, [digits(4000)], 'route'],
    ['500 segments of a route with as many parameters', 500, [parameters(500)], 'route'],
    ['500 segments, where a route is deeper', 500, [parameters(501), `${digits(500)}/:more`], 'none'],
    ['500 segments, where a route has a slash more', 500, [`${parameters(500)}/`], 'slash'],
  ] as const)('of %s', (_, length, paths, kind) => {
    const { match, ms } = lookup(tableOf(paths), parseTarget('GET', digits(length)))
    expect(match.kind).toBe(kind)
    expect(ms).toBeLessThan(LIMIT_MS)
  })

  test('of 4,000 slashes', () => {
    const { match, ms } = lookup(tableOf(['/:a/:b', '/:a<path>', '/']), parseTarget('GET', '/'.repeat(4000)))
    expect(match.kind).toBe('none')
    expect(ms).toBeLessThan(LIMIT_MS)
  })
})

describe('1,000 routes with parameters of all kinds at every level', () => {
  let parsed = 0
  const own: OwnConverters = {
    counted: {
      parse: (raw) => {
        parsed += 1
        return raw
      },
    },
  }
  const heads = Array.from({ length: LEVELS }, (_, level) => KINDS.map((kind) => `/:${'abcd'[level]}${kind}`))
  const prefixes = heads.reduce<readonly string[]>(
    (all, level) => all.flatMap((path) => level.map((end) => path + end)),
    [''],
  )
  const routes = [...prefixes.map((prefix) => `${prefix}/end`), ...prefixes.map((prefix) => `${prefix}/other/:x<int>`)]
  const table = tableOf(routes, own)
  /** Places with an edge for the own converter: one for each way down to each level. */
  const places = 1 + 5 + 25 + 125

  test.each([
    ['/1/1/1/1/end', 'route'],
    ['/1/1/1/1/nothing', 'none'],
    ['/1/1/1/1/other/x', 'none'],
    ['/1/1/1/1', 'none'],
    ['/1/1/1/1/end/', 'slash'],
    ['/~/~/~/~/other/1', 'route'],
  ])('%s visits each place at most once', (path, kind) => {
    parsed = 0
    const { match, ms } = lookup(table, parseTarget('GET', path))
    expect(routes).toHaveLength(1250)
    expect(match.kind).toBe(kind)
    expect(parsed, 'at most once for the path, and once for its slash').toBeLessThanOrEqual(
      kind === 'slash' ? 2 * places : places,
    )
    expect(ms).toBeLessThan(LIMIT_MS)
  })

  test('a miss tries all of them, so that the bound is one', () => {
    parsed = 0
    lookup(table, parseTarget('GET', '/1/1/1/1/nothing'))
    expect(parsed).toBe(places)
  })

  test('a wrong method is told in one go', () => {
    parsed = 0
    const match = table.match('PUT', parseTarget('PUT', '/1/1/1/1/end'))
    expect(match).toEqual({ kind: 'method', allow: ['GET', 'HEAD', 'OPTIONS'] })
    expect(parsed).toBe(places)
  })
})

function tableOf(paths: readonly string[], own: OwnConverters = {}): RouteTable<Placed> {
  return new RouteTable(
    paths.map((path) => {
      const pattern = parsePattern(path, own)
      return { methods: ['GET'] as const, path, pattern, names: parameterNames(pattern), label: path }
    }),
  )
}

function lookup(table: RouteTable<Placed>, target: Target): { readonly match: Match<Placed>; readonly ms: number } {
  const start = performance.now()
  const match = table.match('GET', target)
  return { match, ms: performance.now() - start }
}
