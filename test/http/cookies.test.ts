// Cookies: what a request brings is taken as it is and never throws; what an answer sets is checked to the letter.
// @see RFC 6265, draft-ietf-httpbis-rfc6265bis

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CookieJar, type CookieOptions, parseCookies, serializeCookie } from '../../src/http/cookies.js'
import type { Ctx } from '../../src/index.js'
import { json } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get } from '../support/invariants.js'

describe('cookies of a request', () => {
  const rows: readonly (readonly [row: string, field: string, values: Readonly<Record<string, string>>])[] = [
    ['one', 'a=1', { a: '1' }],
    ['several', 'a=1; b=2;c=3 ;  d = 4 ', { a: '1', b: '2', c: '3', d: '4' }],
    ['G4 hono tests: the first of a name wins', 'sid=1; sid=2', { sid: '1' }],
    ['G4: no RFC 2109 mode', '$Version=1; sid="a; admin=1"', { $Version: '1', sid: '"a', admin: '1"' }],
    ['G5: nothing but separators', ';;;===', {}],
    ['G5: an empty name', '=a; b=1', { b: '1' }],
    ['G5: no equals sign', 'a; b=1', { b: '1' }],
    ['G5: an empty value', 'a=; b', { a: '' }],
    ['G5: equals signs in a value', 'a=b=c==', { a: 'b=c==' }],
    ['G5: a malformed escape stays', 'a=%zz; b=%ff; c=%', { a: '%zz', b: '%ff', c: '%' }],
    ['an escape is decoded', 'a=%C3%A9%3B%20x', { a: '\u00e9; x' }],
    ['G5: quotes are part of the value', 'a="b"', { a: '"b"' }],
    ['names are case-sensitive', 'a=1; A=2', { a: '1', A: '2' }],
    [
      'E4: names of Object.prototype',
      '__proto__=1; constructor=2; toString=3',
      { ['__proto__']: '1', constructor: '2', toString: '3' },
    ],
    ['a comma does not separate', 'a=1, b=2', { a: '1, b=2' }],
  ]
  test.each(rows)('%s', async (_row, field, values) => {
    expect(Object.entries(parseCookies(field))).toEqual(Object.entries(values))
    const { app } = freshApp()
    app.get('/', (ctx) => ({
      all: Object.entries(ctx.cookies.all()),
      each: Object.keys(values).map((name) => ctx.cookies.get(name)),
    }))
    const { answer } = await exchange(await listening(app), get('/', `Cookie: ${field}`))
    expect(JSON.parse(answer.body)).toEqual({ all: Object.entries(values), each: Object.values(values) })
  })

  test('G5: 1,000 pairs and 15 kB are read', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `c${index}=${index}`).join('; ')
    expect(Object.keys(parseCookies(many))).toHaveLength(1000)
    expect(parseCookies(`a=${'x'.repeat(15_000)}`)['a']).toHaveLength(15_000)
  })

  test('G5: 1,000 pairs, 15 kB and quotes come to the handler as they are', async () => {
    const { app } = freshApp()
    app.get('/', (ctx) => json(Object.entries(ctx.cookies.all())))
    const port = await listening(app)
    const many = Array.from({ length: 1000 }, (_, index) => [`c${index}`, `${index}`])
    for (const pairs of [many, [['a', 'x'.repeat(15_000)]], [['a', '"%zz"']]]) {
      const field = pairs.map((pair) => pair.join('=')).join('; ')
      const { answer } = await exchange(port, get('/', `Cookie: ${field}`))
      expect([answer.status, JSON.parse(answer.body)]).toEqual([200, pairs])
    }
  })

  test('G4: of one name in several Cookie lines the first counts, in get as in all', async () => {
    const { app } = freshApp()
    app.get('/', (ctx) => json([ctx.cookies.get('sid'), ctx.cookies.all()['sid']]))
    const { answer } = await exchange(await listening(app), get('/', 'Cookie: sid=1', 'Cookie: sid=2; sid=3'))
    expect(answer.body).toBe('["1","1"]')
  })

  test('several Cookie lines are one field', async () => {
    const { app } = freshApp()
    app.get('/', (ctx) => ({ ...ctx.cookies.all() }))
    const { answer } = await exchange(await listening(app), get('/', 'Cookie: a=1', 'Cookie: b=2'))
    expect(JSON.parse(answer.body)).toEqual({ a: '1', b: '2' })
  })

  test('one that is asked for alone is the one among all', () => {
    const piece = fc.constantFrom('a', 'b', 'ab', '=', ';', ' ', '%41', '%', '"', '__proto__')
    const field = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(field, piece, (text, name) => {
        const all = parseCookies(text)
        expect(new CookieJar(text, true).get(name)).toBe(Object.hasOwn(all, name) ? all[name] : undefined)
      }),
    )
  })

  test('no field never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (field) => Object.getPrototypeOf(parseCookies(field)) === null),
    )
  })

  test('none came: get gives undefined, also for names that objects have', async () => {
    const { app } = freshApp()
    app.get('/', (ctx) => json(['a', 'toString', '__proto__'].map((name) => ctx.cookies.get(name) ?? null)))
    const { answer } = await exchange(await listening(app), get('/'))
    expect(JSON.parse(answer.body)).toEqual([null, null, null])
  })
})

