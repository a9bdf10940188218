// What many uploads at once cost a process of its own; `npm run nightly:uploads` asks the same of 500.

import { expect, test } from 'vitest'
import { type Cost, flood } from './flood.js'

const MOST_BYTES = 80_000_000
/** A collector that is late makes much of what is little. */
const ATTEMPTS = 3

test.each(['declared', 'chunks to bytes', 'chunks to a form'] as const)(
  'G11: 100 uploads of 10 MB at once against a limit of 1 MiB, %s, cost at most 80 MB and leave nothing',
  { timeout: 120_000 },
  async (way) => {
    const costs: Cost[] = []
    do costs.push(await flood({ way, count: 100, bytes: 10_000_000, limitBytes: 1_048_576 }))
    while (costs.length < ATTEMPTS && costs.every(({ peakBytes }) => peakBytes > MOST_BYTES))
    expect(Math.min(...costs.map(({ peakBytes }) => peakBytes))).toBeLessThan(MOST_BYTES)
    for (const { statuses, left } of costs) {
      expect([...statuses]).toEqual([[413, 100]])
      expect(left).toBe(0)
    }
  },
)
