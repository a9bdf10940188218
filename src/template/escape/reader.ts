// What the steps of the HTML machine share: a text, how far it is read, and the state there.
// A step reads on and returns the next state; it must read a character or change the mode.

import type { HtmlState } from './state.js'

/** A text that is being read. */
export interface Reader {
  readonly text: string
  index: number
  state: HtmlState
}

export type Step = (reader: Reader) => HtmlState

/** The next character, or nothing at the end. */
export function peek({ text, index }: Reader): string {
  return text.charAt(index)
}

/** Reads what a sticky pattern matches. */
export function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.index
  const taken = pattern.exec(reader.text)?.[0] ?? ''
  reader.index += taken.length
  return taken
}

/** The state with a change, without reading. */
export function become({ state }: Reader, change: Partial<HtmlState>): HtmlState {
  return { ...state, ...change }
}

/** Reads one character and changes the state. */
export function consume(reader: Reader, change: Partial<HtmlState> = {}): HtmlState {
  reader.index++
  return become(reader, change)
}
