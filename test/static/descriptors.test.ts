// Whatever becomes of a download, its file is closed: clients that leave, one request or many on a connection, layers
// that throw the reply away, answers without a body.

import { truncateSync, writeFileSync } from 'node:fs'
import { readdir, readlink } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { App, file, type Layer, type Log, serveStatic, text } from '../../src/index.js'
import { held, listening, serving } from '../support/fresh-app.js'
import { get, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { makeSite } from './site.js'
import { watchedServer } from './watched-server.js'

const SIZE = 8 * 1024 * 1024
/** The address under which no App serves. */
const ALONE = '/huge.bin'
const isLinux = process.platform === 'linux'

/** How many descriptors of this process lead to a file. */
async function descriptorsOf(path: string): Promise<number> {
  const names = await readdir('/proc/self/fd')
  const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')))
  return targets.filter((target) => target === path).length
}

/** 8 MiB as an asset and from a handler of an App, or served alone. */
async function download(target: string, layer?: Layer): Promise<{ port: number; path: string; broken: string[] }> {
  const site = makeSite()
  onTestFinished(() => site.remove())
  const path = join(site.root, 'huge.bin')
  writeFileSync(path, '')
  truncateSync(path, SIZE)
  const broken: string[] = []
  const log: Log = ({ message }) => broken.push(message)
  if (target === ALONE) {
    return { port: await serving(createServer(serveStatic(site.root, { dev: false, log }))), path, broken }
  }
  const app = new App({ static: site.root, templates: false, signals: false, dev: false, log })
  if (layer) app.use(layer)
  app.get('/file', () => file('huge.bin', { root: site.root }))
  app.get('/healthz', () => 'ok')
  return { port: await listening(app), path, broken }
}

const closed = (path: string) => expect.poll(() => descriptorsOf(path), { timeout: 2000, interval: 10 }).toBe(0)

describe.runIf(isLinux).each([ALONE, '/static/huge.bin', '/file'])('O3: %s', (target) => {
  test('100 downloads that are reset: no descriptor is left, and nobody is blamed', async () => {
    const { port, path, broken } = await download(target)
    for (let count = 0; count < 100; count++) {
      const client = await RawSocket.connect(port)
      client.send(get(target))
      if (count % 3 > 0) await client.sees('HTTP/1.1 200 OK')
      if (count % 3 > 1) await new Promise((resolve) => setImmediate(resolve))
      client.reset()
    }
    await closed(path)
    expect(broken).toEqual([])
  })

  test('20 connections with 20 pipelined downloads each, reset: no descriptor is left', async () => {
    const { port, path } = await download(target)
    for (let count = 0; count < 20; count++) {
      const client = await RawSocket.connect(port)
      client.send(get(target).repeat(20))
      if (count % 2 === 0) await client.sees('HTTP/1.1 200 OK')
      client.reset()
    }
    await closed(path)
  })

  test.each([
    ['HEAD', request('HEAD', target)],
    ['a 304', get(target, 'If-None-Match: *')],
    ['a 412', get(target, 'If-Match: "x"')],
    ['a 416', get(target, `Range: bytes=${SIZE}-`)],
    ['a part', get(target, 'Range: bytes=5-9')],
    ['a whole', get(target, `Range: bytes=${SIZE - 20}-`)],
  ])('%s', async (_name, bytes) => {
    const { port, path } = await download(target)
    const client = await RawSocket.connect(port)
    await client.request(bytes).answer()
    await closed(path)
    client.destroy()
  })

  if (target === ALONE) return

  const layers: readonly (readonly [name: string, layer: Layer])[] = [
    ['answers something else', async (_, next) => text(`mine, not a ${(await next()).status}`)],
    [
      'replaces the body',
      async (ctx, next) => {
        const reply = await next()
        if (ctx.path === target) reply.body = { kind: 'bytes', bytes: 'mine' }
        return reply
      },
    ],
    [
      'throws',
      async (ctx, next) => {
        await next()
        if (ctx.path === target) throw new Error('after the file was opened')
        return text('ok')
      },
    ],
    ['makes it a 204', async (_, next) => Object.assign(await next(), { status: 204 })],
  ]
  test.each(layers)('a layer that %s', async (_name, layer) => {
    const { port, path } = await download(target, layer)
    const client = await RawSocket.connect(port)
    const answer = await client.request(get(target)).answer()
    expect(answer.body.length).toBeLessThan(1000)
    await closed(path)
    expect((await client.request(get('/healthz')).answer()).status).toBeLessThan(501)
    client.destroy()
  })
})

test('O3: a client that left before its file was open', async () => {
  const { port, disk } = await watchedServer({ 'a.bin': 'x'.repeat(100) }, { cache: false })
  const [reached, left] = [held(), held()]
  disk.hooks.open = async () => {
    reached.resolve()
    await left.promise
  }
  const client = await RawSocket.connect(port)
  client.send(get('/a.bin').repeat(5))
  await reached.promise
  client.reset()
  await new Promise((resolve) => setTimeout(resolve, 20))
  left.resolve()
  await expect.poll(() => disk.opens).toBe(5)
  await expect.poll(() => disk.openFiles).toBe(0)
})
