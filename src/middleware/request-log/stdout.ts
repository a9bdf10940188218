// The lines of requests on stdout. A reader that goes away ends the lines, and not the process.

import { logToStderr } from '../../log.js'

/** Makes ready what writes a line to stdout: those of one turn of the event loop go out in one call. */
export function stdoutLines(): (line: string) => void {
  const { stdout } = process
  const known = stdout.listeners('error')
  if (!known.includes(complain) && !known.includes(ignore)) stdout.on('error', complain)
  let waiting = ''
  const write = () => {
    const lines = waiting
    waiting = ''
    stdout.write(lines)
  }
  return (line) => {
    if (waiting === '') setImmediate(write)
    waiting += `${line}\n`
  }
}

/** Says so once; each line that follows fails as well. */
function complain(error: Error): void {
  process.stdout.off('error', complain).on('error', ignore)
  logToStderr({ level: 'error', message: 'requests are no longer noted: stdout takes nothing', error })
}

function ignore(): void {
  // It was said already.
}
