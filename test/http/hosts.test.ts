// The hosts that an app answers for: in production those of the option, in development those of this machine.

import { describe, expect, test } from 'vitest'
import { App, type AppOptions } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { expectNothingLeaked } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'

async function statusFor(options: AppOptions, host: string, target = '/x'): Promise<number> {
  const { app } = freshApp(options)
  app.get('/x', () => 'x')
  const client = await RawSocket.connect(await listening(app))
  const answer = await client.request(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`).answer()
  client.destroy()
  expectNothingLeaked(answer)
  return answer.status
}

describe('allowedHosts', () => {
  const allowedHosts = ['example.org', '*.shop.example', '[2001:db8::1]']
  test.each([
    ['example.org', 200],
    ['EXAMPLE.org:8080', 200],
    ['example.org.', 200],
    ['a.shop.example', 200],
    ['a.b.shop.example:443', 200],
    ['[2001:db8::1]:80', 200],
    ['shop.example', 403],
    ['www.example.org', 403],
    ['evilshop.example', 403],
    ['example.org.evil.example', 403],
    ['evil.example', 403],
    ['127.0.0.1', 403],
  ])('%s: %i', async (host, status) => expect(await statusFor({ allowedHosts }, host)).toBe(status))

  test('looks at the host of a target in absolute form', async () => {
    expect(await statusFor({ allowedHosts }, 'example.org', 'http://evil.example/x')).toBe(403)
    expect(await statusFor({ allowedHosts }, 'evil.example', 'http://example.org/x')).toBe(200)
  })

  test('looks at the host that a trusted proxy was asked for', async () => {
    const { app } = freshApp({ allowedHosts, trustProxy: 1 })
    const client = await RawSocket.connect(await listening(app))
    const ask = (host: string) => `GET /healthz HTTP/1.1\r\nHost: inside\r\nX-Forwarded-Host: ${host}\r\n\r\n`
    expect((await client.request(ask('example.org')).answer()).status).toBe(200)
    expect((await client.request(ask('evil.example')).answer()).status).toBe(403)
    client.destroy()
  })

  test('is any host by default', async () => expect(await statusFor({}, 'evil.example')).toBe(200))

  test.each([['example.org:80'], ['http://example.org'], ['*'], ['exa*mple.org'], ['']])(
    '%j ends the start',
    (host) => {
      expect(() => new App({ allowedHosts: [host] })).toThrow(/allowedHosts: .* is no host name/)
    },
  )
})

describe('P1 sapphi.red guide, Vite CVE-2025-24010: in development', () => {
  test.each([
    ['localhost:3000', 200],
    ['app.localhost', 200],
    ['127.0.0.1:3000', 200],
    ['[::1]:3000', 200],
    ['evil.com', 403],
    ['localhost.evil.com', 403],
    ['192.168.0.7', 403],
  ])('%s: %i', async (host, status) => expect(await statusFor({ dev: true }, host)).toBe(status))

  test('the option adds no name to those of this machine but replaces them', async () => {
    expect(await statusFor({ dev: true, allowedHosts: ['dev.example'] }, 'dev.example')).toBe(200)
    expect(await statusFor({ dev: true, allowedHosts: ['dev.example'] }, 'localhost')).toBe(403)
  })
})
