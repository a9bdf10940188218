// Larger and larger bodies: what receiving one takes for each KiB.

import type { Listening } from '../footprint/start.js'
import { microsecondsPerRequest } from './asking.js'
import type { Figure, Growth } from './figures.js'

const KIBIBYTE = 1_024
const SIZES = [1, 10, 100, 1_024, 10_240].map((kibibytes) => kibibytes * KIBIBYTE)
const BYTES_IN_ALL = 1_000 * 1_048_576
const MOST_REQUESTS = 10_000

/** One body after the other; the handler wants all of it at once. */
export async function growBodies(server: Listening): Promise<Growth> {
  const rows: Figure[] = []
  for (const size of SIZES) {
    const times = Math.min(MOST_REQUESTS, Math.ceil(BYTES_IN_ALL / size))
    await post(server, size, Math.ceil(times / 10)) // to warm up
    const request = await post(server, size, times)
    rows.push({ size, figures: { 'CPU µs/KiB': (request * KIBIBYTE) / size, 'CPU µs/request': request } })
  }
  return {
    grows: 'bytes',
    note: 'limits.bodyBytes raised from 1 MiB to 10 MiB; the other limits are the defaults',
    rows,
  }
}

function post(server: Listening, size: number, times: number): Promise<number> {
  const options = { method: 'POST', path: '/bytes', headers: { 'content-length': size } }
  const body = Buffer.alloc(size, 'x')
  return microsecondsPerRequest(server, { options, body, expected: String(size), times, connections: 1 })
}
