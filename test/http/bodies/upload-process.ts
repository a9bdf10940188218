// A program that takes uploads under a limit, for tests that measure a process of its own:
// `node --expose-gc --import tsx upload-process.ts <limit in bytes>`. It prints its port, and ends with its standard input.
// Each line on standard input is answered by what it holds, and the most it held since the line before.

import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { App, type Log, text } from '../../../src/index.js'

const SAMPLE_MS = 10

const limitBytes = Number(process.argv[2])
const limits = { bodyBytes: limitBytes, fileBytes: limitBytes, uploadBytes: 2 * limitBytes }

const log: Log = ({ message }) => {
  process.stderr.write(`${message}\n`)
}
const app = new App({ templates: false, signals: false, limits, log })
app.post('/bytes', async (ctx) => text(String((await ctx.read.bytes()).length)))
app.post('/stream', async (ctx) => {
  let size = 0
  for await (const chunk of ctx.read.stream()) size += (chunk as Buffer).length
  return text(String(size))
})
app.post('/form', async (ctx) => text(Object.keys((await ctx.read.form()).files).join()))
app.post('/unread', () => 'unread')

const { port } = await app.listen({ port: 0, host: '127.0.0.1' })
let peak = 0
const timer = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, SAMPLE_MS)
process.stdout.write(`${port}\n`)

createInterface({ input: process.stdin })
  .on('line', () => {
    globalThis.gc?.()
    const rss = process.memoryUsage.rss()
    const descriptors = readdirSync('/proc/self/fd').length
    const files = readdirSync(tmpdir()).filter((name) => name.startsWith('miniweb-upload-')).length
    process.stdout.write(`${JSON.stringify({ rss, peak: Math.max(peak, rss), descriptors, files })}\n`)
    peak = rss
  })
  .on('close', async () => {
    clearInterval(timer)
    await app.close()
  })
