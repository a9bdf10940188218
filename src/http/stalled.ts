// Connections whose client stops reading. All are looked at eight times within the limit; only one on which something waits to
// be sent then gets a timeout, so that others pay nothing for it. node's timeout of a socket says only that nothing moved since
// it was last set, so it is asked as often; what stalls is found at most a quarter of the limit late.

import type { Socket } from 'node:net'

/** How often a limit is looked at. */
const LOOKS = 8

/** What was seen of a socket when it last timed out. */
interface Look {
  readonly at: number
  /** Since when nothing has moved, as far as is known. */
  readonly since: number
  readonly bytesRead: number
  readonly bytesWritten: number
  readonly writableLength: number
}

/** The sockets of a server that wait for their clients. */
export class StalledSockets {
  readonly #lookMs: number
  readonly #looks = new WeakMap<Socket, Look>()

  /** @param limitMs how long nothing may move, in milliseconds */
  constructor(limitMs: number) {
    this.#lookMs = Math.max(1, limitMs / LOOKS)
  }

  /** Sees to it that sockets on which something waits to be sent time out. @returns a function that ends this */
  watch(sockets: { keys(): Iterable<Socket> }): () => void {
    const timer = setInterval(() => {
      for (const socket of sockets.keys()) {
        if (socket.writableLength > 0 && !socket.timeout) socket.setTimeout(this.#lookMs)
      }
    }, this.#lookMs)
    timer.unref()
    return () => clearInterval(timer)
  }

  /** Whether nothing has moved for the limit on a socket that has just timed out; if not, it will time out again. */
  isStalled(socket: Socket): boolean {
    const at = performance.now()
    const before = this.#looks.get(socket)
    const { bytesRead, bytesWritten, writableLength } = socket
    const isStill =
      before?.bytesRead === bytesRead &&
      before.bytesWritten === bytesWritten &&
      before.writableLength === writableLength &&
      at - before.at < 1.9 * this.#lookMs // node looks into a long write itself, and comes a look later where it went on
    const since = isStill ? before.since : at - this.#lookMs
    if (at - since >= (LOOKS - 0.5) * this.#lookMs) return true
    this.#looks.set(socket, { at, since, bytesRead, bytesWritten, writableLength })
    socket.setTimeout(this.#lookMs)
    return false
  }
}
