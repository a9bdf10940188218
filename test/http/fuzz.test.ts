// Random requests, targets, header fields and multipart forms; `npm run nightly:http` tries fifty times as many. FUZZ_SEED repeats a run.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judge, judgeHealth } from '../nightly/fuzz/connection.js'
import { KINDS, runPart } from '../nightly/fuzz/parts.js'
import { FuzzedServer } from '../nightly/fuzz/server.js'
import { get } from '../support/invariants.js'

const RUNS = 2000

let server: FuzzedServer
beforeAll(async () => {
  server = await FuzzedServer.start()
})
afterAll(() => server.close())

describe('G6', () => {
  test.each(KINDS)(
    '2,000 random %s: one answer for each, no crash, no 5xx, nothing slow, whatever the pieces (K8)',
    { timeout: 60_000 },
    async (kind) => {
      const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000)
      expect(await runPart(kind, server, { numRuns: RUNS, seed })).toBeUndefined()
    },
  )
})

describe('the judge of a connection', () => {
  const sent = (bytes: string, whole: number) => judge(server, { bytes, cuts: [], whole })

  test.each([
    ['a 5xx', '/fails', /5xx: 500 to GET \/fails/],
    ['two answers to one request', '/twice', /too many: 200 200/],
    ['an answer that does not come', '/never', /not within 1000 ms/],
  ])('notices %s', async (_, path, message) => {
    await expect(sent(get(path), 1)).rejects.toThrow(message)
    server.takeRecords()
  })

  test('notices a request that is made of another one’s body', async () => {
    await expect(sent(get('/healthz', 'Content-Length: 0') + get('/healthz'), 1)).rejects.toThrow('not 1')
    await judgeHealth(server)
  })
})
