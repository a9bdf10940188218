// One coarse timer for everything that must come to an end: adding and removing cost next to nothing,
// and what is not removed within the limit expires, at most a thirtieth of the limit late.

/** How often the timer looks, as a part of the limit. */
const STEPS = 30

/** Things that wait under one limit. */
export class Timeouts<Thing> {
  readonly #stepMs: number
  readonly #onExpired: (thing: Thing) => void
  /** What waits, oldest first, with the step in which it began. */
  readonly #waiting = new Map<Thing, number>()
  #step = 0
  #timer: NodeJS.Timeout | undefined

  /** @param limitMs how long a thing may wait, in milliseconds */
  constructor(limitMs: number, onExpired: (thing: Thing) => void) {
    this.#stepMs = limitMs / STEPS
    this.#onExpired = onExpired
  }

  add(thing: Thing): void {
    this.#waiting.set(thing, this.#step)
    this.#timer ??= setInterval(() => this.#look(), this.#stepMs).unref()
  }

  /** @returns whether it was still waiting */
  delete(thing: Thing): boolean {
    return this.#waiting.delete(thing)
  }

  #look(): void {
    this.#step++
    if (this.#waiting.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
    for (const [thing, since] of this.#waiting) {
      if (this.#step - since <= STEPS) return
      this.#waiting.delete(thing)
      this.#onExpired(thing)
    }
  }
}
