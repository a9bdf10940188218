// Redirects never lead off the site unless they are meant to, and carry nothing that a client could run.
// @see RFC 9110 sections 10.2.2 and 15.4

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { abort, redirect } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get, refused } from '../support/invariants.js'
import { siteFolder } from '../support/site.js'

const BASE = 'http://site.example/a/b'

describe('redirect(to)', () => {
  test.each([
    ['/posts/7', '/posts/7'],
    ['/', '/'],
    ['/posts?page=2#top', '/posts?page=2#top'],
    ['/a%0d%0aX:y', '/a%0d%0aX:y'],
    ['edit', 'edit'],
    ['../list', '../list'],
    ['?page=2', '?page=2'],
    ['#top', '#top'],
    ['/caf\u00e9', '/caf%C3%A9'],
    ['/\u{1f600}', '/%F0%9F%98%80'],
    ['/\ud800', '/%EF%BF%BD'],
    ['/%7f%zz', '/%7f%zz'],
    ['/"><script>', '/%22%3E%3Cscript%3E'],
    ['/a:b', '/a:b'],
    ['/next?to=http://other.example/', '/next?to=http://other.example/'],
  ])('sends %j as the Location %j, with 303', (to, location) => {
    const reply = redirect(to)
    expect(reply.status).toBe(303)
    expect(reply.headers.get('location')).toBe(location)
    expect(reply.body).toEqual({ kind: 'empty' })
  })

  const escapes = [
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '\\evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https://evil.example',
    'http://ok.example\\@evil.example',
    ' \t//evil.example',
    '\t//evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\r\n//evil.example',
    '/a\r\nSet-Cookie: a=b',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    '\x01javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@evil.example',
    'evil.example:80',
    '/a\\..\\..\\b',
    '/a\0b',
    '/a\x7fb',
  ]
  test.each(escapes)('C2 express CVE-2024-29041: refuses %j', (to) => {
    expect(() => redirect(to)).toThrow(TypeError)
    expect(() => redirect(to)).toThrow(/external: true/)
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https:evil.example',
    'https:/evil.example',
    'http://ok.example\\@evil.example',
    ' https://evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://evil.example/',
    'https://',
    'https://a b.example/',
    'https://evil.example/\r\nX: y',
  ])('C2: refuses %j even when it may be external', (to) => {
    expect(() => redirect(to, { external: true })).toThrow(/external target is a whole http/)
  })

  test.each([
    ['https://other.example/x?y=1#z', 'https://other.example/x?y=1#z'],
    ['HTTP://other.example', 'HTTP://other.example'],
    ['https://other.example/caf\u00e9', 'https://other.example/caf%C3%A9'],
    ['/local', '/local'],
  ])('takes %j when it may be external', (to, location) => {
    expect(redirect(to, { external: true }).headers.get('location')).toBe(location)
  })

  test.each([301, 302, 303, 307, 308])('takes the status %i', (status) => {
    expect(redirect('/x', { status }).status).toBe(status)
  })

  test.each([200, 300, 304, 305, 306, 309, 400])('refuses the status %i', (status) => {
    expect(() => redirect('/x', { status })).toThrow(RangeError)
  })

  test('keeps the header fields it is given', () => {
    expect(redirect('/x', { headers: { 'cache-control': 'no-store' } }).headers.get('cache-control')).toBe('no-store')
  })

  const awkward = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        '/',
        '\\',
        ':',
        '.',
        '@',
        '?',
        '#',
        '%',
        ' ',
        '\t',
        '\n',
        'h',
        't',
        'p',
        's',
        'x',
        '2',
        'f',
        '\u3002',
        '\uff0f',
      ),
    }),
    fc.webUrl(),
    fc
      .tuple(fc.constantFrom('/', '//', '/\\', 'https:', '', './/', '..//', '/.//', '/%2f'), fc.webPath())
      .map((parts) => parts.join('')),
  )
  test('never leads off the site, whatever the target is', () => {
    fc.assert(
      fc.property(awkward, (to) => {
        const location = locationOf(to)
        if (location === undefined) return
        expect(location).toMatch(/^[\x21-\x7e]*$/)
        expect(new URL(location, BASE).origin).toBe('http://site.example')
      }),
      { numRuns: 3000 },
    )
  })

  test('an external target leads to http or https, whatever it is', () => {
    fc.assert(
      fc.property(awkward, (to) => {
        const location = locationOf(to, { external: true })
        if (location !== undefined) expect(new URL(location, BASE).protocol).toMatch(/^https?:$/)
      }),
      { numRuns: 3000 },
    )
  })

  test('C6: an escaped line break stays escaped, and adds no header field', async () => {
    const { app } = freshApp()
    app.get('/go', (ctx) => redirect(ctx.query['to'] ?? '/'))
    const { answer } = await exchange(await listening(app), get('/go?to=/a%250d%250aX:%2520y'))
    expect(answer.status).toBe(303)
    expect(answer.header('location')).toBe('/a%0d%0aX:%20y')
    expect(answer.header('x')).toBeUndefined()
  })

  test.each(['/%0d%0aX:y', '/\u560d\u560aX:y', '/\u2028X:y', '//evil.example', 'javascript:alert(1)'])(
    'C6: a handler that redirects to the unchecked %j never adds a field and never ends the process',
    async (to) => {
      const { app } = freshApp()
      app.get('/go', (ctx) => redirect(ctx.query['to'] ?? '/'))
      const { answer } = await exchange(await listening(app), get(`/go?to=${encodeURIComponent(to)}`))
      expect(answer.header('x')).toBeUndefined()
      expect(answer.header('location') ?? '/').toMatch(/^\/[^/\\]*/)
      expect([303, 500]).toContain(answer.status)
    },
  )
})

