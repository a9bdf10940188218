// Files that vanish, change, cannot be read or are none, at the worst moment: the right status or a closed connection,
// never a hang, never a byte that is not the file's.

import { appendFileSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { exchange, get, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { makeSpecial } from './special-files.js'
import { diskError, type WatchedDisk } from './watched-disk.js'
import { until, type WatchedServer, watchedServer } from './watched-server.js'

const CHUNK = 262_144
const LARGE = Buffer.alloc(3 * 1024 * 1024, 'large ')

describe('what is no file', () => {
  test.each(['fifo', 'socket', 'device'] as const)(
    'a %s is 404 for GET and HEAD, and is never opened',
    async (kind) => {
      const { port, root, disk } = await watchedServer({ 'a.txt': 'one' })
      const made = await makeSpecial(kind, join(root, 'node'))
      if (!made) pretendDevice(disk, join(root, 'node'))
      expect((await exchange(port, get('/node'))).answer.status).toBe(404)
      expect((await exchange(port, request('HEAD', '/node'))).answer.status).toBe(404)
      expect((await exchange(port, get('/node/'))).answer.status).toBe(404)
      expect(disk.opens).toBe(0)
    },
  )

  test('a fifo as a compressed sibling is not there', async () => {
    const { port, root } = await watchedServer({ 'a.txt': 'one' })
    await makeSpecial('fifo', join(root, 'a.txt.br'))
    const { answer } = await exchange(port, get('/a.txt', 'Accept-Encoding: br'))
    expect(answer).toMatchObject({ status: 200, body: 'one' })
  })
})

describe('between the look and the opening', () => {
  const swaps: readonly (readonly [name: string, swap: (path: string) => unknown])[] = [
    ['is removed', () => undefined],
    ['becomes a directory', (path) => mkdirSync(path)],
    ['becomes a fifo', (path) => makeSpecial('fifo', path)],
    ['becomes a link out', (path) => symlinkSync('/etc/hostname', path)],
  ]
  for (const cache of [undefined, false] as const) {
    test.each(swaps)(`a file that %s is 404 (${cache === false ? 'streamed' : 'in memory'})`, async (_name, swap) => {
      const { port, root, disk } = await watchedServer({ 'a.txt': 'one' }, cache === false ? { cache } : {})
      const path = join(root, 'a.txt')
      let swapped = false
      disk.hooks.open = async () => {
        if (swapped) return
        swapped = true
        rmSync(path)
        await swap(path)
      }
      const { answer } = await exchange(port, get('/a.txt'))
      expect(answer.status).toBe(404)
      expect(swapped).toBe(true)
      expect(disk.openFiles).toBe(0)
    })
  }

  it('a sibling that is removed gives way to the file', async () => {
    const { port, root, disk } = await watchedServer({ 'a.txt': 'one', 'a.txt.br': 'compressed' })
    disk.hooks.open = (path) => {
      if (path.endsWith('.br')) rmSync(join(root, 'a.txt.br'), { force: true })
    }
    const { answer } = await exchange(port, get('/a.txt', 'Accept-Encoding: br'))
    expect(answer).toMatchObject({ status: 200, body: 'one' })
    expect(answer.header('content-encoding')).toBeUndefined()
  })

  it('a link that was turned to another file within the second is followed again', async () => {
    const { port, root } = await watchedServer({ 'one.txt': 'one', 'two.txt': 'two' }, { cache: false })
    symlinkSync('one.txt', join(root, 'a.txt'))
    expect((await exchange(port, get('/a.txt'))).answer.body).toBe('one')
    rmSync(join(root, 'a.txt'))
    symlinkSync('two.txt', join(root, 'a.txt'))
    rmSync(join(root, 'one.txt'))
    expect((await exchange(port, get('/a.txt'))).answer).toMatchObject({ status: 200, body: 'two' })
  })
})

describe('errors of the disk', () => {
  const rows: readonly (readonly [code: string, status: number])[] = [
    ['EACCES', 404],
    ['EPERM', 404],
    ['ENOENT', 404],
    ['ENOTDIR', 404],
    ['ELOOP', 404],
    ['ENAMETOOLONG', 404],
    ['EMFILE', 503],
    ['ENFILE', 503],
    ['ENOMEM', 503],
    ['EIO', 500],
    ['ESTALE', 500],
  ]
  for (const call of ['open', 'stat'] as const) {
    test.each(rows)(`G10: ${call} fails with %s: %i for GET and HEAD, and only while it does`, async (code, status) => {
      const { port, disk } = await watchedServer({ 'a.txt': 'one' })
      disk.hooks[call] = () => {
        throw diskError(code)
      }
      const whole = (await exchange(port, get('/a.txt'))).answer
      expect(whole.status).toBe(status)
      expect(whole.header('retry-after')).toBe(status === 503 ? '1' : undefined)
      expect((await exchange(port, request('HEAD', '/a.txt'))).answer.status).toBe(status)
      delete disk.hooks[call]
      expect((await exchange(port, get('/a.txt'))).answer).toMatchObject({ status: 200, body: 'one' })
    })
  }

  it('G10: a file in memory is served while descriptors are short', async () => {
    const { port, disk } = await watchedServer({ 'a.txt': 'one' })
    expect((await exchange(port, get('/a.txt'))).answer.status).toBe(200)
    disk.hooks.open = () => {
      throw diskError('EMFILE')
    }
    expect((await exchange(port, get('/a.txt'))).answer).toMatchObject({ status: 200, body: 'one' })
  })

  it('G10: a small file that cannot be read is 500, and is closed', async () => {
    const { port, disk, records } = await watchedServer({ 'a.txt': 'one' })
    disk.hooks.read = () => {
      throw diskError('EIO')
    }
    const { answer } = await exchange(port, get('/a.txt'))
    expect(answer.status).toBe(500)
    expect(answer.body).not.toContain('EIO')
    expect(records).toHaveLength(1)
    expect(disk.openFiles).toBe(0)
  })
})

describe('while a large file is sent', () => {
  const download = async ({ port }: WatchedServer): Promise<{ length: number; closed: boolean }> => {
    const client = await RawSocket.connect(port)
    client.send(get('/large.bin') + get('/healthz'))
    await until(() => client.isClosed || client.unread.endsWith('ok'), 'the download ends')
    const text = client.unread
    client.destroy()
    return { length: text.length - text.indexOf('\r\n\r\n') - 4, closed: !text.endsWith('ok') }
  }

  it('O3: it shrinks: the connection is closed, and the next answer never becomes part of this one', async () => {
    const server = await watchedServer({ 'large.bin': LARGE })
    server.disk.hooks.read = (path, position) => {
      if (position === 4 * CHUNK) truncateSync(path, 3 * CHUNK)
    }
    const { length, closed } = await download(server)
    expect(closed).toBe(true)
    expect(length).toBeLessThanOrEqual(4 * CHUNK)
    await until(() => server.disk.openFiles === 0, 'the file is closed')
    expect(server.records.map(({ message }) => message)).toEqual([expect.stringContaining('the file became shorter')])
  })

  it('it grows: exactly the bytes that were announced, and the next answer behind them', async () => {
    const server = await watchedServer({ 'large.bin': LARGE })
    server.disk.hooks.read = (path, position) => {
      if (position === 4 * CHUNK) appendFileSync(path, Buffer.alloc(CHUNK, 'x'))
    }
    const client = await RawSocket.connect(server.port)
    const answer = await client.request(get('/large.bin')).answer()
    expect(answer.status).toBe(200)
    expect(answer.body.length).toBe(LARGE.length)
    expect(answer.body).toBe(LARGE.toString())
    expect(await client.request(get('/healthz')).answer()).toMatchObject({ status: 200, body: 'ok' })
    client.destroy()
    await until(() => server.disk.openFiles === 0, 'the file is closed')
  })

  it('G10: it cannot be read any more: the connection is closed, and the cause is logged', async () => {
    const server = await watchedServer({ 'large.bin': LARGE })
    server.disk.hooks.read = (_, position) => {
      if (position === 2 * CHUNK) throw diskError('EIO')
    }
    expect((await download(server)).closed).toBe(true)
    await until(() => server.disk.openFiles === 0, 'the file is closed')
    expect(server.records).toHaveLength(1)
  })

  it('it is removed: it is sent to its end', async () => {
    const server = await watchedServer({ 'large.bin': LARGE })
    server.disk.hooks.read = (path, position) => {
      if (position === CHUNK) rmSync(path, { force: true })
    }
    const client = await RawSocket.connect(server.port)
    expect((await client.request(get('/large.bin')).answer()).body).toBe(LARGE.toString())
    client.destroy()
  })
})

describe('while a small file is read', () => {
  const rewrites: readonly (readonly [name: string, rewrite: (path: string) => void, body: string])[] = [
    ['shrinks', (path) => writeFileSync(path, 'now'), 'now'],
    ['grows', (path) => writeFileSync(path, 'a longer one'), 'a longer one'],
    ['changes', (path) => writeFileSync(path, 'zwei'), 'zwei'],
    ['becomes empty', (path) => truncateSync(path), ''],
    ['outgrows the limit', (path) => writeFileSync(path, 'x'.repeat(200)), 'x'.repeat(200)],
  ]
  test.each(rewrites)('it %s: the answer is whole', async (_name, rewrite, body) => {
    const { port, disk } = await watchedServer({ 'a.txt': 'eins' }, { cache: { fileLimitBytes: 100 } })
    let reads = 0
    disk.hooks.read = (path) => {
      if (reads++ === 0) rewrite(path)
    }
    const { answer } = await exchange(port, get('/a.txt'))
    expect(answer).toMatchObject({ status: 200, body })
    expect(answer.header('content-length')).toBe(String(body.length))
    expect(disk.openFiles).toBe(0)
  })

  it('that never stands still is answered all the same, and not kept', async () => {
    const { port, disk, clock } = await watchedServer({ 'log.txt': 'line\n' })
    disk.hooks.read = (path) => appendFileSync(path, 'line\n')
    const first = (await exchange(port, get('/log.txt'))).answer
    expect(first.status).toBe(200)
    expect(first.body).toMatch(/^(?:line\n)+$/)
    expect(first.header('content-length')).toBe(String(first.body.length))
    delete disk.hooks.read
    clock.pass(1000)
    expect((await exchange(port, get('/log.txt'))).answer.body.length).toBeGreaterThan(first.body.length)
  })
})

/** Stands in for a device where this user may make none. */
function pretendDevice(disk: WatchedDisk, path: string): void {
  writeFileSync(path, 'a device')
  disk.hooks.stats = (asked, stats) => (asked === path ? Object.assign(stats, { isFile: () => false }) : stats)
}
