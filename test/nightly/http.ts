// Random requests, targets, header fields and multipart forms for as long as one likes: many runs in parts, each with a seed of its own that
// repeats it. Exits with 1 at the first failure, which is shrunk and shown.

import { parseArgs } from 'node:util'
import { KINDS, runPart } from './fuzz/parts.js'
import { FuzzedServer } from './fuzz/server.js'

const HELP = `Sends random requests to an app, and random targets, header fields and multipart forms to whatever reads them.

  npm run nightly:http -- [options]

  --runs n    connections, targets, fields and forms to try of each; default: 100000
  --seed n    the first seed; default: by the clock. Each part of 1000 runs takes the next
  --help      this text

Passes if each request has exactly one answer, no answer is a 5xx, none takes longer than a second, the process answers
all the while, each target and field is read as its RFC says or refused as the client's fault, and each form is the same in
whatever pieces it comes.
`

const PART = 1000

async function main(args: readonly string[]): Promise<void> {
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
  const server = await FuzzedServer.start()
  let passed = true
  for (const kind of KINDS) passed = (await runInParts(kind, server, runs, seed)) && passed
  await server.close()
  process.exitCode = passed ? 0 : 1
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`--${option} takes a whole number, not '${text}'`)
  return Number(text)
}

/** Whether all runs went well. */
async function runInParts(kind: (typeof KINDS)[number], server: FuzzedServer, runs: number, firstSeed: number) {
  const start = performance.now()
  for (let done = 0; done < runs; done += PART) {
    const numRuns = Math.min(PART, runs - done)
    const failure = await runPart(kind, server, { numRuns, seed: firstSeed + done / PART })
    if (failure !== undefined) {
      process.stderr.write(`\n${kind}: ${failure}\n`)
      return false
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(0)
    process.stdout.write(`\r${kind}: ${done + numRuns} of ${runs} runs in ${seconds} s `)
  }
  process.stdout.write(`, from seed ${firstSeed}\n`)
  return true
}

await main(process.argv.slice(2))
