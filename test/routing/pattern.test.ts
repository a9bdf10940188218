// Paths: what may be written, what is refused when the app freezes, and converters of a scope's own.

import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { type Converter, type Ctx, route } from '../../src/index.js'
import { parameterNames, parsePattern } from '../../src/routing/pattern.js'
import { freshApp, mounted } from '../support/fresh-app.js'
import { exchange, get } from '../support/invariants.js'

const WHOLE = 'a parameter is a whole segment, :name or :name<converter>'

const hex: Converter<number> = {
  parse: (raw) => (/^[\dA-F]+$/.test(raw) ? Number.parseInt(raw, 16) : undefined),
  format: (value) => value.toString(16).toUpperCase(),
}

describe('a path', () => {
  test.each<readonly [path: string, sentence: string]>([
    ['posts', 'a path starts with a slash: /posts'],
    ['', 'a path starts with a slash: /'],
    [':id', 'a path starts with a slash: /:id'],
    ['*', 'a path starts with a slash: /*'],
    ['http://example.org/', 'a path starts with a slash: /http://example.org/'],
    ['//', 'a path has no empty segments'],
    ['//posts', 'a path has no empty segments'],
    ['/posts//new', 'a path has no empty segments'],
    ['/posts//', 'a path has no empty segments'],
    ['/.', 'a segment . is resolved by clients and never arrives'],
    ['/a/../b', 'a segment .. is resolved by clients and never arrives'],
    ['/a%20b', 'a%20b: literals are written decoded, without percent escapes'],
    ['/100%', '100%: literals are written decoded, without percent escapes'],
    ['/x/:id.json', `:id.json: ${WHOLE}, of letters, digits and _`],
    ['/x/:a-:b', `:a-:b: ${WHOLE}, of letters, digits and _`],
    ['/x/:id?', `:id?: ${WHOLE}, of letters, digits and _`],
    ['/x/:id*', `:id*: ${WHOLE}, of letters, digits and _`],
    ['/x/:', `:: ${WHOLE}, of letters, digits and _`],
    ['/x/:<int>', `:<int>: ${WHOLE}, of letters, digits and _`],
    ['/x/:id<int', `:id<int: ${WHOLE}, of letters, digits and _`],
    ['/x/:id<int>>', `:id<int>>: ${WHOLE}, of letters, digits and _`],
    ['/x/:id(\\d+)', `:id(\\d+): ${WHOLE}, of letters, digits and _`],
    ['/x/:größe', `:größe: ${WHOLE}, of letters, digits and _`],
    ['/x-:id', `x-:id: ${WHOLE}`],
    ['/x/<int:id>', `<int:id>: ${WHOLE}`],
    ['/x/{id}', `{id}: ${WHOLE}`],
    ['/x/*', `*: ${WHOLE}`],
    ['/x/a?', `a?: ${WHOLE}`],
    ['/x#top', `x#top: ${WHOLE}`],
    ['/x(y)', `x(y): ${WHOLE}`],
    ['/x y', `x y: ${WHOLE}`],
    ['/x\\y', `x\\y: ${WHOLE}`],
    ['/x?a=1', `x?a=1: ${WHOLE}`],
    ['/x/:id<itn>', ":id<itn>: no converter is called 'itn'"],
    ['/x/:id<>', ":id<>: no converter is called ''"],
    ['/x/:id<INT>', ":id<INT>: no converter is called 'INT'"],
    ['/x/:id<toString>', ":id<toString>: no converter is called 'toString'"],
    ['/x/:id<__proto__>', ":id<__proto__>: no converter is called '__proto__'"],
    ['/x/:rest<path>/y', ':rest<path> takes the rest of the path, so nothing can follow it'],
    ['/x/:rest<path>/', ':rest<path> takes the rest of the path, so nothing can follow it'],
    ['/x/:k<a|>', ':k<a|> has an empty alternative'],
    ['/x/:k<|a>', ':k<|a> has an empty alternative'],
    ['/x/:k<|>', ':k<|> has an empty alternative'],
    ['/x/:k<a||b>', ':k<a||b> has an empty alternative'],
    ['/x/:k<int|a>', ":k<int|a>: alternatives are literal words, and 'int' is a converter"],
    ['/x/:k<a|string>', ":k<a|string>: alternatives are literal words, and 'string' is a converter"],
    ['/x/:k<a|b c>', ":k<a|b c>: 'b c' is no literal word"],
    ['/x/:k<a|%41>', ":k<a|%41>: '%41' is no literal word"],
    ['/x/:k<a|..>', ":k<a|..>: '..' is no literal word"],
    ['/x/:k<a|:b>', ":k<a|:b>: ':b' is no literal word"],
    ['/x/:k<a|b*>', ":k<a|b*>: 'b*' is no literal word"],
    ['/:body', ':body is reserved for the body schema: rename the parameter'],
    ['/:query<int>', ':query is reserved for the query schema: rename the parameter'],
    ['/:form<a|b>', ':form is reserved for the form schema: rename the parameter'],
    ['/:a/:a', ':a stands twice in the path (prefix included)'],
    ['/:a<int>/x/:b/:a<path>', ':a stands twice in the path (prefix included)'],
  ])('%j is refused at freeze: %s', (path, sentence) => {
    const { app } = freshApp()
    app.get(path, () => '')
    const message = expect.stringMatching(/^the path ".*" \(test\/routing\/pattern\.test\.ts:\d+\): /)
    expect(() => app.handler).toThrow(expect.objectContaining({ name: 'ConfigError', code: 'BAD_PATH', message }))
    expect(() => app.handler).toThrow(`${JSON.stringify(path)} (`)
    expect(() => app.handler).toThrow(new RegExp(`: ${escaped(sentence)}$`))
    expect(() => app.routes()).toThrow(sentence)
  })

  test.each([
    ['posts', 'a path starts with a slash: /posts'],
    ['', 'a path starts with a slash: /'],
    ['/:org', ':org stands twice in the path (prefix included)'],
    ['//', 'a path has no empty segments'],
  ])('%j is refused behind a prefix too: %s', (path, sentence) => {
    const { app } = freshApp()
    app.at('/orgs/:org').get(path, () => '')
    expect(() => app.handler).toThrow(expect.objectContaining({ code: 'BAD_PATH' }))
    expect(() => app.handler).toThrow(sentence)
  })

  test('is refused in a decorator as in a function, naming the place', () => {
    const path: string = '/posts/:id<itn>'
    class Posts {
      @route.get(path) show() {
        return ''
      }
    }
    const { app } = freshApp()
    app.register(Posts)
    expect(() => app.handler).toThrow(
      /^the path "\/posts\/:id<itn>" \(test\/routing\/pattern\.test\.ts:\d+\): :id<itn>: no converter is called 'itn'$/,
    )
  })

  test.each([
    ['/', []],
    ['/posts', []],
    ['/posts/', []],
    ['/~user/@me/a+b/x.y/a=b;c,d/$1/!', []],
    ['/größe/日本/💥', []],
    ['/.well-known/...', []],
    ['/:a', ['a']],
    ['/:a/', ['a']],
    ['/:A_1/:_/:0', ['A_1', '_', '0']],
    ['/:a<string>/:b<int>/:c<a|b>/:d<path>', ['a', 'b', 'c', 'd']],
    ['/:constructor/:__proto__', ['constructor', '__proto__']],
    ['/:k<a|a>', ['k']],
    ['/:k<new-post|x.y|ä>', ['k']],
  ])('%s is taken', (path, names) => {
    expect(parameterNames(parsePattern(path, {}))).toEqual(names)
  })

  test('has parameters of any name that reach the handler as its own properties', async () => {
    const { app } = freshApp()
    app.get('/:constructor/:__proto__/:toString', (_, input) => ({
      names: Object.keys(input),
      values: Object.values(input),
      inherited: 'hasOwnProperty' in input || 'valueOf' in input,
    }))
    const answer = await request(app.handler).get('/a/b/c').expect(200)
    expect(answer.body).toEqual({
      names: ['constructor', '__proto__', 'toString'],
      values: ['a', 'b', 'c'],
      inherited: false,
    })
  })

  test('without parameters gives an input that inherits nothing either', async () => {
    const { app } = freshApp()
    app.get('/plain', (ctx, input) => ({ same: input === ctx.params, inherited: 'constructor' in input }))
    const answer = await request(app.handler).get('/plain').expect(200)
    expect(answer.body).toEqual({ same: true, inherited: false })
  })

  test('in other letters than ASCII is matched by its encoded form', async () => {
    const { app } = freshApp()
    app.get('/größe/:k<ä|ö>', (_, { k }) => k)
    await request(app.handler).get('/gr%C3%B6%C3%9Fe/%C3%B6').expect(200, 'ö')
    await request(app.handler).get('/gro%CC%88%C3%9Fe/%C3%B6').expect(404)
  })
})

