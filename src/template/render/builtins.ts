// The helpers that every template has. Null and undefined pass through the ones for text, so that default can follow.
// Dates, times and numbers are format.ts's.

import { escapeHtml } from '../escape/html.js'
import { textOf } from '../escape/text.js'
import { SafeHtml } from '../safe-html.js'
import { formatHelpers } from './format.js'
import type { Helper } from './library-types.js'
import { kindOf } from './operators.js'

/** Makes the built-in helpers; their caches belong to one engine. */
export function builtInHelpers(): ReadonlyMap<string, Helper> {
  const helpers = new Map<string, Helper>(formatHelpers())
  for (const [name, call] of Object.entries(FUNCTIONS)) helpers.set(name, { call })
  return helpers
}

const FUNCTIONS: Readonly<Record<string, Helper['call']>> = {
  /** The value, or another where it is missing, null, undefined or an empty text. */
  default: (value, other) => (value === null || value === undefined || value === '' ? other : value),
  upper: (value) => onText(value, (text) => text.toUpperCase()),
  lower: (value) => onText(value, (text) => text.toLowerCase()),
  trim: (value) => onText(value, (text) => text.trim()),
  truncate: (value, length, ending) => onText(value, (text) => truncate(text, length, ending)),
  length: lengthOf,
  join: (value, separator) =>
    listOf(value)
      .map(textOf)
      .join(separator === undefined ? ', ' : textOf(separator)),
  first: (value) => listOf(value)[0],
  last: (value) => listOf(value).at(-1),
  json: (value, indent) => jsonOf(value, indentOf(indent)),
  nl2br: (value) => new SafeHtml(escapeHtml(textOf(value)).replace(/\r?\n/g, '<br>\n')),
}

function onText(value: unknown, change: (text: string) => string): unknown {
  return value === null || value === undefined ? value : change(textOf(value))
}

/** Cuts to a number of characters, the ending included; never inside a character. */
function truncate(text: string, length: unknown, ending: unknown = '…'): string {
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 0) {
    throw new TypeError(`the length is a whole number from 0, not ${kindOf(length)}`)
  }
  if (text.length <= length) return text
  const characters = [...text]
  if (characters.length <= length) return text
  const end = textOf(ending)
  const kept = Math.max(0, length - [...end].length)
  return characters.slice(0, kept).join('') + end
}

function lengthOf(value: unknown): number {
  if (value === null || value === undefined) return 0
  if (typeof value === 'string') return [...value].length
  if (Array.isArray(value)) return value.length
  if (value instanceof Set || value instanceof Map) return value.size
  if (typeof value === 'object') return Object.keys(value).length
  throw new TypeError(`${kindOf(value)} has no length`)
}

function listOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value
  if (typeof value === 'string' || isIterable(value)) return [...value]
  throw new TypeError(`a list is expected, not ${kindOf(value)}`)
}

/** Whether a value is an object that can be looped over. */
export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

/** JSON without keys `__proto__`: in a script, which reads it as an expression, they would set prototypes. @see ECMA-262 section B.3.1 */
function jsonOf(value: unknown, indent: number | undefined): string {
  const json = JSON.stringify(value, null, indent) ?? 'null'
  return json.includes('"__proto__":') ? JSON.stringify(value, withoutProto, indent) : json
}

function withoutProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}

/** A number of blanks only: a text would stand between the values as it is, and in a script be code. */
function indentOf(indent: unknown): number | undefined {
  if (indent === undefined || typeof indent === 'number') return indent
  throw new TypeError(`the indent of json is a number of blanks, not ${kindOf(indent)}`)
}
