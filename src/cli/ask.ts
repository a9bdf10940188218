// Questions on a terminal, one after the other. What is typed before its question is not lost.

import { createInterface } from 'node:readline'

/** A conversation. Whoever opens it closes it. */
export interface Questions {
  /**
   * Asks a question and waits for a line.
   *
   * @returns the line without blanks around it; undefined if none is to come: after Ctrl+C, Ctrl+D or a signal
   */
  ask(question: string): Promise<string | undefined>
  close(): void
}

/** The two ends of a terminal, and what ends a question that waits there. */
export interface Asking {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly signal: AbortSignal
}

/** Opens a conversation. */
export function openQuestions({ input, output, signal }: Asking): Questions {
  const terminal = createInterface({ input, output, signal })
  const lines = terminal[Symbol.asyncIterator]()
  return {
    async ask(question) {
      terminal.setPrompt(question)
      terminal.prompt()
      const line = await lines.next()
      if (!line.done) return line.value.trim()
      output.write('\n')
      return undefined
    },
    close: () => terminal.close(),
  }
}
