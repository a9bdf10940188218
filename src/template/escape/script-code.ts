// The words of JavaScript code outside of strings, comments and regular expressions: what each says about the next.
// As precise as a lexer without a parser can be; where it cannot tell, it says so instead of guessing.

import { Refusal } from './refusal.js'
import { afterOperand, type ScriptState } from './script-state.js'

/** Blanks, comments, quotes, numbers, names, operators of several characters, anything else. */
const WORD = /\s+|\/[/*]|["'`]|\.?\d[\w.]*|[\w$\u0080-\uffff]+|\+\+|--|=>|\.\.\.|[\s\S]/y

const CONTROL: ReadonlySet<string> = new Set(['if', 'for', 'while', 'with'])
const BEFORE_STATEMENTS: ReadonlySet<string> = new Set(['else', 'do', 'try', 'finally'])
const BEFORE_OPERANDS: ReadonlySet<string> = new Set(
  'case default delete extends in instanceof new return throw typeof void'.split(' '),
)
/** Keywords only where the grammar wants them. */
const SOMETIMES_KEYWORDS: ReadonlySet<string> = new Set(['of', 'yield', 'await'])

/** How many brackets may be open. */
const OPEN_LIMIT = 200

/** The word of code at an index. */
export function codeWordAt(text: string, index: number): string {
  const pattern = new RegExp(WORD)
  pattern.lastIndex = index
  return pattern.exec(text)?.[0] ?? text.charAt(index)
}

/** The state after a word of code. @throws Refusal for a slash that may mean two things */
export function stepCode(state: ScriptState, word: string): ScriptState {
  if (/^\s/.test(word) || word === '++' || word === '--') return state
  if (/^[.\d]*\d/.test(word)) return afterOperand(state)
  if (/^[\w$\u0080-\uffff]/.test(word)) return stepName(state, word)
  return (SYMBOLS.get(word) ?? stepOperator)(state, word)
}

type Step = (state: ScriptState, word: string) => ScriptState

const SYMBOLS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['//', (state) => ({ ...state, at: 'line' })],
  ['/*', (state) => ({ ...state, at: 'block' })],
  ['"', (state, quote) => ({ ...state, at: 'string', quote })],
  ["'", (state, quote) => ({ ...state, at: 'string', quote })],
  ['`', (state) => ({ ...state, at: 'template' })],
  ['/', stepSlash],
  ['(', (state) => opened(state, state.before === 'control' ? 'c' : 'p', 'operator')],
  [')', closeParenthesis],
  [']', afterOperand],
  ['{', (state) => opened(state, braceKind(state), 'start')],
  ['}', closeBrace],
  [';', (state) => ({ ...state, operand: 'expected', before: 'start' })],
  ['=>', (state) => ({ ...state, operand: 'expected', before: 'start' })],
  [':', (state) => ({ ...state, operand: 'expected', before: 'colon' })],
  ['.', (state) => ({ ...state, operand: 'ended', before: 'dot' })],
])

function stepOperator(state: ScriptState): ScriptState {
  return { ...state, operand: 'expected', before: 'operator' }
}

function stepName(state: ScriptState, word: string): ScriptState {
  if (state.before === 'dot') return afterOperand(state)
  if (CONTROL.has(word)) return { ...state, operand: 'ended', before: 'control' }
  if (BEFORE_STATEMENTS.has(word)) return { ...state, operand: 'expected', before: 'start' }
  if (BEFORE_OPERANDS.has(word)) return stepOperator(state)
  if (SOMETIMES_KEYWORDS.has(word)) return { ...state, operand: 'likely', before: 'operator' }
  return afterOperand(state)
}

function stepSlash(state: ScriptState): ScriptState {
  if (state.operand === 'ended') return stepOperator(state)
  if (state.operand === 'expected') return { ...state, at: 'regexp', quote: '' }
  throw new Refusal('a "/" here may be a division or a regular expression: put parentheses around what it belongs to')
}

/** A brace after an operator opens an object; after a colon nobody can tell. */
function braceKind({ operand, before }: ScriptState): string {
  if (before === 'colon') return 'u'
  return before === 'operator' && operand !== 'ended' ? 'o' : 'b'
}

function opened(state: ScriptState, kind: string, before: ScriptState['before']): ScriptState {
  if (state.open.length >= OPEN_LIMIT) throw new Refusal(`brackets of a script nest deeper than ${OPEN_LIMIT}`)
  return { ...state, operand: 'expected', before, open: state.open + kind }
}

function closeParenthesis(state: ScriptState): ScriptState {
  const kind = state.open.at(-1)
  if (kind !== 'c' && kind !== 'p') return afterOperand(state)
  const closed = { ...state, open: state.open.slice(0, -1) }
  return kind === 'c' ? { ...closed, operand: 'expected', before: 'start' } : afterOperand(closed)
}

function closeBrace(state: ScriptState): ScriptState {
  const kind = state.open.at(-1)
  const closed: ScriptState = { ...state, open: kind === undefined ? '' : state.open.slice(0, -1) }
  if (kind === 't') return { ...closed, at: 'template' }
  if (kind === 'o') return afterOperand(closed)
  return { ...closed, operand: kind === 'u' ? 'unclear' : 'expected', before: 'start' }
}