describe('a union', () => {
  test('takes its words and nothing else', async () => {
    const { app } = freshApp()
    app.get('/posts/:sort<new|top|old>', (_, { sort }) => sort)
    for (const word of ['new', 'top', 'old']) await request(app.handler).get(`/posts/${word}`).expect(200, word)
    for (const word of ['news', 'NEW', 'new|top', 'constructor']) {
      await request(app.handler)
        .get(`/posts/${encodeURIComponent(word)}`)
        .expect(404)
    }
  })

  test('is the same in another order and with a word twice', () => {
    const { app } = freshApp()
    app.get('/:k<a|b>/x', () => '')
    app.get('/:other<b|a|b>/y', () => '')
    expect(() => app.handler).not.toThrow()
  })
})

describe('a converter of a scope of its own', () => {
  test('gives what parse returns, and no match for undefined', async () => {
    const { app } = freshApp()
    app.converters({ hex }).get('/colors/:color<hex>', (_, { color }) => ({ color }))
    await request(app.handler).get('/colors/FF').expect(200, { color: 255 })
    await request(app.handler).get('/colors/0').expect(200, { color: 0 })
    await request(app.handler).get('/colors/ff').expect(404)
  })

  test.each<[string, unknown]>([
    ['an empty string', ''],
    ['false', false],
    ['null', null],
    ['zero', 0],
  ])('may give %s', async (_, value) => {
    const { app } = freshApp()
    app.converters({ odd: { parse: () => ({ value }) } }).get('/:odd<odd>', (_ctx, { odd }) => odd)
    app.converters({ bare: { parse: () => value } }).get('/bare/:bare<bare>', (_ctx, { bare }) => ({ value: bare }))
    await request(app.handler).get('/x').expect(200, { value })
    await request(app.handler).get('/bare/x').expect(200, { value })
  })

  test('that gives NaN does not match', async () => {
    const { app } = freshApp()
    app.converters({ lax: { parse: Number } }).get('/:n<lax>', (_, { n }) => ({ n }))
    await request(app.handler).get('/0x10').expect(200, { n: 16 })
    await request(app.handler).get('/seven').expect(404)
  })

  test('that throws is the fault of the program: 500 and a record', async () => {
    const { app, records } = freshApp()
    const strict: Converter<bigint> = { parse: (raw) => BigInt(raw) }
    app.converters({ strict }).get('/:n<strict>', (_, { n }) => String(n))
    await request(app.handler).get('/7').expect(200, '7')
    const answer = await request(app.handler).get('/seven').expect(500)
    expect(answer.text).not.toContain('BigInt')
    expect(records).toEqual([expect.objectContaining({ level: 'error', message: expect.stringContaining('BigInt') })])
  })

  test('sees the decoded segment, and is called as a method', async () => {
    class Prefixed {
      readonly prefix = 'p:'
      parse(raw: string): string {
        return this.prefix + raw
      }
    }
    const { app } = freshApp()
    app.converters({ prefixed: new Prefixed() }).get('/:x<prefixed>', (_, { x }) => x)
    await request(app.handler).get('/a%2Fb').expect(200, 'p:a/b')
  })

  test('never sees an empty or a dot segment', async () => {
    const seen: string[] = []
    const spy: Converter<string> = {
      parse: (raw) => {
        seen.push(raw)
        return raw
      },
    }
    const { app } = freshApp()
    app.converters({ spy }).get('/a/:x<spy>', () => '')
    const port = await mounted(app)
    for (const path of ['/a/', '/a//', '/a/.', '/a/..', '/a/%2E', '/a/%2e%2E']) {
      const { answer } = await exchange(port, get(path))
      expect(answer.status, path).toBe(404)
    }
    expect(seen).toEqual([])
    await exchange(port, get('/a/...'))
    expect(seen).toEqual(['...'])
  })

  test('belongs to its scope and those below it, not to others', () => {
    const { app } = freshApp()
    const path: string = '/:color<hex>'
    app
      .converters({ hex })
      .at('/below')
      .get(path, () => '')
    expect(() => app.routes()).not.toThrow()
    app.get(path, () => '')
    expect(() => app.handler).toThrow(":color<hex>: no converter is called 'hex'")
  })

  test('stands in prefixes, for decorators, functions and providers alike', async () => {
    const scope = route.converters({ hex }).at('/by/:color<hex>')
    const brighter = scope.with((_, { color }) => ({ brighter: color + 1 }))
    class Colors {
      @brighter.get('/') show(ctx: Ctx & { brighter: number }, { color }: { color: number }) {
        return { color, brighter: ctx.brighter }
      }
    }
    const { app } = freshApp()
    app.register(Colors)
    await request(app.handler).get('/by/10').expect(200, { color: 16, brighter: 17 })
  })

  test('is no word of a union', () => {
    const { app } = freshApp()
    const path: string = '/:k<hex|oct>'
    app.converters({ hex }).get(path, () => '')
    expect(() => app.handler).toThrow("alternatives are literal words, and 'hex' is a converter")
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['without parse', { sku: { format: String } }, "the converter 'sku' has no method parse(raw)"],
    ['that is a function', { sku: () => 1 }, "the converter 'sku' has no method parse(raw)"],
    ['that is null', { sku: null }, "the converter 'sku' has no method parse(raw)"],
    [
      'with a name no path can carry',
      { 'my-sku': hex },
      "the converter 'my-sku' has a name that is not letters, digits and _",
    ],
    [
      'with a name that starts with a digit',
      { '1st': hex },
      "the converter '1st' has a name that is not letters, digits and _",
    ],
    ['with an empty name', { '': hex }, "the converter '' has a name that is not letters, digits and _"],
    ['with the name of a built-in one', { int: hex }, "the converter 'int' exists already: choose another name"],
    ['with the name of the plain one', { string: hex }, "the converter 'string' exists already: choose another name"],
    ['with a name that the scope has', { taken: hex }, "the converter 'taken' exists already: choose another name"],
  ])('%s is refused at once', (_, given, sentence) => {
    const { app } = freshApp()
    for (const scope of [route.converters({ taken: hex }), app.converters({ taken: hex })]) {
      const converters = scope.converters as (own: Record<string, unknown>) => unknown
      const refusal = expect.objectContaining({ code: 'BAD_CONVERTER', message: expect.stringContaining(sentence) })
      expect(() => converters(given)).toThrow(refusal)
    }
  })
})

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
