// The way to a login and back: it never leads off the site, whatever a link or a form asks for.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loginRedirect, redirect, returnPath } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get, request } from '../support/invariants.js'

const BASE = 'http://site.example/a/b'

describe('returnPath', () => {
  test.each([
    '/',
    '/posts/7',
    '/posts?page=2&q=a%20b#top',
    '/next?to=http://other.example/',
    '/a//b',
    '/a:b@c',
    '/caf\u00e9',
    '/%2e%2e/x',
    '/a/../b',
    `/${'x'.repeat(2047)}`,
  ])('takes %j as it is', (path) => {
    expect(returnPath(path)).toBe(path)
    expect(new URL(path, BASE).origin).toBe('http://site.example')
  })

  const hostile: readonly unknown[] = [
    '',
    'posts',
    '?a=1',
    '#top',
    '../x',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    ' /x',
    '/x y',
    '/a\r\nSet-Cookie: a=b',
    '/a\0b',
    '/a\x7f',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    '/%2E%2e//evil.example',
    '/a/%2e%2e//evil.example',
    '/.%2e//evil.example',
    '/%2f/evil.example',
    '/%2Fevil.example',
    '/%5cevil.example',
    '/%2f..//evil.example',
    '/./%2f/evil.example',
    'https://evil.example',
    'https:evil.example',
    'https:/evil.example',
    'HTTP://site.example/x',
    'http://ok.example\\@evil.example',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    '\x01javascript:alert(1)',
    'data:text/html,x',
    'evil.example:80',
    '@evil.example',
    '\u2028//evil.example',
    '\ufeff//evil.example',
    `/${'x'.repeat(2048)}`,
    undefined,
    null,
    7,
    true,
    {},
    ['/x'],
    ['/x', '//evil.example'],
    new String('/x'),
    { toString: () => '/x' },
    Object.create(null),
    Symbol('/x'),
  ]
  test.each(hostile.map((value) => [value]))('C2: %j is the fallback', (value) => {
    expect(returnPath(value)).toBe('/')
    expect(returnPath(value, '/home')).toBe('/home')
  })

  test('C2: never leads off the site and never throws, whatever it is given', () => {
    const odd = fc.string({ unit: fc.constantFrom(...'/\\:.@?#% \t\nhtps2fF5cCeE\u3002\uff0f') })
    const path = fc.tuple(fc.constantFrom('/', '//', '/\\', '/./', '/%2e', '/..//'), odd).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), odd, path, fc.anything()), (value) => {
        const location = redirect(returnPath(value)).headers.get('location') ?? ''
        const { origin, pathname } = new URL(location, BASE)
        expect(origin).toBe('http://site.example')
        expect(pathname.startsWith('//')).toBe(false)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('loginRedirect', () => {
  async function locationOf(method: string, target: string, loginPath = '/login'): Promise<string | undefined> {
    const { app } = freshApp()
    app.use((ctx, next) => (ctx.path === '/healthz' ? next() : loginRedirect(ctx, loginPath)))
    const { answer } = await exchange(await listening(app), request(method, target, 'Content-Length: 0'))
    expect(answer.status).toBe(303)
    return answer.header('location')
  }

  const rows: readonly (readonly [target: string, returned: string])[] = [
    ['/', '/'],
    ['/posts/7', '/posts/7'],
    ['/posts?page=2&q=a%20b', '/posts?page=2&q=a%20b'],
    ['/caf%C3%A9/a%2Fb', '/caf%C3%A9/a%2Fb'],
    ['/a%0d%0aX:y', '/a%0D%0AX:y'],
    ['http://test.example/absolute?x', '/absolute?x'],
    ['/?return=//evil.example', '/?return=//evil.example'],
  ]
  test.each(rows)('tells where %s was', async (target, returned) => {
    for (const method of ['GET', 'HEAD']) {
      const location = await locationOf(method, target)
      expect(location).toMatch(/^\/login\?return=[^&?#]*$/)
      expect(new URL(location ?? '', BASE).searchParams.get('return')).toBe(returned)
      expect(returnPath(new URL(location ?? '', BASE).searchParams.get('return'))).toBe(returned)
    }
  })

  test.each([
    '//evil.example/x',
    '/%2Fevil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/x?\\',
    `/${'x'.repeat(2048)}`,
  ])('leaves out what would not be taken back: %s', async (target) => {
    expect(await locationOf('GET', target)).toBe('/login')
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('leaves out where a %s was', async (method) => {
    expect(await locationOf(method, '/posts')).toBe('/login')
  })

  test('adds to the query of the login', async () => {
    expect(await locationOf('GET', '/x', '/login?by=mail')).toBe('/login?by=mail&return=/x')
  })

  test('refuses a login on another site', async () => {
    const { app } = freshApp()
    const thrown: unknown[] = []
    app.get('/', (ctx) => {
      try {
        return loginRedirect(ctx, '//evil.example')
      } catch (error) {
        thrown.push(error)
        return 'thrown'
      }
    })
    expect((await exchange(await listening(app), get('/'))).answer.body).toBe('thrown')
    expect(thrown).toEqual([expect.any(TypeError)])
  })
})
