// Who is at the other end of the socket, and whether what it sent is framed and addressed beyond doubt.
// @see RFC 9110 section 7.2 (Host), RFC 9112 section 6.1 (framing), RFC 4291 section 2.5.5.2 (mapped addresses)

import type { IncomingMessage } from 'node:http'
import { HttpError } from '../errors.js'
import { canonicalAddress } from './address.js'

/** A request as node:http gives it, for files that only read its header fields. */
export type RawRequest = IncomingMessage

const HOST = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** The peer's address in its one spelling. Empty for a unix socket. */
export function peerAddress(req: IncomingMessage): string {
  const address = req.socket.remoteAddress ?? ''
  return canonicalAddress(address) ?? address
}

/** Whether the request came over TLS. */
export function isSecure(req: IncomingMessage): boolean {
  return 'encrypted' in req.socket && req.socket.encrypted === true
}

/**
 * Checks the header block as a whole: node drops fields over its bound in silence, takes several Host lines,
 * and leaves it open where some bodies end.
 *
 * @throws HttpError 431 over the limit of fields, 400 if Host is missing, repeated or malformed, or the framing is in doubt
 */
export function checkHeaders(req: IncomingMessage, limitFields: number): void {
  const raw = req.rawHeaders
  if (raw.length > 2 * limitFields) throw new HttpError(431, `the request has more than ${limitFields} header fields`)
  let hosts = 0
  let host = ''
  let encoding: string | undefined
  // One walk over the raw fields: node makes the object `headers` only for those who ask for it.
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? ''
    if (name.length === HOST_FIELD.length && name.toLowerCase() === HOST_FIELD) {
      hosts++
      host = raw[index + 1] ?? ''
    } else if (name.length === ENCODING_FIELD.length && name.toLowerCase() === ENCODING_FIELD) {
      encoding = encoding === undefined ? raw[index + 1] : `${encoding}, ${raw[index + 1]}`
    }
  }
  checkFraming(req.httpVersion, encoding)
  if (hosts > 1) throw new HttpError(400, 'the request has more than one Host field')
  if (hosts === 1 || req.httpVersion !== '1.0') checkHost(host)
}

const HOST_FIELD = 'host'
const ENCODING_FIELD = 'transfer-encoding'

/** @throws HttpError 400, closing the connection, if another server might see the end of the request elsewhere */
function checkFraming(httpVersion: string, encoding: string | undefined): void {
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

/** The last host that was well-formed: most requests name the same one. */
let lastHost = ''

/** Whether a text is a host with an optional port. */
export function isHost(text: string): boolean {
  if (text === lastHost && text !== '') return true
  const isGood = HOST.test(text)
  if (isGood) lastHost = text
  return isGood
}

/** @throws HttpError 400 if it is no host with an optional port */
export function checkHost(host: string): string {
  if (isHost(host)) return host
  throw new HttpError(400, 'the request names no valid host')
}
