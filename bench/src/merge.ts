// Results that were kept: read again, and several of them as one, so that a run can be made in parts or go on later.

import { readFileSync } from 'node:fs'
import { CONTENDERS } from './contenders.js'
import { BenchFailure } from './failure.js'
import type { Measured } from './measurement.js'
import { type Results, withSummaries } from './results.js'

/** Reads files that runs have kept, and puts them together. @throws BenchFailure for anything else */
export function readResults(files: readonly string[]): Results {
  const [first, ...others] = files.map(readOne)
  if (first === undefined) throw new BenchFailure('--from names no file')
  const { measurements, memories } = others.reduce<Measured>(joined, first)
  const named = new Set([first, ...others].flatMap(({ servers }) => servers))
  const servers = CONTENDERS.map(({ name }) => name).filter((name) => named.has(name))
  return withSummaries({ ...first, servers, measurements, memories })
}

/** Starts of the second count on from those of the first: ratios are taken within a round of a run. */
function joined(first: Measured, second: Measured): Measured {
  const before = Math.max(0, ...first.measurements.map(({ start }) => start))
  const later = <Item extends { readonly start: number }>(item: Item): Item => ({ ...item, start: item.start + before })
  return {
    measurements: [...first.measurements, ...second.measurements.map(later)],
    memories: [...first.memories, ...second.memories.map(later)],
  }
}

function readOne(file: string): Results {
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new BenchFailure(`${file} cannot be read as JSON`, { cause })
  }
  if (isResults(parsed)) return parsed
  throw new BenchFailure(`${file} holds no results of this benchmark, or those of another version`)
}

/** Whether the lists are there; what is in them was written by this program. */
function isResults(value: unknown): value is Results {
  if (typeof value !== 'object' || value === null) return false
  return ['measurements', 'memories', 'servers'].every((key) => Array.isArray(Reflect.get(value, key)))
}
