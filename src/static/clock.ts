// The two clocks that serving needs, as a parameter, so that a test need not wait.

/** The time of day, and one that only goes forward. */
export interface Clock {
  /** Milliseconds since 1970; may jump. */
  wallMs(): number
  /** Milliseconds since some moment; never goes back. */
  monotonicMs(): number
}

/** The clocks of this machine. */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
}
