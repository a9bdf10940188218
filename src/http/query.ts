// Names and values in the form `a=1&b=2`, as queries and urlencoded bodies have them.
// Repeated names become arrays; brackets and dots in names mean nothing.
// @see https://url.spec.whatwg.org/#urlencoded-parsing (stricter: malformed escapes are refused)

import { HttpError } from '../errors.js'
import { decodeEscapes } from './target.js'

/** Values by name, without a prototype: a name that came once has a string, one that came again an array. */
export type Fields = Record<string, string | string[]>

/** What a list of fields may hold. */
export interface FieldLimits {
  /** How many names and values. */
  readonly fields: number
  /** The longest name, in bytes. */
  readonly nameBytes: number
  /** The largest value, in bytes. */
  readonly fieldBytes: number
}

/** A query is as long as a request target at the most. */
const QUERY_LIMITS: FieldLimits = { fields: 1000, nameBytes: Infinity, fieldBytes: Infinity }

/**
 * @param where what is parsed, for the message: `'query'` or `'form'`
 * @throws HttpError 400 on a malformed escape, too many names or one too long, 413 on a value too large
 */
export function parseFields(text: string, where: string, limits: FieldLimits = QUERY_LIMITS): Fields {
  const fields: Fields = Object.create(null)
  let count = 0
  for (let start = 0; start < text.length; ) {
    const end = indexOrEnd(text, '&', start)
    if (end > start) {
      if (++count > limits.fields) throw new HttpError(400, `the ${where} has more than ${limits.fields} names`)
      addPair(fields, text.slice(start, end), { where, limits })
    }
    start = end + 1
  }
  return fields
}

interface Pairs {
  readonly where: string
  readonly limits: FieldLimits
}

function addPair(fields: Fields, pair: string, { where, limits }: Pairs): void {
  const equals = indexOrEnd(pair, '=', 0)
  const name = decode(pair.slice(0, equals), where)
  const value = decode(pair.slice(equals + 1), where)
  if (isLonger(name, limits.nameBytes))
    throw new HttpError(400, `the ${where} has a name of more than ${limits.nameBytes} bytes`)
  if (isLonger(value, limits.fieldBytes))
    throw new HttpError(413, `a field of the ${where} is larger than ${limits.fieldBytes} bytes`)
  addField(fields, name, value)
}

/** Whether a text has more bytes in UTF-8. */
function isLonger(text: string, limitBytes: number): boolean {
  return text.length * 3 > limitBytes && Buffer.byteLength(text) > limitBytes
}

/** Adds a value under a name that may have come before. The record has no prototype. */
export function addField<Value extends string | object>(
  values: Record<string, Value | Value[]>,
  name: string,
  value: Value,
): void {
  const before = values[name]
  if (before === undefined) values[name] = value
  else if (Array.isArray(before)) before.push(value)
  else values[name] = [before, value]
}

/** The first value of each name. */
export function firstValues(fields: Fields): Record<string, string> {
  const first: Record<string, string> = Object.create(null)
  for (const name of Object.keys(fields)) {
    const value = fields[name]
    first[name] = (typeof value === 'string' ? value : value?.[0]) ?? ''
  }
  return first
}

/** All values of a name, in order. */
export function allValues(fields: Fields, name: string): readonly string[] {
  const value = fields[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

function decode(text: string, where: string): string {
  return decodeEscapes(text.includes('+') ? text.replaceAll('+', ' ') : text, where)
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const index = text.indexOf(mark, from)
  return index === -1 ? text.length : index
}
