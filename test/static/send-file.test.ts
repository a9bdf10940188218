// `file(path)` from a handler: found safely, offered as a download, answered like an asset.

import { symlinkSync, utimesSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type FileOptions, file, type ReplyInit } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get, refused, request, SECRET } from '../support/invariants.js'
import type { RawAnswer } from '../support/raw-socket.js'
import { BIG, makeSite, NUMS_MODIFIED, type Site } from './site.js'

/** An app whose handler answers with a file. */
async function handlerOf(
  path: (site: Site) => string | URL,
  init: (site: Site) => ReplyInit & FileOptions,
): Promise<(...lines: readonly string[]) => Promise<RawAnswer>> {
  const site = makeSite()
  onTestFinished(() => site.remove())
  const { app } = freshApp()
  app.get('/file', () => file(path(site), init(site)))
  const port = await listening(app)
  return async (method = 'GET', ...lines) => (await exchange(port, request(method, '/file', ...lines))).answer
}

const rooted = (name: string, options: ReplyInit & FileOptions = {}) =>
  handlerOf(
    () => name,
    ({ root }) => ({ root, ...options }),
  )

describe('file(path, { root })', () => {
  test.each([
    ['name.txt', 'tobi', 'text/plain; charset=utf-8'],
    ['users/tobi.txt', 'ferret', 'text/plain; charset=utf-8'],
    ['f\u00fcnke.txt', 'sparks', 'text/plain; charset=utf-8'],
    ['inside.txt', 'tobi', 'text/plain; charset=utf-8'],
    ['empty.txt', '', 'text/plain; charset=utf-8'],
    ['no_ext', 'no ending', 'application/octet-stream'],
  ])('%s is sent', async (name, body, type) => {
    const answer = await (await rooted(name))()
    expect(answer).toMatchObject({ status: 200, body })
    expect(answer.header('content-type')).toBe(type)
    expect(answer.header('content-length')).toBe(String(body.length))
    expect(answer.header('etag')).toMatch(/^"[\w-]+"$/)
    expect(answer.header('x-content-type-options')).toBe('nosniff')
    expect(answer.header('accept-ranges')).toBe('bytes')
    expect(answer.header('cache-control'), 'a handler answers one person').toBe('private, max-age=0')
    expect(answer.header('content-disposition')).toBeUndefined()
  })

  test.each([
    '../secret.txt',
    'foo/../name.txt',
    'users/../../secret.txt',
    '/etc/passwd',
    '/name.txt',
    '..\\secret.txt',
    '.env',
    'a/.hidden',
    'link',
    'out.txt',
    'chain.txt',
    'private/x.txt',
    '',
    '.',
    'users',
    'missing.txt',
    'name.txt/',
    'a\0b',
    'name.txt\0',
    'x'.repeat(300),
    'loop',
  ])('A21 @fastify/static: %j is 404', async (name) => {
    const ask = await rooted(name)
    const answer = await ask()
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain(SECRET)
    expect((await ask('HEAD')).status).toBe(404)
  })

  test('a root that is missing is 404', async () => {
    const ask = await handlerOf(
      () => 'name.txt',
      ({ root }) => ({ root: join(root, 'nowhere') }),
    )
    expect((await ask()).status).toBe(404)
  })

  test('a root that is a link, a URL, or relative to the working directory', async () => {
    for (const rootOf of [
      ({ root, around }: Site) => {
        symlinkSync(root, join(around, 'current'))
        return join(around, 'current')
      },
      ({ root }: Site) => pathToFileURL(root),
      ({ root }: Site) => relative(process.cwd(), root),
    ]) {
      const ask = await handlerOf(
        () => 'name.txt',
        (site) => ({ root: rootOf(site) }),
      )
      expect(await ask()).toMatchObject({ status: 200, body: 'tobi' })
    }
  })
})

describe('file(path)', () => {
  test.each([
    ['an absolute path', ({ root }: Site) => join(root, 'name.txt'), 'tobi'],
    ['a URL', ({ root }: Site) => pathToFileURL(join(root, 'some thing.txt')), 'spaced'],
    ['a relative path', ({ root }: Site) => relative(process.cwd(), join(root, 'name.txt')), 'tobi'],
    [
      'a hidden file, which the program names itself',
      ({ root }: Site) => join(root, '.well-known/security.txt'),
      'Contact: mailto:tobi@test.example',
    ],
    ['a link', ({ root }: Site) => join(root, 'inside.txt'), 'tobi'],
  ])('%s', async (_name, path, body) => {
    expect(await (await handlerOf(path, () => ({})))()).toMatchObject({ status: 200, body })
  })

  test.each([
    ['a directory', ({ root }: Site) => root],
    ['a missing file', ({ root }: Site) => join(root, 'missing')],
    ['a device', () => '/dev/null'],
  ])('%s is 404', async (_name, path) => {
    expect((await (await handlerOf(path, () => ({})))()).status).toBe(404)
  })
})

