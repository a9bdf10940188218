// Preconditions: whether the client already has what it asks for, or no longer knows what the server has.
// @see RFC 9110 section 13; the order of evaluation is that of 13.2.2

import { parseHttpDate } from './http-date.js'

/** What the server has: its entity tag with quotes, and when it was last modified: a whole second, in milliseconds since 1970; NaN if unknown. */
export interface Validators {
  readonly etag: string
  readonly modifiedMs: number
}

/** The lines of each header field, names in lower case, as node's `headersDistinct` gives them. */
export type FieldLines = Readonly<Record<string, readonly string[] | undefined>>

/** What the preconditions of a GET or HEAD say: answer it, with 304, or with 412. */
export type Precondition = 'passed' | 'not-modified' | 'failed'

/** A Last-Modified this young may stand for two states of a file. @see RFC 9110 section 8.8.2.2 */
const STRONG_AFTER_MS = 1000

/**
 * Evaluates the preconditions of a GET or HEAD. A date that is malformed or came twice counts as absent.
 *
 * @param nowMs milliseconds since 1970
 */
export function evaluatePreconditions(fields: FieldLines, has: Validators, nowMs: number): Precondition {
  const match = fields['if-match']
  if (match) {
    if (!listsTag(match, has.etag, 'strong')) return 'failed'
  } else {
    const unmodifiedSince = dateOf(fields['if-unmodified-since'], nowMs)
    if (unmodifiedSince !== undefined && has.modifiedMs > unmodifiedSince) return 'failed'
  }
  const noneMatch = fields['if-none-match']
  if (noneMatch) return listsTag(noneMatch, has.etag, 'weak') ? 'not-modified' : 'passed'
  const modifiedSince = dateOf(fields['if-modified-since'], nowMs)
  return modifiedSince !== undefined && has.modifiedMs <= modifiedSince ? 'not-modified' : 'passed'
}

/**
 * Whether a Range may be answered: the client's other part is of what the server has now. Without If-Range: yes.
 *
 * @param nowMs milliseconds since 1970
 * @see RFC 9110 section 13.1.5
 */
export function isRangeOfCurrent(fields: FieldLines, has: Validators, nowMs: number): boolean {
  const lines = fields['if-range']
  if (!lines) return true
  const [condition = ''] = lines
  if (lines.length > 1) return false
  if (condition.endsWith('"')) return condition === has.etag && isStrong(condition)
  return parseHttpDate(condition, nowMs) === has.modifiedMs && nowMs - has.modifiedMs >= STRONG_AFTER_MS
}

function dateOf(lines: readonly string[] | undefined, nowMs: number): number | undefined {
  return lines?.length === 1 ? parseHttpDate(lines[0] ?? '', nowMs) : undefined
}

/** Whether a list of entity tags has the given one, or is `*`. @see RFC 9110 sections 8.8.3.2 and 13.1.1 */
function listsTag(lines: readonly string[], etag: string, comparison: 'strong' | 'weak'): boolean {
  const list = lines.join(',')
  if (list.trim() === '*') return true
  for (const tag of entityTags(list)) {
    if (comparison === 'weak' ? opaque(tag) === opaque(etag) : tag === etag && isStrong(etag)) return true
  }
  return false
}

/** The well-formed members of a list; a comma inside a tag belongs to it. Linear: each character is passed once. */
function* entityTags(list: string): Generator<string> {
  for (let index = 0; index < list.length; ) {
    if (' \t,'.includes(list[index] ?? '')) {
      index++
      continue
    }
    const start = index
    if (list.startsWith('W/', index)) index += 2
    const end = list[index] === '"' ? list.indexOf('"', index + 1) : -1
    if (end !== -1) yield list.slice(start, end + 1)
    index = end === -1 ? endOfMember(list, index) : end + 1
  }
}

function endOfMember(list: string, from: number): number {
  const comma = list.indexOf(',', from)
  return comma === -1 ? list.length : comma
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}

function isStrong(tag: string): boolean {
  return tag.startsWith('"')
}
