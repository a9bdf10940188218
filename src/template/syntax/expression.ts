// The parser of expressions: filters, or, and, not, comparisons, calls, paths. Recursive descent over lexemes.
// The grammar has no arithmetic, no assignment and no method calls.

import { failAt } from '../error.js'
import type { Source } from '../source.js'
import { hintFor, type Lexeme, lexemes } from './lexemes.js'
import type { Call, CompareOperator, Expression, NamedArgument, Path, Span } from './tree.js'

/** How deep parentheses, calls and filters may nest in one expression. */
const DEPTH_LIMIT = 100

const COMPARISONS: ReadonlySet<string> = new Set<CompareOperator>(['==', '!=', '<', '<=', '>', '>=', 'in'])
const RESERVED = new Set(['and', 'or', 'not', 'in'])

/** Reads expressions one after the other from the words of one tag. */
export class ExpressionParser {
  readonly #source: Source
  readonly #words: readonly Lexeme[]
  #index = 0
  #depth = 0

  constructor(source: Source, text: string, offset: number) {
    this.#source = source
    this.#words = lexemes(source, text, offset)
  }

  /** The word that comes next. */
  get next(): Lexeme {
    return this.#at(this.#index)
  }

  /** `E`: a condition or value, with its filters. */
  expression(): Expression {
    return this.#nested(() => this.#filtered(this.#or()))
  }

  /** `name=E`, if that comes next. */
  namedArgument(): NamedArgument | undefined {
    if (this.next.kind !== 'name' || this.#at(this.#index + 1).text !== '=') return undefined
    const name = this.word('a name')
    this.take('=')
    return { name, value: this.expression() }
  }

  /** Takes a symbol or keyword if it comes next. */
  take(text: string): boolean {
    const { kind } = this.next
    const found = (kind === 'symbol' || kind === 'name') && this.next.text === text
    if (found) this.#index++
    return found
  }

  /** Takes a name without dots. @throws TemplateError if something else comes next */
  word(expected: string): string {
    const { kind, text } = this.next
    if (kind !== 'name' || text.includes('.')) this.refuse(expected)
    this.#index++
    return text
  }

  /** Takes a dotted name. @throws TemplateError if something else comes next */
  path(expected: string): Path {
    const word = this.next
    if (word.kind !== 'name') this.refuse(expected)
    this.#index++
    return pathOf(this.#source, word.text, word)
  }

  /** @throws TemplateError if anything is left */
  end(): void {
    if (this.next.kind !== 'end') this.refuse('the end of the tag')
  }

  /** Says that something else was expected here. @throws TemplateError always */
  refuse(expected: string): never {
    const { kind, text, offset, length } = this.next
    const found = kind === 'end' ? 'the tag ends' : `found ${kind === 'string' ? 'a string' : `"${text}"`}`
    failAt(this.#source, offset, length, `expected ${expected}, but ${found}${hintFor(text)}`)
  }

  #filtered(first: Expression): Expression {
    let value = first
    for (let filters = 0; this.take('|'); filters++) {
      if (this.next.text === '|') this.refuse('the name of a filter (for a choice use "or")')
      if (filters === DEPTH_LIMIT) this.#tooDeep()
      value = this.#call([value])
    }
    return value
  }

  #or(): Expression {
    return this.#logic('or', () => this.#logic('and', () => this.#not()))
  }

  #logic(kind: 'and' | 'or', term: () => Expression): Expression {
    const first = term()
    const terms = [first]
    while (this.take(kind)) terms.push(term())
    return terms.length === 1 ? first : { kind, terms, ...this.#since(first.offset) }
  }

  #not(): Expression {
    const { offset } = this.next
    if (!this.take('not')) return this.#compare()
    return this.#nested(() => ({ kind: 'not', term: this.#not(), ...this.#since(offset) }))
  }

  #compare(): Expression {
    const left = this.#primary()
    const { kind, text } = this.next
    if (kind === 'string' || !isComparison(text)) return left
    this.#index++
    const right = this.#primary()
    return { kind: 'compare', operator: text, left, right, ...this.#since(left.offset) }
  }

  #primary(): Expression {
    const { kind, text, offset, length } = this.next
    if (this.take('(')) return this.#parenthesized()
    if (kind === 'symbol' || kind === 'end' || (kind === 'name' && RESERVED.has(text))) this.refuse('a value')
    if (kind === 'name' && this.#at(this.#index + 1).text === '(') return this.#call([])
    this.#index++
    if (kind === 'string') return { kind: 'literal', value: text, offset, length }
    if (kind === 'number') return { kind: 'literal', value: Number(text), offset, length }
    const keyword = KEYWORDS.get(text)
    return keyword === undefined ? pathOf(this.#source, text, { offset, length }) : { ...keyword, offset, length }
  }

  #parenthesized(): Expression {
    const inner = this.expression()
    if (!this.take(')')) this.refuse('")"')
    return inner
  }

  /** A helper's name and its arguments, after those that a filter brings. */
  #call(args: Expression[]): Call {
    const { offset } = this.next
    const name = this.word('the name of a helper')
    const named: NamedArgument[] = []
    if (this.take('(')) this.#arguments(args, named)
    return { kind: 'call', name, args, named, offset, length: name.length }
  }

  #arguments(args: Expression[], named: NamedArgument[]): void {
    if (this.take(')')) return
    do {
      const argument = this.namedArgument()
      if (argument) named.push(argument)
      else if (named.length > 0) this.refuse('a named argument: plain ones come first')
      else args.push(this.expression())
    } while (this.take(','))
    if (!this.take(')')) this.refuse('"," or ")"')
  }

  #nested(read: () => Expression): Expression {
    if (++this.#depth > DEPTH_LIMIT) this.#tooDeep()
    const value = read()
    this.#depth--
    return value
  }

  #tooDeep(): never {
    const { offset, length } = this.next
    failAt(this.#source, offset, length, `an expression nests deeper than ${DEPTH_LIMIT}`)
  }

  #at(index: number): Lexeme {
    return this.#words[index] ?? END
  }

  #since(offset: number): Span {
    const last = this.#at(this.#index - 1)
    return { offset, length: last.offset + last.length - offset }
  }
}

/** Splits a dotted name; `.` alone is the current item. @throws TemplateError for an empty segment */
export function pathOf(source: Source, text: string, { offset, length }: Span): Path {
  const segments = text === '.' ? [] : text.split('.')
  if (segments.includes('')) failAt(source, offset, length, `"${text}" has an empty name beside a dot`)
  return { kind: 'path', segments, offset, length }
}

const END: Lexeme = { kind: 'end', text: '', offset: 0, length: 0 }

const KEYWORDS = new Map([
  ['true', { kind: 'literal', value: true } as const],
  ['false', { kind: 'literal', value: false } as const],
  ['null', { kind: 'literal', value: null } as const],
])

function isComparison(text: string): text is CompareOperator {
  return COMPARISONS.has(text)
}
