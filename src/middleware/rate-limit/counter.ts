// Asks the store of a limit, which may say yes or no, fail, or say nothing.

import { setTimeout } from 'node:timers'
import { HttpError } from '../../errors.js'
import type { Ctx } from '../../http/context.js'
import type { RateLimit } from './options.js'
import type { RateLimitState } from './store.js'

/** What is known of a key, and whether its request is one too many. */
export interface Counted extends RateLimitState {
  readonly isOver: boolean
}

const QUIET_MS = 60_000

/** Counts the requests of one limit. */
export class Counter {
  readonly #options: Pick<RateLimit<Ctx>, 'store' | 'storeTimeoutMs' | 'passes' | 'log' | 'name'>
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(options: Pick<RateLimit<Ctx>, 'store' | 'storeTimeoutMs' | 'passes' | 'log' | 'name'>) {
    this.#options = options
  }

  /** Counts a request; undefined if the store fails and requests are let through then. @throws HttpError 503 */
  take(key: string): Promise<Counted | undefined> {
    return this.#asked(() => this.#options.store.consume(key))
  }

  /** Takes a request back that was counted. @throws HttpError 503 */
  giveBack(key: string): Promise<Counted | undefined> {
    return this.#asked(() => this.#options.store.reward(key))
  }

  async #asked(call: () => Promise<RateLimitState>): Promise<Counted | undefined> {
    try {
      return { ...stateOf(await inTime(call(), this.#options.storeTimeoutMs)), isOver: false }
    } catch (thrown) {
      if (isState(thrown)) return { ...stateOf(thrown), isOver: true }
      if (!this.#options.passes) throw new HttpError(503, 'the store of the rate limit failed', { cause: thrown })
      this.#tell(thrown)
      return undefined
    }
  }

  #tell(error: unknown): void {
    if (performance.now() - this.#toldAt < QUIET_MS) return
    this.#toldAt = performance.now()
    const { log, name } = this.#options
    log({ level: 'error', message: `the store of the rate limit ${name} failed: requests are let through`, error })
  }
}

function stateOf({ remainingPoints, msBeforeNext }: RateLimitState): RateLimitState {
  return { remainingPoints, msBeforeNext }
}

/** The package rejects with a state, which is no Error, where the limit is passed. */
function isState(thrown: unknown): thrown is RateLimitState {
  return typeof thrown === 'object' && thrown !== null && !(thrown instanceof Error) && 'msBeforeNext' in thrown
}

function inTime<T>(promise: Promise<T>, limitMs: number | undefined): Promise<T> {
  if (limitMs === undefined) return promise
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the store did not answer within ${limitMs} ms`)), limitMs)
    timer.unref()
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
