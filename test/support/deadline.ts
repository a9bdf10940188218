// How long a test waits for something that must happen: long enough for a busy machine, shorter than the runner's patience.

import { vi } from 'vitest'

/** The longest wait for an answer or a state, in milliseconds. */
export const DEADLINE_MS = 12_000

/** Looks again and again until the check no longer throws. @throws what the check throws at the deadline */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: DEADLINE_MS, interval: 10 })
}
