// The client behind proxies: what is believed, from whom, and what stays the client's own invention.
// @see RFC 7239

import { describe, expect, test } from 'vitest'
import { AddressList, canonicalAddress } from '../../src/http/address.js'
import { clientFinder } from '../../src/http/forwarded.js'
import type { ConfigError, TrustProxy } from '../../src/index.js'
import { App } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get } from '../support/invariants.js'

/** What an app that trusts some proxies knows of a client; the test itself is the peer, 127.0.0.1. */
async function seen(trustProxy: TrustProxy, ...lines: readonly string[]): Promise<string> {
  const { app } = freshApp({ trustProxy })
  app.get('/x', (ctx) => `${ctx.ip} ${ctx.host} ${ctx.secure}`)
  const { answer } = await exchange(await listening(app), get('/x', ...lines))
  return answer.body
}

const DIRECT = '127.0.0.1 test.example false'
const ALL = ['X-Forwarded-For: 192.0.2.1', 'X-Forwarded-Proto: https', 'X-Forwarded-Host: site.example']

describe('M1 fastify CVE-2026-3635: forwarded fields', () => {
  test.each<[string, TrustProxy]>([
    ['nobody, which is the default', false],
    ['no proxy', 0],
    ['another address', ['10.0.0.1']],
    ['another range', ['10.0.0.0/8', '2001:db8::/32']],
    ['an empty list', []],
    ['Forwarded only', { proxies: 1, header: 'forwarded' }],
  ])('are not believed where %s is trusted', async (_, trust) => {
    expect(await seen(trust, ...ALL)).toBe(DIRECT)
  })

  test.each<[string, TrustProxy]>([
    ['one proxy', 1],
    ['its address', ['127.0.0.1']],
    ['its address in IPv6 clothes', ['::ffff:127.0.0.1']],
    ['its range', ['127.0.0.0/8']],
    ['it and its header', { proxies: 1, header: 'x-forwarded' }],
  ])('are believed where %s is trusted', async (_, trust) => {
    expect(await seen(trust, ...ALL)).toBe('192.0.2.1 site.example true')
  })

  test('X-Forwarded is not believed where Forwarded is trusted, and the other way round', async () => {
    expect(await seen({ proxies: 1, header: 'forwarded' }, ...ALL, 'Forwarded: for=192.0.2.9')).toBe(
      '192.0.2.9 test.example false',
    )
    expect(await seen(1, 'Forwarded: for=192.0.2.9;proto=https;host=evil.example')).toBe(DIRECT)
  })
})

