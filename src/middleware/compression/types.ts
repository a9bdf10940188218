// Which media types become smaller: text in all its forms, and the few binary ones that nobody has compressed before.

import { ConfigError } from '../../errors.js'

/** Types, `text/*` for all of a kind, and `+json` for all with a suffix. @see RFC 6838 section 4.2.8 */
export const COMPRESSIBLE: readonly string[] = [
  'text/*',
  '+json',
  '+text',
  '+xml',
  'application/javascript',
  'application/json',
  'application/ld+json',
  'application/rtf',
  'application/wasm',
  'application/x-javascript',
  'application/x-ndjson',
  'application/x-sh',
  'application/xml',
  'application/xml-dtd',
  'application/yaml',
  'font/otf',
  'font/ttf',
  'image/bmp',
  'image/svg+xml',
  'image/x-icon',
]

/** An open stream of events would keep half a megabyte of an encoder for a few bytes now and then. */
const NEVER = 'text/event-stream'

/**
 * The types that a list names, as a question to ask of a Content-Type.
 *
 * @throws ConfigError BAD_OPTION for what is neither a type nor one of the patterns
 */
export function typeMatcher(list: readonly string[]): (contentType: string) => boolean {
  const names = new Set(list.map(checked))
  return (contentType) => {
    const semicolon = contentType.indexOf(';')
    const type = (semicolon === -1 ? contentType : contentType.slice(0, semicolon)).trim().toLowerCase()
    if (type === NEVER) return false
    return names.has(type) || names.has(`${type.slice(0, type.indexOf('/'))}/*`) || names.has(suffixOf(type))
  }
}

function suffixOf(type: string): string {
  return type.slice(type.lastIndexOf('+'))
}

function checked(name: unknown): string {
  if (typeof name === 'string' && /^(?:[\w.-]+\/(?:\*|[\w.+-]+)|\+[\w.-]+)$/.test(name)) return name.toLowerCase()
  throw new ConfigError(
    'BAD_OPTION',
    `compress has ${JSON.stringify(name)} among its types: a media type, or text/* or +json`,
  )
}
