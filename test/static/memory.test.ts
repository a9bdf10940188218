// What is kept in memory: files are read once, changes are seen in time, limits hold, and no request blocks the process.

import fs, { linkSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { file } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { get } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { until, watchedServer } from './watched-server.js'

const LONG_AGO = new Date('2020-02-02T02:02:02Z')
const SECOND_MS = 1000

describe('in production', () => {
  it('asks the disk once, then not for a second', async () => {
    const { get, disk, clock } = await watchedServer({ 'a.txt': 'one' })
    await get('/a.txt')
    const { asked, opens } = disk
    clock.pass(SECOND_MS - 1)
    for (let count = 0; count < 5; count++) expect((await get('/a.txt')).body).toBe('one')
    expect(disk.asked).toBe(asked)
    clock.pass(1)
    expect((await get('/a.txt')).body).toBe('one')
    expect(disk.asked).toBeGreaterThan(asked)
    expect(disk.opens, 'an unchanged file is not read again').toBe(opens)
  })

  const changes: readonly (readonly [name: string, change: (path: string) => void, body: string])[] = [
    ['longer content', (path) => writeFileSync(path, 'three'), 'three'],
    ['content of the same length', (path) => writeFileSync(path, 'two'), 'two'],
    [
      'content of the same length and time, as cp -p makes it',
      (path) => {
        const { atime, mtime } = statSync(path)
        writeFileSync(path, 'two')
        utimesSync(path, atime, mtime)
      },
      'two',
    ],
    [
      'another file of the same length and time, by rename',
      (path) => {
        const { atime, mtime } = statSync(path)
        writeFileSync(`${path}.new`, 'two')
        utimesSync(`${path}.new`, atime, mtime)
        renameSync(`${path}.new`, path)
      },
      'two',
    ],
    [
      'an older file',
      (path) => {
        writeFileSync(path, 'two')
        utimesSync(path, LONG_AGO, LONG_AGO)
      },
      'two',
    ],
    [
      'a link to another file',
      (path) => {
        writeFileSync(`${path}.other`, 'two')
        rmSync(path)
        symlinkSync(`${path}.other`, path)
      },
      'two',
    ],
    ['no content', (path) => writeFileSync(path, ''), ''],
  ]
  test.each(changes)('%s is seen within a second, under another tag', async (_name, change, body) => {
    const { get, clock, root } = await watchedServer({ 'a.txt': 'one' })
    const before = await get('/a.txt')
    change(join(root, 'a.txt'))
    clock.pass(SECOND_MS)
    const after = await get('/a.txt')
    expect(after).toMatchObject({ status: 200, body })
    expect(after.header('content-length')).toBe(String(body.length))
    expect(after.header('etag')).not.toBe(before.header('etag'))
    expect((await get('/a.txt', `If-None-Match: ${before.header('etag')}`)).status).toBe(200)
  })

  const losses: readonly (readonly [name: string, lose: (path: string) => void, status: number])[] = [
    ['is gone', () => undefined, 404],
    ['has become a directory', (path) => mkdirSync(path), 301],
    ['has become a link out', (path) => symlinkSync('/etc/hostname', path), 404],
    ['has become a link to a hidden file', (path) => symlinkSync('.a', path), 404],
  ]
  test.each(losses)('a file that %s is not served after a second', async (_name, lose, status) => {
    const { get, clock, root } = await watchedServer({ 'a.txt': 'one', '.a': 'hidden' })
    expect((await get('/a.txt')).status).toBe(200)
    rmSync(join(root, 'a.txt'))
    lose(join(root, 'a.txt'))
    clock.pass(SECOND_MS)
    expect((await get('/a.txt')).status).toBe(status)
  })

  it('sees a new file at once, and a new compressed sibling within a second', async () => {
    const { get, clock, root } = await watchedServer({})
    expect((await get('/a.txt')).status).toBe(404)
    writeFileSync(join(root, 'a.txt'), 'one')
    expect((await get('/a.txt', 'Accept-Encoding: br')).body).toBe('one')
    writeFileSync(join(root, 'a.txt.br'), 'compressed')
    clock.pass(SECOND_MS)
    expect((await get('/a.txt', 'Accept-Encoding: br')).body).toBe('compressed')
    rmSync(join(root, 'a.txt.br'))
    clock.pass(SECOND_MS)
    expect((await get('/a.txt', 'Accept-Encoding: br')).body).toBe('one')
  })

  it('is not misled by a clock that is set back or forward', async () => {
    const { get, clock, root } = await watchedServer({ 'a.txt': 'one' })
    for (const day of [86_400_000, -2 * 86_400_000]) {
      await get('/a.txt')
      clock.nowMs += day
      writeFileSync(join(root, 'a.txt'), `${day}`)
      clock.passedMs += SECOND_MS
      expect((await get('/a.txt')).body).toBe(`${day}`)
    }
  })
})

describe('in development', () => {
  it('sees each change at the next request', async () => {
    const { get, root } = await watchedServer({ 'a.txt': '00' }, { dev: true })
    for (let round = 10; round < 60; round++) {
      writeFileSync(join(root, 'a.txt'), `${round}`)
      expect((await get('/a.txt')).body).toBe(`${round}`)
    }
  })

  it('reads an unchanged file once', async () => {
    const { get, disk } = await watchedServer({ 'a.txt': 'one' }, { dev: true })
    for (let count = 0; count < 5; count++) await get('/a.txt')
    expect(disk.opens).toBe(1)
  })

  it('reads a file again that changed so lately that its times may not show the next change', async () => {
    const { get, disk, root, clock } = await watchedServer({ 'a.txt': 'one' }, { dev: true })
    clock.nowMs = Date.now()
    const first = statSync(join(root, 'a.txt'), { bigint: true })
    disk.hooks.stats = (path, stats) => (path.endsWith('a.txt') ? first : stats)
    const one = await get('/a.txt')
    writeFileSync(join(root, 'a.txt'), 'two')
    const two = await get('/a.txt')
    expect([one.body, two.body]).toEqual(['one', 'two'])
    expect(two.header('etag')).not.toBe(one.header('etag'))
  })
})

describe('many at once', () => {
  it('reads a file once for all who ask for it first', async () => {
    const { port, disk } = await watchedServer({ 'a.txt': 'one' })
    const clients = await Promise.all(Array.from({ length: 40 }, () => RawSocket.connect(port)))
    const answers = await Promise.all(clients.map((client) => client.request(get('/a.txt')).answer()))
    for (const client of clients) client.destroy()
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['one']))
    expect(disk.opens).toBe(1)
  })

  it('asks the disk once for all who ask when a second is over', async () => {
    const { port, disk, clock } = await watchedServer({ 'a.txt': 'one' })
    const client = await RawSocket.connect(port)
    await client.request(get('/a.txt')).answer()
    const before = disk.stats
    clock.pass(SECOND_MS)
    for (let count = 0; count < 40; count++) client.request(get('/a.txt'))
    for (let count = 0; count < 40; count++) expect((await client.answer()).body).toBe('one')
    client.destroy()
    expect(disk.stats - before).toBe(4)
  })
})

