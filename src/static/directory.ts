// A directory asked for without its slash: the client is sent to the address with one.
// @see RFC 9110 section 15.4.2

import type { Context } from '../http/context.js'
import { Reply } from '../http/reply.js'
import { encodeSegments } from '../http/target.js'
import { html } from '../template/tag.js'

/** The redirect to the same path with a slash, its query kept. No segment is empty, so that it cannot lead off the site. */
export function toDirectory({ target }: Context, cacheControl: string | undefined): Reply {
  const location = encodeSegments([...target.segments, '']) + (target.search === '' ? '' : `?${target.search}`)
  const page = html`<!doctype html><title>Moved</title><p>Moved to <a href="${location}">${location}</a></p>\n`
  const headers = {
    location,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
  }
  return new Reply({ kind: 'bytes', bytes: page.toString() }, { status: 301, headers })
}
