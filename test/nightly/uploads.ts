// Floods of uploads over their limit, and what they cost in memory, descriptors and temporary files.
// Run by `npm run nightly:uploads`; the figures are those of a server in a process of its own.

import { parseArgs } from 'node:util'
import { type Cost, flood, WAYS } from '../http/bodies/flood.js'

const HELP = `Sends many uploads at once, each larger than the limit, in every way there is, and looks at what they cost.

  npm run nightly:uploads -- [options]

  --count N   uploads at once (default 500)
  --bytes N   the size of each (default 10000000)
  --limit N   the limit on each, in bytes (default 1048576)
  --help      this text

Passes if no way costs more than 80 MB of resident memory above what the process had, in the best of three runs, as a
collector that is late makes much of what is little; and if no temporary file and no descriptor is left.
`

const MOST_BYTES = 80_000_000
const ATTEMPTS = 3

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    bytes: { type: 'string', default: '10000000' },
    limit: { type: 'string', default: '1048576' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(HELP)
else process.exitCode = await floods(Number(values.count), Number(values.bytes), Number(values.limit))

async function floods(count: number, bytes: number, limitBytes: number): Promise<number> {
  let failures = 0
  for (const way of WAYS) {
    const costs: Cost[] = []
    do costs.push(await flood({ way, count, bytes, limitBytes }))
    while (costs.length < ATTEMPTS && costs.every(({ peakBytes }) => peakBytes > MOST_BYTES))
    const isGood = costs.some(({ peakBytes }) => peakBytes <= MOST_BYTES) && costs.every(({ left }) => left === 0)
    if (!isGood) failures++
    say(`${isGood ? 'ok  ' : 'FAIL'} ${way}: ${costs.map(said).join('; ')}`)
  }
  return failures === 0 ? 0 : 1
}

function said({ statuses, peakBytes, left }: Cost): string {
  const answers = [...statuses].map(([status, times]) => `${times} × ${status || 'none'}`).join(', ')
  return `+${(peakBytes / 1e6).toFixed(1)} MB at most, ${left} left, ${answers}`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
