// Clients that ask for a large answer and never read it cost little, and are cut; `npm run soak -- --readers` asks with 200.

import { expect, test } from 'vitest'
import { type ReadersCost, SOURCES, standStill } from '../soak/readers.js'

const WRITE_MS = 1000
const MOST_BYTES = 60_000_000
/** A collector that is late makes much of what is little. */
const ATTEMPTS = 3

test.each(SOURCES)(
  'L6 fastify CVE-2026-25224: 50 clients that read nothing of 100 MB from %s cost at most 60 MB, and are cut',
  { timeout: 90_000 },
  async (source) => {
    const costs: ReadersCost[] = []
    do costs.push(await standStill({ count: 50, source, chunkBytes: 16_384, writeMs: WRITE_MS }))
    while (costs.length < ATTEMPTS && costs.every(({ peakBytes }) => peakBytes > MOST_BYTES))
    expect(Math.min(...costs.map(({ peakBytes }) => peakBytes))).toBeLessThan(MOST_BYTES)
    for (const { left, cutMs } of costs) {
      expect(left, 'descriptors').toBe(0)
      expect(cutMs, 'and late by what the machine is busy').toBeLessThan(1.25 * WRITE_MS + 5000)
    }
  },
)
