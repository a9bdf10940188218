// A map that is bounded by the weight of its values; what was not asked for the longest goes first.

/** What is kept, and how much it weighs. */
interface Kept<Value> {
  readonly value: Value
  weight: number
}

/** A bounded map. */
export class Lru<Value extends object> {
  readonly #limit: number
  readonly #kept = new Map<string, Kept<Value>>()
  #weight = 0

  /** @param limit the most that all values may weigh together */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** What all values weigh together. */
  get weight(): number {
    return this.#weight
  }

  /** A value, without counting as asked for: `touch` does. */
  get(key: string): Value | undefined {
    return this.#kept.get(key)?.value
  }

  /** Keeps a value in place of the one before. */
  set(key: string, value: Value, weight: number): void {
    this.delete(key)
    this.#kept.set(key, { value, weight })
    this.#weight += weight
    this.#shrink()
  }

  /** Makes a value the last to go. */
  touch(key: string): void {
    const kept = this.#kept.get(key)
    if (!kept) return
    this.#kept.delete(key)
    this.#kept.set(key, kept)
  }

  /** Adds to a value's weight, if the value is still kept. */
  grow(key: string, value: Value, weight: number): void {
    const kept = this.#kept.get(key)
    if (kept?.value !== value) return
    kept.weight += weight
    this.#weight += weight
    this.touch(key)
    this.#shrink()
  }

  delete(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0
    this.#kept.delete(key)
  }

  #shrink(): void {
    for (const key of this.#kept.keys()) {
      if (this.#weight <= this.#limit) return
      this.delete(key)
    }
  }
}
