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
  return url.origin === origin ? targetOf(url) + url.hash : url.href
}

/** What is asked for at an address: its path, and its query, an empty one included. */
export function targetOf({ href, pathname }: URL): string {
  const [whole = ''] = href.split('#', 1)
  const mark = whole.indexOf('?')
  return mark === -1 ? pathname : pathname + whole.slice(mark)
}
