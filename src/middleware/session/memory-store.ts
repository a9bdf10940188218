// Sessions in the memory of this process: for development and tests, and for one process that may forget them when it ends.

import { ConfigError } from '../../errors.js'
import type { SessionStore } from './store.js'

/** How much is kept. */
export interface MemoryStoreOptions {
  /** The most sessions at a time; beyond them the one that was written the longest ago is dropped. Default: 10,000. */
  readonly sessions?: number
}

/** What is kept: the record as JSON, so that nobody outside holds a part of it. */
interface Kept {
  readonly json: string
  readonly expiresAt: number
  readonly version: number
}

/**
 * A store in memory. It needs no timer: what has expired goes with the next writes.
 *
 * @throws ConfigError BAD_SESSION if `sessions` is no whole number of at least 1
 */
export function memoryStore({ sessions = 10_000 }: MemoryStoreOptions = {}): SessionStore {
  if (!Number.isSafeInteger(sessions) || sessions < 1) {
    throw new ConfigError('BAD_SESSION', `memoryStore has sessions: ${sessions}: a whole number, at least 1`)
  }
  const kept = new Map<string, Kept>() // the one that was written the longest ago first
  let writes = 0

  function present(key: string): Kept | undefined {
    const found = kept.get(key)
    return found && found.expiresAt > Date.now() ? found : undefined
  }

  function makeRoom(): void {
    const now = Date.now()
    for (const [key, { expiresAt }] of kept) {
      if (kept.size <= sessions && expiresAt > now) return
      kept.delete(key)
    }
  }

  return {
    read: async (key) => {
      const found = present(key)
      return found && { record: JSON.parse(found.json), version: found.version }
    },
    write: async (key, record, expiresAt, version) => {
      if ((present(key)?.version ?? 0) !== version) return false
      kept.delete(key)
      kept.set(key, { json: JSON.stringify(record), expiresAt, version: ++writes })
      makeRoom()
      return true
    },
    delete: async (key) => {
      kept.delete(key)
    },
  }
}
