// The helpers date, time and number, by Intl. Formatters are costly to make, so that each engine keeps the ones it has made.
// The defaults are fixed, not the machine's: locale en, time zone UTC.

import type { Helper } from './library-types.js'
import { kindOf } from './operators.js'

/** How many formatters are kept; their options can come from data. */
const KEPT = 100

/** Options of a helper, from its named arguments. */
type Options = Readonly<Record<string, unknown>>

/** Makes the helpers `date`, `time` and `number`. */
export function formatHelpers(): ReadonlyMap<string, Helper> {
  const dates = new Cache(dateFormatter)
  const numbers = new Cache(numberFormatter)
  const format = (value: unknown, options: unknown, style: Options): string | undefined => {
    const date = dateOf(value)
    return date && dates.get({ ...style, ...optionsOf(options) }).format(date)
  }
  return new Map<string, Helper>([
    ['date', { call: (value, options) => format(value, options, { dateStyle: 'medium' }) }],
    ['time', { call: (value, options) => format(value, options, { timeStyle: 'short' }) }],
    ['number', { call: (value, options) => formatNumber(value, numbers, optionsOf(options)) }],
  ])
}

/** Formatters by their options. When it is full, it starts anew. */
class Cache<Formatter> {
  readonly #made = new Map<string, Formatter>()
  readonly #make: (options: Options) => Formatter

  constructor(make: (options: Options) => Formatter) {
    this.#make = make
  }

  get(options: Options): Formatter {
    const key = JSON.stringify(options)
    const made = this.#made.get(key) ?? this.#make(options)
    if (this.#made.size >= KEPT) this.#made.clear()
    this.#made.set(key, made)
    return made
  }
}

/** `style` is short for dateStyle or timeStyle; a formatter takes either styles or single fields. */
function dateFormatter({ locale, style, zone, dateStyle, timeStyle, ...fields }: Options): Intl.DateTimeFormat {
  const chosen = dateStyle === undefined ? { timeStyle: style ?? timeStyle } : { dateStyle: style ?? dateStyle }
  const shape = Object.keys(fields).length > 0 ? fields : chosen
  return new Intl.DateTimeFormat(localeOf(locale), { timeZone: String(zone ?? 'UTC'), ...asDateOptions(shape) })
}

/** `digits` is short for both numbers of fraction digits. */
function numberFormatter({ locale, digits, ...options }: Options): Intl.NumberFormat {
  const fraction = typeof digits === 'number' ? { minimumFractionDigits: digits, maximumFractionDigits: digits } : {}
  return new Intl.NumberFormat(localeOf(locale), { ...fraction, ...asNumberOptions(options) })
}

/** The boundary to Intl, which judges names and values itself and throws a RangeError. */
function asDateOptions(options: Options): Intl.DateTimeFormatOptions {
  return options as Intl.DateTimeFormatOptions
}

/** As {@link asDateOptions}. */
function asNumberOptions(options: Options): Intl.NumberFormatOptions {
  return options as Intl.NumberFormatOptions
}

function localeOf(locale: unknown): string {
  return typeof locale === 'string' ? locale : 'en'
}

function formatNumber(value: unknown, formatters: Cache<Intl.NumberFormat>, options: Options): string | undefined {
  if (value === null || value === undefined) return undefined
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'bigint' || (typeof number === 'number' && !Number.isNaN(number))) {
    return formatters.get(options).format(number)
  }
  throw new TypeError(`a number is expected, not ${typeof value === 'string' ? `"${value}"` : kindOf(value)}`)
}

function dateOf(value: unknown): Date | undefined {
  if (value === null || value === undefined) return undefined
  const date = typeof value === 'string' || typeof value === 'number' ? new Date(value) : value
  if (date instanceof Date && !Number.isNaN(date.getTime())) return date
  throw new TypeError(`a date is expected, not ${typeof value === 'string' ? `"${value}"` : kindOf(value)}`)
}

function optionsOf(value: unknown): Options {
  if (value === undefined) return {}
  if (typeof value === 'object' && value !== null) return { ...value }
  throw new TypeError('options are named: date(locale="de", zone="Europe/Berlin")')
}