describe('a cookie that is set', () => {
  const secure = { secure: true } as const
  const rows: readonly (readonly [name: string, value: string, options: CookieOptions, line: string])[] = [
    ['a', '1', {}, 'a=1; Path=/; HttpOnly; SameSite=Lax'],
    ['a', '', {}, 'a=; Path=/; HttpOnly; SameSite=Lax'],
    [
      'a',
      'b;c d,"e"\\\u00e9\u{1f600}\r\n',
      {},
      'a=b%3Bc%20d%2C%22e%22%5C%C3%A9%F0%9F%98%80%0D%0A; Path=/; HttpOnly; SameSite=Lax',
    ],
    ['a', '\ud800', {}, 'a=%EF%BF%BD; Path=/; HttpOnly; SameSite=Lax'],
    ["!#$%&'*+-.^_`|~09AZaz", '1', {}, "!#$%&'*+-.^_`|~09AZaz=1; Path=/; HttpOnly; SameSite=Lax"],
    ['a', '1', { httpOnly: false }, 'a=1; Path=/; SameSite=Lax'],
    ['a', '1', { sameSite: 'Strict' }, 'a=1; Path=/; HttpOnly; SameSite=Strict'],
    ['a', '1', { sameSite: 'None', ...secure }, 'a=1; Path=/; Secure; HttpOnly; SameSite=None'],
    ['a', '1', { path: '/admin' }, 'a=1; Path=/admin; HttpOnly; SameSite=Lax'],
    ['a', '1', { domain: 'example.org' }, 'a=1; Domain=example.org; Path=/; HttpOnly; SameSite=Lax'],
    ['a', '1', { domain: '.example.org' }, 'a=1; Domain=.example.org; Path=/; HttpOnly; SameSite=Lax'],
    [
      'a',
      '1',
      { domain: `${'a.'.repeat(123)}example` },
      `a=1; Domain=${'a.'.repeat(123)}example; Path=/; HttpOnly; SameSite=Lax`,
    ],
    ['a', '1', { maxAge: 60 }, 'a=1; Max-Age=60; Path=/; HttpOnly; SameSite=Lax'],
    ['a', '1', { maxAge: 0 }, 'a=1; Max-Age=0; Path=/; HttpOnly; SameSite=Lax'],
    ['a', '1', { maxAge: -1 }, 'a=1; Max-Age=-1; Path=/; HttpOnly; SameSite=Lax'],
    ['a', '1', { expires: new Date(0) }, 'a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; HttpOnly; SameSite=Lax'],
    ['a', '1', { partitioned: true, ...secure }, 'a=1; Path=/; Secure; HttpOnly; SameSite=Lax; Partitioned'],
    ['a', '1', { priority: 'High' }, 'a=1; Path=/; HttpOnly; SameSite=Lax; Priority=High'],
    ['__Host-a', '1', secure, '__Host-a=1; Path=/; Secure; HttpOnly; SameSite=Lax'],
    [
      '__Secure-a',
      '1',
      { ...secure, domain: 'example.org', path: '/x' },
      '__Secure-a=1; Domain=example.org; Path=/x; Secure; HttpOnly; SameSite=Lax',
    ],
    ['__proto__', '1', {}, '__proto__=1; Path=/; HttpOnly; SameSite=Lax'],
  ]
  test.each(rows)('%s=%j %j', (name, value, options, line) => {
    expect(serializeCookie(name, value, options)).toBe(line)
  })

  test('is hidden from scripts, of this site and on every path, also where options are given as undefined', () => {
    const blank = {
      httpOnly: undefined,
      sameSite: undefined,
      path: undefined,
      secure: undefined,
      domain: undefined,
      maxAge: undefined,
    }
    const jar = new CookieJar('', true)
    jar.set('a', '1', blank as unknown as CookieOptions)
    expect(jar.lines).toEqual(['a=1; Path=/; Secure; HttpOnly; SameSite=Lax'])
  })

  test.each(['a;b', 'a=b', 'a b', '', '\u00e9', 'a\r\nb', 'a\0b', 'a\tb', 'a,b', 'a"b', 'a(b)', 'a@b', 'a\x7fb'])(
    'G1 cookie CVE-2024-47764, hono CVE-2026-56762: the name %j is refused',
    (name) => {
      expect(() => serializeCookie(name, '1', {})).toThrow(TypeError)
      expect(() => new CookieJar('', false).set(name, '1')).toThrow(/character that is not allowed/)
    },
  )

  const attributes: readonly (readonly [attribute: keyof CookieOptions, value: unknown])[] = [
    ['domain', 'x; HttpOnly'],
    ['domain', 'x\r\nSet-Cookie: a=b'],
    ['domain', ''],
    ['domain', '-x.example'],
    ['domain', 'a..b'],
    ['domain', `${'a'.repeat(64)}.example`],
    ['domain', `${'a.'.repeat(123)}example1`],
    ['domain', 'b\u00fccher.example'],
    ['path', 'x; HttpOnly'],
    ['path', '/x; HttpOnly'],
    ['path', 'x'],
    ['path', ''],
    ['path', '/\r\n'],
    ['path', '/\u00e9'],
    ['sameSite', 'x; HttpOnly'],
    ['sameSite', 'lax'],
    ['sameSite', ''],
    ['sameSite', true],
    ['priority', 'x; HttpOnly'],
    ['priority', 'high'],
    ['maxAge', Number.NaN],
    ['maxAge', 1.5],
    ['maxAge', Number.POSITIVE_INFINITY],
    ['maxAge', '60; Secure'],
    ['maxAge', 1e21],
    ['expires', new Date(Number.NaN)],
    ['expires', 'tomorrow'],
    ['expires', 0],
  ]
  test.each(attributes)('G2 hono CVE-2026-29086, CVE-2026-47675: %s %j is refused', (attribute, value) => {
    expect(() => serializeCookie('a', '1', { [attribute]: value } as CookieOptions)).toThrow(
      new RegExp(`cookie "a": ${attribute} is not a value`),
    )
  })

  test.each(['b; HttpOnly', 'b\r\nSet-Cookie: c=d', 'b, c=d'])('G2: the value %j is encoded', async (value) => {
    const { app } = freshApp()
    app.get('/', ({ cookies }) => {
      cookies.set('a', value)
      return 'x'
    })
    const { answer } = await exchange(await listening(app), get('/'))
    expect(answer.fields.filter(([name]) => name === 'set-cookie')).toEqual([
      ['set-cookie', `a=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax`],
    ])
  })

  test('G1, G2, G6: what is refused leaves no cookie behind, and the server answers on', async () => {
    const { app, records } = freshApp()
    app.get('/name', ({ cookies }) => cookies.set('a\r\nX: y', '1') ?? 'x')
    app.get('/attribute', ({ cookies }) => cookies.set('a', '1', { domain: 'x; HttpOnly' }) ?? 'x')
    app.get('/prefix', ({ cookies }) => cookies.set('__Host-a', '1') ?? 'x')
    const port = await listening(app)
    for (const path of ['/name', '/attribute', '/prefix']) {
      const { answer } = await exchange(port, get(path))
      expect([answer.status, answer.header('set-cookie'), answer.header('x')]).toEqual([500, undefined, undefined])
    }
    expect(records.map(({ error }) => error)).toEqual([1, 2, 3].map(() => expect.any(TypeError)))
  })

  const prefixes: readonly (readonly [why: string, name: string, options: CookieOptions])[] = [
    ['__Host- with Domain', '__Host-a', { secure: true, domain: 'example.org' }],
    ['__Host- without Secure', '__Host-a', {}],
    ['__Host- with another path', '__Host-a', { secure: true, path: '/x' }],
    ['__HOST- in another case', '__HOST-a', { secure: true, path: '/x' }],
    ['__Secure- without Secure', '__Secure-a', {}],
    ['__secure- in another case', '__secure-a', { secure: false }],
    ['SameSite=None without Secure', 'a', { sameSite: 'None' }],
    ['Partitioned without Secure', 'a', { partitioned: true }],
  ]
  test.each(prefixes)('G6 RFC 6265bis: %s is refused', (_why, name, options) => {
    expect(() => serializeCookie(name, '1', options)).toThrow(TypeError)
    expect(() => new CookieJar('', false).set(name, '1', options)).toThrow(TypeError)
  })

  test.each([7, null, undefined, {}])('a value that is no string (%j) is refused', (value) => {
    expect(() => serializeCookie('a', value as unknown as string, {})).toThrow(TypeError)
  })

  test('comes back as it was set, whatever its value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const line = serializeCookie('a', value, {})
        expect(line).toMatch(/^[\x21-\x7e ]+$/)
        const pair = line.slice(0, line.indexOf(';'))
        expect(parseCookies(`x=1; ${pair}; y=2`)['a']).toBe(value)
      }),
    )
  })

  test('never adds an attribute or a line, whatever its options', () => {
    const odd = fc.string({ unit: fc.constantFrom(';', ' ', '=', '\r', '\n', ',', 'a', '/', '.', 'H') })
    fc.assert(
      fc.property(odd, odd, odd, odd, (name, value, domain, path) => {
        const line = lineOf(name, value, { domain, path })
        if (line !== undefined)
          expect(line.split('; ').map((part) => part.split('=')[0])).toEqual([
            name,
            'Domain',
            'Path',
            'HttpOnly',
            'SameSite',
          ])
      }),
      { numRuns: 2000 },
    )
  })
})

