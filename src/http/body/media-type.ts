// A media type with its parameters, as Content-Type carries it. Read in one pass, whatever the field holds.
// @see RFC 9110 section 8.3.1

import { HttpError } from '../../errors.js'

/** A media type in parts. */
export interface MediaType {
  /** Type and subtype, lower-case: `'text/html'`. */
  readonly essence: string
  /** Parameters by lower-case name; the first one where a name stands twice. */
  readonly parameters: ReadonlyMap<string, string>
}

/** @throws HttpError 415 if the field is no media type */
export function parseMediaType(field: string): MediaType {
  const [essence = '', ...parts] = splitQuoted(field)
  if (!/^[!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+$/.test(essence))
    throw new HttpError(415, 'the Content-Type is no media type')
  const parameters = new Map<string, string>()
  for (const part of parts) {
    const equals = part.indexOf('=')
    const name = part.slice(0, Math.max(equals, 0)).trim().toLowerCase()
    if (name !== '' && !parameters.has(name)) parameters.set(name, unquote(part.slice(equals + 1).trim()))
  }
  return { essence: essence.toLowerCase(), parameters }
}

/** Splits at semicolons outside quotes. */
function splitQuoted(field: string): string[] {
  const parts: string[] = []
  let quoted = false
  let start = 0
  for (let index = 0; index < field.length; index++) {
    const char = field[index]
    if (char === '"') quoted = !quoted
    else if (char === '\\' && quoted) index++
    else if (char === ';' && !quoted) {
      parts.push(field.slice(start, index).trim())
      start = index + 1
    }
  }
  parts.push(field.slice(start).trim())
  return parts
}

function unquote(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1).replace(/\\(.)/g, '$1')
    : value
}
