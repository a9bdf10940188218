// The words of an expression: strings, numbers, dotted names and operators, by one sticky regular expression.
// Used by expression.ts alone; positions are those of the whole source.

import { failAt } from '../error.js'
import type { Source } from '../source.js'

/** A word of an expression. */
export interface Lexeme {
  readonly kind: 'string' | 'number' | 'symbol' | 'name' | 'end'
  /** As written; for a string what it stands for. */
  readonly text: string
  readonly offset: number
  readonly length: number
}

const STRING = `("(?:[^"\\\\]|\\\\[\\s\\S])*"|'(?:[^'\\\\]|\\\\[\\s\\S])*')`
const NUMBER = `(-?\\d+(?:\\.\\d+)?(?![^\\s"'|()=<>!,]))`
const SYMBOL = `(==|!=|<=|>=|[|()=<>,])`
const NAME = `([^\\s"'|()=<>!,]+)`
const WORD = `${STRING}|${NUMBER}|${SYMBOL}|${NAME}`

/** What people write who know other languages, and how it is written here. */
const HINTS = new Map([
  ['!', 'use "not"'],
  ['&&', 'use "and"'],
  ['+', 'there is no arithmetic: compute it before rendering'],
  ['-', 'there is no arithmetic: compute it before rendering'],
  ['*', 'there is no arithmetic: compute it before rendering'],
  ['?', 'use {{#if …}}…{{else}}…{{/if}}'],
])

/**
 * Splits an expression into its words, with one of kind `end` after the last.
 *
 * @param offset where the text begins in the source
 * @throws TemplateError for a string that is not closed or a character that no expression has
 */
export function lexemes(source: Source, text: string, offset: number): readonly Lexeme[] {
  const pattern = new RegExp(`\\s*(?:${WORD})`, 'y')
  const end = text.trimEnd().length
  const found: Lexeme[] = []
  while (pattern.lastIndex < end) {
    const index = pattern.lastIndex
    const match = pattern.exec(text)
    if (match === null) return refuse(source, text, index, offset)
    found.push(lexemeOf(match, offset))
  }
  found.push({ kind: 'end', text: '', offset: offset + text.length, length: 1 })
  return found
}

/** What to write instead of a word of another language, or nothing. */
export function hintFor(text: string): string {
  const hint = HINTS.get(text)
  return hint === undefined ? '' : ` (${hint})`
}

/** @param from where the text begins in the source */
function lexemeOf(match: RegExpExecArray, from: number): Lexeme {
  const [whole, string, number, symbol, name] = match
  const word = string ?? number ?? symbol ?? name ?? ''
  const at = { offset: from + match.index + whole.length - word.length, length: word.length }
  if (string !== undefined) return { kind: 'string', text: unquote(string), ...at }
  if (number !== undefined) return { kind: 'number', text: number, ...at }
  return { kind: symbol === undefined ? 'name' : 'symbol', text: word, ...at }
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\([\s\S])/g, (_, char: string) => ESCAPES.get(char) ?? char)
}

const ESCAPES = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
])

function refuse(source: Source, text: string, index: number, offset: number): never {
  const at = index + (/^\s*/.exec(text.slice(index))?.[0].length ?? 0)
  const char = text[at] ?? ''
  if (char === '"' || char === "'") failAt(source, offset + at, text.length - at, 'a string is opened but not closed')
  failAt(source, offset + at, 1, `unexpected "${char}"${hintFor(char)}`)
}
