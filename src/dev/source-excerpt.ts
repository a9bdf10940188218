// The lines around a place in a source, for people who look for a mistake there.

import { readFileSync, statSync } from 'node:fs'

/** A line of a source. */
export interface SourceLine {
  /** From 1. */
  readonly number: number
  readonly text: string
  /** Whether it is the line of the place. */
  readonly isMarked: boolean
}

/** How many lines are shown before and behind the one. */
const AROUND = 5
/** The largest file that is read, in bytes. */
const LARGEST = 2 ** 21
/** The longest line that is shown whole, in UTF-16 units. */
const WIDTH = 300

/** The lines around a line of a file; none if it cannot be read. */
export function fileExcerpt(file: string, line: number): readonly SourceLine[] {
  try {
    return statSync(file).size > LARGEST ? [] : textExcerpt(readFileSync(file, 'utf8'), line)
  } catch {
    return [] // gone, or never was
  }
}

/** The lines around a line of a text; none if the text has no such line. */
export function textExcerpt(text: string, line: number): readonly SourceLine[] {
  const lines = text.split(/\r?\n/)
  if (line < 1 || line > lines.length) return []
  const first = Math.max(1, line - AROUND)
  const shown = lines.slice(first - 1, line + AROUND)
  return shown.map((whole, index) => ({
    number: first + index,
    text: whole.length > WIDTH ? `${whole.slice(0, WIDTH)} …` : whole,
    isMarked: first + index === line,
  }))
}
