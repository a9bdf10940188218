// The HTML machine: moves a state over static text, as the tokeniser of the HTML standard does.
// Here are text, comments and declarations; tags.ts has the tags and attributes.
// @see https://html.spec.whatwg.org/multipage/parsing.html#tokenization

import { advanceContent } from './content.js'
import { isForeign } from './elements.js'
import { become, consume, peek, type Reader, type Step } from './reader.js'
import type { HtmlState, Mode } from './state.js'
import { beginTag, TAG_STEPS } from './tags.js'

/**
 * Moves over static text.
 *
 * @throws Refusal, with its index in the text, for text that cannot be safe or whose meaning depends on a branch
 */
export function advanceHtml(state: HtmlState, text: string): HtmlState {
  const reader: Reader = { text, index: 0, state }
  while (reader.index < text.length) reader.state = STEPS[reader.state.mode](reader)
  return reader.state
}

/** The dashes that begin a comment may end it at once, but not together with an exclamation mark: the first character tells them. */
const COMMENT_START = '\ue000--'

const STEPS: Readonly<Record<Mode, Step>> = {
  ...TAG_STEPS,
  plain: skipAll,
  text: readText,
  content: advanceContent,
  'tag-open': readTagOpen,
  'end-tag-open': readEndTagOpen,
  declaration: readDeclaration,
  cdata: (reader) => readUntil(reader, /\]\]$/, 2),
  bogus: (reader) => readUntil(reader, /$/, 0),
  comment: (reader) => readUntil(reader, /(?:--|(?<!\ue000-?)--!)$/, 6),
}

function skipAll(reader: Reader): HtmlState {
  reader.index = reader.text.length
  return reader.state
}

function readText(reader: Reader): HtmlState {
  const at = reader.text.indexOf('<', reader.index)
  if (at === -1) return skipAll(reader)
  reader.index = at + 1
  return become(reader, { mode: 'tag-open' })
}

function readTagOpen(reader: Reader): HtmlState {
  const char = peek(reader)
  if (/[a-z]/i.test(char)) return beginTag(reader, false)
  if (char === '/') return consume(reader, { mode: 'end-tag-open' })
  if (char === '!') return consume(reader, { mode: 'declaration', pending: '' })
  return char === '?' ? consume(reader, { mode: 'bogus' }) : become(reader, { mode: 'text' })
}

function readEndTagOpen(reader: Reader): HtmlState {
  return /[a-z]/i.test(peek(reader)) ? beginTag(reader, true) : become(reader, { mode: 'bogus', pending: '' })
}

function readDeclaration(reader: Reader): HtmlState {
  const seen = reader.state.pending + peek(reader).toUpperCase()
  if (seen === '--') return consume(reader, { mode: 'comment', pending: COMMENT_START })
  const foreign = isForeign(reader.state)
  if (foreign && seen === '[CDATA[') return consume(reader, { mode: 'cdata', pending: '' })
  if (seen === '-' || (foreign && '[CDATA['.startsWith(seen))) return consume(reader, { pending: seen })
  return become(reader, { mode: 'bogus', pending: '' })
}

/** Reads up to a `>` before which the text ends as it must, keeping the last characters in mind. */
function readUntil(reader: Reader, ending: RegExp, kept: number): HtmlState {
  const end = reader.text.indexOf('>', reader.index)
  const to = end === -1 ? reader.text.length : end
  const before = keepLast(reader.state.pending + reader.text.slice(reader.index, to), kept)
  reader.index = end === -1 ? to : to + 1
  if (end === -1) return become(reader, { pending: before })
  if (ending.test(before)) return become(reader, { mode: 'text', pending: '' })
  return become(reader, { pending: keepLast(`${before}>`, kept) })
}

function keepLast(text: string, count: number): string {
  return count === 0 ? '' : text.slice(-count)
}