describe('the redirect to a path with or without its slash', () => {
  const rows: readonly (readonly [path: string, location: string])[] = [
    ['/posts/', '/posts'],
    ['/posts/?a=1&b=%2F', '/posts?a=1&b=%2F'],
    ['/docs', '/docs/'],
    ['/docs?x', '/docs/?x'],
    ['/users/7/', '/users/7'],
    ['/users/%22%3E%3Cscript%3Ex%3C%2Fscript%3E/', '/users/%22%3E%3Cscript%3Ex%3C%2Fscript%3E'],
    ['/users/%5Cevil.example/', '/users/%5Cevil.example'],
    ['/users/%2F%2Fevil.example/', '/users/%2F%2Fevil.example'],
    ['/users/%0d%0aX:y/', '/users/%0D%0AX:y'],
    ['/users/%E2%98%83/', '/users/%E2%98%83'],
    ['/posts/?a"><script>', '/posts?a"><script>'],
  ]
  test.each(rows)('C1, C4 express CVE-2024-43796: %s is a 308 to %s', async (path, location) => {
    const { app } = freshApp()
    app.get('/posts', () => 'posts')
    app.get('/docs/', () => 'docs')
    app.get('/users/:name', () => 'user')
    const { answer } = await exchange(await listening(app), get(path))
    expect(answer.status).toBe(308)
    expect(answer.header('location')).toBe(location)
    expect(answer.header('x')).toBeUndefined()
    expect(answer.body).toBe('')
  })

  test.each([
    '//evil.example/%2e%2e',
    '///evil.example//',
    '/\\evil.example/..',
    '//^/..',
    '//evil.example',
    '//evil.example/',
    '//',
    '///',
    '/%2F%2Fevil.example/',
    '/%5Cevil.example/',
    '/\\evil.example/',
    '/.//evil.example/',
    '/;//evil.example/',
    '//evil.example/?/',
    '/%09/evil.example/',
    '//static/users',
    '/static//users',
    '/static/users/..//evil.example',
    '/static/\\evil.example',
    '/static/%5Cevil.example/..',
  ])('C1 koa CVE-2025-62595, Astro CVE-2025-54793: %s never redirects to another host', async (path) => {
    const { app } = freshApp({ static: siteFolder() })
    app.get('/', () => 'home')
    app.get('/:a/', () => 'a')
    app.get('/:a/:b', () => 'b')
    app.get('/x/:rest<path>', () => 'rest')
    const { answer } = await exchange(await listening(app), get(path))
    const location = answer.header('location')
    if (location === undefined) {
      expect(answer.status).toBeLessThan(500)
      return
    }
    expect(location).toMatch(/^\/(?![/\\])/)
    expect(new URL(location, BASE).origin).toBe('http://site.example')
  })

  test('C1: of a path without a route, no method is redirected', async () => {
    const { app } = freshApp()
    app.get('/posts', () => 'posts')
    expect((await refused(await listening(app), get('/nothing/'))).status).toBe(404)
  })

  test('keeps its method: a POST with a slash too many is a 308', async () => {
    const { app } = freshApp()
    app.post('/posts', () => 'made')
    const { answer } = await exchange(
      await listening(app),
      'POST /posts/ HTTP/1.1\r\nHost: test.example\r\nContent-Length: 0\r\n\r\n',
    )
    expect(answer.status).toBe(308)
    expect(answer.header('location')).toBe('/posts')
  })

  test('lies inside the onion: a guard answers first', async () => {
    const { app } = freshApp()
    app.use('/admin', () => redirect('/login'))
    app.get('/admin/posts', () => 'posts')
    const { answer } = await exchange(await listening(app), get('/admin/posts/'))
    expect(answer.header('location')).toBe('/login')
  })
})

describe('C5: what a client sent comes back in an error only as text', () => {
  const payload = '<script>x</script>'
  const wanted: readonly string[] = ['text/html', 'application/json', '*/*', 'text/html;q=0.1']
  test.each(wanted)('with Accept: %s', async (accept) => {
    const { app } = freshApp()
    app.get('/throw', (ctx) => {
      throw new Error(`<img src=x onerror=alert(1)> ${ctx.query['q']}`)
    })
    app.get('/abort', (ctx) => abort(400, `<img src=x onerror=alert(1)> ${ctx.query['q']}`))
    const port = await listening(app)
    for (const path of [
      `/${encodeURIComponent(payload)}`,
      `/throw?q=${encodeURIComponent(payload)}`,
      `/abort?q=${encodeURIComponent(payload)}`,
    ]) {
      const { answer } = await exchange(port, get(path, `Accept: ${accept}`))
      const isHtml = answer.header('content-type')?.startsWith('text/html') === true
      if (isHtml) expect(answer.body).not.toMatch(/<script|<img/)
      if (isHtml) expect(answer.header('content-security-policy')).toContain("default-src 'none'")
      expect(answer.header('x-content-type-options')).toBe('nosniff')
    }
  })
})

function locationOf(to: string, init?: { external: boolean }): string | undefined {
  try {
    return redirect(to, init).headers.get('location')
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
    return undefined
  }
}
