// Cookies of a visitor: what a browser keeps, what it ignores, and where it sends them.
// @see draft-ietf-httpbis-rfc6265bis section 5.6 and 5.8

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CookieStore } from '../../src/testing/cookie-store.js'
import { visitor } from '../../src/testing.js'
import { appWith, seen } from './pages.js'

const HERE = new URL('http://app.example/links/new')

function kept(lines: readonly string[], from = HERE): CookieStore {
  const store = new CookieStore()
  for (const line of lines) store.keep(line, from)
  return store
}

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z'), toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

describe('what is sent', () => {
  it.each<[lines: string[], field: string | undefined]>([
    [['a=1', 'b=2; Path=/'], 'a=1; b=2'],
    [['a=1', 'a=2'], 'a=2'],
    [['a=1; Path=/', 'a=2; Path=/links'], 'a=2; a=1'],
    [['a=1; Path=/', 'b=2; Path=/', 'a=3; Path=/'], 'a=3; b=2'],
    [['a=1=2; HttpOnly; SameSite=Lax; Priority=High'], 'a=1=2'],
    [[' a = 1 ;path = /'], 'a=1'],
    [['a='], 'a='],
    [['nameless', 'a=1'], 'nameless; a=1'],
    [['=nameless'], 'nameless'],
    [[''], undefined],
    [[`a=${'x'.repeat(4096)}`], undefined],
    [['a=1', 'a=; Max-Age=0'], undefined],
    [['a=1', 'a=; Max-Age=-1'], undefined],
    [['a=1', 'a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], undefined],
    [['a=1; Path=/', 'a=; Max-Age=0; Path=/links'], 'a=1'],
    [['a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], 'a=1'],
    [['a=1; Max-Age=soon'], 'a=1'],
    [['a=1; Expires=soon'], 'a=1'],
    [['a=1; Secure'], undefined],
    [['a=1; SameSite=None'], undefined],
    [['__Host-a=1; Path=/'], undefined],
    [['__Secure-a=1'], undefined],
    [['a=1; Domain=app.example'], 'a=1'],
    [['a=1; Domain=.app.example'], 'a=1'],
    [['a=1; Domain=other.example'], undefined],
    [['a=1; Domain=pp.example'], undefined],
  ])('of %j is %s', (lines, field) => {
    expect(kept(lines).fieldFor(HERE)).toBe(field)
  })

  it.each([
    ['/links', '/links', true],
    ['/links', '/links/new', true],
    ['/links/', '/links/new', true],
    ['/links', '/linksnew', false],
    ['/links', '/', false],
    ['/', '/anything', true],
  ])('with the path %s at %s: %s', (path, at, isSent) => {
    const store = kept([`a=1; Path=${path}`])
    expect(store.fieldFor(new URL(at, HERE)) === 'a=1').toBe(isSent)
  })

  it('without a path goes to the folder of the page', () => {
    const store = kept(['a=1'])
    expect(store.fieldFor(new URL('/links/', HERE))).toBe('a=1')
    expect(store.fieldFor(new URL('/', HERE))).toBeUndefined()
  })

  it('over TLS has what is Secure, with the prefixes of names', () => {
    const tls = new URL('https://app.example/')
    const store = kept(
      [
        'a=1; Secure',
        '__Host-b=2; Secure; Path=/',
        '__Host-c=3; Secure',
        '__Host-d=4; Secure; Path=/; Domain=app.example',
      ],
      tls,
    )
    expect(store.fieldFor(tls)).toBe('a=1; __Host-b=2')
    expect(store.fieldFor(new URL('http://app.example/'))).toBeUndefined()
  })

  it('ends when it expires', () => {
    const store = kept(['a=1; Max-Age=60', 'b=2; Expires=Thu, 01 Jan 2026 00:02:00 GMT', 'c=3'])
    vi.setSystemTime(Date.now() + 59_000)
    expect(store.fieldFor(HERE)).toBe('a=1; b=2; c=3')
    vi.setSystemTime(Date.now() + 1_000)
    expect(store.fieldFor(HERE)).toBe('b=2; c=3')
    vi.setSystemTime(Date.now() + 60_000)
    expect(store.fieldFor(HERE)).toBe('c=3')
  })
})

describe('a visitor', () => {
  it('keeps cookies from answer to answer, those of redirects included, apart from other visitors', async () => {
    const app = appWith('').post('/theme', (ctx) => {
      ctx.cookies.set('theme', 'dark & light')
      return 'set'
    })
    const ada = visitor(app)
    await ada.request('POST', '/theme')
    expect(ada.cookie('theme')).toBe('dark%20%26%20light')
    expect(seen(await ada.open('/echo')).headers['cookie']).toBe('theme=dark%20%26%20light')
    expect(ada.cookie('other')).toBeUndefined()
    expect(seen(await visitor(app).open('/echo')).headers).not.toHaveProperty('cookie')
    const forged = await ada.request('GET', '/echo', { headers: { cookie: 'theme=mine' } })
    expect(seen(forged).headers['cookie']).toBe('theme=mine')
  })
})
