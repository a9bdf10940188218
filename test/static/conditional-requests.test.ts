// Conditional requests over the wire, in the order of RFC 9110 section 13.2.2, for files in memory and streamed ones.

import { renameSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exchange, get, request } from '../support/invariants.js'
import type { RawAnswer } from '../support/raw-socket.js'
import { describeBoth } from './servers.js'
import { NUMS_MODIFIED } from './site.js'

const OLDER = 'Sat, 01 Feb 2020 00:00:00 GMT'
const NEWER = 'Mon, 03 Feb 2020 00:00:00 GMT'

describeBoth('conditional requests', {}, (served) => {
  const ask = async (path: string, ...lines: readonly string[]) => {
    const method = path === '/big.bin' ? 'HEAD' : 'GET' // the same conditions, without megabytes
    return (await exchange(served.port, request(method, served.prefix + path, ...lines))).answer
  }
  const tagOf = async (path: string, ...lines: readonly string[]) => (await ask(path, ...lines)).header('etag') ?? ''

  function expectUnchanged(answer: RawAnswer, etag: string): void {
    expect(answer.status).toBe(304)
    expect(answer.header('etag')).toBe(etag)
    expect(answer.header('cache-control')).toBe('public, max-age=0')
    expect(answer.header('date')).toBeDefined()
    expect(answer.header('content-length')).toBeUndefined()
    expect(answer.header('content-type')).toBeUndefined()
    expect(answer.header('transfer-encoding')).toBeUndefined()
    expect(answer.body).toBe('')
  }

  test.each(['/nums.txt', '/big.bin', '/empty.txt'])('S23: If-Match on %s', async (path) => {
    const tag = await tagOf(path)
    expect((await ask(path, 'If-Match: "x"')).status).toBe(412)
    expect((await ask(path, 'If-Match: *')).status).toBe(200)
    expect((await ask(path, `If-Match: ${tag}`)).status).toBe(200)
    expect((await ask(path, `If-Match: "x", ${tag} , "y"`)).status).toBe(200)
    expect((await ask(path, 'If-Match: "x"', `If-Match: ${tag}`)).status).toBe(200)
    expect((await ask(path, `If-Match: W/${tag}`)).status).toBe(412)
    expect((await ask(path, `If-Match: ${tag.replaceAll('"', '')}`)).status).toBe(412)
    expect((await ask(path, 'If-Match:')).status).toBe(412)
  })

  test('S24: If-Unmodified-Since', async () => {
    const tag = await tagOf('/nums.txt')
    expect((await ask('/nums.txt', `If-Unmodified-Since: ${OLDER}`)).status).toBe(412)
    expect((await ask('/nums.txt', `If-Unmodified-Since: ${NUMS_MODIFIED}`)).status).toBe(200)
    expect((await ask('/nums.txt', `If-Unmodified-Since: ${NEWER}`)).status).toBe(200)
    expect((await ask('/nums.txt', 'If-Unmodified-Since: 2020-02-01')).status).toBe(200)
    expect((await ask('/nums.txt', `If-Unmodified-Since: ${OLDER}`, `If-Match: ${tag}`)).status).toBe(200)
    expect((await ask('/nums.txt', `If-Unmodified-Since: ${OLDER}`, `If-Unmodified-Since: ${OLDER}`)).status).toBe(200)
  })

  test.each(['/nums.txt', '/big.bin'])('S25, S26: If-None-Match on %s', async (path) => {
    const tag = await tagOf(path)
    expectUnchanged(await ask(path, `If-None-Match: ${tag}`), tag)
    expectUnchanged(await ask(path, `If-None-Match: W/${tag}`), tag)
    expectUnchanged(await ask(path, `If-None-Match: "a,b", "x",, ${tag}, "y"`), tag)
    expectUnchanged(await ask(path, 'If-None-Match: *'), tag)
    expectUnchanged(await ask(path, 'If-None-Match: "x"', `If-None-Match: ${tag}`), tag)
    expect((await ask(path, 'If-None-Match: "x"')).status).toBe(200)
  })

  test('S25: HEAD with If-None-Match is 304', async () => {
    const tag = await tagOf('/nums.txt')
    const { answer } = await exchange(
      served.port,
      request('HEAD', `${served.prefix}/nums.txt`, `If-None-Match: ${tag}`),
    )
    expectUnchanged(answer, tag)
  })

  test('S25: the 304 of a compressed file has its Vary and its tag', async () => {
    const tag = await tagOf('/data.js', 'Accept-Encoding: br')
    const answer = await ask('/data.js', 'Accept-Encoding: br', `If-None-Match: ${tag}`)
    expectUnchanged(answer, tag)
    expect(answer.header('vary')).toBe('Accept-Encoding')
    expect((await ask('/data.js', 'Accept-Encoding: gzip', `If-None-Match: ${tag}`)).status).toBe(200)
  })

  test('S27: If-None-Match that differs makes If-Modified-Since count for nothing', async () => {
    expect((await ask('/nums.txt', 'If-None-Match: "x"', `If-Modified-Since: ${NEWER}`)).status).toBe(200)
  })

  test.each([
    ['equal', [`If-Modified-Since: ${NUMS_MODIFIED}`], 304],
    ['newer', [`If-Modified-Since: ${NEWER}`], 304],
    ['older', [`If-Modified-Since: ${OLDER}`], 200],
    ['equal, in the form of RFC 850', ['If-Modified-Since: Sunday, 02-Feb-20 02:02:02 GMT'], 304],
    ['equal, in the form of asctime', ['If-Modified-Since: Sun Feb  2 02:02:02 2020'], 304],
    ['a second older', ['If-Modified-Since: Sun, 02 Feb 2020 02:02:01 GMT'], 200],
    ['garbage', ['If-Modified-Since: yesterday'], 200],
    ['a year', ['If-Modified-Since: 9999'], 200],
    ['an ISO date', ['If-Modified-Since: 2099-01-01T00:00:00Z'], 200],
    ['two lines', [`If-Modified-Since: ${NEWER}`, `If-Modified-Since: ${NEWER}`], 200],
    ['two dates in one line', [`If-Modified-Since: ${NEWER}, ${NEWER}`], 200],
    ['empty', ['If-Modified-Since:'], 200],
  ])('S28: If-Modified-Since %s', async (_name, lines, status) => {
    expect((await ask('/nums.txt', ...lines)).status).toBe(status)
  })

  test('S29: If-None-Match comes before Range', async () => {
    const tag = await tagOf('/nums.txt')
    expectUnchanged(await ask('/nums.txt', `If-None-Match: ${tag}`, 'Range: bytes=0-1'), tag)
  })

  test('S30: If-Match comes before Range', async () => {
    expect((await ask('/nums.txt', 'If-Match: "x"', 'Range: bytes=0-1')).status).toBe(412)
  })

  test('If-Match comes before If-None-Match', async () => {
    const tag = await tagOf('/nums.txt')
    expect((await ask('/nums.txt', 'If-Match: "x"', `If-None-Match: ${tag}`)).status).toBe(412)
    expect((await ask('/nums.txt', `If-Match: ${tag}`, `If-None-Match: ${tag}`)).status).toBe(304)
  })

  test('S31: a tag without quotes is no tag', async () => {
    const tag = await tagOf('/nums.txt')
    expect((await ask('/nums.txt', `If-None-Match: ${tag.replaceAll('"', '')}`)).status).toBe(200)
    expect((await ask('/nums.txt', `If-None-Match: ${tag.slice(0, -1)}`)).status).toBe(200)
  })

  test('S32: a request with no-cache is still a conditional one', async () => {
    const tag = await tagOf('/nums.txt')
    expect((await ask('/nums.txt', 'Cache-Control: no-cache', `If-None-Match: ${tag}`)).status).toBe(304)
  })

  test('a missing file has no conditions', async () => {
    expect((await ask('/missing.txt', 'If-None-Match: *')).status).toBe(404)
    expect((await ask('/missing.txt', 'If-Match: *')).status).toBe(404)
  })

  test('D4 negotiator CVE-2016-10539, fresh CVE-2017-16119: header fields of 15 kB are no trouble', async () => {
    const tag = await tagOf('/nums.txt')
    const tags = Array.from({ length: 2000 }, (_, index) => `"${index}"`).join(',')
    expect((await ask('/nums.txt', `If-None-Match: ${tags},${tag}`)).status).toBe(304)
    for (const junk of [
      '"'.repeat(15_000),
      'W/'.repeat(7500),
      ','.repeat(15_000),
      `"${' '.repeat(14_000)}x`,
      'a,'.repeat(7500),
    ]) {
      expect((await ask('/nums.txt', `If-None-Match: ${junk}`)).status).toBe(200)
      expect((await ask('/nums.txt', `If-Match: ${junk}`)).status).toBe(412)
      expect((await ask('/nums.txt', `If-Modified-Since: ${junk}`)).status).toBe(200)
    }
  })
})

