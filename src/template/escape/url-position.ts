// Where in a URL the static text of an attribute has led: a small machine over characters.
// Branches that end at different places are kept as a set; the strictest of its members rules.

import { Refusal } from './refusal.js'
import type { Printed } from './text.js'
import {
  escapeCodeUrl,
  escapeUrlComponent,
  escapeUrlFirstComponent,
  escapeUrlFirstSegment,
  escapeUrlPath,
  escapeWholeUrl,
} from './url.js'

/**
 * A place in a URL: nothing but blanks yet; a word that may be a scheme; the same after a value; right after a scheme
 * that needs no host; one leading slash, of a path or after such a scheme; the slashes before a host; the host; the path; query or fragment; right after a value that began the URL, and after
 * a slash behind such a value; a data: URL.
 */
type UrlPosition =
  | 'start'
  | 'word'
  | 'mixed-word'
  | 'scheme'
  | 'slash'
  | 'slashes'
  | 'host'
  | 'path'
  | 'query'
  | 'value'
  | 'value-slash'
  | 'data'

/** All places that the branches before have led to. */
export interface UrlState {
  readonly kind: 'url'
  /** Whether what the URL names runs or restyles the page. */
  readonly loadsCode: boolean
  readonly positions: readonly UrlPosition[]
  /** The words that may become a scheme, lower-case; for `data` what follows the scheme. */
  readonly words: readonly string[]
}

/** The state at the start of a URL. */
export function startUrl(loadsCode: boolean): UrlState {
  return { kind: 'url', loadsCode, positions: ['start'], words: [''] }
}

/** Moves over static text, its character references decoded. @throws Refusal for a scheme that runs code */
export function advanceUrl(state: UrlState, text: string): UrlState {
  let current = state
  for (const char of text) if (char >= ' ') current = step(current, char)
  return current
}

/** The state where two branches meet. */
export function joinUrls(a: UrlState, b: UrlState): UrlState {
  return { ...a, positions: union(a.positions, b.positions), words: union(a.words, b.words) }
}

/** How to escape a value at this place, and the place after it. @throws Refusal where no value can be safe */
export function printUrl(state: UrlState): Printed<UrlState> {
  const { positions, loadsCode } = state
  refuseUnsafe(state)
  const next: UrlState = { ...state, positions: union(positions.map(afterPrint)) }
  if (positions.length === 1 && positions[0] === 'start') {
    return { rule: loadsCode ? escapeCodeUrl : escapeWholeUrl, state: next }
  }
  const first = positions.some((at) => at === 'start' || at === 'slash' || at === 'value-slash')
  const [asPath, asComponent] = first
    ? [escapeUrlFirstSegment, escapeUrlFirstComponent]
    : [escapeUrlPath, escapeUrlComponent]
  return { rule: positions.includes('query') ? asComponent : asPath, state: next }
}

function refuseUnsafe({ positions, words, loadsCode }: UrlState): void {
  if (positions.some((at) => at === 'slashes' || at === 'host' || at === 'value')) {
    throw new Refusal('the origin of a URL must be literal or wholly in the value: put it together in code')
  }
  if (loadsCode && positions.includes('value-slash')) {
    throw new Refusal('the start of a URL that loads code must be literal or wholly in one value')
  }
  if (positions.includes('data') && !words.every((word) => /^image\/(?!svg)/.test(word))) {
    throw new Refusal('a value in a data: URL must be the content of an image; for anything else use trustedUrl(…)')
  }
}

function afterPrint(position: UrlPosition): UrlPosition {
  if (position === 'start') return 'value'
  if (position === 'word') return 'mixed-word'
  return position === 'slash' || position === 'value-slash' || position === 'scheme' ? 'path' : position
}

function step(state: UrlState, char: string): UrlState {
  const { positions, words } = state
  if (char === ':' && positions.includes('word')) return { ...state, ...afterScheme(state) }
  const next = union(positions.map((position) => stepOne(position, char)))
  const keepsWords = next.includes('word') || next.includes('data')
  return { ...state, positions: next, words: keepsWords ? words.map((word) => grow(word, char)) : [''] }
}

/** Words are kept as far as they can matter: a longer one is no scheme that anything depends on. */
function grow(word: string, char: string): string {
  return word.length < 32 ? word + char.toLowerCase() : word
}

function stepOne(position: UrlPosition, char: string): UrlPosition {
  const slash = char === '/' || char === '\\'
  if (position === 'query' || position === 'data') return position
  if (char === '?' || char === '#') return 'query'
  if (slash) return afterSlash(position)
  if (position === 'start') return startWith(char)
  if (position === 'word') return /[a-z0-9+.-]/i.test(char) ? 'word' : 'path'
  if (position === 'slash' || position === 'value-slash' || position === 'scheme') return 'path'
  if (position === 'slashes') return 'host'
  if (char === ':' && (position === 'value' || position === 'mixed-word')) {
    throw new Refusal('the scheme of a URL must be literal or wholly in the value')
  }
  return position
}

function startWith(char: string): UrlPosition {
  if (char === ' ') return 'start'
  return /[a-z]/i.test(char) ? 'word' : 'path'
}

function afterSlash(position: UrlPosition): UrlPosition {
  if (position === 'start' || position === 'scheme') return 'slash'
  if (position === 'value') return 'value-slash'
  return position === 'slash' || position === 'value-slash' || position === 'slashes' ? 'slashes' : 'path'
}

/** Schemes whose URLs have a host, with or without slashes before it. */
const WITH_HOST = new Set(['http', 'https', 'ftp', 'ws', 'wss', 'file'])

function afterScheme({ positions, words }: UrlState): Pick<UrlState, 'positions' | 'words'> {
  const others = positions.filter((position) => position !== 'word').map((position) => stepOne(position, ':'))
  return { positions: union(words.map(placeAfterScheme), others), words: [''] }
}

function placeAfterScheme(scheme: string): UrlPosition {
  if (scheme === 'javascript' || scheme === 'vbscript') {
    throw new Refusal(`a ${scheme}: URL runs code: use an event listener`)
  }
  if (scheme === 'data') return 'data'
  return WITH_HOST.has(scheme) ? 'slashes' : 'scheme'
}

function union<T extends string>(a: readonly T[], b: readonly T[] = []): readonly T[] {
  return a.length + b.length === 1 ? a : [...new Set([...a, ...b])].sort()
}
