// Addresses of the internet protocol in one spelling each, and lists of their ranges.
// @see RFC 4291 sections 2.2 and 2.5.5.2, RFC 5952, RFC 4632 section 3.1

import { BlockList, isIP, isIPv4 } from 'node:net'

/**
 * An address in its one spelling: an IPv4 address dotted, also where it came in IPv6 clothes; IPv6 in lower case with
 * its longest run of zeros left out. Undefined if the text is no address, or has a zone.
 */
export function canonicalAddress(text: string): string | undefined {
  if (isIPv4(text)) return text
  if (isIP(text) === 0 || text.includes('%')) return undefined
  const address = new URL(`http://[${text}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(address)
  return mapped ? dotted(Number.parseInt(`${mapped[1]}`, 16), Number.parseInt(`${mapped[2]}`, 16)) : address
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** A list of addresses and of ranges such as `10.0.0.0/8`. */
export class AddressList {
  readonly #ranges = new BlockList()

  /** @throws TypeError for what is neither an address nor a range */
  constructor(ranges: readonly string[]) {
    for (const range of ranges) this.#add(range)
  }

  /** Whether an address is in the list, however it is spelled. */
  has(text: string): boolean {
    const address = canonicalAddress(text)
    return address !== undefined && this.#ranges.check(address, familyOf(address))
  }

  #add(range: string): void {
    const [, start = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(range) ?? []
    const address = canonicalAddress(start)
    const most = address !== undefined && isIPv4(address) ? 32 : 128
    const prefix = bits === undefined ? most : Number(bits)
    if (address === undefined || prefix > most) {
      throw new TypeError(`"${range}" is neither an IP address nor a range of them such as 10.0.0.0/8`)
    }
    this.#ranges.addSubnet(address, prefix, familyOf(address))
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6'
}
