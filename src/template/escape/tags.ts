// The steps of the HTML machine inside a tag: its name, the names of attributes, their values.
// @see https://html.spec.whatwg.org/multipage/parsing.html#tag-name-state

import { startValue } from './attributes.js'
import { afterTag } from './elements.js'
import { become, consume, peek, type Reader, type Step, take } from './reader.js'
import { halfReference } from './references.js'
import { Refusal } from './refusal.js'
import { type HtmlState, type Mode, settledValue } from './state.js'
import { advanceAttribute } from './value.js'

type TagMode = Extract<
  Mode,
  'tag-name' | 'in-tag' | `${string}-name` | `name-${string}` | 'before-value' | 'unquoted' | 'quoted'
>

/** The steps, by mode. */
export const TAG_STEPS: Readonly<Record<TagMode, Step>> = {
  'tag-name': readTagName,
  'in-tag': readInTag,
  'attribute-name': readAttributeName,
  'after-name': readAfterName,
  'name-end': readNameEnd,
  'name-gap': readNameGap,
  'before-value': readBeforeValue,
  unquoted: readUnquoted,
  quoted: readQuoted,
}

/** The state at the first letter of a tag's name. */
export function beginTag(reader: Reader, closing: boolean): HtmlState {
  return become(reader, { mode: 'tag-name', element: '', closing, slash: false, attribute: '', meta: '' })
}

function readTagName(reader: Reader): HtmlState {
  const element = reader.state.element + take(reader, /[^\s/>]*/y).toLowerCase()
  return become(reader, { element, mode: peek(reader) === '' ? 'tag-name' : 'in-tag' })
}

function readInTag(reader: Reader): HtmlState {
  const char = peek(reader)
  if (char === '/') return consume(reader, { slash: true })
  if (/\s/.test(char)) return consume(reader, { slash: false })
  if (char !== '>') return consume(reader, { mode: 'attribute-name', attribute: char.toLowerCase(), slash: false })
  reader.index++
  return afterTag(reader.state)
}

function readAttributeName(reader: Reader): HtmlState {
  const attribute = reader.state.attribute + take(reader, /[^\s/>=]*/y).toLowerCase()
  const char = peek(reader)
  if (char === '=') return consume(reader, { attribute, mode: 'before-value' })
  if (char === '') return become(reader, { attribute })
  return become(reader, { attribute, mode: char === '/' || char === '>' ? 'in-tag' : 'after-name' })
}

function readAfterName(reader: Reader): HtmlState {
  const char = peek(reader)
  if (/\s/.test(char)) return consume(reader)
  return char === '=' ? consume(reader, { mode: 'before-value' }) : become(reader, { mode: 'in-tag' })
}

function readNameEnd(reader: Reader): HtmlState {
  const char = peek(reader)
  if (/\s/.test(char)) return consume(reader, { mode: 'name-gap' })
  return char === '/' || char === '>' ? become(reader, { mode: 'in-tag' }) : refuseBranchedName(reader)
}

function readNameGap(reader: Reader): HtmlState {
  const char = peek(reader)
  if (/\s/.test(char)) return consume(reader)
  return char === '=' ? refuseBranchedName(reader) : become(reader, { mode: 'in-tag' })
}

function refuseBranchedName(reader: Reader): never {
  const message = 'a name depends on a branch: write the whole attribute inside the branch'
  throw new Refusal(message, reader.index)
}

function readBeforeValue(reader: Reader): HtmlState {
  const char = peek(reader)
  if (/\s/.test(char)) return consume(reader)
  if (char === '>') return become(reader, { mode: 'in-tag' })
  const value = startValue(reader.state.element, reader.state.attribute)
  if (char !== '"' && char !== "'") return become(reader, { mode: 'unquoted', value, pending: '' })
  return consume(reader, { mode: 'quoted', quote: char, value, pending: '' })
}

function readUnquoted(reader: Reader): HtmlState {
  const next = readValue(reader, take(reader, /[^\s>]*/y))
  return peek(reader) === '' ? next : endValue(reader, next)
}

function readQuoted(reader: Reader): HtmlState {
  const from = reader.index
  const end = reader.text.indexOf(reader.state.quote, from)
  reader.index = end === -1 ? reader.text.length : end
  const next = readValue(reader, reader.text.slice(from, reader.index))
  if (end === -1) return next
  reader.index++
  return endValue(reader, next)
}

/** The state after a part of an attribute's value that has just been taken; half a character reference waits for more. */
function readValue(reader: Reader, text: string): HtmlState {
  const { value, pending } = reader.state
  const all = pending + text
  const half = value.kind === 'text' || value.kind === 'refused' ? '' : halfReference(all)
  try {
    return become(reader, { value: advanceAttribute(value, all.slice(0, all.length - half.length)), pending: half })
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.message, reader.index - text.length) : error
  }
}

function endValue(reader: Reader, state: HtmlState): HtmlState {
  const { value, meta, element } = settledValue(state)
  const refresh = element === 'meta' && value.kind === 'directive' && value.text.trim().toLowerCase() === 'refresh'
  if (refresh && meta === 'value') throw new Refusal('the content of a meta refresh must be literal', reader.index - 1)
  const cleared = { value: { kind: 'text' }, quote: '', pending: '', attribute: '' } as const
  return { ...state, ...cleared, mode: 'in-tag', meta: refresh ? 'refresh' : meta }
}
