// Warnings of node, such as of too many listeners: kept for the length of a test, which says that there are none.

import { onTestFinished } from 'vitest'

/** The messages of the warnings from now to the end of the test. */
export function collectedWarnings(): readonly string[] {
  const messages: string[] = []
  const collect = (warning: Error) => messages.push(warning.message)
  process.on('warning', collect)
  onTestFinished(() => void process.off('warning', collect))
  return messages
}
