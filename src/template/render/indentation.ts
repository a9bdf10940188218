// Indentation of lines: what a partial's or layout's place adds, and what a block loses that fills a slot elsewhere.

import type { Indentation } from './env.js'

/** A line, or the blanks at its start, with the indentation changed. */
export function indentLine(line: string, { strip, add }: Indentation): string {
  return add + stripLine(line, strip)
}

/** A line without its own indentation; one that is indented less loses what it has. */
export function stripLine(line: string, strip: string): string {
  let length = 0
  while (length < strip.length && line[length] === strip[length]) length++
  return line.slice(length)
}
