// The content of an attribute value, by its meaning: text, URL, list of URLs, document, style, script.
// One place that dispatches to the machine of each meaning; a script or style element goes through the same ones.

import { escapeHtml } from './html.js'
import { decodeReferences } from './references.js'
import { Refusal } from './refusal.js'
import { type PrintShape, printScript } from './script.js'
import { advanceScript, joinScripts } from './script-lexer.js'
import type { ScriptState } from './script-state.js'
import { advanceSrcset, joinSrcsets, printSrcset, type SrcsetState } from './srcset.js'
import { advanceStyle, printStyle, type StyleState } from './style.js'
import { type EscapeRule, type Printed, textOf } from './text.js'
import { advanceUrl, joinUrls, printUrl, type UrlState } from './url-position.js'

/** What the value of an attribute means, and where in it the static text has led. */
export type ValueState =
  | { readonly kind: 'text' }
  | { readonly kind: 'document'; readonly markup: boolean }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'directive'; readonly text: string }
  | UrlState
  | SrcsetState
  | StyleState
  | ScriptState

/** Escapes a value for text without markup and for quoted attributes; SafeHtml is escaped like any text. */
export const escapeText: EscapeRule = (value) => escapeHtml(textOf(value))

const escapeDocument: EscapeRule = (value) => escapeHtml(escapeHtml(textOf(value)))

/** Moves over the static text of an attribute. @throws Refusal for text that cannot be safe */
export function advanceAttribute(state: ValueState, text: string): ValueState {
  if (state.kind === 'text' || state.kind === 'refused') return state
  const decoded = decodeReferences(text)
  if (state.kind === 'url') return advanceUrl(state, decoded)
  if (state.kind === 'srcset') return advanceSrcset(state, decoded)
  if (state.kind === 'document') return { kind: 'document', markup: state.markup || decoded.includes('<') }
  if (state.kind === 'directive') return { kind: 'directive', text: (state.text + decoded).slice(0, 100) }
  return state.kind === 'style' ? advanceStyle(state, decoded) : advanceScript(state, decoded)
}

/** How to escape a value in a quoted attribute, and the state after it. @throws Refusal where none may stand */
export function printAttribute(state: ValueState, shape: PrintShape): Printed<ValueState> {
  if (shape.raw) throw new Refusal('a raw value can stand in text only, not in an attribute')
  if (state.kind === 'refused') throw new Refusal(state.why)
  if (state.kind === 'directive') throw new Refusal('"http-equiv" must be literal')
  if (state.kind === 'url') return printUrl(state)
  if (state.kind === 'srcset') return printSrcset(state)
  if (state.kind === 'style') return printStyle(state)
  if (state.kind === 'script') return printScript(state, shape, true)
  if (state.kind === 'text') return { rule: escapeText, state }
  if (state.markup) throw new Refusal('no value can stand after markup in srcdoc: build the document in code')
  return { rule: escapeDocument, state }
}

/** The state where two branches meet, or undefined if they cannot. */
export function joinValues(a: ValueState, b: ValueState): ValueState | undefined {
  if (a.kind === 'url' && b.kind === 'url') return joinUrls(a, b)
  if (a.kind === 'srcset' && b.kind === 'srcset') return joinSrcsets(a, b)
  if (a.kind === 'script' && b.kind === 'script') return joinScripts(a, b)
  if (a.kind === 'document' && b.kind === 'document') return { kind: 'document', markup: a.markup || b.markup }
  if (a.kind === 'style' && b.kind === 'style') return a.at === b.at ? { ...a, tail: '' } : undefined
  if (a.kind === 'directive' && b.kind === 'directive') return a.text === b.text ? a : undefined
  return a.kind === b.kind ? a : undefined
}
