// The request target, split and decoded once: what routes, guards and the asset server all see.
// Nothing is collapsed, lower-cased or normalised, so that no two of them can disagree about a path.
// @see RFC 9112 section 3.2, RFC 3986 section 3.3

import { HttpError } from '../errors.js'

/** A request target in parts. */
export class Target {
  /** Stands in where a target could not be parsed. */
  static readonly UNKNOWN: Target = new Target('', '', undefined, [])

  /** The path with each segment decoded; `/` and `\` inside a segment stay `%2F`, `%5C`. */
  readonly path: string
  /** The query as it came, without its question mark. */
  readonly search: string
  /** The authority of an absolute-form target, which wins over the Host field. */
  readonly authority: string | undefined
  #segments: readonly string[] | undefined

  constructor(path: string, search: string, authority: string | undefined, segments: readonly string[] | undefined) {
    this.path = path
    this.search = search
    this.authority = authority
    this.#segments = segments
  }

  /** The segments of the path, decoded whole: `/a/b` is `['a', 'b']`, `/a/` is `['a', '']`, `/` is `['']`. */
  get segments(): readonly string[] {
    this.#segments ??= split(this.path)
    return this.#segments
  }
}

/** The texts between the slashes of a path; half the time of `path.slice(1).split('/')`. */
function split(path: string): readonly string[] {
  const segments: string[] = []
  let start = 1
  for (let end = path.indexOf('/', start); end !== -1; end = path.indexOf('/', start)) {
    segments.push(path.slice(start, end))
    start = end + 1
  }
  segments.push(path.slice(start))
  return segments
}

/**
 * Splits and decodes a request target of origin form, absolute form or, for OPTIONS, `*`.
 *
 * @param limitBytes how long it may be
 * @throws HttpError 400 for a target of another form or with escapes that are no UTF-8, 414 over the limit
 */
export function parseTarget(method: string, raw: string, limitBytes = 8_192): Target {
  if (raw.length > limitBytes) throw new HttpError(414, `the address is longer than ${limitBytes} bytes`)
  if (raw.charCodeAt(0) === 47 /* / */) return originForm(raw, undefined)
  if (raw === '*' && method === 'OPTIONS') return new Target('*', '', undefined, ['*'])
  return absoluteForm(raw)
}

function absoluteForm(raw: string): Target {
  const match = /^https?:\/\/([^/?#\\]+)/i.exec(raw)
  const authority = match?.[1]
  if (!match || !authority) throw new HttpError(400, 'the request target is neither a path nor an http address')
  const rest = raw.slice(match[0].length)
  return originForm(rest.startsWith('/') ? rest : `/${rest}`, authority)
}

function originForm(raw: string, authority: string | undefined): Target {
  if (!/[%\\\0#?]/.test(raw)) return new Target(raw, '', authority, undefined)
  const mark = raw.indexOf('?')
  const path = mark === -1 ? raw : raw.slice(0, mark)
  const search = mark === -1 ? '' : raw.slice(mark + 1)
  if (raw.includes('#')) throw new HttpError(400, 'a request target has no fragment')
  if (!/[%\\\0]/.test(path)) return new Target(path, search, authority, undefined)
  const segments = split(path).map(decodeSegment)
  return new Target(pathOf(segments), search, authority, segments)
}

/** The path of decoded segments, as `Target.path` has it. */
export function pathOf(segments: readonly string[]): string {
  return `/${segments.map(keepSeparators).join('/')}`
}

function decodeSegment(segment: string): string {
  const decoded = decodeEscapes(segment, 'path')
  if (decoded.includes('\0')) throw new HttpError(400, 'the path contains a NUL character')
  return decoded
}

/** Decodes percent escapes. @throws HttpError 400 if they are malformed or no UTF-8 */
export function decodeEscapes(text: string, where: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new HttpError(400, `the ${where} contains a malformed escape`, { cause })
  }
}

function keepSeparators(segment: string): string {
  return segment.replace(/[/\\]/g, (separator) => (separator === '/' ? '%2F' : '%5C'))
}

/** A path from decoded segments, encoded so that no segment can change the path's shape. */
export function encodeSegments(segments: readonly string[]): string {
  return `/${segments.map(encodeSegment).join('/')}`
}

/** One segment, encoded. @see RFC 3986 section 3.3 (pchar) */
export function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(/%(?:40|3A|24|26|2B|2C|3B|3D)/g, decodeURIComponent)
}
