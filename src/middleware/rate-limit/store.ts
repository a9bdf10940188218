// Where the requests of each key are counted: the shape of the limiters of rate-limiter-flexible, as far as it is used here.
// @see https://github.com/animir/node-rate-limiter-flexible

/** What is known of a key after it was counted. */
export interface RateLimitState {
  readonly remainingPoints: number
  /** Milliseconds until its window ends. */
  readonly msBeforeNext: number
}

/** Counts the requests of keys, each in a window that begins with its first request. Any limiter of the package is one. */
export interface RateLimitStore {
  /** Counts a request. Rejects with the state where the limit is passed, and with an Error where it cannot count. */
  consume(key: string): Promise<RateLimitState>
  /** Takes one back. */
  reward(key: string): Promise<RateLimitState>
}

/** What a store is made with: the options of the limiters of the package. */
export interface RateLimitStoreOptions {
  /** How many requests a window takes. */
  readonly points: number
  /** The length of a window, in seconds. */
  readonly duration: number
  /** Keeps the keys of several limits apart. */
  readonly keyPrefix: string
}
