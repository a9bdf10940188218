// Clients that ask for a large answer and never read it cost little, and are cut; `npm run soak -- --readers` asks with 200.

import { expect, test } from 'vitest'
import { SOURCES, standStill } from '../soak/readers.js'

const WRITE_MS = 1000

test.each(SOURCES)(
  'L6 fastify CVE-2026-25224: 50 clients that read nothing of 100 MB from %s cost at most 30 MB, and are cut',
  { timeout: 60_000 },
  async (source) => {
    const { peakBytes, cutMs, left } = await standStill({ count: 50, source, chunkBytes: 16_384, writeMs: WRITE_MS })
    expect(peakBytes).toBeLessThan(30_000_000)
    expect(left, 'descriptors').toBe(0)
    expect(cutMs, 'node may look twice before it is sure').toBeLessThan(2 * WRITE_MS + 5000)
  },
)
