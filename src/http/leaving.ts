// When an answer is over: it was sent, or its client has left.

import type { IncomingMessage, ServerResponse } from 'node:http'

/** The two sides of one exchange. */
interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

/** Calls back once, when the answer is over; at once if it is already. */
export function whenOver({ req, res }: Exchange, callback: () => void): void {
  const { socket } = req
  if (res.closed || socket.destroyed) {
    callback()
    return
  }
  let isTold = false
  // Pipelined answers wait in line on one socket, and node tells only the first of them when it closes.
  const over = () => {
    if (isTold) return // an answer closes while its socket does, which is telling its listeners already
    isTold = true
    res.off('close', over)
    socket.off('close', over)
    callback()
  }
  res.setMaxListeners(0).on('close', over)
  socket.setMaxListeners(0).on('close', over)
}
