// Signed cookies: what the app has set under a name comes back, and nothing that anybody else made of it.

import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { json, type SignedCookies as Signed, signedCookies } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get } from '../support/invariants.js'

const SECRET = 'k'.repeat(32)
const NEXT = 'n'.repeat(40)

/** The pair as the format says, made without the layer. */
function signed(name: string, value: string, secret = SECRET): string {
  const signature = createHmac('sha256', secret).update(`${name}=${value}`).digest('base64url')
  return `${name}=${encodeURIComponent(`${value}.${signature}`)}`
}

/** What `ctx.signed.get('a')` gives for a Cookie field. */
async function read(cookie: string, secrets: string | readonly string[] = SECRET): Promise<string | null> {
  const { app } = freshApp()
  app.through(signedCookies({ secrets })).get('/', (ctx) => json(ctx.signed.get('a') ?? null))
  const { answer } = await exchange(await listening(app), get('/', `Cookie: ${cookie}`))
  expect(answer.status).toBe(200)
  return JSON.parse(answer.body)
}

/** The Set-Cookie lines of an answer. */
async function lines(act: (jar: Signed) => void, secrets: string | readonly string[] = SECRET) {
  const { app } = freshApp()
  app.through(signedCookies({ secrets })).get('/', (ctx) => {
    act(ctx.signed)
    return 'x'
  })
  const { answer } = await exchange(await listening(app), get('/'))
  const set = answer.fields.filter(([name]) => name === 'set-cookie').map(([, line]) => line)
  return { status: answer.status, set }
}

