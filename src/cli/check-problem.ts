// What `miniweb check` finds: a sentence, its place, and the line with a caret.

import { Place, type TemplateError } from '../tooling.js'
import { shown } from './shown.js'
import type { Terminal } from './terminal.js'

/** Something that is wrong. It goes from process to process as JSON. */
export interface Problem {
  readonly message: string
  /** The file as it is shown; undefined where there is no place. */
  readonly file: string | undefined
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  /** The line with a caret, and how a template was reached. */
  readonly below: string
}

/** A mistake without a place. */
export function problemAlone(message: string): Problem {
  return { message, file: undefined, line: 0, column: 0, below: '' }
}

/** A mistake at a place of a template. */
export function problemAt(place: Place, message: string): Problem {
  return { message, file: place.source.file, line: place.line, column: place.column, below: place.excerpt }
}

/** A mistake that the template engine has found. */
export function problemOfTemplate(error: TemplateError): Problem {
  const steps = error.chain.map(({ place, tag }) => `  in ${place} ${tag}`)
  return { ...problemAt(error.place, error.message), below: [error.place.excerpt, ...steps].join('\n') }
}

/** A mistake at a line and column of a file, both from 1. */
export function problemInFile(
  path: string,
  text: string,
  at: { line: number; column: number },
  message: string,
): Problem {
  const before = text.split('\n').slice(0, at.line - 1)
  const offset = before.reduce((sum, line) => sum + line.length + 1, 0) + at.column - 1
  return problemAt(new Place({ name: path, file: shown(path), text }, Math.min(offset, text.length), 1), message)
}

/** Prints problems, sorted by file and place; those that are the same count once. @returns how many there are */
export function printProblems(problems: readonly Problem[], terminal: Terminal): number {
  const distinct = new Map(problems.map((problem) => [`${placeOf(problem)} ${problem.message}`, problem]))
  const sorted = [...distinct.values()].sort(byPlace)
  for (const problem of sorted) {
    const { message, file, below } = problem
    const [first = '', ...rest] = message.split('\n')
    const place = file === undefined ? [] : [`  ${placeOf(problem)}`]
    terminal.error([terminal.red(first), ...rest, ...place, ...(below === '' ? [] : [below])].join('\n'))
  }
  return sorted.length
}

function placeOf({ file, line, column }: Problem): string {
  return `${file}:${line}:${column}`
}

function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return (a.file ?? '') < (b.file ?? '') ? -1 : 1
  return a.line - b.line || a.column - b.column
}
