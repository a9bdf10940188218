// JSON over a socket: all that RFC 8259 makes JSON is read as it means it, all else is 400 and says where, and what the
// RFC leaves open is decided and does no harm.
// @see RFC 8259

import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type App, json } from '../../../src/index.js'
import { freshApp } from '../../support/fresh-app.js'
import { expectAlive } from '../../support/invariants.js'
import { type RawAnswer, RawSocket } from '../../support/raw-socket.js'
import { DEFINED } from '../body/json-cases/implementation-defined.js'
import { INVALID } from '../body/json-cases/invalid.js'
import { VALID } from '../body/json-cases/valid.js'
import { posted } from './multipart-body.js'

let app: App
let client: RawSocket

beforeAll(async () => {
  const fresh = freshApp()
  app = fresh.app
  app.post('/', async (ctx) => json({ value: await ctx.read.json() }))
  const { port } = await app.listen({ port: 0, host: '127.0.0.1' })
  client = await RawSocket.connect(port)
  return async () => {
    await expectAlive(port)
    expect(fresh.records).toEqual([])
    client.destroy()
    await app.close()
  }
})

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([])
})

/** All on one connection: an answer that took a byte too many or too few would spoil the next. */
function answerTo(body: string | Uint8Array): Promise<RawAnswer> {
  return client.request(posted('/', body, 'Content-Type: application/json')).answer()
}

test('K4: there are as many cases as were promised, each once', () => {
  for (const [cases, least] of [
    [VALID.map(([text]) => text), 95],
    [INVALID.map(String), 180],
    [DEFINED.map(([name]) => name), 35],
  ] as const) {
    expect(new Set(cases).size).toBe(cases.length)
    expect(cases.length).toBeGreaterThanOrEqual(least)
  }
})

describe('K4: JSON', () => {
  test.each(VALID.map(([text, value]) => [short(text), text, value] as const))('%s', async (_name, text, value) => {
    const answer = await answerTo(text)
    expect(answer.status, answer.body).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({ value: Object.is(value, -0) ? 0 : JSON.parse(JSON.stringify(value)) })
  })
})

describe('K4: no JSON', () => {
  test.each(INVALID.map((text) => [short(text), text] as const))('%s', async (_name, text) => {
    const answer = await answerTo(text)
    expect(answer.status, answer.body).toBe(400)
    const { detail } = JSON.parse(answer.body) as { detail: string }
    if (typeof text !== 'string') expect(detail).toBe('the body is no valid UTF-8')
    else {
      const place =
        /^the body is (?:empty|not complete|not valid JSON) at line (\d+), column (\d+) \(position (\d+)\)$/.exec(
          detail,
        )
      expect(place, detail).not.toBeNull()
      expect(Number(place?.[3])).toBeLessThanOrEqual(text.length)
    }
  })
})

describe('K4, E2 fastify onProtoPoisoning: left open by the RFC', () => {
  test.each(DEFINED)('%s', async (_name, text, outcome) => {
    const answer = await answerTo(text)
    if ('refused' in outcome) expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('the body ')])
    else
      expect([answer.status, JSON.parse(answer.body)]).toEqual([
        200,
        { value: JSON.parse(JSON.stringify(outcome.value)) },
      ])
  })
})

function short(text: string | Uint8Array): string {
  const shown = typeof text === 'string' ? JSON.stringify(text) : Buffer.from(text).toString('hex')
  return shown.length < 60 ? shown : `${shown.slice(0, 40)}… (${text.length})`
}
