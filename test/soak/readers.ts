// Clients that ask for 100 MB and never read: what they cost the app, and when it lets them go.

import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { get } from '../support/invariants.js'
import { SoakServer } from './server.js'

/** How the answer comes out of the app. */
export const SOURCES = ['stream', 'buffers'] as const

/** The clients. */
export interface ReadersOptions {
  readonly count: number
  readonly source: (typeof SOURCES)[number]
  /** How large each piece of the answer is. */
  readonly chunkBytes: number
  /** The app's limit on a client that takes nothing, in milliseconds. */
  readonly writeMs: number
}

/** What they cost. */
export interface ReadersCost {
  /** The most resident bytes above those before. */
  readonly peakBytes: number
  /** When the last connection was ended, in milliseconds after the last was made. */
  readonly cutMs: number
  /** Descriptors that are left. */
  readonly left: number
}

/** What is garbage already is no cost of the clients: node lets up to 48 MB and more of it wait, by its release. */
const SMALL_NURSERY = ['--max-semi-space-size=1']
const SETTLE_MS = 500
const LOOK_MS = 50
const WARM_CLIENTS = 10
const WARM_BYTES = 10_000_000
/** How long is waited for connections that are not cut. */
const LATE_MS = 10_000

/** Lets clients stand still until the app has cut them all. */
export async function standStill({ count, source, chunkBytes, writeMs }: ReadersOptions): Promise<ReadersCost> {
  const server = await SoakServer.start({ writeMs }, SMALL_NURSERY)
  const sockets: Socket[] = []
  try {
    const request = get(`/big/${source}/${chunkBytes}`)
    await readSome(server.port, request) // what is loaded once costs once
    await pause(SETTLE_MS)
    const before = await server.collected()
    for (let at = 0; at < count; at++) sockets.push(standingStill(server.port, request))
    const start = performance.now()
    let [peakRss, left, cutMs] = [0, 0, 0]
    do {
      await pause(LOOK_MS)
      const { peakRss: peak, descriptors } = await server.look()
      peakRss = Math.max(peakRss, peak)
      cutMs = performance.now() - start
      left = descriptors - before.descriptors
    } while ((left > 0 || cutMs < writeMs) && cutMs < 2 * writeMs + LATE_MS)
    return { peakBytes: peakRss - before.rss, cutMs, left }
  } finally {
    for (const socket of sockets) socket.destroy()
    await server.end()
  }
}

function standingStill(port: number, request: string): Socket {
  const socket = connect(port, '127.0.0.1').pause()
  socket.write(request)
  return socket.on('error', () => undefined)
}

/** Reads a part of some answers, so that what is loaded or made once is there. */
async function readSome(port: number, request: string): Promise<void> {
  await Promise.all(
    Array.from({ length: WARM_CLIENTS }, async () => {
      const socket = connect(port, '127.0.0.1')
      socket.write(request)
      let read = 0
      for await (const chunk of socket) {
        read += (chunk as Buffer).length
        if (read > WARM_BYTES) break
      }
    }),
  )
}
