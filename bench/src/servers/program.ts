// What every server program shares: the scenario from its arguments, the port on its standard output, its end.
// It runs before the measurement starts and costs nothing during it.

import { createServer, type RequestListener, type Server } from 'node:http'

/** Where servers listen: loopback only. */
export const HOST = '127.0.0.1'

/** The port that the driver asks for; 0 is any free one. */
export const PORT = Number(process.env['PORT'] ?? 0)

/** What the program has for the scenario in its first argument. @throws Error if it has none for it */
export function forScenario<Value>(choices: Readonly<Record<string, Value>>): Value {
  const name = process.argv[2] ?? ''
  const choice = Object.hasOwn(choices, name) ? choices[name] : undefined
  if (choice === undefined) throw new Error(`the scenario is one of ${Object.keys(choices).join(', ')}, not '${name}'`)
  return choice
}

/** What the program has for the scenario in its first argument, if that is about files: the same for each of them. */
export function forStaticScenario<Value>(value: Value): Value {
  return forScenario({
    'static-1k': value,
    'static-100k': value,
    'static-1m': value,
    'static-head': value,
    'static-304': value,
  })
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

/** Tells the driver the port, and ends when the driver does: its end closes our standard input, however it came. */
export function announce(port: number): void {
  process.stdout.write(`${port}\n`)
  process.stdin.resume().on('end', () => process.exit())
}
