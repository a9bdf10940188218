// Thousands of downloads that are reset at random points, and clients that never read: nothing may be left of them.
// Run by `npm run soak:static`; the figures are those of a server in a process of its own.

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ChildServer, type Usage } from './child-server.js'

const HELP = `Resets downloads of an 8 MiB file at random points, then lets clients stand still, and looks at what is left.

  npm run soak:static -- [options]

  --count N     downloads for each way of serving (default 10000; 1000 is enough for a check)
  --stalled N   clients that ask for 100 MiB and read nothing (default 200)
  --seed N      repeats a run
  --help        this text

Passes if, two seconds after the last download, no descriptor is left and the heap has grown by no more than 2 MiB,
and if the clients that read nothing cost no more than 60 MiB together.
`

const MIB = 1024 * 1024
const CONCURRENT = 32
const PIPELINED = 10
const MOST_HEAP_BYTES = 2 * MIB
const MOST_STALLED_BYTES = 60 * MIB

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      count: { type: 'string', default: '10000' },
      stalled: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) process.stdout.write(HELP)
  else
    process.exitCode = await soak(
      wholeNumber('count', values.count),
      wholeNumber('stalled', values.stalled),
      wholeNumber('seed', values.seed),
    )
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new TypeError(`--${option} takes a whole number, not '${text}'`)
}

/** @returns the exit code */
async function soak(count: number, stalled: number, seed: number): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'miniweb-soak-'))
  for (const [name, size] of [
    ['eight.bin', 8],
    ['hundred.bin', 100],
  ] as const) {
    writeFileSync(join(root, name), '')
    truncateSync(join(root, name), size * MIB)
  }
  say(`seed ${seed}`)
  try {
    let failures = 0
    for (const way of ['alone', 'app'] as const) {
      const server = await ChildServer.start(root, { way })
      const prefix = way === 'app' ? '/static' : ''
      try {
        failures += await soakResets(server, `${prefix}/eight.bin`, count, random(seed))
        failures += await soakStalled(server, `${prefix}/hundred.bin`, stalled)
      } finally {
        await server.end()
      }
    }
    say(failures === 0 ? 'passed' : `FAILED: ${failures} bounds were not kept`)
    return failures === 0 ? 0 : 1
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** @param path of a file of 8 MiB @returns how many bounds were not kept */
async function soakResets(server: ChildServer, path: string, count: number, next: () => number): Promise<number> {
  await resetMany(server.port, path, Math.min(count, 500), next)
  const before = await settled(server)
  const start = Date.now()
  for (let done = 0; done < count; ) {
    const batch = Math.min(1000, count - done)
    await resetMany(server.port, path, batch, next)
    done += batch
    const { descriptors, rss } = await server.usage()
    say(`${path}: ${done} of ${count} downloads reset, ${descriptors} descriptors, ${mib(rss)} resident`)
  }
  const after = await settled(server)
  say(
    `${path}: ${Math.round((Date.now() - start) / 1000)} s, descriptors ${before.descriptors} → ${after.descriptors}, heap ${mib(before.heapUsed)} → ${mib(after.heapUsed)}`,
  )
  return (
    broken('descriptors', after.descriptors - before.descriptors, 0) +
    broken('heap bytes', after.heapUsed - before.heapUsed, MOST_HEAP_BYTES)
  )
}

/** Half of the downloads alone on their connection, half of them pipelined. */
async function resetMany(port: number, path: string, count: number, next: () => number): Promise<void> {
  let left = count
  const worker = async () => {
    while (left > 0) {
      const requests = next() < 0.1 ? Math.min(PIPELINED, left) : 1
      left -= requests
      await resetOne(port, path, requests, next())
    }
  }
  await Promise.all(Array.from({ length: CONCURRENT }, worker))
}

/** Asks, reads up to a random point of the answer, resets. */
function resetOne(port: number, path: string, requests: number, point: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let left = Math.floor(point * point * 8 * MIB)
    const reset = () => socket.resetAndDestroy()
    socket.on('connect', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: soak.example\r\n\r\n`.repeat(requests))
      if (point < 0.05) setImmediate(reset)
    })
    socket.on('data', (chunk) => {
      left -= chunk.length
      if (left <= 0) reset()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
  })
}

/** @returns how many bounds were not kept */
async function soakStalled(server: ChildServer, path: string, count: number): Promise<number> {
  const before = await settled(server)
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(server.port, '127.0.0.1').pause()
    socket.write(`GET ${path} HTTP/1.1\r\nHost: soak.example\r\n\r\n`)
    return socket.on('error', () => undefined)
  })
  const during = await settled(server)
  say(
    `${path}: ${count} clients that read nothing: ${during.descriptors - before.descriptors} descriptors, ${mib(during.rss - before.rss)} resident more`,
  )
  for (const socket of sockets) socket.resetAndDestroy()
  const after = await settled(server)
  return (
    broken('resident bytes', during.rss - before.rss, MOST_STALLED_BYTES) +
    broken('descriptors', after.descriptors - before.descriptors, 0)
  )
}

/** What a server holds two seconds later. */
async function settled(server: ChildServer): Promise<Usage> {
  await new Promise((resolve) => setTimeout(resolve, 2000))
  return server.usage()
}

function broken(what: string, grown: number, most: number): number {
  if (grown <= most) return 0
  say(`FAILED: ${what} grew by ${grown}, more than ${most}`)
  return 1
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

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main(process.argv.slice(2))