describe('M3 hono 41adbf56: the nearest proxy counts', () => {
  test.each<[string, TrustProxy, string, string]>([
    ['one hop takes the last', 1, '1.1.1.1, 2.2.2.2', '2.2.2.2'],
    ['two hops take the last but one', 2, '1.1.1.1, 2.2.2.2', '1.1.1.1'],
    ['more hops than there are take the first', 5, '1.1.1.1, 2.2.2.2', '1.1.1.1'],
    [
      'a list stops at the first that is not in it',
      ['127.0.0.1', '10.0.0.0/8'],
      '6.6.6.6, 7.7.7.7, 10.1.2.3',
      '7.7.7.7',
    ],
    ['a list that holds all takes the first', ['0.0.0.0/0'], '6.6.6.6, 7.7.7.7', '6.6.6.6'],
    ['unknown is the proxy', 1, 'unknown', '127.0.0.1'],
    ['an address with a port is the proxy', 1, '[::1]:80', '127.0.0.1'],
    ['junk is the proxy', 1, '1.1.1.1, <script>', '127.0.0.1'],
    ['an empty field is the proxy', 1, '', '127.0.0.1'],
    ['junk further out ends the search', 3, 'junk, 2.2.2.2', '2.2.2.2'],
    ['IPv6 has one spelling', 1, '2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ])('%s', async (_, trust, chain, ip) => {
    expect(await seen(trust, `X-Forwarded-For: ${chain}`)).toBe(`${ip} test.example false`)
  })

  test('several lines are one list', async () => {
    expect(await seen(1, 'X-Forwarded-For: 1.1.1.1', 'X-Forwarded-For: 2.2.2.2')).toMatch(/^2\.2\.2\.2 /)
  })

  test.each([
    ['X-Forwarded-Proto: http, https', 'test.example true'],
    ['X-Forwarded-Proto: https, http', 'test.example false'],
    ['X-Forwarded-Proto: HTTPS', 'test.example true'],
    ['X-Forwarded-Proto: javascript', 'test.example false'],
    ['X-Forwarded-Host: evil.example, site.example:8443', 'site.example:8443 false'],
    ['X-Forwarded-Host: site.example/path?', 'test.example false'],
    ['X-Forwarded-Host: a@b', 'test.example false'],
  ])('%s', async (line, expected) => {
    expect(await seen(1, line)).toBe(`127.0.0.1 ${expected}`)
  })
})

describe('Forwarded (RFC 7239)', () => {
  const trust: TrustProxy = { proxies: 1, header: 'forwarded' }
  test.each([
    ['for=192.0.2.60;proto=https;host=site.example', '192.0.2.60 site.example true'],
    ['For="[2001:db8:cafe::17]:4711"', '2001:db8:cafe::17 test.example false'],
    ['for="192.0.2.43:47011"', '192.0.2.43 test.example false'],
    ['for=6.6.6.6, for=192.0.2.43;proto=http', '192.0.2.43 test.example false'],
    ['for=6.6.6.6;host="a\\"b,c"  ,  for=192.0.2.43', '192.0.2.43 test.example false'],
    ['for=_hidden;proto=https', '127.0.0.1 test.example true'],
    ['for=unknown', DIRECT],
    ['for="192.0.2.43', DIRECT],
    ['for 192.0.2.43', DIRECT],
    ['for=1.1.1.1;;', DIRECT],
    [';,;=', DIRECT],
    ['', DIRECT],
  ])('%s', async (field, expected) => {
    expect(await seen(trust, `Forwarded: ${field}`)).toBe(expected)
  })

  test('two hops take the element before the last', async () => {
    expect(await seen({ proxies: 2, header: 'forwarded' }, 'Forwarded: for=1.1.1.1, for=2.2.2.2')).toMatch(
      /^1\.1\.1\.1 /,
    )
  })
})

describe('D2 koa CVE-2025-25200, D4 forwarded CVE-2017-16118: forwarded fields of 15 kB', () => {
  const wide = 15_000
  test.each<[string, TrustProxy, string]>([
    ['spaces before a comma', 1, `X-Forwarded-Proto: x${' '.repeat(wide)},x`],
    ['a list of addresses', ['0.0.0.0/0'], `X-Forwarded-For: ${'1.1.1.1,'.repeat(wide / 8)}1.1.1.1`],
    ['a list of colons', 1, `X-Forwarded-For: ${':'.repeat(wide)}`],
    ['a host of dots', 1, `X-Forwarded-Host: ${'a.'.repeat(wide / 2)}!`],
    ['quotes', { proxies: 1, header: 'forwarded' }, `Forwarded: for="${'\\"'.repeat(wide / 2)}`],
    ['parameters', { proxies: 9999, header: 'forwarded' }, `Forwarded: ${'for=1.1.1.1,'.repeat(wide / 12)}x=`],
    ['blanks', { proxies: 1, header: 'forwarded' }, `Forwarded: for=1.1.1.1${' '.repeat(wide)}x`],
  ])('take no time: %s', async (_, trust, line) => {
    const begun = performance.now()
    const [name = '', value = ''] = line.split(/: (.*)/s)
    const req = { headers: { [name.toLowerCase()]: value }, socket: { remoteAddress: '127.0.0.1' } } as never
    expect(clientFinder(trust)(req).ip).toMatch(/^(127\.0\.0\.1|1\.1\.1\.1)$/)
    expect(performance.now() - begun).toBeLessThan(50)
  })
})

describe('M4 hono CVE-2026-24398, CVE-2026-39409, CVE-2026-47674: addresses', () => {
  test.each(['127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:7f00:1', '::FFFF:7F00:0001'])(
    '%s is 127.0.0.1',
    (spelling) => expect(canonicalAddress(spelling)).toBe('127.0.0.1'),
  )

  test.each(['999.1.1.1', '0177.0.0.1', '127.1', '::1%eth0', '1.2.3.4:80', '[::1]', 'localhost', '', '1.2.3.4 '])(
    '%j is no address, and in no list',
    (text) => {
      expect(canonicalAddress(text)).toBeUndefined()
      expect(new AddressList(['0.0.0.0/0', '::/0']).has(text)).toBe(false)
    },
  )

  test('ranges hold their own and no others', () => {
    const list = new AddressList(['10.0.0.0/8', '192.168.1.7', '2001:db8::/32'])
    const held = ['10.255.0.1', '192.168.1.7', '2001:db8:ffff::1']
    const others = ['11.0.0.1', '192.168.1.8', '2001:db9::1', '::1', '127.0.0.1']
    expect([...held, ...others].filter((address) => list.has(address))).toEqual(held)
  })

  test.each<[TrustProxy, RegExp]>([
    [['10.0.0.0/33'], /trustProxy: "10\.0\.0\.0\/33" is neither an IP address nor a range/],
    [['::/129'], /"::\/129" is neither/],
    [['example.org'], /"example\.org" is neither/],
    [['10.0.0.0/8/8'], /is neither/],
    [1.5, /whole number/],
    [-1, /whole number/],
    [{ proxies: 1, header: 'via' as 'forwarded' }, /'forwarded' or 'x-forwarded', not via/],
  ])('trustProxy: %j ends the start', (trustProxy, message) => {
    expect(() => new App({ trustProxy })).toThrow(message)
    expect(() => new App({ trustProxy })).toThrow(expect.objectContaining<Partial<ConfigError>>({ code: 'BAD_OPTION' }))
  })
})
