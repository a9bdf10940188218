// An error as a terminal shows it: the message, the lines around its place, the app's own frames, and how many others
// there were.

import { shownPath } from '../template/folder.js'
import { type ErrorDetails, type ErrorPlace, errorDetails } from './error-details.js'
import type { SourceLine } from './source-excerpt.js'
import type { Frame } from './stack.js'

/** How many frames of the app are shown. */
const MOST_OWN = 8

/**
 * The report of an error.
 *
 * @param red marks what matters most
 */
export function errorReport(error: Error, red: (text: string) => string): string {
  const { causes, ...details } = errorDetails(error)
  const below = causes.flatMap((cause) => [
    `caused by ${cause.name}: ${printable(cause.message)}`,
    ...bodyOf(cause, red),
  ])
  return [red(`${details.name}: ${printable(details.message)}`), ...bodyOf({ ...details, causes }, red), ...below].join(
    '\n',
  )
}

function bodyOf({ place, frames, chain }: ErrorDetails, red: (text: string) => string): readonly string[] {
  const own = frames.filter(({ isOwn }) => isOwn).slice(0, MOST_OWN)
  const others = frames.filter(({ isOwn }) => !isOwn).length
  return [
    ...(place ? placeLines(place, red) : []),
    ...chain.map((step) => `  ${step}`),
    ...own.map((frame) => `  at ${frameText(frame)}`),
    ...(others > 0 ? [`  and ${others} ${others === 1 ? 'frame' : 'frames'} of node and packages`] : []),
  ]
}

function placeLines({ file, line, column, lines }: ErrorPlace, red: (text: string) => string): readonly string[] {
  const width = String(lines.at(-1)?.number ?? 0).length
  const drawn = lines.flatMap((source) => drawLine(source, width, column))
  return [`  ${file}:${line}:${column}`, ...drawn.map(({ text, isMarked }) => (isMarked ? red(text) : text))]
}

/** A line with its number, and below the marked one a caret. */
function drawLine({ number, text, isMarked }: SourceLine, width: number, column: number) {
  const gutter = `${isMarked ? '>' : ' '} ${String(number).padStart(width)} | `
  const line = { text: `${gutter}${printable(text)}`.trimEnd(), isMarked }
  if (!isMarked || column > text.length + 1) return [line]
  const before = text.slice(0, column - 1).replace(/[^\t]/g, ' ')
  return [line, { text: `${' '.repeat(width + 3)}| ${before}^`, isMarked }]
}

/** `Posts.show src/posts.ts:12:5` */
function frameText({ name, file, line, column }: Frame): string {
  return `${name === '' ? '' : `${name} `}${shownPath(file)}:${line}:${column}`
}

/** Control characters but line breaks and tabs as escapes, so that no message drives the terminal. */
function printable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1))
}
