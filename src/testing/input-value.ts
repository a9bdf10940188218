// The texts that each type of `<input>` can hold, and what a browser makes of others.
// @see https://html.spec.whatwg.org/multipage/input.html#value-sanitization-algorithm

import type { HtmlElement } from './html-tree.js'

const NUMBER = /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/

/** What a type takes; any other type takes any text. */
const TAKEN: ReadonlyMap<string, RegExp> = new Map([
  ['number', NUMBER],
  ['range', NUMBER],
  ['date', /^\d{4,}-\d\d-\d\d$/],
  ['time', /^\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?$/],
  ['datetime-local', /^\d{4,}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?$/],
  ['month', /^\d{4,}-\d\d$/],
  ['week', /^\d{4,}-W\d\d$/],
  ['color', /^#[\da-fA-F]{6}$/],
])

/** Types whose texts have line breaks. */
const MULTILINE: ReadonlySet<string> = new Set(['hidden', 'textarea'])

/** Whether a field can hold a text; an empty one means nothing is chosen. */
export function takesText(type: string, text: string): boolean {
  const isNever = text === '' && (type === 'range' || type === 'color')
  return !isNever && (text === '' || (TAKEN.get(type)?.test(text) ?? true))
}

/** The text that a field holds at first. */
export function initialText({ attributes }: HtmlElement, type: string): string {
  const text = attributes.get('value') ?? ''
  if (takesText(type, text)) return typedText(type, text)
  if (type === 'color') return '#000000'
  return type === 'range' ? middle(attributes) : ''
}

/** What becomes of a text that is typed into a field which takes it. */
export function typedText(type: string, text: string): string {
  if (MULTILINE.has(type)) return text
  const line = text.replace(/[\r\n]/g, '')
  if (type === 'color') return line.toLowerCase()
  if (type === 'datetime-local') return line.replace(' ', 'T')
  return type === 'url' || type === 'email' ? line.trim() : line
}

/** Where the slider of a range stands at first. */
function middle(attributes: HtmlElement['attributes']): string {
  const least = Number(attributes.get('min') ?? 0)
  const most = Number(attributes.get('max') ?? 100)
  return String(most < least ? least : least + (most - least) / 2)
}
