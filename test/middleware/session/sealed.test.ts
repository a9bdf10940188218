// Sessions sealed in their cookies: what the cookie tells, which secrets open it, how large it may be, and what it cannot do.

import { hkdfSync, randomBytes } from 'node:crypto'
import { CompactEncrypt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { type Session, session } from '../../../src/index.js'
import { Seal } from '../../../src/middleware/session/seal.js'
import { freshApp } from '../../support/fresh-app.js'
import { setCookies, Visitor } from './visitor.js'

const [OLD, NEW] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')]

function site(secrets: string | readonly string[], name?: string) {
  const { app, records } = freshApp()
  const scope = app.through(session({ secrets, ...(name === undefined ? {} : { cookie: { name } }) }))
  scope.get('/set/:value', ({ session: { data } }, { value }) => {
    data['value'] = value
    return 'set'
  })
  scope.get('/fill/:bytes<int>', ({ session: { data } }, { bytes }) => {
    data['filling'] = randomBytes(bytes)
      .toString('latin1')
      .replace(/[^a-z]/g, 'x')
      .padEnd(bytes, 'x')
    return 'filled'
  })
  scope.get('/value', ({ session: { data } }) => String(data['value']))
  scope.get('/untouched', () => 'untouched')
  return { app, records, visitor: new Visitor(app) }
}

/** The visitor of another app, with the cookies of this one. */
function moved(from: Visitor, to: Visitor): Visitor {
  for (const [name, value] of from.cookies) to.cookies.set(name, value)
  return to
}

describe('a sealed cookie', () => {
  test('tells nothing of what is in it', async () => {
    const { visitor } = site(OLD)
    await visitor.get('/set/a-secret-value')
    const value = String(visitor.cookies.get('session'))
    expect(decodeProtectedHeader(value)).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      kid: expect.stringMatching(/^[\w-]{8}$/),
    })
    for (const part of value.split('.')) {
      expect(Buffer.from(part, 'base64url').toString('latin1')).not.toMatch(/value|created/)
    }
    await visitor.get('/set/another')
    expect(visitor.cookies.get('session')).not.toBe(value)
  })

  test('opens in another process with the same secrets, and not with others', async () => {
    const { visitor } = site(OLD)
    await visitor.get('/set/x')
    expect((await moved(visitor, site(OLD).visitor).get('/value')).text).toBe('x')
    expect((await moved(visitor, site(NEW).visitor).get('/value')).text).toBe('undefined')
  })

  test('opens with an older secret, and is sealed with the first when it changes', async () => {
    const { visitor } = site(OLD)
    await visitor.get('/set/x')
    const rotated = moved(visitor, site([NEW, OLD]).visitor)
    expect((await rotated.get('/value')).text).toBe('x')
    await rotated.get('/set/y')
    expect((await moved(rotated, site(NEW).visitor).get('/value')).text).toBe('y')
    expect((await moved(rotated, site(OLD).visitor).get('/value')).text).toBe('undefined')
  })

  test('does not stand for the cookie of another name', async () => {
    const { visitor } = site(OLD, 'shop')
    await visitor.get('/set/x')
    const staff = site(OLD, 'staff').visitor
    staff.cookies.set('staff', String(visitor.cookies.get('shop')))
    expect((await staff.get('/value')).text).toBe('undefined')
  })

  test('that was changed in any place opens nothing', async () => {
    const { visitor, app, records } = site(OLD)
    await visitor.get('/set/x')
    const value = String(visitor.cookies.get('session'))
    for (let index = 0; index < value.length; index += 3) {
      const changed = `${value.slice(0, index)}${value[index] === 'A' ? 'B' : 'A'}${value.slice(index + 1)}`
      const forger = new Visitor(app)
      forger.cookies.set('session', changed)
      const { text } = await forger.get('/value')
      if (text !== 'undefined') expect(partsOf(changed)).toEqual(partsOf(value))
    }
    expect(records).toEqual([])
  })

  test.each<[string, { alg: string; enc: string }, string]>([
    ['what sessions use', { alg: 'dir', enc: 'A256GCM' }, '7'],
    ['another algorithm', { alg: 'A256GCMKW', enc: 'A256GCM' }, 'undefined'],
    ['another encryption', { alg: 'A256GCMKW', enc: 'A128GCM' }, 'undefined'],
  ])('with %s, by the right key, gives what it should', async (_, header, value) => {
    const { visitor } = site(OLD)
    await visitor.get('/set/x')
    const { kid } = decodeProtectedHeader(String(visitor.cookies.get('session')))
    const now = Date.now()
    const content = { id: 'A'.repeat(43), data: { value: 7 }, createdAt: now, usedAt: now }
    const key = new Uint8Array(hkdfSync('sha256', OLD, '', 'miniweb session A256GCM session', 32))
    const made = new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    visitor.cookies.set('session', await made.setProtectedHeader({ ...header, kid: String(kid) }).encrypt(key))
    expect((await visitor.get('/value')).text).toBe(value)
  })

  test('is not set again while nothing changes', async () => {
    const { visitor } = site(OLD)
    await visitor.get('/set/x')
    for (const path of ['/value', '/set/x', '/untouched']) expect(setCookies(await visitor.get(path))).toEqual([])
  })

  test('that would be larger than a browser keeps is an error that says how large, and what to do', async () => {
    const { visitor, records } = site(OLD)
    await visitor.get('/fill/2500')
    expect(String(visitor.cookies.get('session')).length).toBeLessThan(4000)
    const answer = await visitor.get('/fill/4000')
    expect(answer.status).toBe(500)
    expect(setCookies(answer)).toEqual([])
    expect(records[0]?.message).toMatch(
      /^the sealed session takes \d{4} bytes of the 4000 that a cookie can hold: keep less in it, or use session\(\{ store \}\)$/,
    )
  })

  test('cannot be taken back: a copy from before the logout still opens, as the manual says', async () => {
    const { app } = freshApp()
    const scope = app.through(session({ secrets: OLD }))
    scope.get('/in', (ctx) => {
      ctx.session.data['user'] = 1
      return 'in'
    })
    scope.get('/out', (ctx) => {
      ctx.session.destroy()
      return 'out'
    })
    scope.get('/', (ctx) => ({ ...ctx.session.data }))
    const visitor = new Visitor(app)
    await visitor.get('/in')
    const copy = moved(visitor, new Visitor(app))
    await visitor.get('/out')
    expect((await visitor.get('/')).body).toEqual({})
    expect((await copy.get('/')).body).toEqual({ user: 1 })
  })
})

test('without jose the start ends with a sentence that says what to install', () => {
  const find = (name: string): never => {
    throw new Error(`Cannot find module '${name}'`)
  }
  expect(() => new Seal([OLD], find)).toThrow(
    expect.objectContaining({
      code: 'BAD_SESSION',
      message: 'session({ secrets }) needs the package jose: npm install jose',
    }),
  )
})

test('data of a sealed session may be typed', async () => {
  const { app } = freshApp()
  app.through(session<{ userId: number }>({ secrets: OLD })).get('/', (ctx) => userOf(ctx.session))
  expect((await new Visitor(app).get('/')).text).toBe('nobody')
})

function userOf({ data }: Session<{ userId: number }>): string {
  return data.userId?.toFixed() ?? 'nobody'
}

/** The bytes of each part: the last letter of one may carry bits that do not count. */
function partsOf(value: string): readonly string[] {
  return value.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'))
}
