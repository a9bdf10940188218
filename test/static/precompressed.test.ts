// Files compressed before, as siblings of the file: chosen by Accept-Encoding, with validators of their own.
// @see RFC 9110 sections 8.4, 12.5.3 and 12.5.5

import { existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exchange, get, request } from '../support/invariants.js'
import { describeBoth } from './servers.js'

describeBoth('pre-compressed', {}, (served) => {
  const ask = async (path: string, ...lines: readonly string[]) =>
    (await exchange(served.port, get(served.prefix + path, ...lines))).answer

  test('S50: br with its length, the type of the file, Vary and a tag of its own', async () => {
    const plain = await ask('/data.js')
    const answer = await ask('/data.js', 'Accept-Encoding: br,gzip')
    expect(answer).toMatchObject({ status: 200, body: 'brotli bytes' })
    expect(answer.header('content-encoding')).toBe('br')
    expect(answer.header('content-type')).toBe('text/javascript; charset=utf-8')
    expect(answer.header('content-length')).toBe('12')
    expect(answer.header('vary')).toBe('Accept-Encoding')
    expect(answer.header('etag')).toMatch(/^"[\w-]+"$/)
    expect(answer.header('etag')).not.toBe(plain.header('etag'))
  })

  test.each([
    ['S51', 'gzip', 'gzip'],
    ['S51', 'zstd', 'zstd'],
    ['S51', 'gzip, deflate, br, zstd', 'br'],
    ['S51', 'gzip, zstd', 'zstd'],
    ['S52', 'gzip;q=1, br;q=0', 'gzip'],
    ['S52', 'gzip;q=0', undefined],
    ['S52', 'br;q=0, gzip;q=0.000, zstd;q=0.0', undefined],
    ['S52', '*', 'br'],
    ['S52', '*;q=0', undefined],
    ['S52', 'br;q=0, *', 'zstd'],
    ['S52', 'x-gzip', 'gzip'],
    ['S52', 'GZIP', 'gzip'],
    ['S52', 'gzip ; Q=0.5', 'gzip'],
    ['S52', 'br;q=0.1, gzip;q=0.9, zstd;q=0.5', 'gzip'],
    ['S52', 'identity', undefined],
    ['S52', 'identity;q=1, br;q=0.5', undefined],
    ['S52', 'identity;q=0.5, br;q=0.6', 'br'],
    ['S52', 'identity;q=0', undefined],
    ['S53', '', undefined],
    ['unknown codings', 'compress, deflate, exi', undefined],
    ['a malformed weight', 'br;q=2, gzip;q=x, zstd;q=0.1234', undefined],
    ['garbage', ';;;,,,===', undefined],
    ['a name that begins like one', 'brotli, gzipped', undefined],
  ])('%s: Accept-Encoding %j is answered by %s', async (_row, field, coding) => {
    const answer = await ask('/data.js', `Accept-Encoding: ${field}`)
    expect(answer.status).toBe(200)
    expect(answer.header('content-encoding')).toBe(coding)
    expect(answer.header('vary')).toBe('Accept-Encoding')
    const bodies = new Map([
      ['br', 'brotli bytes'],
      ['zstd', 'zstandard bytes'],
      ['gzip', 'gzip bytes'],
    ])
    expect(answer.body).toBe(bodies.get(coding ?? '') ?? 'let plain = 1')
  })

  test('S52: two Accept-Encoding lines are one list', async () => {
    const answer = await ask('/data.js', 'Accept-Encoding: br;q=0', 'Accept-Encoding: gzip')
    expect(answer.header('content-encoding')).toBe('gzip')
  })

  test('S53: without Accept-Encoding the file itself, and Vary all the same', async () => {
    const answer = await ask('/data.js')
    expect(answer).toMatchObject({ status: 200, body: 'let plain = 1' })
    expect(answer.header('content-encoding')).toBeUndefined()
    expect(answer.header('vary')).toBe('Accept-Encoding')
  })

  test('S55: a range of the compressed bytes', async () => {
    const answer = await ask('/data.js', 'Accept-Encoding: br', 'Range: bytes=0-5')
    expect(answer).toMatchObject({ status: 206, body: 'brotli' })
    expect(answer.header('content-encoding')).toBe('br')
    expect(answer.header('content-range')).toBe('bytes 0-5/12')
    expect(answer.header('vary')).toBe('Accept-Encoding')
  })

  test('S55: If-Range with the tag of another coding is answered by the whole', async () => {
    const tag = (await ask('/data.js')).header('etag')
    const answer = await ask('/data.js', 'Accept-Encoding: br', 'Range: bytes=0-5', `If-Range: ${tag}`)
    expect(answer).toMatchObject({ status: 200, body: 'brotli bytes' })
  })

  test('S57: a compressed file without the file is only itself', async () => {
    expect((await ask('/only.js', 'Accept-Encoding: br')).status).toBe(404)
    expect((await ask('/only.js')).status).toBe(404)
    expect((await ask('/only.js.br')).status).toBe(200)
  })

  test('S58: a compressed file asked for by its name is what it is', async () => {
    const answer = await ask('/data.js.gz', 'Accept-Encoding: gzip, br')
    expect(answer).toMatchObject({ status: 200, body: 'gzip bytes' })
    expect(answer.header('content-type')).toBe('application/gzip')
    expect(answer.header('content-encoding')).toBeUndefined()
    expect(answer.header('vary')).toBeUndefined()
  })

  test('S59: an index, and the redirect to it', async () => {
    const answer = await ask('/packed/', 'Accept-Encoding: br')
    expect(answer).toMatchObject({ status: 200, body: 'brotli page' })
    expect(answer.header('content-encoding')).toBe('br')
    expect(answer.header('content-type')).toBe('text/html; charset=utf-8')
    const redirect = await ask('/packed', 'Accept-Encoding: br')
    expect(redirect.status).toBe(301)
    expect(redirect.header('content-encoding')).toBeUndefined()
    expect(redirect.body).toContain('/packed/')
  })

  test('HEAD has the fields of the coding that GET would have', async () => {
    const { answer } = await exchange(served.port, request('HEAD', `${served.prefix}/data.js`, 'Accept-Encoding: zstd'))
    expect(answer.header('content-encoding')).toBe('zstd')
    expect(answer.header('content-length')).toBe('15')
  })

  test('a file with one compressed sibling', async () => {
    expect((await ask('/gz-only.css', 'Accept-Encoding: br, gzip')).body).toBe('gzip css')
    expect((await ask('/gz-only.css', 'Accept-Encoding: br')).body).toBe('p { color: blue }')
  })

  test('a sibling that is older than the file was made from another content', async () => {
    const path = join(served.site.root, 'edited.css')
    writeFileSync(path, 'p { color: new }')
    writeFileSync(`${path}.br`, 'an old brotli')
    const old = new Date(Date.now() - 60_000)
    utimesSync(`${path}.br`, old, old)
    const answer = await ask('/edited.css', 'Accept-Encoding: br')
    expect(answer.body).toBe('p { color: new }')
    expect(answer.header('content-encoding')).toBeUndefined()
  })

  test('a sibling that is gone gives way to the file', async () => {
    const path = join(served.site.root, 'passing.css')
    writeFileSync(path, 'p { color: plain }')
    writeFileSync(`${path}.br`, Buffer.alloc(2_200_000, 'brotli '))
    expect((await ask('/passing.css', 'Accept-Encoding: br')).header('content-encoding')).toBe('br')
    rmSync(`${path}.br`)
    expect(existsSync(`${path}.br`)).toBe(false)
    expect(await ask('/passing.css', 'Accept-Encoding: br')).toMatchObject({ status: 200, body: 'p { color: plain }' })
  })

  test('D4 negotiator CVE-2016-10539: an Accept-Encoding of 15 kB is no trouble', async () => {
    for (const junk of [
      'a,'.repeat(7500),
      ' '.repeat(15_000),
      ';'.repeat(15_000),
      `br;${' '.repeat(14_000)}q=1`,
      'q='.repeat(7500),
    ]) {
      expect((await ask('/data.js', `Accept-Encoding: ${junk}`)).status).toBe(200)
    }
  })
})
