// Attackers who take their time, a few hundred at once: they are cut, and nobody else notices.
// Needs the program slowhttptest; where it is not installed, the tests are skipped, but not under CI.

import { describe, expect, test } from 'vitest'
import { ATTACKS, attack, canAttack, LIMITS } from '../soak/attacks.js'

const COUNT = 200
const LATE_MS = 1000

/** How long each attack takes, and how long a connection of it may live. */
const TIMES: Readonly<Record<keyof typeof ATTACKS, { readonly seconds: number; readonly mostMs: number }>> = {
  'slow header fields': { seconds: 3, mostMs: LIMITS.headersMs },
  'slow bodies': { seconds: 4, mostMs: LIMITS.requestMs },
  'slow reading': { seconds: 6, mostMs: 1.25 * LIMITS.writeMs },
  'thousands of ranges': { seconds: 3, mostMs: LIMITS.idleMs },
}

const isReady = canAttack()
if (!isReady) console.warn('slow attackers: skipped, slowhttptest is not installed')

describe.skipIf(!isReady && process.env['CI'] !== 'true')('G5', () => {
  test.each(Object.keys(ATTACKS) as (keyof typeof ATTACKS)[])(
    '200 attackers with %s are cut in time, and others are answered all the while',
    { timeout: 60_000 },
    async (name) => {
      const { seconds, mostMs } = TIMES[name]
      const { connections, probesMs } = await attack(name, COUNT, seconds)
      expect(connections.seen, 'the attack took place').toBeGreaterThan(COUNT)
      expect(connections.longestMs).toBeLessThan(mostMs + LATE_MS)
      expect(probesMs.length).toBeGreaterThan((seconds * 1000) / 400)
      expect(Math.max(...probesMs)).toBeLessThan(2000)
    },
  )
})
