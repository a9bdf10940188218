// The faults that a real disk has, with nothing in between, on both ways of serving: the right status or a closed
// connection, and never a hang. What only a disk of the tests can do is in faults.test.ts.

import { appendFileSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exchange, expectAlive, get, refused, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { describeBoth } from './servers.js'
import { makeSpecial } from './special-files.js'

const HUGE_BYTES = 16 * 1024 * 1024
const ROUNDS = 50

for (const [kind, options] of [
  ['in memory', { dev: true }],
  ['streamed', { cache: false }],
] as const) {
  describeBoth(`faults of a real disk, files ${kind}`, options, (served) => {
    const pathOf = (name: string) => join(served.site.root, name)
    const ask = async (path: string, ...lines: readonly string[]) =>
      (await exchange(served.port, get(served.prefix + path, ...lines))).answer

    test.for(['fifo', 'socket', 'device'] as const)(
      'a %s is 404, whatever is asked of it',
      async (special, { skip }) => {
        if (!(await makeSpecial(special, pathOf(special)))) skip('this user may make no devices')
        for (const path of [`/${special}`, `/${special}/`, `/${special}/x`]) {
          for (const lines of [[], ['Range: bytes=0-1'], ['If-None-Match: *'], ['Accept-Encoding: br']]) {
            for (const method of ['GET', 'HEAD']) {
              expect((await refused(served.port, request(method, served.prefix + path, ...lines))).status).toBe(404)
            }
          }
        }
      },
    )

    test('an index that is a fifo is 404', async () => {
      mkdirSync(pathOf('piped'))
      await makeSpecial('fifo', pathOf('piped/index.html'))
      expect((await refused(served.port, get(`${served.prefix}/piped/`))).status).toBe(404)
    })

    test('a file that is removed after it was served is 404, never an error', async () => {
      writeFileSync(pathOf('passing.txt'), 'one')
      expect(await ask('/passing.txt')).toMatchObject({ status: 200, body: 'one' })
      rmSync(pathOf('passing.txt'))
      expect((await ask('/passing.txt')).status).toBe(404)
    })

    test(`G10 ENOENT: a file that comes and goes is there or not, ${ROUNDS} times`, async () => {
      const client = await RawSocket.connect(served.port)
      const seen = new Set<string>()
      for (let round = 0; round < ROUNDS; round++) {
        const path = pathOf(`coming-${round}.txt`)
        writeFileSync(path, 'here')
        client.request(get(`${served.prefix}/coming-${round}.txt`))
        for (let turn = round % 5; turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve))
        rmSync(path)
        const answer = await client.answer()
        seen.add(`${answer.status} ${answer.status === 200 ? answer.body : ''}`)
      }
      client.destroy()
      for (const outcome of seen) expect(['200 here', '404 ']).toContain(outcome)
    })
  })
}

describeBoth('a large file that changes while it is sent', {}, (served) => {
  /** Asks for 16 MiB, and does something to the file when the head of the answer is there and nothing more is read. */
  const downloading = async (name: string, change: (path: string) => void): Promise<RawSocket> => {
    const path = join(served.site.root, name)
    writeFileSync(path, '')
    truncateSync(path, HUGE_BYTES)
    const client = await RawSocket.connect(served.port)
    client.request(get(`${served.prefix}/${name}`))
    await client.sees('\r\n\r\n')
    client.socket.pause()
    await expectAlive(served.port)
    change(path)
    client.socket.resume()
    return client
  }

  test('O3: it shrinks: the connection ends, and no short answer looks whole', async () => {
    const client = await downloading('shrinking.bin', (path) => truncateSync(path, 1000))
    client.send(get('/healthz'))
    const received = await client.ended()
    expect(received.length).toBeLessThan(HUGE_BYTES)
    expect(received).toMatch(/\r\ncontent-length: 16777216\r\n/i)
    expect(received.endsWith('\0'), 'no other answer follows').toBe(true)
    await expectAlive(served.port)
  })

  test('O3: it grows: as much as was announced, and the next answer behind it', async () => {
    const client = await downloading('growing.bin', (path) => appendFileSync(path, Buffer.alloc(1_000_000, 'x')))
    const answer = await client.answer()
    expect(answer.header('content-length')).toBe(String(HUGE_BYTES))
    expect(answer.body.length).toBe(HUGE_BYTES)
    expect(answer.body).not.toContain('x')
    expect(await client.request(get('/healthz')).answer()).toMatchObject({ status: 200, body: 'ok' })
    client.destroy()
  })

  test('O3: it is removed: it is sent to its end, and then it is 404', async () => {
    const client = await downloading('removed.bin', (path) => rmSync(path))
    expect((await client.answer()).body.length).toBe(HUGE_BYTES)
    expect((await client.request(get(`${served.prefix}/removed.bin`)).answer()).status).toBe(404)
    client.destroy()
  })
})
