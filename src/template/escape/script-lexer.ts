// A small JavaScript lexer over static text: code, string, template literal, regular expression or comment,
// and in code whether an expression may stand next, which also tells a regular expression from a division.

import { Refusal } from './refusal.js'

/** Where in a script the static text has led. */
export interface ScriptState {
  readonly kind: 'script'
  readonly at: 'code' | 'string' | 'template' | 'regexp' | 'line' | 'block'
  /** The quote of a string, or `[` inside a class of a regular expression. */
  readonly quote: string
  /** Whether an operand is expected, has just ended, or depends on the branch taken. */
  readonly operand: 'expected' | 'ended' | 'unclear'
  /** For each `${` that is open, how many `{` are open inside it. */
  readonly braces: readonly number[]
  /** The last character, where it may be half of something. */
  readonly tail: string
}

export const START_SCRIPT: ScriptState = {
  kind: 'script',
  at: 'code',
  quote: '',
  operand: 'expected',
  braces: [],
  tail: '',
}

/** The words of code: blanks, comments, strings, names and numbers, two-character operators, anything else. */
const WORD = /\s+|\/[/*]|["'`]|[\w$\u0080-\uffff]+|\+\+|--|[\s\S]/y

/** Words after which an operand is expected. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'break case continue delete do else extends finally in instanceof new of return throw try typeof void yield await default'.split(
    ' ',
  ),
)

/** Moves over static text. @throws Refusal for a comment mark of HTML, or a slash that may mean two things */
export function advanceScript(state: ScriptState, text: string): ScriptState {
  const all = state.tail + text
  const mark = /<!--|-->/.exec(all)
  if (mark !== null) throw new Refusal(`"${mark[0]}" is a comment to browsers, also in scripts: put a blank into it`)
  let current: ScriptState = { ...state, tail: '' }
  let index = 0
  while (index < all.length) {
    const word = wordAt(current, all, index)
    index += word.length
    if (index === all.length && isHalf(current, word)) return { ...current, tail: word }
    current = step(current, word)
  }
  return current
}

/** The state where two branches meet, or undefined if they are at different things. */
export function joinScripts(a: ScriptState, b: ScriptState): ScriptState | undefined {
  const same = a.at === b.at && a.quote === b.quote && a.tail === b.tail && `${a.braces}` === `${b.braces}`
  return same ? { ...a, operand: a.operand === b.operand ? a.operand : 'unclear' } : undefined
}

/** Moves over a value that was printed as JSON. */
export function advanceOverValue(state: ScriptState): ScriptState {
  return { ...settled(state), operand: 'ended' }
}

/** The state once it is known that the last character stands for itself. */
export function settled(state: ScriptState): ScriptState {
  const { tail } = state
  return tail === '' ? state : step({ ...state, tail: '' }, tail)
}

function wordAt({ at }: ScriptState, text: string, index: number): string {
  const pair = text.slice(index, index + 2)
  if (at === 'block' || at === 'template')
    return pair === '*/' || pair === '${' || pair[0] === '\\' ? pair : pair.charAt(0)
  if (at !== 'code') return pair[0] === '\\' ? pair : pair.charAt(0)
  const pattern = new RegExp(WORD)
  pattern.lastIndex = index
  return pattern.exec(text)?.[0] ?? pair.charAt(0)
}

/** Whether the last character of a text may be the first half of a word. */
function isHalf({ at, operand }: ScriptState, word: string): boolean {
  if (at === 'code') return word === '/' && operand !== 'expected'
  return word === '\\' || (at === 'block' && word === '*') || (at === 'template' && word === '$')
}

function step(state: ScriptState, word: string): ScriptState {
  if (state.at === 'code') return stepCode(state, word)
  if (state.at === 'string') return word === state.quote || word === '\n' ? ended(state) : state
  if (state.at === 'template') return stepTemplate(state, word)
  if (state.at === 'regexp') return stepRegexp(state, word)
  if (state.at === 'line') return /[\n\r\u2028\u2029]/.test(word) ? { ...state, at: 'code' } : state
  return word === '*/' ? { ...state, at: 'code' } : state
}

function ended(state: ScriptState): ScriptState {
  return { ...state, at: 'code', quote: '', operand: 'ended' }
}

function stepTemplate(state: ScriptState, word: string): ScriptState {
  if (word === '`') return ended(state)
  if (word !== '${') return state
  return { ...state, at: 'code', operand: 'expected', braces: [...state.braces, 0] }
}

function stepRegexp(state: ScriptState, word: string): ScriptState {
  if (word === '\n' || (word === '/' && state.quote === '')) return ended(state)
  if (word === '[') return { ...state, quote: '[' }
  return word === ']' ? { ...state, quote: '' } : state
}

function stepCode(state: ScriptState, word: string): ScriptState {
  if (/^\s/.test(word)) return state
  if (word === '//') return { ...state, at: 'line' }
  if (word === '/*') return { ...state, at: 'block' }
  if (word === '"' || word === "'") return { ...state, at: 'string', quote: word }
  if (word === '`') return { ...state, at: 'template' }
  if (word === '/') return slash(state)
  if (word === '{' || word === '}') return brace(state, word)
  if (word === '++' || word === '--') return state
  const ends = /^[\w$\u0080-\uffff]/.test(word) ? !KEYWORDS.has(word) : word === ')' || word === ']'
  return { ...state, operand: ends ? 'ended' : 'expected' }
}

function slash(state: ScriptState): ScriptState {
  if (state.operand === 'unclear')
    throw new Refusal('a "/" here is a division or a regular expression, as the branch may be')
  return state.operand === 'expected' ? { ...state, at: 'regexp', quote: '' } : { ...state, operand: 'expected' }
}

/** Counts braces inside `${…}`; the one that closes it leads back into the template literal. */
function brace(state: ScriptState, word: string): ScriptState {
  const inner = state.braces.at(-1)
  const next: ScriptState = { ...state, operand: 'expected' }
  if (inner === undefined) return next
  const outer = state.braces.slice(0, -1)
  if (word === '{') return { ...next, braces: [...outer, inner + 1] }
  return inner === 0 ? { ...next, at: 'template', braces: outer } : { ...next, braces: [...outer, inner - 1] }
}