const changes: readonly (readonly [name: string, change: (path: string) => void])[] = [
  ['is written again with the same length', (path) => writeFileSync(path, 'two')],
  [
    'is replaced as by cp -p, with the same length and time',
    (path) => keepingTimes(path, () => writeFileSync(path, 'two')),
  ],
  [
    'is another one with the same length and time, renamed',
    (path) =>
      keepingTimes(path, () => {
        writeFileSync(`${path}.new`, 'two')
        renameSync(`${path}.new`, path)
      }),
  ],
]

for (const [kind, options] of [
  ['in memory', { dev: true }],
  ['streamed', { cache: false }],
] as const) {
  describeBoth(`the tag of a file that changes, ${kind}`, options, (served) => {
    const ask = async (...lines: readonly string[]) =>
      (await exchange(served.port, get(`${served.prefix}/changing.txt`, ...lines))).answer

    test.each(changes)('S25: it %s: another tag, and no 304 for the old one', async (_name, change) => {
      const path = join(served.site.root, 'changing.txt')
      writeFileSync(path, 'one')
      const before = (await ask()).header('etag')
      expect((await ask(`If-None-Match: ${before}`)).status).toBe(304)
      change(path)
      const after = await ask(`If-None-Match: ${before}`)
      expect(after).toMatchObject({ status: 200, body: 'two' })
      expect(after.header('etag')).not.toBe(before)
      expect((await ask(`If-Match: ${before}`)).status).toBe(412)
    })

    test('S25: the tag is the same in a first answer, a second one, a 304 and a part', async () => {
      writeFileSync(join(served.site.root, 'changing.txt'), 'three')
      const tag = (await ask()).header('etag') ?? ''
      for (const lines of [[], [`If-None-Match: ${tag}`], ['Range: bytes=0-1'], ['If-None-Match: "x"']]) {
        expect((await ask(...lines)).header('etag')).toBe(tag)
      }
    })
  })
}

function keepingTimes(path: string, change: () => void): void {
  const { atime, mtime } = statSync(path)
  change()
  utimesSync(path, atime, mtime)
}