describe('cookies of an answer', () => {
  const sent = async (act: (ctx: Ctx) => void, status = 200): Promise<readonly string[]> => {
    const { app } = freshApp()
    app.get('/', (ctx) => {
      act(ctx)
      return json({}, { status })
    })
    const { answer } = await exchange(await listening(app), get('/', 'Cookie: a=0'))
    return answer.fields.filter(([name]) => name === 'set-cookie').map(([, value]) => value)
  }

  test('go out one line each, in order', async () => {
    const lines = await sent(({ cookies }) => {
      cookies.set('a', '1')
      cookies.set('b', '2')
    })
    expect(lines).toEqual(['a=1; Path=/; HttpOnly; SameSite=Lax', 'b=2; Path=/; HttpOnly; SameSite=Lax'])
  })

  test('that are set again replace their line, those of another path or domain do not', async () => {
    const lines = await sent(({ cookies }) => {
      cookies.set('a', '1')
      cookies.set('a', '2', { path: '/x' })
      cookies.set('a', '3')
    })
    expect(lines).toEqual(['a=3; Path=/; HttpOnly; SameSite=Lax', 'a=2; Path=/x; HttpOnly; SameSite=Lax'])
  })

  test('that are deleted expire twice over', async () => {
    const lines = await sent(({ cookies }) => {
      cookies.set('a', '1')
      cookies.delete('a')
      cookies.delete('b', { path: '/x', domain: 'example.org', secure: true, sameSite: 'None', partitioned: true })
    })
    const gone = 'Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT'
    expect(lines).toEqual([
      `a=; ${gone}; Path=/; HttpOnly; SameSite=Lax`,
      `b=; ${gone}; Domain=example.org; Path=/x; Secure; HttpOnly; SameSite=None; Partitioned`,
    ])
  })

  test('do not change what the request brought', async () => {
    const { app } = freshApp()
    app.get('/', (ctx) => {
      ctx.cookies.set('a', '1')
      return ctx.cookies.get('a') ?? 'none'
    })
    expect((await exchange(await listening(app), get('/', 'Cookie: a=0'))).answer.body).toBe('0')
  })

  test.each([301, 404, 500, 204])('go out with the status %i too', async (status) => {
    expect(await sent(({ cookies }) => cookies.set('a', '1'), status)).toHaveLength(1)
  })

  test('go out with an error and beside lines that the reply has itself', async () => {
    const { app } = freshApp()
    app.get('/thrown', (ctx) => {
      ctx.cookies.set('a', '1')
      throw new Error('x')
    })
    app.get('/both', (ctx) => {
      ctx.cookies.set('a', '1')
      return json({}, { headers: { 'set-cookie': 'b=2' } })
    })
    const port = await listening(app)
    expect((await exchange(port, get('/thrown'))).answer.header('set-cookie')).toMatch(/^a=1;/)
    const { answer } = await exchange(port, get('/both'))
    expect(answer.fields.filter(([name]) => name === 'set-cookie')).toHaveLength(2)
  })

  test('C6: no value or option of a client makes a header field', async () => {
    const { app } = freshApp()
    app.get('/value', (ctx) => {
      ctx.cookies.set('a', ctx.query['v'] ?? '')
      return 'x'
    })
    app.get('/path', (ctx) => {
      ctx.cookies.set('a', '1', { path: ctx.query['v'] ?? '/' })
      return 'x'
    })
    const port = await listening(app)
    const value = encodeURIComponent('/\r\nX-Injected: y; HttpOnly')
    for (const path of ['/value', '/path']) {
      const { answer } = await exchange(port, get(`${path}?v=${value}`))
      expect(answer.header('x-injected')).toBeUndefined()
      expect(answer.status).toBe(path === '/value' ? 200 : 500)
    }
  })
})

function lineOf(name: string, value: string, options: CookieOptions): string | undefined {
  try {
    return serializeCookie(name, value, options)
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
    return undefined
  }
}
