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
export function initialText(element: HtmlElement, type: string): string {
  const text = element.attributes.get('value') ?? ''
  if (type === 'range') return slider(element, text)
  if (takesText(type, text)) return typedText(type, text)
  return type === 'color' ? '#000000' : ''
}

/** What becomes of a text that is typed into a field which takes it. */
export function typedText(type: string, text: string): string {
  if (MULTILINE.has(type)) return text
  const line = text.replace(/[\r\n]/g, '')
  if (type === 'color') return line.toLowerCase()
  if (type === 'datetime-local') return line.replace(' ', 'T')
  return type === 'url' || type === 'email' ? line.trim() : line
}

/** Where the slider of a range stands: within its bounds, on a step, in the middle where nothing else is said. */
function slider({ attributes }: HtmlElement, text: string): string {
  const number = (name: string, otherwise: number) => {
    const given = attributes.get(name) ?? ''
    return NUMBER.test(given) ? Number(given) : otherwise
  }
  const least = number('min', 0)
  const most = Math.max(least, number('max', 100))
  const wanted = NUMBER.test(text) ? Number(text) : least + (most - least) / 2
  const within = Math.min(Math.max(wanted, least), most)
  if (attributes.get('step')?.toLowerCase() === 'any') return String(within)
  const step = number('step', 1) > 0 ? number('step', 1) : 1
  const base = number('min', number('value', 0))
  const steps = Math.round((within - base) / step)
  const nearest = base + steps * step
  return String(nearest > most ? nearest - step : nearest < least ? nearest + step : nearest)
}
