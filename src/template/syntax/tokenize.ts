// From source text to lines of text and tags, by one regular expression. It knows no tree: what a tag means is parse.ts's.
// Linear: each alternative either finds its closing delimiter or is refused at once, so that no text is searched twice.

import { failAt, TemplateError } from '../error.js'
import { Place, type Source } from '../source.js'

/** The strings around a tag: `{{` and `}}` until a tag such as `{{=<% %>=}}` sets others. */
export interface Delimiters {
  readonly open: string
  readonly close: string
}

export const DEFAULT_DELIMITERS: Delimiters = { open: '{{', close: '}}' }

/** The character that says what a tag is; a print has none, `{` stands for the triple `{{{x}}}`. */
type Sigil = '' | '{' | '&' | '#' | '^' | '/' | '>' | '<' | '$' | '!' | '='

/** Literal text: a line or a part of one, with its line ending. */
export interface TextToken {
  readonly kind: 'text'
  readonly text: string
  readonly offset: number
}

/** A tag. */
export interface TagToken {
  readonly kind: 'tag'
  readonly sigil: Sigil
  /** What stands in the tag, without sigil and outer blanks. */
  readonly content: string
  readonly contentOffset: number
  readonly offset: number
  /** The index after the tag. */
  readonly end: number
  /** The delimiters that are in force after the tag. */
  readonly delimiters: Delimiters
}

export type SourceToken = TextToken | TagToken

/**
 * Splits a source into text and tags. Text never goes past the end of its line.
 *
 * @throws TemplateError for a tag that is not closed or delimiters that cannot be
 */
export function tokenize(source: Source, delimiters: Delimiters = DEFAULT_DELIMITERS): readonly SourceToken[] {
  const { text } = source
  const tokens: SourceToken[] = []
  let current = delimiters
  let pattern = tagPattern(current)
  let done = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === '\n') {
      tokens.push(textToken(text, done, pattern.lastIndex))
      done = pattern.lastIndex
      continue
    }
    if (match.index > done) tokens.push(textToken(text, done, match.index))
    const tag = readTag(source, match, current)
    tokens.push(tag)
    done = tag.end
    if (tag.delimiters === current) continue
    current = tag.delimiters
    pattern = tagPattern(current)
    pattern.lastIndex = done
  }
  if (done < text.length) tokens.push(textToken(text, done, text.length))
  return tokens
}

/** A newline, or a tag; the last, empty alternative is a tag that nothing closes. */
function tagPattern({ open, close }: Delimiters): RegExp {
  const [o, c] = [quote(open), quote(close)]
  const triple = `\\{([\\s\\S]*?)\\}${c}`
  const longComment = `!(?=--)([\\s\\S]*?)--${c}`
  const setting = `=([\\s\\S]*?)=${c}`
  const plain = `(?!\\{|=|!--)([#^/<>$&!]?)([\\s\\S]*?)${c}`
  return new RegExp(`\\n|${o}(?:${triple}|${longComment}|${setting}|${plain}|)`, 'g')
}

function quote(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
}

function textToken(text: string, from: number, to: number): TextToken {
  return { kind: 'text', text: text.slice(from, to), offset: from }
}

function readTag(source: Source, match: RegExpExecArray, current: Delimiters): TagToken {
  const [whole, triple, longComment, setting, sigil, plain] = match
  if (whole === current.open) throw unclosedTag(source, match.index, current)
  if (triple !== undefined) return tagToken(match, current, '{', triple)
  if (longComment !== undefined) return tagToken(match, current, '!', longComment)
  if (setting !== undefined) return delimiterTag(source, tagToken(match, current, '=', setting))
  return tagToken(match, current, isSigil(sigil) ? sigil : '', plain ?? '')
}

function tagToken(match: RegExpExecArray, current: Delimiters, sigil: Sigil, raw: string): TagToken {
  const content = raw.trim()
  const late = content[0]
  if (sigil === '' && late !== '!' && isSigil(late)) {
    return tagToken(match, current, late, raw.slice(raw.indexOf(late) + 1))
  }
  const end = match.index + match[0].length
  const inner = current.open.length + sigil.length
  const contentOffset = match.index + (content === '' ? inner : match[0].indexOf(content, inner))
  return { kind: 'tag', sigil, content, contentOffset, offset: match.index, end, delimiters: current }
}

/** Whether a character may follow the opening delimiter; blanks between the two are forgiven, but not before `!`. */
function isSigil(char: string | undefined): char is Sigil & string {
  return char !== undefined && char !== '' && '#^/<>$&!'.includes(char)
}

function delimiterTag(source: Source, tag: TagToken): TagToken {
  const [open, close, ...more] = tag.content.split(/\s+/)
  if (!open || !close || more.length > 0 || tag.content.includes('=')) {
    failAt(source, tag.offset, tag.end - tag.offset, 'new delimiters are two words without "=": {{=<% %>=}}')
  }
  return { ...tag, delimiters: { open, close } }
}

function unclosedTag(source: Source, offset: number, current: Delimiters): TemplateError {
  const inner = source.text.slice(offset + current.open.length, offset + current.open.length + 3)
  const message = `a tag is opened but not closed: "${closingOf(inner)}${current.close}" is missing`
  return new TemplateError(message, new Place(source, offset, current.open.length))
}

/** What stands before the closing delimiter of a tag that begins so. */
function closingOf(inner: string): string {
  if (inner.startsWith('{')) return '}'
  if (inner.startsWith('=')) return '='
  return inner === '!--' ? '--' : ''
}
