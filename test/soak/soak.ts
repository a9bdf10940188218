// An app under load for as long as one likes, with every answer checked, or under clients that never read.
// Run by `npm run soak`; the figures are those of an app in a process of its own.

import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Load, type LoadOptions } from './load.js'
import { SOURCES, standStill } from './readers.js'
import { SoakServer, type Usage } from './server.js'

const HELP = `Loads an app with JSON, pages, files, uploads and streams over many connections, and checks every answer.

  npm run soak -- [options]

  --seconds N       how long (default 20), after a warm-up
  --connections N   keep-alive connections at a time (default 1000)
  --rate N          requests a second, over all connections (default 500)
  --aborts N        how many of 100 requests are left in the middle (default 5)
  --seed N          repeats the order of the requests
  --readers         instead, clients that ask for 100 MB and never read
    --count N         how many (default 200)
    --chunk-bytes N   how large the pieces of the answer are (default 16384)
    --write-ms N      the app's limit on them in milliseconds (default 10000)
  --help            this text

Passes if every answer is the one that is due, no connection breaks that was not left, the app logs no error, and two
seconds after the end there are as many descriptors as at the start; if the heap, after a collection, is no larger in the
last third of the time than in the first by more than a tenth and 2 MB. Clients that never read may cost 60 MB of
resident memory together, and are cut at the limit, of which node may see
the second passing before it is sure.
`

/** Until all connections are open and all code is warm. */
const WARM_SECONDS = 5
/** No time limit is what this looks at: a machine that stands still for some seconds would make them fail. */
const PATIENT = { idleMs: 600_000, headersMs: 600_000, requestMs: 600_000 }
const SAMPLES = 30
const MOST_HEAP_GROWTH = { factor: 1.1, bytes: 2_000_000 }
const MOST_READERS_BYTES = 60_000_000
/** The app looks at those who stand still four times within the limit. */
const LIMITS_UNTIL_CUT = 1.25
const CUT_LATE_MS = 3000
const SETTLE_MS = 2000

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '20' },
      connections: { type: 'string', default: '1000' },
      rate: { type: 'string', default: '500' },
      aborts: { type: 'string', default: '5' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      readers: { type: 'boolean', default: false },
      count: { type: 'string', default: '200' },
      'chunk-bytes': { type: 'string', default: '16384' },
      'write-ms': { type: 'string', default: '10000' },
      help: { type: 'boolean', default: false },
    },
  })
  const number = (
    name: 'seconds' | 'connections' | 'rate' | 'aborts' | 'seed' | 'count' | 'chunk-bytes' | 'write-ms',
  ) => wholeNumber(name, values[name])
  if (values.help) process.stdout.write(HELP)
  else if (values.readers)
    process.exitCode = await soakReaders(number('count'), number('chunk-bytes'), number('write-ms'))
  else {
    const seed = number('seed')
    say(`seed ${seed}`)
    process.exitCode = await soakLoad(number('seconds'), {
      connections: number('connections'),
      rate: number('rate'),
      aborts: number('aborts') / 100,
      random: random(seed),
    })
  }
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new TypeError(`--${option} takes a whole number, not '${text}'`)
}

/** @returns the exit code */
async function soakLoad(seconds: number, options: Omit<LoadOptions, 'port'>): Promise<number> {
  const server = await SoakServer.start(PATIENT)
  try {
    const warm = new Load({ port: server.port, ...options, connections: 10, aborts: 0 })
    await pause(500)
    await warm.stop() // what is loaded once holds its descriptors from then on
    await pause(SETTLE_MS)
    const before = await server.collected()
    const load = new Load({ port: server.port, ...options })
    await pause(WARM_SECONDS * 1000)
    await server.collected()
    const warmAnswers = load.answers
    const samples = await sampled(server, load, seconds)
    const perSecond = (load.answers - warmAnswers) / seconds
    await load.stop()
    await pause(SETTLE_MS)
    const after = await server.collected()
    report(load, samples, perSecond)
    return verdict([...load.failures, ...wrongWith(before, after, samples)])
  } finally {
    await server.end()
  }
}

