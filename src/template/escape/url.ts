// What a value may become in a URL: whole URLs by their scheme, parts of URLs percent-encoded. RFC 3986, WHATWG URL.
// Everything that leaves here is escaped for a quoted attribute too.

import { TrustedUrl } from '../safe-html.js'
import { escapeHtml } from './html.js'
import { textOf } from './text.js'

/** What stands where a URL was refused. */
export const BLOCKED_URL = 'about:blank#blocked'

const SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel'])

/** A value that is the start of a URL: relative ones and http, https, mailto and tel pass. */
export function escapeWholeUrl(value: unknown): string {
  if (TrustedUrl.is(value)) return escapeHtml(value.toString())
  const url = stripControls(textOf(value))
  const scheme = schemeOf(url)
  return scheme === undefined || SCHEMES.has(scheme) ? escapeUrlText(url) : BLOCKED_URL
}

/**
 * A value that is the start of a URL whose content runs or restyles the page: only the same origin passes.
 * A slash alone becomes `/.`, which means the same, so that a literal slash after it cannot make it a host.
 */
export function escapeCodeUrl(value: unknown): string {
  if (TrustedUrl.is(value)) return escapeHtml(value.toString())
  const url = stripControls(textOf(value))
  if (url === '/') return '/.'
  return schemeOf(url) === undefined && !/^[\\/]{2}/.test(url) ? escapeUrlText(url) : BLOCKED_URL
}

/** A value in the path. */
export function escapeUrlPath(value: unknown): string {
  return escapeHtml(percentEncode(textOf(value), PATH))
}

/**
 * A value right after the slash that begins a path. It must not begin with a second slash, which would name another
 * host, nor vanish before one: empty becomes `.`, which means the same path.
 */
export function escapeUrlFirstSegment(value: unknown): string {
  const text = textOf(value)
  const slashes = /^\/*/.exec(text)?.[0].length ?? 0
  return text === '' ? '.' : '%2F'.repeat(slashes) + escapeHtml(percentEncode(text.slice(slashes), PATH))
}

/** A value in the query or the fragment. */
export function escapeUrlComponent(value: unknown): string {
  return percentEncode(textOf(value), UNRESERVED)
}

/** As {@link escapeUrlComponent}, but never empty: for places where nothing would change what the URL means. */
export function escapeUrlFirstComponent(value: unknown): string {
  return escapeUrlComponent(value) || '.'
}

/** Takes away C0 controls, which browsers ignore inside a URL, and the spaces around it. */
function stripControls(text: string): string {
  let out = ''
  for (const char of text) if (char >= ' ') out += char
  let [from, to] = [0, out.length]
  while (out[from] === ' ') from++
  while (to > from && out[to - 1] === ' ') to--
  return out.slice(from, to)
}

function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
}

function escapeUrlText(url: string): string {
  return escapeHtml(url.replaceAll('\\', '%5C'))
}

const UNRESERVED = /[\w.~-]/
const PATH = /[\w.~!$&'()*+,;=/@-]/
const HEX = /^[0-9A-F]{2}$/i

/** Percent-encodes all bytes but the allowed ones; where `/` is allowed, valid `%XX` stays. */
function percentEncode(text: string, allowed: RegExp): string {
  if (/^[\w.~-]*$/.test(text)) return text
  let out = ''
  const bytes = Buffer.from(text, 'utf8').toString('latin1')
  for (let i = 0; i < bytes.length; i++) {
    const char = bytes.charAt(i)
    const kept = char === '%' ? allowed === PATH && HEX.test(bytes.slice(i + 1, i + 3)) : allowed.test(char)
    out += kept ? char : `%${bytes.charCodeAt(i).toString(16).toUpperCase().padStart(2, '0')}`
  }
  return out
}
