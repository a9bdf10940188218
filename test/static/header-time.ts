// Whether hostile header fields and names cost linear time: 64 KiB in at most 50 ms, twice as much in at most 2.5 times
// the time; in a process of its own for each input, best of five, the smaller input large enough to take 20 ms.

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Coding, preferredCoding } from '../../src/http/accept-encoding.js'
import { evaluatePreconditions, isRangeOfCurrent } from '../../src/http/conditional.js'
import { attachment } from '../../src/http/content-disposition.js'
import { parseHttpDate } from '../../src/http/http-date.js'
import { parseRange } from '../../src/http/range.js'
import { isServable } from '../../src/static/names.js'

const MOST_RATIO = 2.5
const MOST_MS = 50
const SMALLEST_MS = 20
const FIELD_BYTES = 65_536
const LARGEST_BYTES = 2 ** 23
const RUNS = 5
const ATTEMPTS = 5

const HAS = { etag: '"a"', modifiedMs: 0 }
const ALL: readonly Coding[] = ['br', 'zstd', 'gzip']

type Reader = (text: string) => unknown

const readers: Readonly<Record<string, Reader>> = {
  'If-None-Match': (text) => evaluatePreconditions({ 'if-none-match': [text] }, HAS, 0),
  'If-Match': (text) => evaluatePreconditions({ 'if-match': [text] }, HAS, 0),
  'If-Range': (text) => isRangeOfCurrent({ 'if-range': [text] }, HAS, 0),
  'If-Modified-Since': (text) => evaluatePreconditions({ 'if-modified-since': [text] }, HAS, 0),
  date: (text) => parseHttpDate(text, 0),
  Range: (text) => parseRange(`bytes=${text}`, 9),
  'Accept-Encoding': (text) => preferredCoding(text, ALL),
  'Content-Disposition': attachment,
  name: (text) => isServable(text, 0),
}
const pieces = [
  '"a",',
  '"',
  'W/',
  ',',
  ' ',
  '\t,',
  '0-0,',
  '1',
  '-',
  'br;q=0.1,',
  ';',
  'q=',
  'gzip;',
  ' =',
  '\\',
  'con ',
  '.',
  ' a',
  '/',
  '%',
  '\u00e9',
  '*',
  'Sun, ',
]

interface Input {
  readonly name: string
  readonly read: Reader
  readonly piece: string
}

const INPUTS: readonly Input[] = Object.entries(readers).flatMap(([name, read]) =>
  pieces.map((piece) => ({ name: `${name}: ${JSON.stringify(piece)}`, read, piece })),
)

interface Growth {
  readonly fieldMs: number
  readonly smallMs: number
  readonly largeMs: number
}

const [which] = process.argv.slice(2)
if (which === undefined) process.exitCode = checkAll() === 0 ? 0 : 1
else process.stdout.write(JSON.stringify(inputsOf(which).map(growthOf)))

/** @returns how many inputs cost too much */
function checkAll(): number {
  let slow = 0
  for (const name of Object.keys(readers)) {
    for (let attempt = 1; ; attempt++) {
      const bad = slowOnes(name)
      if (bad.length > 0 && attempt < ATTEMPTS) continue // a busy machine makes slow what is not
      process.stdout.write(`${name}: ${bad.length === 0 ? 'linear' : `TOO SLOW: ${bad.join('; ')}`}\n`)
      slow += bad.length
      break
    }
  }
  return slow
}

function slowOnes(name: string): readonly string[] {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), name]
  const growths = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as readonly Growth[]
  return inputsOf(name).flatMap((input, index) => {
    const { fieldMs = 0, smallMs = 1, largeMs = 1 } = growths[index] ?? {}
    const isSlow = fieldMs > MOST_MS || (smallMs >= SMALLEST_MS && largeMs / smallMs > MOST_RATIO)
    return isSlow
      ? [`${input.name} ${fieldMs.toFixed(1)} ms, ${smallMs.toFixed(1)} ms, twice ${largeMs.toFixed(1)} ms`]
      : []
  })
}

function inputsOf(name: string): readonly Input[] {
  return INPUTS.filter((input) => input.name.startsWith(`${name}: `))
}

/** Doubles an input until it takes long enough to be measured, or nobody would send it. */
function growthOf({ read, piece }: Input): Growth {
  const fieldMs = bestTime(read, textOf(piece, FIELD_BYTES))
  let bytes = FIELD_BYTES
  while (bytes < LARGEST_BYTES && bestTime(read, textOf(piece, bytes), 1) < SMALLEST_MS) bytes *= 2
  return { fieldMs, smallMs: bestTime(read, textOf(piece, bytes)), largeMs: bestTime(read, textOf(piece, bytes * 2)) }
}

function textOf(piece: string, bytes: number): string {
  return piece.repeat(Math.ceil(bytes / piece.length))
}

function bestTime(read: Reader, text: string, runs = RUNS): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    read(text)
    best = Math.min(best, performance.now() - start)
  }
  return best
}
