// Whole HTML pages, to which development adds something of its own; parts of pages and other texts stay as they are.

import type { Reply } from '../http/reply.js'

/** The text of a reply that is a whole page; undefined for any other reply. */
export function wholePage({ body, headers }: Reply): string | undefined {
  if (body.kind !== 'bytes' || !/^text\/html\b/i.test(headers.get('content-type') ?? '')) return undefined
  if (headers.has('content-encoding')) return undefined
  const text = typeof body.bytes === 'string' ? body.bytes : Buffer.from(body.bytes).toString()
  return /^\s*<(!doctype|html)\b/i.test(text) ? text : undefined
}

/** Adds to the end of a page. */
export function addToPage(page: string, addition: string): string {
  const end = page.search(/<\/body>\s*<\/html>\s*$/i)
  return end < 0 ? page + addition : page.slice(0, end) + addition + page.slice(end)
}
