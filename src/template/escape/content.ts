// The content of title, textarea, script, style and their like: everything up to the element's own end tag.
// The end tag may begin in one piece of text and end in the next.

import { become, type Reader } from './reader.js'
import { Refusal } from './refusal.js'
import { advanceScript } from './script-lexer.js'
import type { HtmlState } from './state.js'
import { advanceStyle } from './style.js'
import type { ValueState } from './value.js'

/** Reads up to the end of the text, or to the end of the name in the element's end tag. */
export function advanceContent(reader: Reader): HtmlState {
  const { text, index: from, state } = reader
  const { element, pending } = state
  const rest = pending + text.slice(from)
  const end = new RegExp(`</${element}(?=[\\s/>])`, 'i').exec(rest)
  const length = Math.max(0, (end?.index ?? rest.length) - pending.length)
  const value = advanceInside(state.value, text.slice(from, from + length), from)
  const half = end === null ? halfEndTag(rest, element) : ''
  if (state.foreign.endsWith('s')) refuseMarkup(rest.slice(0, end?.index ?? rest.length - half.length), element, from)
  if (end === null) {
    reader.index = text.length
    return become(reader, { value, pending: half })
  }
  reader.index = from - pending.length + end.index + end[0].length
  const tag = { closing: true, slash: false, attribute: '', pending: '', meta: '' } as const
  return become(reader, { ...tag, mode: 'in-tag', value: { kind: 'text' } })
}

/** Inside svg the HTML parser reads the content of script and style as markup. */
function refuseMarkup(text: string, element: string, index: number): void {
  if (!/<[a-z/!?]/i.test(text)) return
  throw new Refusal(`inside svg a < in <${element}> begins a tag: move the ${element} out of the svg`, index)
}

function advanceInside(value: ValueState, text: string, index: number): ValueState {
  try {
    if (value.kind === 'script') return advanceScript(value, text)
    return value.kind === 'style' ? advanceStyle(value, text) : value
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.message, index) : error
  }
}

/** The end of a text, if it may be the beginning of the end tag. */
function halfEndTag(text: string, element: string): string {
  const start = text.lastIndexOf('<')
  const half = start === -1 ? '' : text.slice(start).toLowerCase()
  return `</${element}`.startsWith(half) ? half : ''
}
