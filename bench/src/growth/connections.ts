// More and more connections that ask at once: what a request takes.

import type { Listening } from '../footprint/start.js'
import { microsecondsPerRequest } from './asking.js'
import type { Figure, Growth } from './figures.js'

const SIZES = [1, 10, 100, 1_000]
const REQUESTS = 20_000

/** Each connection asks for a short text, and again once it is answered. */
export async function growConnections(server: Listening): Promise<Growth> {
  const ask = (connections: number, times: number) =>
    microsecondsPerRequest(server, { options: { path: '/' }, expected: 'Hello, world!', times, connections })
  await ask(10, REQUESTS / 2) // to warm up
  const rows: Figure[] = []
  for (const size of SIZES) rows.push({ size, figures: { 'CPU µs/request': await ask(size, REQUESTS) } })
  return { grows: 'connections', note: `${REQUESTS} requests in all, opening the connections included`, rows }
}