describe('limits', () => {
  it('streams what is larger than a file may be, and keeps what is not', async () => {
    const { get, disk } = await watchedServer({ 'a.txt': '1234', 'b.txt': '12345' }, { cache: { fileLimitBytes: 4 } })
    for (let count = 0; count < 3; count++) expect((await get('/a.txt')).body).toBe('1234')
    expect(disk.opens).toBe(1)
    for (let count = 0; count < 3; count++) expect((await get('/b.txt')).body).toBe('12345')
    expect(disk.opens).toBe(4)
    await until(() => disk.openFiles === 0, 'the files are closed')
  })

  it('keeps no more than all files may be together, and lets the oldest go', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 5 }, (_, index) => [`${index}.bin`, Buffer.alloc(10_000, index)]),
    )
    const { get, disk } = await watchedServer(files, { cache: { totalLimitBytes: 40_000 } })
    for (let index = 0; index < 5; index++) await get(`/${index}.bin`)
    expect(disk.opens).toBe(5)
    await get('/4.bin')
    expect(disk.opens, 'the last is kept').toBe(5)
    expect((await get('/0.bin')).header('content-length')).toBe('10000')
    expect(disk.opens, 'the first is read again').toBe(6)
  })

  it('keeps nothing with cache: false', async () => {
    const { get, disk } = await watchedServer({ 'a.txt': 'one', 'empty.txt': '' }, { cache: false })
    for (let count = 0; count < 3; count++) expect(await get('/a.txt')).toMatchObject({ status: 200, body: 'one' })
    for (let count = 0; count < 3; count++) expect(await get('/empty.txt')).toMatchObject({ status: 200, body: '' })
    expect(disk.opens).toBe(6)
    await until(() => disk.openFiles === 0, 'the files are closed')
  })

  it('a file that outgrows the limit is streamed, one that shrinks below it is kept', async () => {
    const { get, disk, clock, root } = await watchedServer({ 'a.txt': '1234' }, { cache: { fileLimitBytes: 4 } })
    expect((await get('/a.txt')).body).toBe('1234')
    writeFileSync(join(root, 'a.txt'), '123456')
    clock.pass(SECOND_MS)
    expect((await get('/a.txt')).body).toBe('123456')
    writeFileSync(join(root, 'a.txt'), '12')
    clock.pass(SECOND_MS)
    expect((await get('/a.txt')).body).toBe('12')
    const { opens } = disk
    expect((await get('/a.txt')).body).toBe('12')
    expect(disk.opens).toBe(opens)
  })
})

