// How the time that something takes grows with its input: best of five for an input and for its double in turn, the
// smaller one large enough to take 20 ms or, where nobody would send so much, read as often as that takes.

/** Something that takes time. */
export interface Timed {
  readonly name: string
  /** The first count to try, and the largest. */
  readonly counts: readonly [first: number, last: number]
  /** The most that the doubled input may take, in milliseconds. Default: as long as it likes. */
  readonly mostMs?: number
  make(count: number): string
  run(text: string): unknown
}

/** How long it took. */
export interface Growth {
  readonly count: number
  readonly smallMs: number
  readonly largeMs: number
}

const MOST_RATIO = 2.5
const SMALLEST_MS = 20
const RUNS = 5
const MOST_REPEATS = 100_000

/** Doubles an input until it takes long enough to be measured; then measures it and its double. */
export function measure(timed: Timed): Growth {
  const [first, last] = timed.counts
  for (let run = 0; run < RUNS; run++) timeOf(timed, timed.make(first)) // warm
  let count = first
  for (;;) {
    while (count < last && bestTimeOf(timed, count) < SMALLEST_MS) count *= 2
    const repeats = Math.ceil(SMALLEST_MS / bestTimeOf(timed, count))
    const growth = { count, ...growthAt(timed, count, Math.min(repeats, MOST_REPEATS)) }
    if (growth.smallMs * repeats >= SMALLEST_MS || count >= last)
      return isSlow(timed, growth) ? atTwice(timed, growth) : growth
    count *= 2
  }
}

/** A step where memory is laid out anew is passed by then; what grows faster than its input still does. */
function atTwice(timed: Timed, growth: Growth): Growth {
  const count = growth.count * 2
  const next = { count, ...growthAt(timed, count, 1) }
  return ratioOf(next) < ratioOf(growth) ? next : growth
}

/** How many times as long twice the input took. */
export function ratioOf({ smallMs, largeMs }: Growth): number {
  return largeMs / smallMs
}

/** Whether it takes more than it may. */
export function isSlow({ mostMs = Number.POSITIVE_INFINITY }: Timed, growth: Growth): boolean {
  return growth.largeMs > mostMs || ratioOf(growth) > MOST_RATIO
}

function growthAt(timed: Timed, count: number, repeats: number): Pick<Growth, 'smallMs' | 'largeMs'> {
  const [small, large] = [timed.make(count), timed.make(count * 2)]
  let [smallMs, largeMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let run = 0; run < RUNS; run++) {
    smallMs = Math.min(smallMs, timeOf(timed, small, repeats))
    largeMs = Math.min(largeMs, timeOf(timed, large, repeats))
  }
  return { smallMs, largeMs }
}

function bestTimeOf(timed: Timed, count: number): number {
  const text = timed.make(count)
  return Math.min(timeOf(timed, text), timeOf(timed, text), timeOf(timed, text))
}

/** The time of one reading, in milliseconds. */
function timeOf({ run }: Timed, text: string, repeats = 1): number {
  const start = performance.now()
  for (let time = 0; time < repeats; time++) run(text)
  return (performance.now() - start) / repeats
}
