// What the growth benchmark finds: for each size of a thing, what one piece of it costs.

/** One line of a table. */
export interface Figure {
  /** How many routes, rows, connections or bytes. */
  readonly size: number
  /** What is measured, with its unit: `start µs/route`. */
  readonly figures: Readonly<Record<string, number>>
}

/** A table: what grows, and what it costs at each size. */
export interface Growth {
  readonly grows: string
  /** What one has to know to read the figures. */
  readonly note: string
  readonly rows: readonly Figure[]
}

/** CPU time of the process that a piece of work takes, in microseconds: the median of several times. */
export function cpuMicroseconds(times: number, work: () => void): number {
  const spent = Array.from({ length: times }, () => {
    const start = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(start)
    return user + system
  })
  return [...spent].sort((one, other) => one - other)[Math.floor(times / 2)] ?? 0
}
