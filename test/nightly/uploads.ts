// Floods of uploads over their limit, and what they cost in memory, descriptors and temporary files.
// Run by `npm run nightly:uploads`; the figures are those of a server in a process of its own.

import { parseArgs } from 'node:util'
import { flood, WAYS } from '../http/bodies/flood.js'

const HELP = `Sends many uploads at once, each larger than the limit, in every way there is, and looks at what they cost.

  npm run nightly:uploads -- [options]

  --count N   uploads at once (default 500)
  --bytes N   the size of each (default 10000000)
  --limit N   the limit on each, in bytes (default 1048576)
  --help      this text

Passes if no way costs more than 80 MB of resident memory above what the process had, and if no temporary file and no
descriptor is left. Bodies in chunks may cost more, as the server has to take some of each to see that it is too large: the
limit for each that is kept whole, two chunks of 64 KiB for each that is written to the disk.
`

const MOST_BYTES = 80_000_000
const CHUNK_BYTES = 65_536

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
    const { statuses, peakBytes, left } = await flood({ way, count, bytes, limitBytes })
    const most =
      MOST_BYTES + count * ({ 'chunks to bytes': limitBytes, 'chunks to a form': 2 * CHUNK_BYTES }[String(way)] ?? 0)
    const isGood = peakBytes <= most && left === 0
    if (!isGood) failures++
    const answers = [...statuses].map(([status, times]) => `${times} × ${status || 'none'}`).join(', ')
    say(`${isGood ? 'ok  ' : 'FAIL'} ${way}: +${(peakBytes / 1e6).toFixed(1)} MB at most, ${left} left, ${answers}`)
  }
  return failures === 0 ? 0 : 1
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
