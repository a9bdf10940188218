// Who is at the other end of the socket, and which host was asked. Forwarded header fields are trusted by nobody yet.
// @see RFC 9110 section 7.2 (Host), RFC 9112 section 6.1 (framing), RFC 4291 section 2.5.5.2 (mapped addresses)

import type { IncomingMessage } from 'node:http'
import { HttpError } from '../errors.js'

const HOST = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i
const MOST_FIELDS = 100

/** The peer's address; an IPv4 address in IPv6 clothes is given as IPv4. Empty for a unix socket. */
export function peerAddress(req: IncomingMessage): string {
  const address = req.socket.remoteAddress ?? ''
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}

/** Whether the request came over TLS. */
export function isSecure(req: IncomingMessage): boolean {
  return 'encrypted' in req.socket && req.socket.encrypted === true
}

/**
 * Checks the header block as a whole: node drops fields over its bound in silence, takes several Host lines,
 * and leaves it open where some bodies end.
 *
 * @throws HttpError 431 over 100 fields, 400 if Host is missing, repeated or malformed, or the framing is in doubt
 */
export function checkHeaders(req: IncomingMessage): void {
  checkFraming(req)
  const raw = req.rawHeaders
  if (raw.length > 2 * MOST_FIELDS) throw new HttpError(431, `the request has more than ${MOST_FIELDS} header fields`)
  let hosts = 0
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  if (hosts > 1) throw new HttpError(400, 'the request has more than one Host field')
  if (hosts === 1 || req.httpVersion !== '1.0') checkHost(req.headers.host ?? '')
}

/** @throws HttpError 400, closing the connection, if another server might see the end of the request elsewhere */
function checkFraming({ httpVersion, headers }: IncomingMessage): void {
  const encoding = headers['transfer-encoding']
  const isFramed =
    httpVersion === '1.1'
      ? encoding === undefined || encoding.toLowerCase() === 'chunked'
      : httpVersion === '1.0' && encoding === undefined
  if (!isFramed) {
    throw new HttpError(400, 'the end of the request is not clear from its version and Transfer-Encoding', {
      headers: { connection: 'close' },
    })
  }
}

/** @throws HttpError 400 if it is no host with an optional port */
export function checkHost(host: string): string {
  if (HOST.test(host)) return host
  throw new HttpError(400, 'the request names no valid host')
}
