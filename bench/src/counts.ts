// Numbers out of the JSON that a load program prints. @throws BenchFailure for anything that is not what was agreed.

import { BenchFailure } from './failure.js'

/** The number at a place such as `throughput.total`. */
export type NumberAt = (place: string) => number

/** Reads the last line that a program printed. */
export function readCounts(program: string, printed: string): NumberAt {
  const line = printed.trimEnd().split('\n').at(-1) ?? ''
  const counts: unknown = parse(program, line)
  return (place) => {
    const value = place.split('.').reduce<unknown>((parent, key) => property(parent, key), counts)
    if (typeof value === 'number') return value
    throw new BenchFailure(`${program} printed no number ${place}: ${line}`)
  }
}

function parse(program: string, line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new BenchFailure(`${program} did not print JSON: ${line}`, { cause: error })
  }
}

function property(parent: unknown, key: string): unknown {
  if (typeof parent !== 'object' || parent === null) return undefined
  return Object.getOwnPropertyDescriptor(parent, key)?.value
}
