// SIGTERM and SIGINT end the app in order; a second one ends it at once.

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/** Exit code of a process that a signal ended, as shells count: 128 and the signal's number. */
const AT_ONCE = 130

/**
 * Calls `close` at the first signal and sets the exit code: 0 if it drained, 1 if something had to be cut.
 *
 * @param close drains; resolves to whether nothing had to be cut
 * @returns a function that removes the handlers
 */
export function closeOnSignals(close: () => Promise<boolean>): () => void {
  let closing = false
  const onSignal = () => {
    if (closing) process.exit(AT_ONCE)
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
