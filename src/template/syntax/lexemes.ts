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
  const pattern = new RegExp(WORD, 'y')
  const found: Lexeme[] = []
  let index = skipBlanks(text, 0)
  while (index < text.length) {
    pattern.lastIndex = index
    const match = pattern.exec(text)
    if (match === null) return refuse(source, text, index, offset)
    found.push(lexemeOf(match, offset + index))
    index = skipBlanks(text, pattern.lastIndex)
  }
  found.push({ kind: 'end', text: '', offset: offset + text.length, length: 1 })
  return found
}

/** What to write instead of a word of another language, or nothing. */
export function hintFor(text: string): string {
  const hint = HINTS.get(text)
  return hint === undefined ? '' : ` (${hint})`
}

function skipBlanks(text: string, from: number): number {
  const blanks = /\s*/y
  blanks.lastIndex = from
  blanks.exec(text)
  return blanks.lastIndex
}

function lexemeOf(match: RegExpExecArray, offset: number): Lexeme {
  const [whole, string, number, symbol] = match
  const at = { offset, length: whole.length }
  if (string !== undefined) return { kind: 'string', text: unquote(string), ...at }
  if (number !== undefined) return { kind: 'number', text: number, ...at }
  return { kind: symbol === undefined ? 'name' : 'symbol', text: whole, ...at }
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
  const char = text[index] ?? ''
  if (char === '"' || char === "'")
    failAt(source, offset + index, text.length - index, 'a string is opened but not closed')
  failAt(source, offset + index, 1, `unexpected "${char}"${hintFor(char)}`)
}
