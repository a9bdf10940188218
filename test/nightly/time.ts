// Whether hostile templates, header fields and names cost linear time: doubling an input may cost at most 2.5 times the
// time, 64 KiB of a field at most 50 ms; in a process of its own for each template and each reader of a field. And
// whether templates that are too deep end in a TemplateError. Run by `npm run check:time`, which fails if one does not.

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { TemplateError } from '../../src/template/error.js'
import { render } from '../template/in-memory.js'
import { type Growth, isSlow, measure, ratioOf, type Timed } from './growth.js'
import { FIELD_READERS } from './hostile-fields.js'
import { DEEP_TEMPLATES, HOSTILE_INPUTS } from './hostile-inputs.js'

/** A measurement that fails is repeated: a busy machine makes slow what is not. */
const ATTEMPTS = 5
const TEMPLATE_COUNTS = [1000, 1_000_000] as const
const DATA = { a: true, b: false, t: true, self: 'page', list: [1, 2] }
const COLUMNS = ['input', 'count', 'ms', 'twice', 'ratio']

/** What is measured in one process. */
interface Group {
  readonly name: string
  readonly inputs: readonly Timed[]
}

const GROUPS: readonly Group[] = [
  ...HOSTILE_INPUTS.map(({ name, make }) => ({
    name,
    inputs: [{ name, make, counts: TEMPLATE_COUNTS, run: (text: string) => outcomeOf({ 'page.html': text }) }],
  })),
  ...FIELD_READERS,
]

function main([group, ...inputs]: readonly string[]): void {
  if (group !== undefined) {
    process.stdout.write(JSON.stringify(inputs.map((index) => measure(inputAt(Number(group), Number(index))))))
    return
  }
  const [slow, deep] = [checkTimes(), checkDepths()]
  process.stdout.write(slow + deep === 0 ? '\npassed\n' : `\nFAILED: ${slow} too slow, ${deep} too deep\n`)
  process.exitCode = slow + deep === 0 ? 0 : 1
}

function inputAt(group: number, index: number): Timed {
  const input = GROUPS[group]?.inputs[index]
  if (input === undefined) throw new RangeError(`there is no input ${index} of group ${group}`)
  return input
}

/** @returns how many inputs cost too much */
function checkTimes(): number {
  row(COLUMNS)
  return GROUPS.reduce((slow, group, index) => slow + checkGroup(group, index), 0)
}

/** Prints all that is slow in a group, else what grows most. @returns how many inputs cost too much */
function checkGroup({ name, inputs }: Group, index: number): number {
  const growths = bestOf(inputs, index)
  const slow = [...growths].filter(([timed, growth]) => isSlow(timed, growth))
  for (const [timed, growth] of slow) growthRow(timed.name, growth, '  TOO SLOW')
  const [worst] = [...growths.values()].sort((one, other) => ratioOf(other) - ratioOf(one))
  if (worst && slow.length === 0) growthRow(name, worst)
  return slow.length
}

/** The best growth of each input; what is slow is measured again. */
function bestOf(inputs: readonly Timed[], group: number): ReadonlyMap<Timed, Growth> {
  const best = new Map<Timed, Growth>()
  const isOpen = (timed: Timed) => {
    const growth = best.get(timed)
    return growth === undefined || isSlow(timed, growth)
  }
  for (let attempt = 1; attempt <= ATTEMPTS && inputs.some(isOpen); attempt++) {
    const open = inputs.filter(isOpen)
    const growths = inChild(
      group,
      open.map((timed) => inputs.indexOf(timed)),
    )
    for (const [position, timed] of open.entries()) {
      const [before, now] = [best.get(timed), growths[position]]
      if (now && (before === undefined || ratioOf(now) < ratioOf(before))) best.set(timed, now)
    }
  }
  return best
}

/** Room for young objects, so that no measurement is one of what the collector does with them, in MiB. */
const YOUNG_MIB = 256

function inChild(group: number, inputs: readonly number[]): readonly Growth[] {
  const args = [
    ...process.execArgv,
    `--min-semi-space-size=${YOUNG_MIB}`,
    `--max-semi-space-size=${YOUNG_MIB}`,
    fileURLToPath(import.meta.url),
    String(group),
    ...inputs.map(String),
  ]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
}

function growthRow(name: string, growth: Growth, verdict = ''): void {
  const { count, smallMs, largeMs } = growth
  row([name, String(count), smallMs.toFixed(3), largeMs.toFixed(3), ratioOf(growth).toFixed(2)], verdict)
}

function row([name = '', ...figures]: readonly string[], verdict = ''): void {
  process.stdout.write(`${name.padEnd(36)}${figures.map((figure) => figure.padStart(9)).join('')}${verdict}\n`)
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
