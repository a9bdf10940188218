// Layers see the reply of an asset and may change it, whether it comes from memory or from the disk.

import { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Layer } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get } from '../support/invariants.js'
import { temporaryFolder, writeFiles } from '../support/site.js'

async function behind(
  layer: Layer,
): Promise<(path: string, ...lines: readonly string[]) => ReturnType<typeof exchange>> {
  const root = temporaryFolder()
  writeFiles(root, { 'a.txt': 'one', 'large.bin': Buffer.alloc(2_200_000, 'x') })
  const { app } = freshApp({ static: root })
  app.use('/static', layer)
  const port = await listening(app)
  return (path, ...lines) => exchange(port, get(path, ...lines))
}

describe.each(['first', 'from memory'])('a layer over an asset, %s', (when) => {
  const warmed = async (layer: Layer) => {
    const ask = await behind(layer)
    if (when === 'from memory') await ask('/static/a.txt')
    return ask
  }

  test('reads and changes fields, for this answer only', async () => {
    let count = 0
    const ask = await warmed(async (_, next) => {
      const reply = await next()
      count++
      reply.headers.set('x-count', String(count))
      reply.headers.set('cache-control', 'private')
      reply.headers.delete('accept-ranges')
      reply.headers.append('vary', 'Cookie')
      return reply
    })
    for (let time = 0; time < 2; time++) {
      const before = count
      const { answer } = await ask('/static/a.txt')
      expect(answer).toMatchObject({ status: 200, body: 'one' })
      expect(answer.header('x-count')).toBe(String(before + 1))
      expect(answer.header('cache-control')).toBe('private')
      expect(answer.header('accept-ranges')).toBeUndefined()
      expect(answer.header('vary')).toBe('Cookie')
      expect(answer.header('content-length')).toBe('3')
      expect(answer.header('content-type')).toBe('text/plain; charset=utf-8')
    }
  })

  test('that only looks changes nothing', async () => {
    const seen: unknown[] = []
    const ask = await warmed(async (_, next) => {
      const reply = await next()
      seen.push(reply.status, reply.headers.get('Content-Type'), reply.headers.has('etag'), [...reply.headers].length)
      return reply
    })
    const { answer } = await ask('/static/a.txt')
    expect(seen.slice(-4)).toEqual([200, 'text/plain; charset=utf-8', true, 6])
    expect(answer.header('content-length')).toBe('3')
  })

  test('replaces the body, and the length is right', async () => {
    const ask = await warmed(async (_, next) => {
      const reply = await next()
      reply.body = { kind: 'bytes', bytes: 'something longer' }
      return reply
    })
    for (let time = 0; time < 2; time++) {
      const { answer } = await ask('/static/a.txt')
      expect(answer.body).toBe('something longer')
      expect(answer.header('content-length')).toBe('16')
    }
  })

  test('replaces the body by a stream, which has no length', async () => {
    const ask = await warmed(async (_, next) => {
      const reply = await next()
      reply.body = {
        kind: 'stream',
        stream: (async function* () {
          yield 'in '
          yield 'parts'
        })(),
      }
      return reply
    })
    const { answer } = await ask('/static/a.txt')
    expect(answer.body).toBe('in parts')
    expect(answer.header('content-length')).toBeUndefined()
  })

  test('changes the status', async () => {
    const ask = await warmed(async (_, next) => Object.assign(await next(), { status: 203 }))
    expect((await ask('/static/a.txt')).answer).toMatchObject({ status: 203, body: 'one' })
    const none = await behind(async (_, next) => Object.assign(await next(), { status: 204 }))
    const { answer } = await none('/static/a.txt')
    expect(answer).toMatchObject({ status: 204, body: '' })
    expect(answer.header('content-length')).toBeUndefined()
  })

  test('sets a cookie', async () => {
    const ask = await warmed((ctx, next) => {
      ctx.cookies.set('seen', '1')
      return next()
    })
    const { answer } = await ask('/static/a.txt')
    expect(answer.header('set-cookie')).toContain('seen=1')
    expect(answer).toMatchObject({ status: 200, body: 'one' })
  })

  test('sees 404, 405, 412 and 416 as errors', async () => {
    const seen: (string | undefined)[] = []
    const ask = await warmed(async (_, next) => {
      const reply = await next()
      if (reply.error) seen.push(reply.error.message)
      return reply
    })
    await ask('/static/missing')
    await ask('/static/a.txt', 'If-Match: "x"')
    const { answer } = await ask('/static/a.txt', 'Range: bytes=9-')
    expect(seen).toEqual(['Not Found', 'Precondition Failed', 'Range Not Satisfiable'])
    expect(answer.header('content-range')).toBe('bytes */3')
  })

  test('on a streamed asset', async () => {
    const ask = await warmed(async (_, next) => {
      const reply = await next()
      reply.headers.set('x-layer', '1')
      return reply
    })
    const { answer } = await ask('/static/large.bin')
    expect(answer.header('x-layer')).toBe('1')
    expect(answer.header('content-length')).toBe('2200000')
    expect(answer.body.length).toBe(2_200_000)
  })

  test('that changes how the response writes is written through', async () => {
    let written = 0
    const ask = await behind((ctx, next) => {
      const { res } = ctx
      res.write = (chunk: Uint8Array, ...rest: readonly unknown[]) => {
        written += chunk.length
        return Reflect.apply(ServerResponse.prototype.write, res, [chunk, ...rest])
      }
      return next()
    })
    const { answer } = await ask('/static/large.bin')
    expect(answer.body.length).toBe(2_200_000)
    expect(written).toBe(2_200_000)
  })
})
