// Converters: what a segment must look like, the value it gives, and the text a value becomes in an address.
// A text that does not convert is no match; nothing here throws for what a client sent.
// @see RFC 9562 (uuid)

import type { Converter } from './path-types.js'

/** Where a kind of segment stands when several match: literals first, the rest of the path last. */
export const RANKS = ['literal', 'union', 'uuid', 'date', 'int', 'float', 'slug', 'own', 'string', 'path'] as const

/** The kind of a segment. */
export type Kind = (typeof RANKS)[number]

/** Converters of a scope's own, by name. */
// biome-ignore lint/suspicious/noExplicitAny: a converter's value type is its own business
export type OwnConverters = Readonly<Record<string, Converter<any>>>

/** The built-in converters by the name that stands in a path. */
export const BUILT_IN: ReadonlyMap<string, Converter<unknown>> = new Map<string, Converter<unknown>>([
  ['string', { parse: (raw) => raw }],
  ['int', { parse: parseInteger }],
  ['float', { parse: parseFloating, format: formatFloating }],
  ['uuid', { parse: (raw) => (/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(raw) ? raw : undefined) }],
  ['date', { parse: parseDate, format: formatDate }],
  ['slug', { parse: (raw) => (/^[a-z\d]+(?:-[a-z\d]+)*$/.test(raw) ? raw : undefined) }],
  ['path', { parse: parseRest }],
])

/** A converter that takes one of the words. */
export function unionOf(words: readonly string[]): Converter<string> {
  const known = new Set(words)
  return { parse: (raw) => (known.has(raw) ? raw : undefined) }
}

/** The value of a text; undefined if it has none, and never NaN. */
export function convert<Value>(converter: Converter<Value>, raw: string): Value | undefined {
  const value = converter.parse(raw)
  return Number.isNaN(value) ? undefined : value
}

/** Whether a segment is a dot segment, which no parameter takes. @see RFC 3986 section 3.3 */
export function isDotSegment(segment: string): boolean {
  return segment.charCodeAt(0) === 46 /* . */ && (segment === '.' || segment === '..')
}

/** The rest of a path, unless it could lead out of where it is put: absolute, or with dot segments. */
export function parseRest(raw: string): string | undefined {
  return /^[/\\]|(?:^|[/\\])\.\.?(?:[/\\]|$)/.test(raw) ? undefined : raw
}

function parseInteger(raw: string): number | undefined {
  if (!/^-?(?:0|[1-9]\d*)$/.test(raw)) return undefined
  const value = Number(raw)
  return Number.isSafeInteger(value) ? value + 0 : undefined
}

function parseFloating(raw: string): number | undefined {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(raw)) return undefined
  const value = Number(raw)
  return Number.isFinite(value) ? value + 0 : undefined
}

/** Writes out what JavaScript abbreviates: `1e-7` is `0.0000001`. */
function formatFloating(value: unknown): string {
  const text = String(value)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!match) return text
  const [, sign = '', first = '', fraction = '', exponent = ''] = match
  const shift = Number(exponent)
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${first}${fraction}`
  return sign + first + fraction.padEnd(shift, '0')
}

function parseDate(raw: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(raw)) return undefined
  const date = new Date(`${raw}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(raw) ? date : undefined
}

function formatDate(value: unknown): string {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : String(value)
}
