// The properties of templates for as long as one likes: many runs in parts, each with a seed of its own that repeats it.
// Exits with 1 at the first failure, which is shrunk and shown.

import { parseArgs } from 'node:util'
import fc, { type IRawProperty } from 'fast-check'
import { failureOf } from '../template-properties/failure.js'
import { literalProperty, pageProperty } from '../template-properties/properties.js'

const HELP = `Renders random templates with hostile values, and compares their structure with that of harmless ones.

  npm run nightly:templates -- [options]

  --runs n    templates to try, and a quarter as many literals; default: 100000
  --seed n    the first seed; default: by the clock. Each part of 1000 runs takes the next
  --help      this text
`

const PART = 1000

function main(args: readonly string[]): void {
  const given = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      help: { type: 'boolean', default: false },
    },
  }).values
  if (given.help) {
    process.stdout.write(HELP)
    return
  }
  const [runs, seed] = [wholeNumber('runs', given.runs), wholeNumber('seed', given.seed)]
  const results = [runInParts('templates', runs, seed), runInParts('literals', runs / 4, seed)]
  process.exitCode = results.every(Boolean) ? 0 : 1
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`--${option} takes a whole number, not '${text}'`)
  return Number(text)
}

/** Whether all runs went well. */
function runInParts(what: 'templates' | 'literals', runs: number, firstSeed: number): boolean {
  const start = performance.now()
  for (let done = 0; done < runs; done += PART) {
    const numRuns = Math.min(PART, Math.ceil(runs - done))
    const failure = runPart(what, numRuns, firstSeed + done / PART)
    if (failure !== undefined) {
      process.stderr.write(`\n${what}: ${failure}\n`)
      return false
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(0)
    process.stdout.write(`\r${what}: ${done + numRuns} of ${Math.ceil(runs)} runs in ${seconds} s `)
  }
  process.stdout.write(`, from seed ${firstSeed}\n`)
  return true
}

function runPart(what: 'templates' | 'literals', numRuns: number, seed: number): string | undefined {
  const check = <T extends unknown[]>(property: IRawProperty<T>) =>
    failureOf(fc.check(property, { numRuns, seed }) as fc.RunDetails<T>)
  return what === 'templates' ? check(pageProperty()) : check(literalProperty())
}

main(process.argv.slice(2))
