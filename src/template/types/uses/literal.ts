// Literals as arguments: whether one is of a declared type, as far as the text of the type tells. The rest is tsc's.

import { quoted } from '../text/type-text.js'

/** What a literal in a template may be. */
export type LiteralValue = string | number | boolean | null

/** Whether a literal is of a type; undefined if the type is more than names of primitives and literals. */
export function isOfType(value: LiteralValue, type: string): boolean | undefined {
  const parts = type
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const found = parts.map((part) => isOfPart(value, part))
  if (found.includes(true)) return true
  return found.includes(undefined) ? undefined : false
}

/** A literal as TypeScript has it. */
export function textOfLiteral(value: LiteralValue): string {
  return typeof value === 'string' ? quoted(value) : String(value)
}

function isOfPart(value: LiteralValue, part: string): boolean | undefined {
  if (part === 'any' || part === 'unknown') return true
  if (PRIMITIVES.has(part)) return part === (value === null ? 'null' : typeof value)
  if (part === 'true' || part === 'false') return part === String(value) && typeof value === 'boolean'
  if (/^-?\d+(?:\.\d+)?$/.test(part)) return Number(part) === value
  const [, text] = /^'([^'\\]*)'$/.exec(part) ?? /^"([^"\\]*)"$/.exec(part) ?? []
  return text === undefined ? undefined : text === value
}

const PRIMITIVES = new Set(['string', 'number', 'boolean', 'bigint', 'symbol', 'null', 'undefined'])
