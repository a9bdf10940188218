// The rule of standalone lines: a line of blanks and non-printing tags vanishes with its newline.
// Between tokenising and parsing: it sees lines and kinds of tags, not what the tags nest.

import type { SourceToken, TagToken, TextToken } from './tokenize.js'

/** Text that is printed. */
interface PlacedText extends TextToken {
  /** Whether a line of the source begins here. */
  readonly startsLine: boolean
}

/** A tag, with what its line says. */
export interface PlacedTag extends TagToken {
  /** Whether its line vanishes. */
  readonly standalone: boolean
  /** The blanks that its line begins with, if nothing but blanks and non-printing tags stands before the tag. */
  readonly indent: string
  /** The blanks that the next line begins with, if its own line vanishes. */
  readonly nextIndent: string
}

export type PlacedToken = PlacedText | PlacedTag

type Line = readonly SourceToken[]

/** Drops what standalone lines leave, and notes indentation. */
export function placeTokens(tokens: readonly SourceToken[]): readonly PlacedToken[] {
  const lines = linesOf(tokens)
  const elses = findElses(tokens)
  return lines.flatMap((line, index) => placeLine(line, lines[index + 1] ?? [], elses))
}

function linesOf(tokens: readonly SourceToken[]): readonly Line[] {
  const lines: Line[] = []
  let line: SourceToken[] = []
  for (const token of tokens) {
    line.push(token)
    if (token.kind === 'tag' || !token.text.endsWith('\n')) continue
    lines.push(line)
    line = []
  }
  if (line.length > 0) lines.push(line)
  return lines
}

/** The `{{else}}` tags that belong to a block; anywhere else the word is a name like any other. */
function findElses(tokens: readonly SourceToken[]): ReadonlySet<TagToken> {
  const found = new Set<TagToken>()
  const takesElse: boolean[] = []
  for (const token of tokens) {
    if (token.kind === 'text') continue
    if (opens(token)) takesElse.push(token.sigil === '#' || token.sigil === '^')
    else if (token.sigil === '/') takesElse.pop()
    else if (isElse(token) && takesElse.at(-1) === true) found.add(token)
  }
  return found
}

/** Whether a tag is `{{else}}` or `{{else if …}}`, wherever it stands. */
export function isElse(tag: TagToken): boolean {
  return tag.sigil === '' && /^else(?:\s+if\s|$)/.test(tag.content)
}

function placeLine(line: Line, next: Line, elses: ReadonlySet<TagToken>): readonly PlacedToken[] {
  const [first] = line
  const blanks = leadingBlanks(line)
  if (isStandalone(line, elses)) {
    const nextIndent = leadingBlanks(next)
    return tagsOf(line).map((tag) => placeTag(tag, true, blanks, nextIndent))
  }
  const placed: PlacedToken[] = []
  if (first?.kind === 'tag') placed.push({ kind: 'text', text: '', offset: first.offset, startsLine: true })
  let indent = blanks
  for (const token of line) {
    if (token.kind === 'text') placed.push(placeText(token, token === first))
    else placed.push(placeTag(token, false, indent))
    if (token.kind === 'text' ? !isBlank(token) : prints(token, elses)) indent = ''
  }
  return placed
}

function placeText({ text, offset }: TextToken, startsLine: boolean): PlacedText {
  return { kind: 'text', text, offset, startsLine }
}

/** Copies by hand: the spread syntax is slow, and files have many tags. */
function placeTag(tag: TagToken, standalone: boolean, indent: string, nextIndent = ''): PlacedTag {
  const { kind, sigil, content, contentOffset, offset, end, delimiters } = tag
  return { kind, sigil, content, contentOffset, offset, end, delimiters, standalone, indent, nextIndent }
}

function isStandalone(line: Line, elses: ReadonlySet<TagToken>): boolean {
  const tags = tagsOf(line)
  if (tags.length === 0 || tags.some((tag) => prints(tag, elses))) return false
  if (tags.length > 1 && tags.some((tag) => tag.sigil === '>')) return false
  return line.every((token) => token.kind === 'tag' || isBlank(token)) && !hasWholeBlock(tags)
}

function tagsOf(line: Line): readonly TagToken[] {
  return line.filter((token) => token.kind === 'tag')
}

function prints(tag: TagToken, elses: ReadonlySet<TagToken>): boolean {
  return (tag.sigil === '' || tag.sigil === '{' || tag.sigil === '&') && !elses.has(tag)
}

/** Whether the line has a block from its opening to its closing tag. */
function hasWholeBlock(tags: readonly TagToken[]): boolean {
  const open: TagToken[] = []
  for (const tag of tags) {
    if (opens(tag)) open.push(tag)
    else if (tag.sigil === '/' && open.pop()?.sigil === '$') return true
  }
  return false
}

function opens({ sigil }: TagToken): boolean {
  return sigil === '#' || sigil === '^' || sigil === '$' || sigil === '<'
}

function isBlank({ text }: TextToken): boolean {
  return text.trim() === ''
}

function leadingBlanks([first]: Line): string {
  return first?.kind === 'text' ? (/^[ \t]*/.exec(first.text)?.[0] ?? '') : ''
}
