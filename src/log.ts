// What the framework has to say to the people who run it: one record per event, by default one line on stderr.

/** One event worth a line. */
export interface LogRecord {
  readonly level: 'error' | 'warn' | 'info'
  readonly message: string
  /** What was thrown, with its stack. */
  readonly error?: unknown
  /** The request's id, method and path, where the event belongs to one. The query is left out: it may hold secrets. */
  readonly id?: string
  readonly method?: string
  readonly path?: string
  readonly status?: number
}

/** Takes the records; must not throw. */
export type Log = (record: LogRecord) => void

/** One line on stderr: level, request, message; the stacks of errors below it. */
export function logToStderr(record: LogRecord): void {
  const request =
    record.method === undefined
      ? ''
      : ` ${record.method} ${record.path ?? ''} ${record.status ?? ''} ${record.id ?? ''}`
  process.stderr.write(
    `${printable(`${record.level}${request.trimEnd()}: ${record.message}`)}\n${stacks(record.error)}`,
  )
}

/** A sink that cannot throw, whatever the user's function does. */
export function safeLog(log: Log): Log {
  return (record) => {
    try {
      log(record)
    } catch (error) {
      logToStderr(record)
      logToStderr({ level: 'error', message: 'the log function threw', error })
    }
  }
}

/** What nearly all lines are made of: they are done with at once. */
const PLAIN = /^[ -~]*$/

/** Control characters, separators of lines and what changes the direction of text as escapes: no request can forge a line. */
export function printable(line: string): string {
  if (PLAIN.test(line)) return line
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)
}

/** `\n` where JSON knows a short form, else `\u` and the code of each unit. */
function escaped(character: string): string {
  const short = JSON.stringify(character).slice(1, -1)
  if (short !== character) return short
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}

function stacks(error: unknown): string {
  let text = ''
  const seen = new Set<unknown>()
  for (let current = error; current !== undefined && current !== null && !seen.has(current); ) {
    seen.add(current)
    const stack = current instanceof Error ? (current.stack ?? String(current)) : `thrown: ${typeof current}`
    text += `  ${seen.size > 1 ? 'caused by ' : ''}${stack.replaceAll('\n', '\n  ')}\n`
    current = current instanceof Error ? current.cause : undefined
  }
  return text
}
