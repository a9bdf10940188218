// Redirects that cannot be led off the site: a target is local unless the caller says otherwise.
// @see RFC 9110 section 10.2.2, RFC 3986 section 4.2

import { Reply, type ReplyInit } from './reply.js'

const STATUSES: readonly number[] = [301, 302, 303, 307, 308]

/** How a redirect is made. */
export interface RedirectInit extends ReplyInit {
  /** Allow any http(s) address, not only one on this site. Default: false. */
  readonly external?: boolean
}

/**
 * Sends the client elsewhere, by default with 303 See Other.
 *
 * @param to a path with one leading slash or a relative one; with `external` any http(s) address
 * @throws TypeError if the target could lead off the site without `external`
 * @see RFC 9110 section 15.4.4
 */
export function redirect(to: string, init: RedirectInit = {}): Reply {
  const { external = false, ...rest } = init
  const status = rest.status ?? 303
  if (!STATUSES.includes(status)) throw new RangeError(`${status} is no redirect status`)
  const reply = new Reply({ kind: 'empty' }, { ...rest, status })
  reply.headers.set('location', external ? externalTarget(to) : localTarget(to))
  return reply
}

/** Whether a target stays on this site: a path with one leading slash, or a relative one, that no browser reads in another way. */
export function isLocalTarget(to: string): boolean {
  const isLocal = /^\/(?!\/)|^[^/:?#]+(?:[/?#]|$)|^(?:[?#]|$)/.test(to)
  return isLocal && !hasControl(to) && !to.includes('\\')
}

function localTarget(to: string): string {
  if (!isLocalTarget(to))
    throw new TypeError(`redirect(${JSON.stringify(to)}) may lead off this site: say { external: true } if it should`)
  return encodeTarget(to)
}

function externalTarget(to: string): string {
  if (!hasControl(to) && URL.canParse(to)) {
    const { protocol } = new URL(to)
    if ((protocol === 'http:' || protocol === 'https:') && /^https?:\/\//i.test(to) && !to.includes('\\'))
      return encodeTarget(to)
  }
  if (/^\/(?![/\\])/.test(to)) return localTarget(to)
  throw new TypeError(`redirect(${JSON.stringify(to)}): an external target is a whole http(s) address`)
}

/** Percent-encodes what may not stand in a URI; what is encoded already stays. */
function encodeTarget(to: string): string {
  return to.replace(/[^\x21-\x7e]+|["<>\\^`{|}]/gu, (odd) => encodeURIComponent(odd.toWellFormed()))
}

function hasControl(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return /[\x00-\x20\x7f]/.test(text)
}