describe('a signed cookie', () => {
  test('is value.signature, HMAC-SHA256 over name=value in base64url, with the attributes of any cookie', async () => {
    const { set } = await lines((jar) => jar.set('a', 'x y', { maxAge: 60, sameSite: 'Strict' }))
    expect(set).toEqual([`${signed('a', 'x y')}; Max-Age=60; Path=/; HttpOnly; SameSite=Strict`])
  })

  test('comes back as it was set', async () => {
    expect(await read(signed('a', '1'))).toBe('1')
    expect(await read(signed('a', ''))).toBe('')
    expect(await read(signed('a', 'b.c=d; e\u00e9'))).toBe('b.c=d; e\u00e9')
  })

  test('comes back whatever its value is', async () => {
    const { app } = freshApp()
    let value = ''
    const site = app.through(signedCookies({ secrets: SECRET }))
    site.get('/set', (ctx) => {
      ctx.signed.set('a', value)
      return 'x'
    })
    site.get('/get', (ctx) => json(ctx.signed.get('a') ?? null))
    const port = await listening(app)
    const any = fc.string({ unit: 'grapheme', maxLength: 100 })
    await fc.assert(
      fc.asyncProperty(any, async (text) => {
        value = text
        const pair = (await exchange(port, get('/set'))).answer.header('set-cookie')?.split(';')[0]
        const { answer } = await exchange(port, get('/get', `Cookie: ${pair}`))
        expect(JSON.parse(answer.body)).toBe(text)
      }),
      { numRuns: 30 },
    )
  })

  const good = signed('a', '1').slice(2)
  const forged: readonly (readonly [why: string, cookie: string])[] = [
    ['none', 'b=1'],
    ['no signature', 'a=1'],
    ['an empty signature', 'a=1.'],
    ['a signature alone', `a=${good.slice(2)}`],
    ['another value', `a=2${good.slice(1)}`],
    ['a longer value', `a=1${good}`],
    ['the value of another name', `a=${signed('b', '1').slice(2)}`],
    ['the value of a name that ends alike', `a=${signed('aa', '1').slice(3)}`],
    ['another secret', signed('a', '1', NEXT)],
    ['a signature with one more character', `a=${good}A`],
    ['a signature that lacks one', `a=${good.slice(0, -1)}`],
    ['a signature with padding', `a=${good}%3D`],
    ['a signature in other letters', `a=1.${good.slice(2).toUpperCase()}`],
    ['a signature of other bytes', `a=1.${'%C3%A9'.repeat(43)}`],
    ['dots', 'a=...'],
    ['a malformed escape', 'a=1.%zz'],
    ['nothing', 'a='],
    ['G4: a forged one before the good one: the first counts', `a=1.x; a=${good}`],
  ]
  test.each(forged)('is as if it were not there: %s', async (_why, cookie) => {
    expect(await read(cookie)).toBeNull()
  })

  test('G4: counts as the first of its name', async () => {
    expect(await read(`a=${good}; a=1.x`)).toBe('1')
  })

  test('G5: no Cookie field makes it throw', async () => {
    for (const field of [';;;===', '=a', 'a=%zz', 'a="1.2"', `a=${'.'.repeat(15_000)}`, `a=${'x.'.repeat(5000)}`]) {
      expect(await read(field), field.slice(0, 20)).toBeNull()
    }
  })

  test('E4: names that objects have are names', async () => {
    const { app } = freshApp()
    const names = ['__proto__', 'constructor', 'toString']
    const site = app.through(signedCookies({ secrets: SECRET }))
    site.get('/', (ctx) => json(names.map((name) => ctx.signed.get(name) ?? null)))
    const port = await listening(app)
    expect((await exchange(port, get('/'))).answer.body).toBe('[null,null,null]')
    const cookie = names.map((name) => signed(name, name)).join('; ')
    expect(JSON.parse((await exchange(port, get('/', `Cookie: ${cookie}`))).answer.body)).toEqual(names)
  })

  test('is deleted like any cookie', async () => {
    const { set } = await lines((jar) => jar.delete('a', { path: '/x' }))
    expect(set).toEqual(['a=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/x; HttpOnly; SameSite=Lax'])
  })

  const refused: readonly (readonly [why: string, act: (jar: Signed) => void])[] = [
    ['G1 cookie CVE-2024-47764: a name with a semicolon', (jar) => jar.set('a;b', '1')],
    ['G1: a name with an equals sign', (jar) => jar.set('a=b', '1')],
    ['G2 hono CVE-2026-29086: a path with an attribute', (jar) => jar.set('a', '1', { path: '/x; HttpOnly' })],
    ['G6: the prefix __Host- without TLS', (jar) => jar.set('__Host-a', '1')],
    ['a value that is no string', (jar) => jar.set('a', 7 as unknown as string)],
  ]
  test.each(refused)('is refused: %s', async (_why, act) => {
    let thrown: unknown
    await lines((jar) => {
      try {
        act(jar)
      } catch (error) {
        thrown = error
      }
    })
    expect(thrown).toBeInstanceOf(TypeError)
  })
})

describe('secrets', () => {
  test('rotate: the first signs, all verify, and one that is gone verifies nothing', async () => {
    const { set } = await lines((jar) => jar.set('a', '1'), [NEXT, SECRET])
    expect(set[0]).toContain(signed('a', '1', NEXT))
    expect(await read(signed('a', '1', SECRET), [NEXT, SECRET])).toBe('1')
    expect(await read(signed('a', '1', NEXT), [NEXT, SECRET])).toBe('1')
    expect(await read(signed('a', '1', SECRET), [NEXT])).toBeNull()
  })

  const weak: readonly (readonly [secrets: unknown, message: string])[] = [
    ['k'.repeat(31), 'secret 1 of 1 has 31 bytes'],
    ['', 'secret 1 of 1 has 0 bytes'],
    [[], 'the list of secrets is empty'],
    [[SECRET, 'short'], 'secret 2 of 2 has 5 bytes'],
    [undefined, 'secret 1 of 1 is no string'],
    [[undefined], 'secret 1 of 1 is no string'],
  ]
  test.each(weak)('%j ends the start: BAD_SECRET', (secrets, message) => {
    const make = () => signedCookies({ secrets: secrets as string })
    expect(make).toThrow(expect.objectContaining({ name: 'ConfigError', code: 'BAD_SECRET' }))
    expect(make).toThrow(`signedCookies: ${message}`)
  })

  test('are counted in bytes', () => {
    expect(() => signedCookies({ secrets: '\u00e9'.repeat(16) })).not.toThrow()
  })
})
