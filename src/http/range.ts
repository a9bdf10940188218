// A Range field: which part of so many bytes it asks for. One part only; several are answered by the whole.
// @see RFC 9110 section 14

/** What a Range field means for a representation of a known size. */
export type Range =
  /** The field is ignored: another unit, several parts, or nothing that makes sense. */
  | { readonly kind: 'whole' }
  /** The bytes from `start` to `end`, both included. */
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  /** The field is valid, but nothing lies in it: 416. */
  | { readonly kind: 'unsatisfiable' }

const WHOLE: Range = { kind: 'whole' }
const UNSATISFIABLE: Range = { kind: 'unsatisfiable' }

/**
 * Reads a Range field.
 *
 * @param sizeBytes how many bytes there are
 * @see RFC 9110 sections 14.1.2 (byte ranges) and 14.2 (what a server may ignore)
 */
export function parseRange(field: string, sizeBytes: number): Range {
  const spec = /^bytes=/i.test(field) ? onlyMember(field.slice('bytes='.length)) : undefined
  return spec === undefined ? WHOLE : oneRange(spec, sizeBytes)
}

/** The member of a list that has one; empty members do not count. @see RFC 9110 section 5.6.1 */
function onlyMember(list: string): string | undefined {
  let only: string | undefined
  for (let start = 0; start <= list.length; ) {
    const comma = list.indexOf(',', start)
    const end = comma === -1 ? list.length : comma
    const member = list.slice(start, end).trim()
    if (member !== '' && only !== undefined) return undefined
    if (member !== '') only = member
    start = end + 1
  }
  return only
}

function oneRange(spec: string, sizeBytes: number): Range {
  const dash = spec.indexOf('-')
  const [first, last] = [spec.slice(0, dash), spec.slice(dash + 1)]
  if (dash === -1 || !isDigits(first) || !isDigits(last) || spec === '-') return WHOLE
  if (first === '') return suffix(Number(last), sizeBytes)
  const start = Number(first)
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  if (last !== '' && Number(last) < start) return WHOLE
  return start >= sizeBytes ? UNSATISFIABLE : { kind: 'part', start, end }
}

function suffix(length: number, sizeBytes: number): Range {
  if (length === 0 || sizeBytes === 0) return UNSATISFIABLE
  return { kind: 'part', start: Math.max(0, sizeBytes - length), end: sizeBytes - 1 }
}

function isDigits(text: string): boolean {
  return /^\d*$/.test(text)
}
