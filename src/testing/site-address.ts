// Addresses that links and forms lead to, and whether they are on the site that is visited.

import type { PageContext } from './page-types.js'

/** @throws Error naming what leads there, if an address is none, or off the site */
export function addressOn(address: string, { base, url: here, label }: PageContext, what: string): URL {
  const trimmed = address.trim()
  if (!URL.canParse(trimmed, base.href)) throw new Error(`${what} of ${label} leads to ${trimmed}, which is no address`)
  const url = new URL(trimmed, base)
  if (url.origin === here.origin) return url
  throw new Error(`${what} of ${label} leads to ${trimmed}, off the site: there is nobody to answer`)
}

/** An address as tests compare it: path, query and fragment; whole where it is off the site. */
export function shownAddress(url: URL, { origin }: URL): string {
  return url.origin === origin ? url.pathname + url.search + url.hash : url.href
}