describe('a file as a reply', () => {
  test('C7: a download has a name, quoted and without folders', async () => {
    const offered = async (options: FileOptions) =>
      (await (await rooted('users/tobi.txt', options))()).header('content-disposition')
    expect(await offered({ download: true })).toBe('attachment; filename="tobi.txt"')
    expect(await offered({ download: 'a";x="b.txt' })).toBe(
      `attachment; filename="a_;x=_b.txt"; filename*=UTF-8''a%22%3Bx%3D%22b.txt`,
    )
    expect(await offered({ download: '..\\..\\x.txt' })).toBe('attachment; filename="x.txt"')
    expect(await offered({ download: 'a\r\nX-Y: z' })).toBe('attachment; filename="a__X-Y: z"')
    expect(await offered({ download: false })).toBeUndefined()
  })

  test('type, headers and status of the handler stay', async () => {
    const headers = { 'cache-control': 'no-store', etag: '"mine"', 'x-mine': '1' }
    const answer = await (await rooted('name.txt', { type: 'text/markdown', status: 203, headers }))()
    expect(answer.status).toBe(203)
    expect(answer.header('content-type')).toBe('text/markdown')
    expect(answer.header('cache-control')).toBe('no-store')
    expect(answer.header('etag')).toBe('"mine"')
    expect(answer.header('x-mine')).toBe('1')
  })

  test('conditions: 304, 412, and the tag of the handler', async () => {
    const ask = await rooted('nums.txt', { download: true })
    const tag = (await ask()).header('etag')
    const unchanged = await ask('GET', `If-None-Match: ${tag}`)
    expect(unchanged.status).toBe(304)
    expect(unchanged.header('etag')).toBe(tag)
    for (const name of ['content-type', 'content-length', 'content-disposition'])
      expect(unchanged.header(name)).toBeUndefined()
    expect((await ask('GET', `If-Modified-Since: ${NUMS_MODIFIED}`)).status).toBe(304)
    expect((await ask('GET', 'If-Match: "x"')).status).toBe(412)
    const own = await rooted('nums.txt', { headers: { etag: '"mine"' } })
    expect((await own('GET', 'If-None-Match: "mine"')).status).toBe(304)
    expect((await own('GET', `If-None-Match: ${tag}`)).status).toBe(200)
  })

  test('ranges', async () => {
    const ask = await rooted('nums.txt')
    const part = await ask('GET', 'Range: bytes=2-4')
    expect(part).toMatchObject({ status: 206, body: '345' })
    expect(part.header('content-range')).toBe('bytes 2-4/9')
    expect((await ask('GET', 'Range: bytes=9-')).header('content-range')).toBe('bytes */9')
    expect((await ask('HEAD', 'Range: bytes=2-4')).status).toBe(200)
  })

  test('a large file is streamed, its parts too', async () => {
    const ask = await rooted('big.bin')
    const head = await ask('HEAD')
    expect(head.header('content-length')).toBe(String(BIG.length))
    const part = await ask('GET', `Range: bytes=300000-300009`)
    expect(part.status).toBe(206)
    expect(part.body).toBe(BIG.toString('utf8', 300_000, 300_010))
    const tag = head.header('etag')
    expect((await ask('GET', `If-None-Match: ${tag}`)).status).toBe(304)
  })

  test('with another status than 200 has neither conditions nor ranges', async () => {
    const ask = await rooted('nums.txt', { status: 404 })
    for (const line of ['If-None-Match: *', 'If-Match: "x"', 'Range: bytes=0-1']) {
      expect(await ask('GET', line)).toMatchObject({ status: 404, body: '123456789' })
    }
  })

  test('the tag changes with the content', async () => {
    const site = makeSite()
    onTestFinished(() => site.remove())
    const { app } = freshApp()
    app.get('/:name', (_, { name }) => file(name, { root: site.root }))
    const port = await listening(app)
    const tagOf = async (name: string) => (await exchange(port, get(`/${name}`))).answer.header('etag')
    const [before, large] = [await tagOf('name.txt'), await tagOf('big.bin')]
    utimesSync(join(site.root, 'big.bin'), new Date(), new Date('2001-01-01'))
    expect(await tagOf('big.bin')).not.toBe(large)
    expect(await tagOf('nums.txt')).not.toBe(before)
    expect((await refused(port, get('/..%2fsecret.txt'))).status).toBe(404)
  })
})
