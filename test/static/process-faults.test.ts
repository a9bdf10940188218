// Faults of a whole process: files that it may not read, and no descriptors left.

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { exchange, get, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { type ChildOptions, ChildServer } from './child-server.js'
import { BIG, makeSite, type Site } from './site.js'

const NOBODY = 65_534

async function served(options: ChildOptions): Promise<{ server: ChildServer; site: Site; prefix: string }> {
  const site = makeSite()
  onTestFinished(() => site.remove())
  const server = await ChildServer.start(site.root, options)
  onTestFinished(() => server.end())
  return { server, site, prefix: options.way === 'app' ? '/static' : '' }
}

describe.each(['alone', 'app'] as const)('%s', (way) => {
  test('unreadable files and folders are 404 for GET and HEAD alike', { timeout: 60_000 }, async () => {
    const user = process.getuid?.() === 0 ? { user: NOBODY } : {}
    const { server, site, prefix } = await served({ way, ...user })
    chmodSync(join(site.root, 'name.txt'), 0)
    chmodSync(join(site.root, 'big.bin'), 0)
    chmodSync(join(site.root, 'data.js.br'), 0)
    mkdirSync(join(site.root, 'closed'))
    writeFileSync(join(site.root, 'closed/x.txt'), 'x')
    chmodSync(join(site.root, 'closed'), 0)
    for (const path of ['/name.txt', '/big.bin', '/closed/x.txt', '/closed/']) {
      for (const method of ['GET', 'HEAD']) {
        const { answer } = await exchange(server.port, request(method, prefix + path))
        expect(answer.status, `${method} ${path}`).toBe(404)
      }
    }
    const { answer } = await exchange(server.port, get(`${prefix}/data.js`, 'Accept-Encoding: br, gzip'))
    expect(answer, 'an unreadable sibling gives way').toMatchObject({ status: 200, body: 'let plain = 1' })
    chmodSync(join(site.root, 'closed'), 0o755)
  })

  test('G10 EMFILE: downloads that find no descriptor are 503, the others whole, nothing hangs', {
    timeout: 60_000,
  }, async () => {
    const { server, prefix } = await served({ way, descriptors: 60 })
    const count = 80
    const warm = await RawSocket.connect(server.port)
    expect((await warm.request(get(`${prefix}/name.txt`)).answer()).status).toBe(200)
    warm.destroy()
    const client = await RawSocket.connect(server.port)
    client.socket.pause()
    for (let index = 0; index < count; index++)
      client.request(request('GET', `${prefix}/big.bin`, 'Range: bytes=0-299999'))
    for (let index = 0; index < 3; index++) client.request(get(`${prefix}/name.txt`))
    client.socket.resume()
    const statuses: number[] = []
    for (let index = 0; index < count; index++) {
      const answer = await client.answer()
      statuses.push(answer.status)
      if (answer.status === 206) expect(answer.body === BIG.toString('utf8', 0, 300_000)).toBe(true)
      else expect(answer.header('retry-after')).toBe('1')
    }
    expect(new Set(statuses)).toEqual(new Set([206, 503]))
    for (let index = 0; index < 3; index++) expect((await client.answer()).body).toBe('tobi')
    client.destroy()
    await expect.poll(async () => (await server.usage()).descriptors).toBeLessThan(40)
    expect((await exchange(server.port, get(`${prefix}/big.bin`, 'Range: bytes=0-9'))).answer.status).toBe(206)
    expect(server.isAlive).toBe(true)
  })
})
