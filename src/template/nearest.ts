// "Did you mean": the candidate nearest to a misspelt name, by edit distance.
// Bounded: long names and long lists are not worth searching for a hint.

const LONGEST = 64
const MOST = 1000

/**
 * Finds the candidate nearest to a name.
 *
 * @returns the candidate, or undefined if none is near enough: one edit for each three letters
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined
  let best: string | undefined
  let least = Math.max(1, Math.floor(name.length / 3)) + 1
  let seen = 0
  for (const candidate of candidates) {
    if (seen++ >= MOST) break
    const edits = distance(name.toLowerCase(), candidate.toLowerCase(), least)
    if (edits < least) [best, least] = [candidate, edits]
  }
  return best
}

/** ` (did you mean "user"?)`, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const hint = nearest(name, candidates)
  return hint === undefined ? '' : ` (did you mean "${hint}"?)`
}

/** Edits (insert, delete, replace, swap of neighbours) from one word to the other; `limit` or more if not fewer. */
function distance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      current.push(cell(from, to, row, column, { beforeLast, last, current }))
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? limit
}

interface Rows {
  readonly beforeLast: readonly number[]
  readonly last: readonly number[]
  readonly current: readonly number[]
}

function cell(from: string, to: string, row: number, column: number, rows: Rows): number {
  const same = from[row - 1] === to[column - 1]
  const replaced = at(rows.last, column - 1) + (same ? 0 : 1)
  const least = Math.min(replaced, at(rows.last, column) + 1, at(rows.current, column - 1) + 1)
  const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
  return swapped ? Math.min(least, at(rows.beforeLast, column - 2) + 1) : least
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
