// Requests that pages of other sites make a browser send: refused where they may change something.
// @see https://www.w3.org/TR/fetch-metadata/

import { describe, expect, test } from 'vitest'
import { App, type AppOptions } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, request } from '../support/invariants.js'

async function statusOf(method: string, lines: readonly string[], options: AppOptions = {}): Promise<number> {
  const { app } = freshApp(options)
  app.route('/x', { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] }, () => 'changed')
  const { answer } = await exchange(await listening(app), request(method, '/x', 'Content-Length: 0', ...lines))
  return answer.status
}

describe('J2: an unsafe request', () => {
  test.each([
    [403, ['Sec-Fetch-Site: cross-site']],
    [403, ['Sec-Fetch-Site: same-site']],
    [403, ['Sec-Fetch-Site: cross-site', 'Origin: http://test.example']],
    [403, ['Sec-Fetch-Site: anything']],
    [403, ['Sec-Fetch-Site: ']],
    [403, ['Origin: http://evil.example']],
    [403, ['Origin: http://test.example.evil.example']],
    [403, ['Origin: http://test.example:8080']],
    [403, ['Origin: null']],
    [403, ['Origin: http://test.example@evil.example']],
    [403, ['Origin: http://test.example/']],
    [200, ['Sec-Fetch-Site: same-origin']],
    [200, ['Sec-Fetch-Site: same-origin', 'Origin: http://test.example']],
    [200, ['Sec-Fetch-Site: none']],
    [200, ['Origin: http://test.example']],
    [200, ['Origin: https://TEST.example']],
    [200, ['Origin: http://test.example:80']],
    [200, []],
  ])('gets %i with %j, whatever its body is', async (status, lines) => {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      expect(await statusOf('POST', [...lines, `Content-Type: ${type}`])).toBe(status)
    }
  })

  test.each(['PUT', 'PATCH', 'DELETE'])('may be %s', async (method) => {
    expect(await statusOf(method, ['Sec-Fetch-Site: cross-site'])).toBe(403)
  })

  test('is refused before anything says whether the path exists', async () => {
    const { app } = freshApp()
    const { answer } = await exchange(
      await listening(app),
      request('POST', '/nowhere', 'Content-Length: 0', 'Sec-Fetch-Site: cross-site'),
    )
    expect(answer.status).toBe(403)
  })

  test('is seen by layers, as a reply', async () => {
    const { app, records } = freshApp()
    const statuses: number[] = []
    app.use(async (_, next) => {
      const reply = await next()
      statuses.push(reply.status)
      return reply
    })
    await exchange(await listening(app), request('POST', '/x', 'Content-Length: 0', 'Origin: null'))
    expect([statuses[0], records]).toEqual([403, []])
  })
})

describe('J2: a safe request', () => {
  test.each(['GET', 'HEAD', 'OPTIONS'])('passes from everywhere: %s', async (method) => {
    expect(await statusOf(method, ['Sec-Fetch-Site: cross-site', 'Origin: http://evil.example'])).toBeLessThan(300)
  })
})

describe('crossOrigin', () => {
  test('lets listed origins through, and no others', async () => {
    const crossOrigin = ['https://app.example']
    const marked = ['Sec-Fetch-Site: cross-site', 'Origin: https://app.example']
    expect(await statusOf('POST', marked, { crossOrigin })).toBe(200)
    for (const origin of ['http://app.example', 'https://app.example:444', 'https://app.example.evil', 'null'])
      expect(await statusOf('POST', ['Sec-Fetch-Site: cross-site', `Origin: ${origin}`], { crossOrigin })).toBe(403)
  })

  test('lets everybody through where it is true', async () => {
    expect(await statusOf('POST', ['Sec-Fetch-Site: cross-site', 'Origin: null'], { crossOrigin: true })).toBe(200)
  })

  test.each(['null', '*', 'app.example', 'https://app.example/', 'https://APP.example'])(
    '%j ends the start',
    (origin) => {
      expect(() => new App({ crossOrigin: [origin] })).toThrow(/crossOrigin: .* is no origin/)
    },
  )
})
