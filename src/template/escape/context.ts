// Escaping by context: which escape a value needs where it stands, decided from the static HTML before it.
// The face of this folder for compile.ts and for html`…`.

import { SafeHtml } from '../safe-html.js'
import { escapeHtml } from './html.js'
import { Refusal } from './refusal.js'
import { type PrintShape, printScript } from './script.js'
import { type HtmlState, type Mode, settledValue } from './state.js'
import { printStyle } from './style.js'
import { type EscapeRule, type Printed, textOf } from './text.js'
import { escapeText, printAttribute } from './value.js'

/** Escapes a value where HTML may stand: SafeHtml as it is, everything else as text. */
export const escapeInText: EscapeRule = (value) => (SafeHtml.is(value) ? value.toString() : escapeHtml(textOf(value)))

/** Chooses the escape of a print by its state. @throws Refusal where no value, or no such value, may stand */
export function printIn(state: HtmlState, shape: PrintShape): Printed<HtmlState> {
  if (state.mode === 'plain' || state.mode === 'text') return { rule: shape.raw ? textOf : escapeInText, state }
  if (state.mode === 'content') return printInContent(state, shape)
  if (state.mode !== 'quoted') throw new Refusal(REFUSALS[state.mode])
  refuseHalfReference(state)
  const { rule, state: value } = printAttribute(settledValue(state).value, shape)
  if (state.element !== 'meta' || state.attribute !== 'content')
    return { rule, state: { ...state, value, pending: '' } }
  if (state.meta === 'refresh') throw new Refusal('the content of a meta refresh must be literal')
  return { rule, state: { ...state, value, pending: '', meta: 'value' } }
}

/** A value could complete a character reference. In a query a name cannot: what is put in there has no semicolon. */
function refuseHalfReference({ pending, value }: HtmlState): void {
  if (pending === '') return
  const inQuery = value.kind === 'url' && value.positions.every((position) => position === 'query')
  if (inQuery && !pending.startsWith('&#')) return
  throw new Refusal(`the value would continue the character reference "${pending}": write it out, with its semicolon`)
}

function printInContent(state: HtmlState, shape: PrintShape): Printed<HtmlState> {
  const { value, element } = state
  if (shape.raw) throw new Refusal(`a raw value can stand in text only, not inside <${element}>`)
  if (value.kind === 'refused') throw new Refusal(value.why)
  const { rule, state: next } =
    value.kind === 'script'
      ? printScript(value, shape, false)
      : value.kind === 'style'
        ? printStyle(value)
        : { rule: escapeText, state: value }
  return { rule, state: { ...state, value: next, pending: '' } }
}

const TAG_NAME = 'no value can be the name of a tag: write the tag out, and choose with {{#if …}}'
const ATTRIBUTE = 'no value can be the name of an attribute: write the attribute out, with {{#if …}} around it'
const UNQUOTED = 'the value of an attribute needs quotes around it: href="{{ … }}"'
const DECLARATION = 'no value can stand inside a declaration of HTML'

const REFUSALS: Readonly<Record<Exclude<Mode, 'plain' | 'text' | 'content' | 'quoted'>, string>> = {
  'tag-open': TAG_NAME,
  'end-tag-open': TAG_NAME,
  'tag-name': TAG_NAME,
  'in-tag': ATTRIBUTE,
  'attribute-name': ATTRIBUTE,
  'after-name': ATTRIBUTE,
  'name-end': ATTRIBUTE,
  'name-gap': ATTRIBUTE,
  'before-value': UNQUOTED,
  unquoted: UNQUOTED,
  declaration: DECLARATION,
  cdata: DECLARATION,
  bogus: DECLARATION,
  comment: 'no value can stand inside an HTML comment: use {{! … }}',
}
