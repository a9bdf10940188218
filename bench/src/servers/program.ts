// What every server program shares: the scenario from its arguments, the port on its standard output, its end.
// It runs before the measurement starts and costs nothing during it.

import { writeSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'

/** Where servers listen: loopback only. */
export const HOST = '127.0.0.1'

/** The port that the driver asks for; 0 is any free one. */
export const PORT = Number(process.env['PORT'] ?? 0)

/** Scenarios that are answered by the same part of a server as another, or by a part that several share. */
const PARTS: Readonly<Record<string, string>> = {
  'page-layout': 'page',
  'static-1k': 'static',
  'static-100k': 'static',
  'static-1m': 'static',
  'static-head': 'static',
  'static-304': 'static',
  pipelined: 'hello',
}

/** What the program has for the scenario in its first argument, or for its part. @throws Error if it has nothing */
export function forScenario<Value>(choices: Readonly<Record<string, Value>>): Value {
  const name = process.argv[2] ?? ''
  const choice = own(choices, name) ?? own(choices, own(PARTS, name) ?? '')
  if (choice === undefined) throw new Error(`this server has ${Object.keys(choices).join(', ')}, but no '${name}'`)
  return choice
}

function own<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

/** Serves a listener on node:http with its defaults. */
export function serve(listener: RequestListener): void {
  const server = createServer(listener)
  server.listen(PORT, HOST, () => announce(portOf(server)))
}

/** The port of a server that listens. */
export function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port')
  return address.port
}

/**
 * Tells the driver the port, and ends when the driver does: its end closes our standard input, however it came.
 *
 * @param descriptor what the driver reads. Default: standard output
 */
export function announce(port: number, descriptor = 1): void {
  writeSync(descriptor, `${port}\n`)
  process.stdin.resume().on('end', () => process.exit())
}
