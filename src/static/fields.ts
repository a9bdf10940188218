// The header fields of a file's answers, in the form in which they are sent.
// @see RFC 9110 sections 8 (representations), 14.4 (Content-Range) and 15.4.5 (304), RFC 9111 section 5.2

import mime from 'mime'
import type { Coding } from '../http/accept-encoding.js'
import type { Validators } from '../http/conditional.js'
import { formatHttpDate } from '../http/http-date.js'

/** One representation of a file, as its header fields describe it. */
export interface Description extends Validators {
  readonly sizeBytes: number
  readonly type: string
  readonly coding: Coding
  /** Whether there are others, chosen by Accept-Encoding. */
  readonly varies: boolean
  readonly cacheControl: string | undefined
  readonly acceptRanges: boolean
}

/** The fields of the whole representation, names and values in turn. */
export function wholeFields(file: Description): string[] {
  return [
    'content-type',
    file.type,
    ...(file.coding === 'identity' ? [] : ['content-encoding', file.coding]),
    'last-modified',
    formatHttpDate(file.modifiedMs),
    ...unchangedFields(file),
    ...(file.acceptRanges ? ['accept-ranges', 'bytes'] : []),
    'x-content-type-options',
    'nosniff',
    'content-length',
    String(file.sizeBytes),
  ]
}

/** The fields of a 304: those that tell a cache which of its answers is still good, and for how long. */
export function unchangedFields({ etag, varies, cacheControl }: Description): string[] {
  const fields = ['etag', etag]
  if (cacheControl !== undefined) fields.push('cache-control', cacheControl)
  if (varies) fields.push('vary', 'Accept-Encoding')
  return fields
}

/** The fields of a part, from `start` to `end`, both included. */
export function partFields(whole: readonly string[], start: number, end: number, sizeBytes: number): string[] {
  const withoutLength = whole.slice(0, whole.lastIndexOf('content-length'))
  return [
    ...withoutLength,
    'content-range',
    `bytes ${start}-${end}/${sizeBytes}`,
    'content-length',
    String(end + 1 - start),
  ]
}

/** The media type by a name's ending. Text is UTF-8; types that tell their charset themselves say none. */
export function typeOf(name: string): string {
  const type = mime.getType(`/${name}`) ?? 'application/octet-stream'
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type
}
