// What the command lines of the benchmarks have in common: names out of a list, counts, durations.
// Whatever is wrong is one sentence, before anything starts.

import { type ParseArgsConfig, parseArgs } from 'node:util'
import { BenchFailure } from './failure.js'

type Definitions = NonNullable<ParseArgsConfig['options']>

/** The values of options. @throws BenchFailure for one that is not defined */
export function parsed<const Defined extends Definitions>(args: readonly string[], options: Defined) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const [sentence] = error.message.split(/\.(?:\s|$)|\n/)
    throw new BenchFailure(`${sentence}; --help lists the options`)
  }
}

/** The items that a list names, or all; in the order of the items. @throws BenchFailure for a name that is unknown */
export function chosen<Item extends { readonly name: string }>(
  option: string,
  list: string | undefined,
  items: readonly Item[],
): readonly Item[] {
  if (list === undefined) return items
  const wanted = new Set(list.split(',').map((name) => name.trim()))
  const unknown = [...wanted].find((name) => !items.some((item) => item.name === name))
  if (unknown !== undefined) throw new BenchFailure(`${option} knows no '${unknown}', only ${names(items)}`)
  return items.filter(({ name }) => wanted.has(name))
}

/** A whole number from 1. @throws BenchFailure */
export function count(option: string, text: string, most: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= most) return number
  throw new BenchFailure(`${option} takes a whole number from 1 to ${most}, not '${text}'`)
}

/** Seconds. @throws BenchFailure */
export function duration(text: string): number {
  const number = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : 0
  if (number >= 0.5 && number <= 600) return number
  throw new BenchFailure(`--seconds takes a number from 0.5 to 600, not '${text}'`)
}

/** The names of items, as a list. */
export function names(items: readonly { readonly name: string }[]): string {
  return items.map(({ name }) => name).join(',')
}

/** A list on lines of at most 80 characters, which begin where the first does in the help. */
export function folded(list: string): string {
  return list.replaceAll(/(.{1,80},)(?=.)/g, `$1\n${' '.repeat(21)}`)
}
