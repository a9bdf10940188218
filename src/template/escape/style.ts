// CSS, in style attributes and <style>: where the static text has led, and what a value may be there.
// A value is a word or a number; strings, comments and url( … ) are refused, because their content cannot be judged.

import { Refusal } from './refusal.js'
import { type Printed, textOf } from './text.js'

/** Where in a style sheet the static text has led. */
export interface StyleState {
  readonly kind: 'style'
  readonly at: 'code' | 'comment' | 'url' | '"' | "'"
  /** The end of the text, where it may be half of something: `ur`, `/`, `\`. */
  readonly tail: string
}

export const START_STYLE: StyleState = { kind: 'style', at: 'code', tail: '' }

/** What ends each place, or in code what begins another. */
const PATTERNS = {
  code: /\/\*|["']|url\(\s*["']?|\\[\s\S]/gi,
  comment: /\*\//g,
  url: /\)|\\[\s\S]/g,
  '"': /["\n]|\\[\s\S]/g,
  "'": /['\n]|\\[\s\S]/g,
} as const

/** Moves over static text. */
export function advanceStyle(state: StyleState, text: string): StyleState {
  const all = state.tail + text
  let { at } = state
  let index = 0
  for (;;) {
    const pattern = new RegExp(PATTERNS[at])
    pattern.lastIndex = index
    const match = pattern.exec(all)
    if (match === null) break
    at = placeAfter(at, match[0])
    index = pattern.lastIndex
  }
  const tail = /(?:\\|\/|\*|u|ur|url)$/i.exec(all.slice(index))?.[0] ?? ''
  return { kind: 'style', at, tail }
}

/** How to escape a value, and the state after it. @throws Refusal inside strings, comments and url( */
export function printStyle(state: StyleState): Printed<StyleState> {
  if (state.at === 'code') return { rule: escapeStyle, state: { ...state, tail: '' } }
  const where = state.at === 'url' ? 'url(…)' : state.at === 'comment' ? 'a comment' : 'a string'
  throw new Refusal(`no value can stand inside ${where} of CSS: use a class, or set a custom property in code`)
}

function placeAfter(at: StyleState['at'], found: string): StyleState['at'] {
  if (found.startsWith('\\')) return at
  if (at !== 'code') return 'code'
  if (found === '/*') return 'comment'
  const last = found.at(-1)
  return last === '"' || last === "'" ? last : 'url'
}

/** A word, a number with its unit, a colour, a list of them; anything else becomes `unsafe`. */
function escapeStyle(value: unknown): string {
  const text = textOf(value)
  return /^[\w #%.,+-]*$/.test(text) ? text : 'unsafe'
}
