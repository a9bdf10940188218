// Who a client is for a limit: its IPv4 address, or its network of IPv6.
// @see RFC 6177 (what one site gets), RFC 4291 section 2.2

import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'

/** A site has at least 2^64 addresses of IPv6: they count as one. */
const NETWORK_GROUPS = 4
const LONGEST = 128

/** The key of a client's address; that of an empty one, as a unix socket has, is `local`. */
export function keyOfAddress(ip: string): string {
  if (ip === '') return 'local'
  return isIPv6(ip) ? `${groupsOf(ip).slice(0, NETWORK_GROUPS).join(':')}::/64` : ip
}

/** A key that no request can make long: above 128 characters its digest stands for it. */
export function shortKey(key: string): string {
  return key.length <= LONGEST ? key : createHash('sha256').update(key).digest('base64url')
}

/** The eight groups of an address in its one spelling. */
function groupsOf(ip: string): readonly string[] {
  const [front = [], back] = ip.split('::').map((half) => (half === '' ? [] : half.split(':')))
  if (back === undefined) return front
  return [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back]
}
