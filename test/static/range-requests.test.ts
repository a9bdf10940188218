// Range requests over the wire, for a file in memory and for a streamed one.
// @see RFC 9110 section 14

import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exchange, get, request } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { describeBoth } from './servers.js'
import { BIG, NUMS_MODIFIED } from './site.js'

describeBoth('ranges', {}, (served) => {
  const ask = async (path: string, ...lines: readonly string[]) =>
    (await exchange(served.port, get(served.prefix + path, ...lines))).answer

  test.each([
    ['S33', 'bytes=0-4', '12345', '0-4'],
    ['S34', 'bytes=0-0', '1', '0-0'],
    ['S35', 'bytes=-3', '789', '6-8'],
    ['S36', 'bytes=3-', '456789', '3-8'],
    ['S37', 'bytes=2-50', '3456789', '2-8'],
    ['S38', 'bytes=-99', '123456789', '0-8'],
    ['S41', 'bytes=0-99999999999999999999', '123456789', '0-8'],
    ['S43: the unit in any case', 'Bytes=0-1', '12', '0-1'],
    ['an empty member of the list', 'bytes=,0-1 ,', '12', '0-1'],
    ['the last byte', 'bytes=8-8', '9', '8-8'],
    ['a suffix with more digits than a number has', `bytes=-${'9'.repeat(400)}`, '123456789', '0-8'],
  ])('%s: %s is a part', async (_row, range, body, bounds) => {
    const answer = await ask('/nums.txt', `Range: ${range}`)
    expect(answer).toMatchObject({ status: 206, body })
    expect(answer.header('content-range')).toBe(`bytes ${bounds}/9`)
    expect(answer.header('content-length')).toBe(String(body.length))
    expect(answer.header('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.header('etag')).toBe((await ask('/nums.txt')).header('etag'))
    expect(answer.header('cache-control')).toBe('public, max-age=0')
    expect(answer.header('last-modified')).toBe(NUMS_MODIFIED)
    expect(answer.header('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    ['S39', '/nums.txt', 'bytes=9-50', 9],
    ['S40', '/nums.txt', 'bytes=-0', 9],
    ['S41', '/nums.txt', 'bytes=99999999999999999999-', 9],
    ['S45', '/empty.txt', 'bytes=0-0', 0],
    ['S45: a suffix of nothing', '/empty.txt', 'bytes=-1', 0],
    ['a streamed file', '/big.bin', `bytes=${BIG.length}-`, BIG.length],
  ])('%s: %s has nothing in %s', async (_row, path, range, size) => {
    const answer = await ask(path, `Range: ${range}`)
    expect(answer.status).toBe(416)
    expect(answer.header('content-range')).toBe(`bytes */${size}`)
  })

  test.each([
    'bytes=5-2',
    'bytes=',
    'bytes=-',
    'bytes=x-y',
    'bytes=0-x',
    'bytes=--1',
    'bytes=1--2',
    'bytes=0 - 1',
    'bytes 0-1',
    'bytes =0-1',
    'items=0-1',
    '0-1',
    'bytes=0-1,3-4',
    'bytes=0-1,100-200',
    'bytes=+0-1',
    'bytes=0-1e3',
    'bytes=0x0-0x1',
    'bytes=\xb2-\xb3',
  ])('a range that makes no sense, or several, is answered by the whole: %s', async (range) => {
    const answer = await ask('/nums.txt', `Range: ${range}`)
    expect(answer).toMatchObject({ status: 200, body: '123456789' })
    expect(answer.header('content-range')).toBeUndefined()
  })

  test('two Range lines are answered by the whole', async () => {
    expect((await ask('/nums.txt', 'Range: bytes=0-1', 'Range: bytes=3-4')).status).toBe(200)
  })

  test.each([
    [0, 0],
    [1, 262_144],
    [262_143, 262_145],
    [BIG.length - 5, BIG.length - 1],
    [0, BIG.length - 1],
  ])('a streamed file from %i to %i', async (start, end) => {
    const client = await RawSocket.connect(served.port)
    const answer = await client.request(get(`${served.prefix}/big.bin`, `Range: bytes=${start}-${end}`)).answer()
    const part = BIG.subarray(start, end + 1)
    expect(answer.status).toBe(206)
    expect(answer.header('content-range')).toBe(`bytes ${start}-${end}/${BIG.length}`)
    expect(answer.header('content-length')).toBe(String(part.length))
    expect(answer.body === part.toString('utf8'), 'the bytes of the part').toBe(true)
    expect(await client.request(get(`${served.prefix}/name.txt`)).answer()).toMatchObject({ status: 200, body: 'tobi' })
    client.destroy()
  })

  test.each(['/nums.txt', '/big.bin'])('S46: HEAD %s ignores Range', async (path) => {
    const plain = await exchange(served.port, request('HEAD', served.prefix + path))
    const ranged = await exchange(served.port, request('HEAD', served.prefix + path, 'Range: bytes=0-1'))
    expect(ranged.answer.status).toBe(200)
    expect(ranged.answer.header('content-length')).toBe(plain.answer.header('content-length'))
    const beyond = await exchange(served.port, request('HEAD', served.prefix + path, 'Range: bytes=99999999999-'))
    expect(beyond.answer.status).toBe(200)
  })

  test('If-Range: the part of what the client has, else the whole', async () => {
    const tag = (await ask('/nums.txt')).header('etag') ?? ''
    const conditions: readonly (readonly [string, number])[] = [
      [tag, 206],
      [NUMS_MODIFIED, 206],
      ['Sunday, 02-Feb-20 02:02:02 GMT', 206],
      ['"x"', 200],
      [`W/${tag}`, 200],
      [`${tag}, "x"`, 200],
      ['*', 200],
      ['Mon, 03 Feb 2020 00:00:00 GMT', 200],
      ['Sat, 01 Feb 2020 00:00:00 GMT', 200],
      ['garbage', 200],
      ['', 200],
    ]
    for (const [condition, status] of conditions) {
      const answer = await ask('/nums.txt', 'Range: bytes=0-1', `If-Range: ${condition}`)
      expect(answer.status, condition).toBe(status)
    }
    const twice = await ask('/nums.txt', 'Range: bytes=0-1', `If-Range: ${tag}`, `If-Range: ${tag}`)
    expect(twice.status, 'two lines').toBe(200)
    expect((await ask('/nums.txt', `If-Range: "x"`)).status, 'without Range').toBe(200)
    expect((await ask('/nums.txt', 'Range: bytes=99-', 'If-Range: "x"')).status, 'no 416 of another file').toBe(200)
  })

  test('If-Range: a time within the last second may stand for two states of a file', async () => {
    const path = join(served.site.root, 'young.txt')
    writeFileSync(path, '123456789')
    const now = new Date()
    utimesSync(path, now, now)
    const modified = (await ask('/young.txt')).header('last-modified')
    const answer = await ask('/young.txt', 'Range: bytes=0-1', `If-Range: ${modified}`)
    const ageMs = Date.now() - Date.parse(modified ?? '')
    if (ageMs < 900) expect(answer.status).toBe(200)
    else expect([200, 206]).toContain(answer.status)
  })

  test.each([
    ['0-0 3,000 times', `bytes=${'0-0,'.repeat(3000)}`],
    ['0- 1,000 times', `bytes=${'0-,'.repeat(1000)}0-`],
    ['many digits', `bytes=${'1'.repeat(15_000)}-`],
    ['many dashes', `bytes=${'-'.repeat(15_000)}`],
    ['many spaces', `bytes=0${' '.repeat(15_000)}-1`],
  ])(
    'D8 Apache CVE-2011-3192, Rack CVE-2024-26141, CVE-2026-34826, Starlette CVE-2025-62727: %s is not more than the file',
    async (_name, range) => {
      const answer = await ask('/nums.txt', `Range: ${range}`)
      expect([200, 416]).toContain(answer.status)
      if (answer.status === 200) expect(answer.body).toBe('123456789')
    },
  )
})

describeBoth('no ranges', { acceptRanges: false }, (served) => {
  test.each(['/nums.txt', '/drawing.svg'])('S49: acceptRanges false ignores Range: %s', async (path) => {
    const { answer } = await exchange(served.port, get(served.prefix + path, 'Range: bytes=0-1'))
    expect(answer.status).toBe(200)
    expect(answer.header('accept-ranges')).toBeUndefined()
    expect(answer.header('content-range')).toBeUndefined()
    const beyond = await exchange(served.port, get(served.prefix + path, 'Range: bytes=99999999-'))
    expect(beyond.answer.status).toBe(200)
  })
})
