// What a request for a file gets: the whole, a part, word that nothing has changed, or a refusal.
// @see RFC 9110 sections 13.2.2 (preconditions first) and 14.2 (Range)

import { HttpError } from '../errors.js'
import { evaluatePreconditions, type FieldLines, isRangeOfCurrent } from '../http/conditional.js'
import type { Ctx } from '../http/context.js'
import { parseRange, type Range } from '../http/range.js'
import type { Clock } from './clock.js'
import type { Description } from './fields.js'

/** An answer other than a refusal. */
export type Decision = Exclude<Range, { readonly kind: 'unsatisfiable' }> | { readonly kind: 'unchanged' }

/** Whether a request has any field that can lead to something else than the whole file. */
export function isConditional({ headers }: Ctx): boolean {
  return (
    headers['if-none-match'] !== undefined ||
    headers['if-modified-since'] !== undefined ||
    headers.range !== undefined ||
    headers['if-match'] !== undefined ||
    headers['if-unmodified-since'] !== undefined
  )
}

/**
 * What a GET or HEAD of a file gets.
 *
 * @throws HttpError 412 if a precondition fails
 * @throws HttpError 416 if nothing of the file lies in the range
 */
export function decide({ req, method }: Ctx, file: Description, clock: Clock): Decision {
  const lines = req.headersDistinct
  const nowMs = clock.wallMs()
  const precondition = evaluatePreconditions(lines, file, nowMs)
  if (precondition === 'failed') throw new HttpError(412)
  if (precondition === 'not-modified') return { kind: 'unchanged' }
  const mayBePart = method === 'GET' && file.acceptRanges && isRangeOfCurrent(lines, file, nowMs)
  const range = mayBePart ? rangeOf(lines, file.sizeBytes) : WHOLE
  if (range.kind !== 'unsatisfiable') return range
  throw new HttpError(416, undefined, { headers: { 'content-range': `bytes */${file.sizeBytes}` } })
}

const WHOLE: Range = { kind: 'whole' }

/** Two Range lines are none. */
function rangeOf(lines: FieldLines, sizeBytes: number): Range {
  const [field, second] = lines['range'] ?? []
  return field === undefined || second !== undefined ? WHOLE : parseRange(field, sizeBytes)
}
