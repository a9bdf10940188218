// Counts in the memory of this process, for so many keys at a time and no more: a flood of addresses must not fill it.
// The timers of the limiter let the process end.

import { createRequire } from 'node:module'
import type { RateLimiterRes } from 'rate-limiter-flexible'
import { requirePackage } from '../optional-package.js'
import type { RateLimitStore, RateLimitStoreOptions } from './store.js'

const PACKAGE = 'rate-limiter-flexible'

/**
 * A store in memory. Beyond the most keys the one whose window began first is forgotten.
 *
 * @throws ConfigError BAD_OPTION if the package rate-limiter-flexible is not installed
 */
export function memoryCounts(options: RateLimitStoreOptions, mostKeys: number): RateLimitStore {
  requirePackage({ name: PACKAGE, who: 'rateLimit', code: 'BAD_OPTION' })
  const { RateLimiterMemory }: typeof import('rate-limiter-flexible') = createRequire(import.meta.url)(PACKAGE)
  const limiter = new RateLimiterMemory(options)
  const ends = new Map<string, number>() // in the order in which the windows began

  async function noted(key: string, counted: Promise<RateLimiterRes>): Promise<RateLimiterRes> {
    const state = await counted
    if (state.isFirstInDuration) {
      const now = Date.now()
      ends.delete(key)
      ends.set(key, now + state.msBeforeNext)
      await makeRoom(now)
    }
    return state
  }

  async function makeRoom(now: number): Promise<void> {
    for (const [key, end] of ends) {
      if (ends.size <= mostKeys && end > now) return
      ends.delete(key)
      if (end > now) await limiter.delete(key)
    }
  }

  return {
    consume: (key) => noted(key, limiter.consume(key)),
    reward: (key) => noted(key, limiter.reward(key)),
  }
}
