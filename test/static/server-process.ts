// A program that serves a folder, for tests that need a process of their own:
// `node --expose-gc --import tsx server-process.ts <alone|app> <folder>`. It prints its port, and ends with its standard input.
// Each line on standard input is answered by one on standard output: descriptors, heap in bytes, resident bytes.

import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { ways } from './ways.js'

const [which = 'alone', root = '.'] = process.argv.slice(2)
const way = ways.find(({ prefix }) => (prefix === '') === (which === 'alone'))
if (!way) throw new Error('the first argument is alone or app')

const server = createServer(way.listener(root, {}))
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))

createInterface({ input: process.stdin })
  .on('line', () => {
    globalThis.gc?.()
    globalThis.gc?.()
    const { heapUsed, rss } = process.memoryUsage()
    process.stdout.write(`${JSON.stringify({ descriptors: readdirSync('/proc/self/fd').length, heapUsed, rss })}\n`)
  })
  .on('close', () => process.exit())
