// What a file's reply looks like: type, validators, freshness, length; directories, methods.
// @see RFC 9110 sections 8, 9.3 and 15.4.2

import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exchange, get, refused, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { describeBoth } from './servers.js'
import { NUMS_MODIFIED } from './site.js'

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

describeBoth('replies', {}, (served) => {
  const fetch = async (path: string, ...lines: string[]) =>
    (await exchange(served.port, get(served.prefix + path, ...lines))).answer

  test('S1: a text file, with all that clients and caches want to know', async () => {
    const answer = await fetch('/name.txt')
    expect(answer).toMatchObject({ status: 200, body: 'tobi' })
    expect(answer.header('content-length')).toBe('4')
    expect(answer.header('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.header('etag')).toMatch(/^"[\w-]+"$/)
    expect(answer.header('last-modified')).toMatch(HTTP_DATE)
    expect(answer.header('accept-ranges')).toBe('bytes')
    expect(answer.header('cache-control')).toBe('public, max-age=0')
    expect(answer.header('date')).toMatch(HTTP_DATE)
    expect(answer.header('x-content-type-options')).toBe('nosniff')
    expect(answer.header('vary'), 'there is nothing to choose from').toBeUndefined()
    expect(answer.header('transfer-encoding')).toBeUndefined()
    expect(answer.header('set-cookie')).toBeUndefined()
  })

  test.each(['/name.txt', '/empty.txt', '/big.bin', '/users/', '/users', '/missing', '/data.js'])(
    'S2: HEAD %s has the fields of GET, no body, and leaves the connection usable',
    async (path) => {
      const client = await RawSocket.connect(served.port)
      const head = await client.request(request('HEAD', served.prefix + path)).answer()
      const whole = await client.request(get(served.prefix + path)).answer()
      client.destroy()
      const timeless = ({ fields }: typeof head) => fields.filter(([name]) => name !== 'date')
      expect(head.status).toBe(whole.status)
      expect(timeless(head)).toEqual(timeless(whole))
      expect(head.body).toBe('')
    },
  )

  test('S3: an empty file', async () => {
    const answer = await fetch('/empty.txt')
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(answer.header('content-length')).toBe('0')
  })

  test.each([
    ['S4', '/no_ext', 'application/octet-stream'],
    ['S4: a name that is an ending', '/js', 'application/octet-stream'],
    ['S4', '/x.zzz', 'application/octet-stream'],
    ['S5', '/page.html', 'text/html; charset=utf-8'],
    ['S5', '/data.js', 'text/javascript; charset=utf-8'],
    ['S5', '/module.mjs', 'text/javascript; charset=utf-8'],
    ['S5', '/style.css', 'text/css; charset=utf-8'],
    ['S5', '/photo.jpg', 'image/jpeg'],
    ['S5', '/drawing.svg', 'image/svg+xml'],
    ['S5', '/module.wasm', 'application/wasm'],
    ['S5: JSON is UTF-8 without saying so', '/list.json', 'application/json'],
    ['S5: an index', '/users/', 'text/html; charset=utf-8'],
  ])('%s: the type of %s is %s', async (_row, path, type) => {
    const answer = await fetch(path)
    expect(answer.status).toBe(200)
    expect(answer.header('content-type')).toBe(type)
    expect(answer.header('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    ['S6', '/do..ts.txt', 'dots'],
    ['S7', '/some%20thing.txt', 'spaced'],
    ['S8', '/f%C3%BCnke.txt', 'sparks'],
    ['S9', '/100%25.txt', 'all of it'],
    ['S10', '/a%23b.txt', 'a hash'],
    ['S10', '/a%3Fb.txt', 'a question'],
    ['S12', '/', '<p>home</p>'],
    ['S12', '/users/', '<p>users</p>'],
    ['S12: with a query', '/users/?a=/b', '<p>users</p>'],
    ['S12: by its own name', '/users/index.html', '<p>users</p>'],
  ])('%s: %s is served', async (_row, path, body) => {
    expect(await fetch(path)).toMatchObject({ status: 200, body })
  })

  test.each([
    ['S7: a plus is no space', '/some+thing.txt', 404],
    ['S8: raw UTF-8', '/f\xc3\xbcnke.txt', 400],
    ['S9: a lone %', '/100%.txt', 400],
    ['S11: the other form of Unicode', '/fu%CC%88nke.txt', 404],
    ['S16: a directory without an index is never listed', '/pets/', 404],
    ['S17: a slash after a file', '/name.txt/', 404],
    ['a missing file', '/missing.txt', 404],
    ['a file below a file', '/name.txt/x', 404],
    ['a missing file in a missing directory', '/no/such/file.txt', 404],
    ['a path of dots and slashes', '/./users/', 404],
    ['two slashes', '//users/', 404],
  ])('%s: %s is refused', async (_row, path, status) => {
    expect((await refused(served.port, get(served.prefix + path))).status).toBe(status)
  })

  test.each([
    ['S13', '/users', '/users/'],
    ['S13: the query is kept', '/users?n=1&m=/x', '/users/?n=1&m=/x'],
    ['S13: an empty query', '/users?', '/users/'],
    ['S13: a directory without an index', '/pets', '/pets/'],
    ['S14', '/snow%20%E2%98%83', '/snow%20%E2%98%83/'],
    ['C1: a query that looks like another site', '/users?//evil.com', '/users/?//evil.com'],
    ['a linked directory', '/inside-dir', '/inside-dir/'],
  ])('%s: the directory %s is found under %s', async (_row, path, location) => {
    const answer = await fetch(path)
    expect(answer.status).toBe(301)
    expect(answer.header('location')).toBe(served.prefix + location)
    expect(answer.header('cache-control')).toBe('public, max-age=0')
  })

  test('S14, C4 express CVE-2024-43796, serve-static CVE-2024-43800, send CVE-2024-43799: the page of a redirect is harmless', async () => {
    const answer = await fetch('/snow%20%E2%98%83?"><script>alert(1)</script>')
    expect(answer.status).toBe(301)
    expect(answer.header('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.header('content-security-policy')).toBe("default-src 'none'")
    expect(answer.header('x-content-type-options')).toBe('nosniff')
    expect(answer.body).not.toContain('<script')
    expect(answer.body).toContain(`${served.prefix}/snow%20%E2%98%83/`)
  })

  test.each([
    '//evil.com/%2e%2e',
    '///evil.com//',
    '/\\evil.com/..',
    '//^/..',
    '//evil.com',
    '/%5cevil.com',
    '//users',
  ])('C1 koa CVE-2025-62595, Astro CVE-2025-54793: %s leads nowhere else', async (path) => {
    for (const target of [path, served.prefix + path]) {
      const answer = await refused(served.port, get(target))
      expect(answer.header('location')).toBeUndefined()
    }
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('S18: %s is 405', async (method) => {
    for (const path of ['/name.txt', '/missing.txt', '/users/']) {
      const answer = await refused(served.port, request(method, served.prefix + path, 'Content-Length: 0'))
      expect(answer.status).toBe(405)
      expect(answer.header('allow')).toBe('GET, HEAD')
    }
  })

  test('S18, K10: the body of a refused POST is never taken for a request', async () => {
    const smuggled = get(`${served.prefix}/name.txt`)
    const post = request('POST', `${served.prefix}/name.txt`, `Content-Length: ${smuggled.length}`) + smuggled
    expect((await refused(served.port, post)).status).toBe(405)
  })

  test('S19: OPTIONS says which methods there are', async () => {
    const { answer } = await exchange(served.port, request('OPTIONS', `${served.prefix}/name.txt`))
    expect(answer.status).toBe(204)
    expect(answer.header('allow')).toBe('GET, HEAD')
  })

  test('B9: OPTIONS * is 204', async () => {
    const { answer } = await exchange(served.port, request('OPTIONS', '*'))
    expect(answer.status).toBe(204)
    expect(answer.header('allow')).toContain('GET')
  })

  test('an absolute target is answered by its path', async () => {
    expect(await fetch('/name.txt')).toMatchObject({ status: 200 })
    const { answer } = await exchange(served.port, get(`http://evil.example${served.prefix}/name.txt`))
    expect(answer).toMatchObject({ status: 200, body: 'tobi' })
  })

  test('the time of a file is sent to the second, rounded down', async () => {
    expect((await fetch('/nums.txt')).header('last-modified')).toBe(NUMS_MODIFIED)
  })

  test('S21: a file from the future was modified now, at the latest', async () => {
    const path = join(served.site.root, 'x.zzz')
    utimesSync(path, new Date('2099-01-01'), new Date('2099-01-01'))
    const answer = await fetch('/x.zzz?future')
    const [modified, date] = ['last-modified', 'date'].map((name) => Date.parse(answer.header(name) ?? ''))
    expect(modified).toBeLessThanOrEqual(date ?? 0)
  })

  test('an answer from memory is the same as the first', async () => {
    const first = await fetch('/page.html')
    const second = await fetch('/page.html')
    expect({ ...second, head: '', fields: second.fields.filter(([name]) => name !== 'date') }).toEqual({
      ...first,
      head: '',
      fields: first.fields.filter(([name]) => name !== 'date'),
      header: expect.any(Function),
    })
  })

  test('L9: pipelined requests for files large and small are answered in order', async () => {
    const client = await RawSocket.connect(served.port)
    const paths = ['/name.txt', '/big.bin', '/missing', '/nums.txt', '/big.bin', '/users', '/empty.txt']
    for (const path of paths) client.request(get(served.prefix + path))
    const answers = []
    for (const _ of paths) answers.push(await client.answer())
    client.destroy()
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 200, 200, 301, 200])
    expect(answers.map((answer) => answer.header('content-length'))).toEqual([
      '4',
      '3145728',
      expect.any(String),
      '9',
      '3145728',
      expect.any(String),
      '0',
    ])
    expect(answers[3]?.body).toBe('123456789')
  })
})

describeBoth('freshness', { maxAge: 3600, immutable: true }, (served) => {
  test('S20: maxAge in seconds, and immutable', async () => {
    const { answer } = await exchange(served.port, get(`${served.prefix}/name.txt`))
    expect(answer.header('cache-control')).toBe('public, max-age=3600, immutable')
  })
})

describeBoth('freshness for ever', { maxAge: Number.POSITIVE_INFINITY }, (served) => {
  test('S20: Infinity is a year', async () => {
    const { answer } = await exchange(served.port, get(`${served.prefix}/name.txt`))
    expect(answer.header('cache-control')).toBe('public, max-age=31536000')
  })
})

describeBoth('immutable alone', { immutable: true }, (served) => {
  test('S20: immutable alone is a year', async () => {
    const { answer } = await exchange(served.port, get(`${served.prefix}/name.txt`))
    expect(answer.header('cache-control')).toBe('public, max-age=31536000, immutable')
  })
})

describeBoth('no freshness', { cacheControl: false, maxAge: 3600 }, (served) => {
  test.each(['/name.txt', '/users', '/big.bin'])('S20: cacheControl false sends none: %s', async (path) => {
    const { answer } = await exchange(served.port, get(served.prefix + path))
    expect(answer.status).toBeLessThan(400)
    expect(answer.header('cache-control')).toBeUndefined()
  })
})
