// How far a run is: rounds done, and the time that the rest will take if it goes on like this.

/** Counts rounds of single servers. */
export class Progress {
  readonly #total: number
  readonly #say: (line: string) => void
  readonly #startedAt = performance.now()
  #done = 0

  constructor(total: number, say: (line: string) => void) {
    this.#total = total
    this.#say = say
  }

  /** Says what was done in so many rounds, and how long the others will take. */
  advance(rounds: number, line: string): void {
    this.#done += rounds
    const msEach = (performance.now() - this.#startedAt) / this.#done
    this.#say(`${line}; ${duration((this.#total - this.#done) * msEach)} left`)
  }
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
