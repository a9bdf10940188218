// What must hold after every request, whatever it was: the process lives and answers, the request got exactly one
// answer, nothing of the inside leaked, and a client's fault was not called the server's.

import { tmpdir } from 'node:os'
import { expect } from 'vitest'
import { type RawAnswer, RawSocket } from './raw-socket.js'

/** The text that the fixtures put in each file that must never be served. */
export const SECRET = 'the-secret-of-the-fixture'

const HEALTH = 'GET /healthz HTTP/1.1\r\nHost: test.example\r\nConnection: close\r\n\r\n'

/** Whatever a request is, the client gets this much to look at. */
export interface Exchange {
  readonly answer: RawAnswer
  /** Whether the server closed the connection behind the answer. */
  readonly closed: boolean
}

/** A request head in origin form, with a Host; further header lines may follow. */
export function get(target: string, ...lines: readonly string[]): string {
  return request('GET', target, ...lines)
}

/** A request head. */
export function request(method: string, target: string, ...lines: readonly string[]): string {
  return [`${method} ${target} HTTP/1.1`, 'Host: test.example', ...lines, '', ''].join('\r\n')
}

/**
 * Sends one raw request and holds the server to the invariants: exactly one answer, then either a close or a
 * connection on which the next request gets its own answer; a new connection is answered; nothing leaks.
 */
export async function exchange(port: number | string, bytes: string | Uint8Array): Promise<Exchange> {
  const client = await RawSocket.connect(port)
  try {
    const answer = await client.request(bytes).answer()
    const closed = answer.header('connection') === 'close'
    if (!closed) {
      const next = await client.request(HEALTH).answer()
      expect(next, 'the next request on the connection gets its own answer').toMatchObject({ status: 200, body: 'ok' })
    }
    expect(await client.ended(), 'nothing follows the answer').toBe('')
    await expectAlive(port)
    expectNothingLeaked(answer)
    return { answer, closed }
  } finally {
    client.destroy()
  }
}

/** As `exchange`, and the fault must be the client's: a 4xx, or a redirect that stays on the site. */
export async function refused(port: number | string, bytes: string | Uint8Array): Promise<RawAnswer> {
  const { answer } = await exchange(port, bytes)
  expect(answer.status, answer.body).toBeGreaterThanOrEqual(400)
  expect(answer.status, answer.body).toBeLessThan(500)
  return answer
}

/** A new connection is answered. */
export async function expectAlive(port: number | string): Promise<void> {
  const client = await RawSocket.connect(port)
  const answer = await client.request(HEALTH).answer()
  client.destroy()
  expect(answer, 'the server answers a new connection').toMatchObject({ status: 200, body: 'ok' })
}

/** No secret, stack or path of this machine is in an answer. */
export function expectNothingLeaked(answer: Pick<RawAnswer, 'body' | 'head'>): void {
  const whole = `${answer.head}\r\n\r\n${answer.body}`
  for (const inside of [SECRET, 'root:x:0:0', process.cwd(), `${tmpdir()}/`, 'node:internal', 'node_modules']) {
    expect(whole).not.toContain(inside)
  }
  expect(whole, 'no stack').not.toMatch(/\n\s+at .+:\d+:\d+/)
}
