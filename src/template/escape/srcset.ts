// The srcset attribute: candidates separated by commas, each a URL and a descriptor such as `2x`.
// Static text is followed as far as needed to know whether a value is a list, a part of a URL or a descriptor.

import { type Printed, textOf } from './text.js'
import { BLOCKED_URL, escapeUrlComponent, escapeUrlFirstComponent, escapeWholeUrl } from './url.js'
import { advanceUrl, joinUrls, printUrl, startUrl, type UrlState } from './url-position.js'

/** Where in a srcset the static text has led. */
export interface SrcsetState {
  readonly kind: 'srcset'
  readonly at: 'candidate' | 'url' | 'descriptor'
  readonly url: UrlState
  /** Whether the URL so far ends with a comma, which ends the candidate if a blank follows. */
  readonly comma: boolean
}

export const START_SRCSET: SrcsetState = { kind: 'srcset', at: 'candidate', url: startUrl(false), comma: false }

/** Moves over static text, its character references decoded. */
export function advanceSrcset(state: SrcsetState, text: string): SrcsetState {
  let current = state
  for (const char of text) current = step(current, char)
  return current
}

/** The state where two branches meet, or undefined if they are at different things. */
export function joinSrcsets(a: SrcsetState, b: SrcsetState): SrcsetState | undefined {
  return a.at === b.at && a.comma === b.comma ? { ...a, url: joinUrls(a.url, b.url) } : undefined
}

/** How to escape a value at this place, and the place after it. */
export function printSrcset(state: SrcsetState): Printed<SrcsetState> {
  if (state.at === 'descriptor') return { rule: escapeDescriptor, state }
  const { rule, state: url } = printUrl(state.url)
  const next: SrcsetState = { kind: 'srcset', at: 'url', url, comma: false }
  if (rule === escapeWholeUrl) return { rule: escapeCandidates, state: next }
  const first = state.url.positions.some((at) => at === 'slash' || at === 'value-slash')
  return { rule: first ? escapeUrlFirstComponent : escapeUrlComponent, state: next }
}

function step(state: SrcsetState, char: string): SrcsetState {
  const blank = /\s/.test(char)
  if (state.at === 'candidate') return blank || char === ',' ? state : stepUrl(START_SRCSET, char)
  if (state.at === 'descriptor') return char === ',' ? START_SRCSET : state
  if (!blank) return stepUrl(state, char)
  return state.comma ? START_SRCSET : { ...START_SRCSET, at: 'descriptor' }
}

function stepUrl(state: SrcsetState, char: string): SrcsetState {
  return { kind: 'srcset', at: 'url', url: advanceUrl(state.url, char), comma: char === ',' }
}

/** A whole list, or one URL: each URL is checked by its scheme. */
function escapeCandidates(value: unknown): string {
  const words = textOf(value).split(/\s+/)
  const out: string[] = []
  let expectsUrl = true
  for (const word of words) {
    const bare = withoutCommas(word)
    if (bare === '') continue
    const isLast = word.endsWith(',')
    const text = expectsUrl ? escapeWholeUrl(bare) : escapeDescriptor(bare)
    out.push(isLast ? `${text},` : text)
    expectsUrl = isLast
  }
  return out.join(' ') || BLOCKED_URL
}

/** A word without the commas around it, which browsers take away before they read a URL. */
function withoutCommas(word: string): string {
  let [start, end] = [0, word.length]
  while (word[start] === ',') start++
  while (end > start && word[end - 1] === ',') end--
  return word.slice(start, end)
}

function escapeDescriptor(value: unknown): string {
  const text = textOf(value)
  return /^[\d.]{1,20}[wxh]?$/.test(text) ? text : ''
}
