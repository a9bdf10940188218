// From a value to its text, before any escaping. What has no sensible text is refused with a sentence that says what to do.

import { inheritedDescriptor } from '../intrinsics.js'
import { SafeHtml, TrustedUrl } from '../safe-html.js'

/** From a value to what is printed. @throws TypeError for a value without text */
export type EscapeRule = (value: unknown) => string

/** How to escape a value at some place, and the state after it. */
export interface Printed<State> {
  readonly rule: EscapeRule
  readonly state: State
}

/**
 * The text of a value: nothing for null and undefined, ISO 8601 for dates, `toString` for classes that define it.
 *
 * @throws TypeError for a plain object, list, function, promise, symbol, bytes or an invalid date
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') return textOfObject(value)
  if (typeof value === 'function') throw new TypeError('a function has no text, and is never called: pass its result')
  if (typeof value === 'symbol') throw new TypeError('a symbol has no text: pass a string')
  return String(value)
}

function textOfObject(value: object): string {
  if (SafeHtml.is(value) || TrustedUrl.is(value)) return value.toString()
  if (value instanceof Date) return textOfDate(value)
  const described = inheritedDescriptor(value, 'toString')
  if (typeof described?.value === 'function') return String(value)
  throw new TypeError(refusalOf(value))
}

function textOfDate(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new TypeError('an invalid date has no text')
  return date.toISOString()
}

function refusalOf(value: object): string {
  if (value instanceof Promise) return 'a promise has no text: await it first'
  if (ArrayBuffer.isView(value)) return 'bytes have no text: decode them first'
  if (Array.isArray(value)) return 'a list has no text: loop over it or join it'
  return 'an object has no text: print one of its properties, or its JSON'
}