async function sampled(server: SoakServer, load: Load, seconds: number): Promise<readonly Usage[]> {
  const samples: Usage[] = []
  const start = performance.now()
  for (let sample = 1; sample <= SAMPLES; sample++) {
    await pause(Math.max(0, start + (seconds * 1000 * sample) / SAMPLES - performance.now()))
    const usage = await server.collected()
    samples.push(usage)
    const { heapUsed, rss, descriptors } = usage
    const done = Math.round((seconds * sample) / SAMPLES)
    process.stdout.write(
      `\r${done} of ${seconds} s: ${load.answers} answers, ${load.aborts} left, ${load.failures.length} wrong, heap ${mb(heapUsed)}, resident ${mb(rss)}, ${descriptors} descriptors `,
    )
  }
  process.stdout.write('\n')
  return samples
}

function report(load: Load, samples: readonly Usage[], perSecond: number): void {
  const row = (...cells: readonly unknown[]) => say(cells.map((cell) => String(cell).padStart(12)).join(''))
  row('', 'answers', 'left')
  for (const [kind, { answers, aborts }] of load.counts) row(kind, answers, aborts)
  row('all', load.answers, load.aborts)
  const [p50, p99, most] = [
    median(samples.map(({ delay }) => delay.p50Ms)),
    median(samples.map(({ delay }) => delay.p99Ms)),
    Math.max(...samples.map(({ delay }) => delay.maxMs)),
  ]
  say(`${Math.round(perSecond)} answers a second`)
  say(
    `event loop: half within ${p50.toFixed(1)} ms, 99 of 100 within ${p99.toFixed(1)} ms, at most ${most.toFixed(1)} ms late`,
  )
}

/** What is left, and what has grown. */
function wrongWith(before: Usage, after: Usage, samples: readonly Usage[]): readonly string[] {
  const third = Math.ceil(samples.length / 3)
  const [first, last] = [samples.slice(0, third), samples.slice(-third)].map((some) =>
    median(some.map(({ heapUsed }) => heapUsed)),
  )
  if (first === undefined || last === undefined) return ['there are no samples']
  say(
    `heap: ${mb(before.heapUsed)} before, ${mb(first)} in the first third, ${mb(last)} in the last, ${mb(after.heapUsed)} after`,
  )
  say(`descriptors: ${before.descriptors} before, ${after.descriptors} after`)
  const wrong: string[] = []
  if (last > first * MOST_HEAP_GROWTH.factor + MOST_HEAP_GROWTH.bytes)
    wrong.push(`the heap grew by ${mb(last - first)}`)
  if (after.descriptors > before.descriptors)
    wrong.push(`${after.descriptors - before.descriptors} descriptors are left`)
  if (after.errors > 0) wrong.push(`the app logged ${after.errors} errors`)
  return wrong
}

/** @returns the exit code */
async function soakReaders(count: number, chunkBytes: number, writeMs: number): Promise<number> {
  const wrong: string[] = []
  for (const source of SOURCES) {
    const { peakBytes, cutMs, left } = await standStill({ count, source, chunkBytes, writeMs })
    say(
      `${source}: ${count} clients that read nothing cost ${mb(peakBytes)}, were cut after ${Math.round(cutMs)} ms, ${left} left`,
    )
    if (peakBytes > MOST_READERS_BYTES) wrong.push(`${source}: more than ${mb(MOST_READERS_BYTES)}`)
    if (cutMs > LIMITS_UNTIL_CUT * writeMs + CUT_LATE_MS)
      wrong.push(`${source}: cut later than ${LIMITS_UNTIL_CUT} × ${writeMs} ms`)
    if (left > 0) wrong.push(`${source}: ${left} descriptors are left`)
  }
  return verdict(wrong)
}

/** @returns the exit code */
function verdict(wrong: readonly string[]): number {
  for (const one of wrong.slice(0, 20)) say(`WRONG: ${one}`)
  say(wrong.length === 0 ? 'passed' : `FAILED: ${wrong.length} wrong`)
  return wrong.length === 0 ? 0 : 1
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main(process.argv.slice(2))
