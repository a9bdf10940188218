// The words of a TypeScript or JavaScript source: enough to find imports, classes and decorators, and nothing of a parser.

/** A word of a source. */
export interface Word {
  readonly kind: 'name' | 'string' | 'symbol'
  /** A string without its quotes. */
  readonly text: string
  readonly offset: number
}

const BLANK = /\s+/y
const LINE_COMMENT = /\/\/[^\n]*/y
const NAME = /[\p{L}\p{N}_$]+/uy
const QUOTED = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/sy
const TEMPLATE = /`(?:[^`\\]|\\.)*`/sy
const REGEXP = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y

/** Behind these words a slash divides; behind any other it begins a regular expression. */
const ENDS_VALUE = /^[\p{L}\p{N}_$)\]}]/u

/** Splits a source into words, without comments, templates and regular expressions. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = []
  let index = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = index
    return pattern.exec(text)?.[0] ?? ''
  }
  while (index < text.length) {
    const last = words.at(-1)
    const skipped =
      take(BLANK) ||
      take(LINE_COMMENT) ||
      blockCommentAt(text, index) ||
      take(TEMPLATE) ||
      (last === undefined || !ENDS_VALUE.test(last.text) ? take(REGEXP) : '')
    if (skipped !== '') {
      index += skipped.length
      continue
    }
    const name = take(NAME)
    const quoted = name === '' ? take(QUOTED) : ''
    if (quoted !== '') words.push({ kind: 'string', text: quoted.slice(1, -1), offset: index })
    else if (name !== '') words.push({ kind: 'name', text: name, offset: index })
    else words.push({ kind: 'symbol', text: text.charAt(index), offset: index })
    index += Math.max(1, name.length, quoted.length)
  }
  return words
}

/** The comment that begins at an index, to its end or that of the text; nothing if none does. */
function blockCommentAt(text: string, index: number): string {
  if (!text.startsWith('/*', index)) return ''
  const end = text.indexOf('*/', index + 2)
  return text.slice(index, end === -1 ? undefined : end + 2)
}