describe('entity tags', () => {
  it('of two processes are the same for the same small file', async () => {
    const [one, other] = [await watchedServer({ 'a.txt': 'same' }), await watchedServer({ 'a.txt': 'same' })]
    expect((await one.get('/a.txt')).header('etag')).toBe((await other.get('/a.txt')).header('etag'))
  })

  it('of a streamed file changes with size, time, change time and file', async () => {
    const { get, root } = await watchedServer({ 'a.bin': 'one', 'b.bin': 'one' }, { cache: false })
    const path = join(root, 'a.bin')
    const tags = new Set<string | undefined>()
    const note = async () => tags.add((await get('/a.bin')).header('etag'))
    await note()
    const { atime, mtime } = statSync(path)
    writeFileSync(path, 'two')
    await note()
    utimesSync(path, atime, mtime)
    await note()
    linkSync(path, `${path}.link`)
    await note()
    renameSync(join(root, 'b.bin'), path)
    utimesSync(path, atime, mtime)
    await note()
    expect(tags.size).toBe(5)
  })

  it('is the same in an answer from memory, a fresh one, a 304 and a part', async () => {
    const { get, clock } = await watchedServer({ 'a.txt': 'one' })
    const tag = (await get('/a.txt')).header('etag') ?? ''
    expect((await get('/a.txt')).header('etag')).toBe(tag)
    clock.pass(SECOND_MS)
    expect((await get('/a.txt')).header('etag')).toBe(tag)
    expect((await get('/a.txt', `If-None-Match: ${tag}`)).header('etag')).toBe(tag)
    expect((await get('/a.txt', 'Range: bytes=0-0')).header('etag')).toBe(tag)
  })
})

describe('blocking', () => {
  it('happens on no path of a request', async () => {
    const {
      get: fetch,
      clock,
      root,
    } = await watchedServer({ 'a.txt': 'one', 'b/index.html': 'b', 'big.bin': Buffer.alloc(3_000_000) })
    const { app } = freshApp({ static: root })
    app.get('/address', () => app.asset('a.txt'))
    app.get('/file/:name', (_, { name }) => file(name, { root }))
    app.get('/whole', () => file(join(root, 'a.txt'), { download: true }))
    const port = await listening(app)
    const allowBlocking = forbidBlocking()
    for (const path of ['/a.txt', '/a.txt?v=x', '/b', '/b/', '/missing', '/big.bin', '/%2e%2e/x', '/A.TXT']) {
      await fetch(path)
      clock.pass(SECOND_MS)
      await fetch(path)
      const client = await RawSocket.connect(port)
      expect((await client.request(get(`/static${path}`)).answer()).status).toBeLessThan(500)
      client.destroy()
    }
    const client = await RawSocket.connect(port)
    for (const path of ['/address', '/file/a.txt', '/file/missing', '/file/big.bin', '/whole', '/static/a.txt']) {
      expect((await client.request(get(path)).answer()).status, path).toBeLessThan(500)
    }
    client.destroy()
    expect(() => fs.statSync(root)).toThrow('blocks')
    allowBlocking()
  })
})

/** Lets every blocking call to the file system throw, until the returned function is called or the test is over. */
function forbidBlocking(): () => void {
  const calls = fs as unknown as Record<string, unknown>
  const names = Object.keys(calls).filter((name) => name.endsWith('Sync'))
  const before = names.map((name) => [name, calls[name]] as const)
  for (const name of names) {
    calls[name] = () => {
      throw new Error(`${name} blocks`)
    }
  }
  syncBuiltinESMExports()
  const allow = () => {
    for (const [name, call] of before) calls[name] = call
    syncBuiltinESMExports()
  }
  onTestFinished(allow)
  return allow
}
