// Whether hostile templates cost linear time: doubling an input may cost at most 2.5 times the time, in a process of its own
// for each input, best of five, the smaller input large enough to take 20 ms. And whether depth ends in a TemplateError.

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { TemplateError } from '../../src/template/error.js'
import { render } from '../template/in-memory.js'
import { DEEP_TEMPLATES, HOSTILE_INPUTS, type HostileInput } from './hostile-inputs.js'

const MOST = 2.5
const SMALLEST_MS = 20
const FIRST_COUNT = 1000
const LARGEST_COUNT = 1_000_000
const RUNS = 5
/** A measurement that fails is repeated: a busy machine makes slow what is not. */
const ATTEMPTS = 5
const DATA = { a: true, b: false, t: true, self: 'page', list: [1, 2] }

/** What a process found out about an input. */
interface Growth {
  readonly count: number
  readonly smallMs: number
  readonly largeMs: number
}

function main([index]: readonly string[]): void {
  if (index !== undefined) {
    process.stdout.write(JSON.stringify(measure(inputAt(Number(index)))))
    return
  }
  const [slow, deep] = [checkTimes(), checkDepths()]
  process.exitCode = slow + deep === 0 ? 0 : 1
}

function inputAt(index: number): HostileInput {
  const input = HOSTILE_INPUTS[index]
  if (input === undefined) throw new RangeError(`there is no input ${index}`)
  return input
}

/** @returns how many inputs cost too much */
function checkTimes(): number {
  process.stdout.write(`${'input'.padEnd(36)}    count      ms   twice   ratio\n`)
  return HOSTILE_INPUTS.map((input, index) => {
    const { count, smallMs, largeMs } = bestOf(index)
    const ratio = largeMs / smallMs
    const figures = [smallMs.toFixed(1), largeMs.toFixed(1), ratio.toFixed(2)].map((text) => text.padStart(8)).join('')
    const verdict = ratio <= MOST ? '' : '  TOO SLOW'
    process.stdout.write(`${input.name.padEnd(36)}${String(count).padStart(9)}${figures}${verdict}\n`)
    return ratio <= MOST
  }).filter((isFine) => !isFine).length
}

function bestOf(index: number): Growth {
  let best = inChild(index)
  for (let attempt = 1; attempt < ATTEMPTS && best.largeMs / best.smallMs > MOST; attempt++) {
    const next = inChild(index)
    if (next.largeMs / next.smallMs < best.largeMs / best.smallMs) best = next
  }
  return best
}

function inChild(index: number): Growth {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), String(index)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
}

/** Doubles an input until it takes long enough to be measured; then it and its double in turn. */
function measure(input: HostileInput): Growth {
  for (let run = 0; run < RUNS; run++) timeOf(input.make(FIRST_COUNT)) // warm
  let count = FIRST_COUNT
  for (;;) {
    while (count < LARGEST_COUNT && bestTimeOf(input.make(count)) < SMALLEST_MS) count *= 2
    const growth = growthAt(input, count)
    if (growth.smallMs >= SMALLEST_MS || count >= LARGEST_COUNT) return growth
    count *= 2
  }
}

function growthAt(input: HostileInput, count: number): Growth {
  const [small, large] = [input.make(count), input.make(count * 2)]
  let [smallMs, largeMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let run = 0; run < RUNS; run++) {
    smallMs = Math.min(smallMs, timeOf(small))
    largeMs = Math.min(largeMs, timeOf(large))
  }
  return { count, smallMs, largeMs }
}

function bestTimeOf(text: string): number {
  return Math.min(timeOf(text), timeOf(text), timeOf(text))
}

function timeOf(text: string): number {
  const start = performance.now()
  outcomeOf({ 'page.html': text })
  return performance.now() - start
}

/** @returns how many templates end in anything but a page or a TemplateError */
function checkDepths(): number {
  process.stdout.write('\ndepth\n')
  return DEEP_TEMPLATES.map(([name, files]) => {
    const outcome = outcomeOf(files)
    process.stdout.write(`${name.padEnd(36)} ${outcome}\n`)
    return outcome
  }).filter((outcome) => outcome.startsWith('WRONG')).length
}

function outcomeOf(files: Readonly<Record<string, string>>): string {
  try {
    return `renders ${render(files, DATA, { missing: 'empty', allowsMissingPartials: true }).length} characters`
  } catch (error) {
    if (!(error instanceof TemplateError)) return `WRONG: ${String(error)}`
    return error.message
  }
}

main(process.argv.slice(2))
