// `Expect: 100-continue`: a client that asks before it sends its body. A server that leaves the answer to the reader of the
// body says 100 only where a handler wants it and its declared length may be read, so a refusal costs no upload.
// @see RFC 9110 section 10.1.1

import type { IncomingMessage, ServerResponse } from 'node:http'

const WAITING = new WeakSet<IncomingMessage>()

/**
 * Leaves `100 Continue` to the reader of the body.
 *
 * @example server.on('checkContinue', (req, res) => { continueWhenRead(req); listener(req, res) })
 */
export function continueWhenRead(req: IncomingMessage): void {
  WAITING.add(req)
}

/** Says 100 Continue to a client that still waits for it. */
export function sayContinue(req: IncomingMessage, res: ServerResponse): void {
  if (WAITING.delete(req) && !res.headersSent) res.writeContinue()
}
