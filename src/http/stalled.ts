// Connections on which nothing moves for a whole limit. node's timeout of a socket says only that nothing moved since it was
// last set, and is set anew by whatever moves: so it is asked four times within the limit, and what stalls is found at most a
// quarter of the limit late.

import type { Socket } from 'node:net'

/** How often a limit is looked at. */
const LOOKS = 4

/** What was seen of a socket when it last timed out. */
interface Look {
  readonly at: number
  /** Since when nothing has moved, as far as is known. */
  readonly since: number
  readonly bytesRead: number
  readonly bytesWritten: number
  readonly writableLength: number
}

/** The sockets of a server whose own timeout is `lookMs`. */
export class StalledSockets {
  /** The timeout to set on each socket, in milliseconds. */
  readonly lookMs: number
  readonly #looks = new WeakMap<Socket, Look>()

  /** @param limitMs how long nothing may move, in milliseconds */
  constructor(limitMs: number) {
    this.lookMs = Math.max(1, limitMs / LOOKS)
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
      at - before.at < 1.9 * this.lookMs // node looks into a long write itself, and comes a look later where it went on
    const since = isStill ? before.since : at - this.lookMs
    if (at - since >= (LOOKS - 0.5) * this.lookMs) return true
    this.#looks.set(socket, { at, since, bytesRead, bytesWritten, writableLength })
    socket.setTimeout(this.lookMs)
    return false
  }
}
