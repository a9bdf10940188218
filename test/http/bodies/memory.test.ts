// What many uploads at once cost a process of its own; `test/nightly/uploads.ts` asks the same of 500.

import { expect, test } from 'vitest'
import { flood } from './flood.js'

test.each(['declared', 'chunks to bytes', 'chunks to a form'] as const)(
  'G11: 60 uploads of 10 MB at once against a limit of 1 MiB, %s, cost at most 80 MB and leave nothing',
  { timeout: 60_000 },
  async (way) => {
    const { statuses, peakBytes, left } = await flood({ way, count: 60, bytes: 10_000_000, limitBytes: 1_048_576 })
    expect([...statuses]).toEqual([[413, 60]])
    expect(peakBytes).toBeLessThan(80_000_000)
    expect(left).toBe(0)
  },
)
