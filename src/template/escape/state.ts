// The state of the HTML machine: one immutable record. Two equal states have equal keys, which is how
// a partial is compiled once for each state that it is used in.

import { advanceAttribute, joinValues, type ValueState } from './value.js'

/**
 * Where in an HTML file the static text has led. `plain`: not HTML. `name-end`, `name-gap`: after branches of which
 * some ended with the name of the tag or an attribute, directly and after a blank.
 */
export type Mode =
  | 'plain'
  | 'text'
  | 'content'
  | 'tag-open'
  | 'end-tag-open'
  | 'tag-name'
  | 'in-tag'
  | 'attribute-name'
  | 'after-name'
  | 'name-end'
  | 'name-gap'
  | 'before-value'
  | 'unquoted'
  | 'quoted'
  | 'declaration'
  | 'cdata'
  | 'bogus'
  | 'comment'

/** A state of the machine. */
export interface HtmlState {
  readonly mode: Mode
  /** The tag that is being read; in `content` the element, such as script, that only its end tag ends. */
  readonly element: string
  readonly closing: boolean
  /** Whether the last character of the tag was a slash. */
  readonly slash: boolean
  readonly attribute: string
  readonly quote: string
  /** What the attribute, script or style means. */
  readonly value: ValueState
  /** The end of the text where it may be half of something: `</scr`, `--`, `&#5`. */
  readonly pending: string
  /** Whether white space counts: inside pre. */
  readonly pre: boolean
  /** The svg and math elements that are open, and the HTML inside of them: `s`, `m`, `h`. */
  readonly foreign: string
  /** For a meta tag: whether it is a refresh, and whether a value stands in its content. */
  readonly meta: '' | 'refresh' | 'value'
}

const PLAIN_VALUE: ValueState = { kind: 'text' }

/** The state at the start of an HTML file. */
export const HTML_TEXT: HtmlState = {
  mode: 'text',
  element: '',
  closing: false,
  slash: false,
  attribute: '',
  quote: '',
  value: PLAIN_VALUE,
  pending: '',
  pre: false,
  foreign: '',
  meta: '',
}

/** The state of a file that is not HTML: it never changes. */
export const PLAIN: HtmlState = { ...HTML_TEXT, mode: 'plain' }

/** The state at the start of a file, by its name. */
export function startState(fileName: string): HtmlState {
  if (/\.html?$/i.test(fileName)) return HTML_TEXT
  return /\.svg$/i.test(fileName) ? { ...HTML_TEXT, foreign: 's' } : PLAIN
}

/** Text between tags: what is left of a state when its tag has ended. */
export function textAfter(state: HtmlState): HtmlState {
  const { pre, foreign } = state
  return pre || foreign !== '' ? { ...HTML_TEXT, pre, foreign } : HTML_TEXT
}

/** A text that is equal for equal states. */
export function stateKey(state: HtmlState): string {
  if (state === HTML_TEXT) return ''
  return state === PLAIN ? 'plain' : JSON.stringify(state)
}

/** The state where two branches meet, or undefined if they end in different contexts. */
export function joinStates(a: HtmlState, b: HtmlState): HtmlState | undefined {
  if (a === b || stateKey(a) === stateKey(b)) return a
  if (TAG_GAPS.has(a.mode) && TAG_GAPS.has(b.mode)) return joinTags(a, b)
  if (a.pending !== b.pending && a.mode === b.mode) return joinPending(a, b)
  const value = joinValues(a.value, b.value)
  if (value === undefined) return undefined
  const shared = { value, pre: a.pre || b.pre, meta: joinMeta(a, b) }
  return stateKey({ ...a, ...shared }) === stateKey({ ...b, ...shared }) ? { ...a, ...shared } : undefined
}

/** Branches that end with different halves of something: taken as whole in a value, as the longer one in content. */
function joinPending(a: HtmlState, b: HtmlState): HtmlState | undefined {
  if (a.mode === 'quoted' || a.mode === 'unquoted') return joinStates(settledValue(a), settledValue(b))
  if (a.mode !== 'content') return undefined
  const pending = a.pending.length > b.pending.length ? a.pending : b.pending
  return joinStates({ ...a, pending }, { ...b, pending })
}

/** The state of an attribute's value once it is known that no character reference goes on. */
export function settledValue(state: HtmlState): HtmlState {
  const { value, pending } = state
  return pending === '' ? state : { ...state, value: advanceAttribute(value, pending), pending: '' }
}

function joinMeta(a: HtmlState, b: HtmlState): HtmlState['meta'] {
  return a.meta === b.meta ? a.meta : a.meta || b.meta
}

/** States inside a tag, between attributes or at the end of a name. */
const TAG_GAPS: ReadonlySet<Mode> = new Set<Mode>([
  'tag-name',
  'in-tag',
  'attribute-name',
  'after-name',
  'name-end',
  'name-gap',
])
/** Those of them that what follows would lengthen. */
const NAMES: ReadonlySet<Mode> = new Set<Mode>(['tag-name', 'attribute-name', 'name-end'])

function joinTags(a: HtmlState, b: HtmlState): HtmlState | undefined {
  if (a.element !== b.element || a.closing !== b.closing || a.foreign !== b.foreign) return undefined
  const adjacent = [a, b].some(({ mode }) => NAMES.has(mode))
  const named = [a, b].some(({ mode }) => mode !== 'in-tag')
  const mode = adjacent ? 'name-end' : named ? 'name-gap' : 'in-tag'
  return {
    ...a,
    mode,
    attribute: '',
    slash: false,
    meta: joinMeta(a, b),
    pre: a.pre || b.pre,
    value: PLAIN_VALUE,
    quote: '',
  }
}

/** Says where a state is, for messages: `in text`, `in the attribute "href" of <a>`. */
export function whereIs({ mode, element, attribute }: HtmlState): string {
  if (mode === 'plain' || mode === 'text') return 'in text'
  if (mode === 'content') return `in <${element}>`
  if (mode === 'quoted' || mode === 'unquoted') return `in the attribute "${attribute}" of <${element}>`
  if (mode === 'comment') return 'in a comment'
  return element === '' ? 'at the start of a tag' : `in the tag <${element}>`
}
