// What a finished tag changes: which elements hold only text, script or style, which keep white space,
// and where svg and math begin and end.

import { START_SCRIPT } from './script-state.js'
import { type HtmlState, textAfter } from './state.js'
import { START_STYLE } from './style.js'
import type { ValueState } from './value.js'

const TEXT_CONTENT: ReadonlySet<string> = new Set(['title', 'textarea'])
const RAW_CONTENT: ReadonlySet<string> = new Set(['xmp', 'iframe', 'noembed', 'noframes', 'plaintext'])
const KEEPS_WHITE_SPACE: ReadonlySet<string> = new Set(['pre', 'listing'])
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['svg', 's'],
  ['math', 'm'],
])
/** Elements of svg and math whose content is HTML again. */
const HTML_INSIDE: ReadonlySet<string> = new Set(['foreignobject', 'desc', 'title', 'annotation-xml'])

/** HTML elements that end svg and math by standing in them. */
const BREAKS_OUT: ReadonlySet<string> = new Set(
  `b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p
  pre ruby s small span strong strike sub sup table tt u ul var`.split(/\s+/),
)

/** How deep svg, math and HTML inside of them are followed. */
const FOREIGN_LIMIT = 50

/** The state after the `>` of a tag. */
export function afterTag(state: HtmlState): HtmlState {
  const { element, closing } = state
  const pre = KEEPS_WHITE_SPACE.has(element) ? !closing : state.pre
  const next = textAfter({ ...state, pre, foreign: closing ? foreignAfterEnd(state) : foreignAfterStart(state) })
  const value = closing ? undefined : contentOf(state)
  return value === undefined ? next : { ...next, mode: 'content', element, value }
}

/** Whether an indentation must not be added here: white space counts. */
export function keepsWhiteSpace({ mode, element, pre }: HtmlState): boolean {
  return pre || (mode === 'content' && element === 'textarea')
}

/** What an element holds that only its own end tag ends; undefined for elements that hold tags. */
function contentOf({ element, slash, foreign }: HtmlState): ValueState | undefined {
  const inForeign = isForeign({ foreign })
  if (inForeign && slash) return undefined
  if (element === 'script') return START_SCRIPT
  if (element === 'style') return START_STYLE
  if (inForeign) return undefined
  if (RAW_CONTENT.has(element)) return { kind: 'refused', why: `no value can stand inside <${element}>` }
  return TEXT_CONTENT.has(element) ? { kind: 'text' } : undefined
}

/** Whether tags are those of svg or math. */
export function isForeign({ foreign }: Pick<HtmlState, 'foreign'>): boolean {
  return foreign.endsWith('s') || foreign.endsWith('m')
}

function foreignAfterStart({ element, slash, foreign }: HtmlState): string {
  if (BREAKS_OUT.has(element)) return breakOut(foreign)
  if (slash || foreign.length >= FOREIGN_LIMIT) return foreign
  const inside = isForeign({ foreign }) && HTML_INSIDE.has(element) ? 'h' : ''
  return foreign + (FOREIGN.get(element) ?? inside)
}

function foreignAfterEnd({ element, foreign }: HtmlState): string {
  const letter = FOREIGN.get(element)
  if (letter !== undefined) return foreign.includes(letter) ? foreign.slice(0, foreign.lastIndexOf(letter)) : foreign
  if (element === 'p' || element === 'br') return breakOut(foreign)
  return foreign.endsWith('h') && HTML_INSIDE.has(element) ? foreign.slice(0, -1) : foreign
}

function breakOut(foreign: string): string {
  return foreign.replace(/[sm]+$/, '')
}
