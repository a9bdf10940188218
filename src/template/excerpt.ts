// From an offset to a line, a column and a picture of the line with a caret under the place.
// Pure text: it knows neither templates nor errors. CRLF and LF both end lines.

/** A line and a column, both from 1; the column counts UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The longest part of a line that an excerpt shows, in UTF-16 units. */
const WIDTH = 120

/** Finds the line and column of an offset. */
export function positionOf(text: string, offset: number): Position {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
    line++
    start = end + 1
  }
  return { line, column: offset - start + 1 }
}

/**
 * Draws the line of an offset with carets under the place.
 *
 * @param length how many units to mark; the mark ends with the line and is at least one wide
 */
export function excerptOf(text: string, offset: number, length: number): string {
  const { line, column } = positionOf(text, offset)
  const whole = lineAt(text, offset - column + 1)
  const cut = Math.max(0, column - WIDTH / 2)
  const shown = whole.slice(cut, cut + WIDTH)
  const before = shown.slice(0, column - 1 - cut)
  const marked = Math.max(1, Math.min(length, shown.length - before.length))
  const gutter = ` > ${line} | `
  const margin = `${' '.repeat(gutter.length - 2)}| `
  return `${gutter}${shown}\n${margin}${blank(before)}${'^'.repeat(marked)}`
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  const line = end === -1 ? text.slice(start) : text.slice(start, end)
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** As wide as the text: tabs stay tabs, every other unit becomes a blank. */
function blank(text: string): string {
  return text.replace(/[^\t]/g, ' ')
}
