// SIGTERM and SIGINT end the app in order; a second one ends it at once.

import { constants } from 'node:os'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/**
 * Calls `close` at the first signal and sets the exit code: 0 if it drained, 1 if something had to be cut.
 *
 * @param close drains; resolves to whether nothing had to be cut
 * @returns a function that removes the handlers
 */
export function closeOnSignals(close: () => Promise<boolean>): () => void {
  let closing = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (closing) process.exit(128 + constants.signals[signal]) // as shells count a process that a signal ended
    closing = true
    close().then(
      (clean) => (clean ? setExitCode(0) : process.exit(1)),
      () => process.exit(1),
    )
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
}

function setExitCode(code: number): void {
  process.exitCode = code
}
