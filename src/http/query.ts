// Names and values in the form `a=1&b=2`, as queries and urlencoded bodies have them.
// Repeated names become arrays; brackets and dots in names mean nothing.
// @see https://url.spec.whatwg.org/#urlencoded-parsing (stricter: malformed escapes are refused)

import { HttpError } from '../errors.js'
import { decodeEscapes } from './target.js'

/** Values by name, without a prototype: a name that came once has a string, one that came again an array. */
export type Fields = Record<string, string | string[]>

const MOST_FIELDS = 1000

/**
 * @param where what is parsed, for the message: `'query'` or `'form'`
 * @throws HttpError 400 on a malformed escape or more than 1,000 names
 */
export function parseFields(text: string, where: string): Fields {
  const fields: Fields = Object.create(null)
  let count = 0
  for (let start = 0; start < text.length; ) {
    const end = indexOrEnd(text, '&', start)
    if (end > start) {
      if (++count > MOST_FIELDS) throw new HttpError(400, `the ${where} has more than ${MOST_FIELDS} names`)
      addPair(fields, text.slice(start, end), where)
    }
    start = end + 1
  }
  return fields
}

function addPair(fields: Fields, pair: string, where: string): void {
  const equals = indexOrEnd(pair, '=', 0)
  addField(fields, decode(pair.slice(0, equals), where), decode(pair.slice(equals + 1), where))
}

/** Adds a value under a name that may have come before. */
export function addField(fields: Fields, name: string, value: string): void {
  const before = fields[name]
  if (before === undefined) fields[name] = value
  else if (typeof before === 'string') fields[name] = [before, value]
  else before.push(value)
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
