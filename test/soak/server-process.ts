// The app under load, in a process of its own: `node --expose-gc --import tsx server-process.ts <folder> <limits as JSON>`.
// It prints its port, and ends with its standard input. Each line on standard input is answered by what it holds and the
// most that it held since the line before; the line `collect` has the garbage collected first.

import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { App, json, render } from '../../src/index.js'
import type { Usage } from './server.js'
import { pieces, STREAM_PIECES } from './site.js'

const SAMPLE_MS = 10
const RESOLUTION_MS = 10
const BIG_BYTES = 100 * 1024 * 1024

const [folder = '.', limits = '{}'] = process.argv.slice(2)
let errors = 0
const app = new App({
  templates: `${folder}/templates`,
  static: `${folder}/static`,
  dev: false,
  limits: JSON.parse(limits),
  log: ({ level, message, error }) => {
    if (level !== 'error') return
    errors++
    process.stderr.write(`${message} ${String(error)}\n`)
  },
})
app.get('/healthz', () => 'ok')
app.get('/json/:id<int>', (_, { id }) => json({ id, list: [1, 2, 3], text: 'a <b> & c' }))
app.get('/page/:name', (_, { name }) => render('page', { name, list: ['one', 'two', 'three'] }))
app.get('/stream/:id<int>', (_, { id }) => pieces(id, STREAM_PIECES))
app.post('/upload', async (ctx) => {
  const bytes = await ctx.read.bytes()
  return json({ bytes: bytes.length, sha1: createHash('sha1').update(bytes).digest('hex') })
})
app.get('/big/stream/:size<int>', (_, { size }) =>
  Readable.from(bigChunks(size), { objectMode: false, highWaterMark: size }),
)
app.get('/big/buffers/:size<int>', (_, { size }) => bigChunks(size))

async function* bigChunks(size: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < BIG_BYTES; sent += size) yield Buffer.alloc(size, 'x')
}

const { port } = await app.listen({ port: 0, host: '127.0.0.1' })
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
delay.enable()
let peak = 0
const timer = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, SAMPLE_MS)
process.stdout.write(`${port}\n`)

createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line === 'collect') globalThis.gc?.()
    process.stdout.write(`${JSON.stringify(usage())}\n`)
  })
  .on('close', async () => {
    clearInterval(timer)
    await app.close()
  })

function usage(): Usage {
  const [p50Ms, p99Ms, maxMs] = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) =>
    Math.max(0, ns / 1e6 - RESOLUTION_MS),
  )
  delay.reset()
  const { heapUsed, rss } = process.memoryUsage()
  const peakRss = Math.max(peak, rss)
  peak = rss
  const descriptors = readdirSync('/proc/self/fd').length
  return {
    descriptors,
    heapUsed,
    rss,
    peakRss,
    errors,
    delay: { p50Ms: p50Ms ?? 0, p99Ms: p99Ms ?? 0, maxMs: maxMs ?? 0 },
  }
}
