// What commands write to: lines on stdout for what was asked, lines on stderr for what went wrong, colours where they are seen.

/** Where a command writes. */
export interface Terminal {
  /** Writes a line on stdout. */
  print(line: string): void
  /** Writes a line on stderr. */
  error(line: string): void
  /** Marks a text as a mistake, where stderr shows colours. */
  red(text: string): string
}

/** A stream that may be a terminal. */
interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Makes a terminal of two streams. Colours are for terminals only, and not where NO_COLOR is set: https://no-color.org */
export function terminalOf(out: Output, err: Output, env: Readonly<Record<string, string | undefined>>): Terminal {
  const colours = err.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  return {
    print: (line) => void out.write(`${line}\n`),
    error: (line) => void err.write(`${line}\n`),
    red: (text) => (colours ? `\u001b[31m${text}\u001b[39m` : text),
  }
}

/** What a thrown value says. */
export function errorOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
