// A small JavaScript lexer over static text: code, string, template literal, regular expression or comment,
// and in code whether a value may stand next.

import { Refusal } from './refusal.js'
import { codeWordAt, stepCode } from './script-code.js'
import { afterOperand, type ScriptState } from './script-state.js'

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

/** The state once it is known that the last character stands for itself. */
export function settled(state: ScriptState): ScriptState {
  const { tail } = state
  return tail === '' ? state : step({ ...state, tail: '' }, tail)
}

/** The state where two branches meet, or undefined if they are at different things. */
export function joinScripts(first: ScriptState, second: ScriptState): ScriptState | undefined {
  const [a, b] = first.tail === second.tail ? [first, second] : [settled(first), settled(second)]
  if (a.at !== b.at || a.quote !== b.quote || a.open !== b.open) return undefined
  const operand = a.operand === b.operand ? a.operand : 'unclear'
  return { ...a, operand, before: a.before === b.before ? a.before : 'colon' }
}

/** Two characters that count as one, by place. */
const PAIRS: Readonly<Record<Exclude<ScriptState['at'], 'code'>, RegExp>> = {
  string: /^\\/,
  template: /^(?:\\|\$\{)/,
  regexp: /^\\/,
  line: /^(?!)/,
  block: /^\*\//,
}

function wordAt({ at }: ScriptState, text: string, index: number): string {
  if (at === 'code') return codeWordAt(text, index)
  const pair = text.slice(index, index + 2)
  return PAIRS[at].test(pair) ? pair : pair.charAt(0)
}

/** Whether the last character of a text may be the first half of a word. */
function isHalf({ at }: ScriptState, word: string): boolean {
  if (at === 'code') return '/=.+-'.includes(word)
  if (at === 'block') return word === '*'
  return at !== 'line' && (word === '\\' || (at === 'template' && word === '$'))
}

function step(state: ScriptState, word: string): ScriptState {
  switch (state.at) {
    case 'code':
      return stepCode(state, word)
    case 'string':
      return word === state.quote || word === '\n' || word === '\r' ? afterOperand(state) : state
    case 'template':
      return stepTemplate(state, word)
    case 'regexp':
      return stepRegexp(state, word)
    case 'line':
      return /[\n\r\u2028\u2029]/.test(word) ? { ...state, at: 'code' } : state
    default:
      return word === '*/' ? { ...state, at: 'code' } : state
  }
}

function stepTemplate(state: ScriptState, word: string): ScriptState {
  if (word === '`') return afterOperand(state)
  if (word !== '${') return state
  return { ...state, at: 'code', operand: 'expected', before: 'operator', open: `${state.open}t` }
}

function stepRegexp(state: ScriptState, word: string): ScriptState {
  if (word === '\n' || word === '\r' || (word === '/' && state.quote === '')) return afterOperand(state)
  if (word === '[') return { ...state, quote: '[' }
  return word === ']' ? { ...state, quote: '' } : state
}
