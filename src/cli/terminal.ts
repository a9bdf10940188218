// What commands write to: lines on stdout for what was asked, lines on stderr for what went wrong, colours where they are seen.
// And what they ask, where somebody is there to answer.

import { type Asking, openQuestions, type Questions } from './ask.js'

/** Where a command writes. */
export interface Terminal {
  /** Writes a line on stdout. */
  print(line: string): void
  /** Writes a line on stderr. */
  error(line: string): void
  /** Marks a text as a mistake, where stderr shows colours. */
  red(text: string): string
  /** Marks what matters, where stdout shows colours. */
  bold(text: string): string
  /** Whether stdout is a terminal, where somebody reads it. */
  readonly isRead: boolean
  /** Opens a conversation; only where both input and output are terminals. */
  readonly openQuestions?: () => Questions
}

/** A stream that may be a terminal. */
interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/**
 * Makes a terminal of streams. Colours and questions are for terminals only, and colours not where NO_COLOR is set.
 *
 * @param asking where questions are asked, if it is a terminal
 * @see https://no-color.org
 */
export function terminalOf(
  out: Output,
  err: Output,
  env: Readonly<Record<string, string | undefined>>,
  asking?: Asking,
): Terminal {
  const colours = !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  const styled = (stream: Output, start: number, end: number) => (text: string) =>
    colours && stream.isTTY === true ? `\u001b[${start}m${text}\u001b[${end}m` : text
  return {
    print: (line) => void out.write(`${line}\n`),
    error: (line) => void err.write(`${line}\n`),
    red: styled(err, 31, 39),
    bold: styled(out, 1, 22),
    isRead: out.isTTY === true,
    ...(asking?.input.isTTY && asking.output.isTTY ? { openQuestions: () => openQuestions(asking) } : {}),
  }
}

/** What a thrown value says. */
export function errorOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
