#!/usr/bin/env node
// The command `miniweb`: connects run.ts with the process. The only file of the command line that knows the process.

import { run } from './run.js'
import { errorOf, terminalOf } from './terminal.js'

const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort())
// Who reads the output may stop reading: `miniweb types | head`.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit())

const terminal = terminalOf(process.stdout, process.stderr, process.env, {
  input: process.stdin,
  output: process.stdout,
  signal: stopped.signal,
})
try {
  process.exitCode = await run(process.argv.slice(2), terminal, stopped.signal)
} catch (error) {
  terminal.error(terminal.red(`miniweb: ${errorOf(error)}`))
  process.exitCode = 1
  process.stderr.write('', () => process.exit()) // whatever a command has opened
}
