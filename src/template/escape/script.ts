// What a value may become in a script: JSON, with everything escaped that HTML or an older JavaScript would read otherwise.

import { escapeHtml } from './html.js'
import { Refusal } from './refusal.js'
import { settled } from './script-lexer.js'
import { afterOperand, type ScriptState } from './script-state.js'
import { type Printed, textOf } from './text.js'

/** What is known of a print when its escaping is chosen. */
export interface PrintShape {
  /** Whether it is `{{{x}}}` or `{{&x}}`. */
  readonly raw: boolean
  /** Whether `json` is the last filter. */
  readonly json: boolean
}

/** How to escape a value in a script, and the state after it. @throws Refusal unless it is JSON where a value may stand */
export function printScript(state: ScriptState, shape: PrintShape, inAttribute: boolean): Printed<ScriptState> {
  const here = settled(state)
  if (here.at !== 'code') {
    throw new Refusal(`no value can stand inside ${PLACES[here.at]} of a script: put its JSON into a variable before`)
  }
  if (!shape.json) {
    throw new Refusal(
      'a value in a script must be JSON: {{ x | json }} in a template; from html`…` pass it in a data-* attribute',
    )
  }
  if (here.operand !== 'expected' && here.operand !== 'likely')
    throw new Refusal('a value in a script must stand where an expression may stand')
  return { rule: inAttribute ? escapeJsonAttribute : escapeJson, state: afterOperand(here) }
}

const PLACES = {
  string: 'a string',
  template: 'a template literal',
  regexp: 'a regular expression',
  line: 'a comment',
  block: 'a comment',
} as const

function escapeJson(value: unknown): string {
  return textOf(value).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function escapeJsonAttribute(value: unknown): string {
  return escapeHtml(escapeJson(value))
}
