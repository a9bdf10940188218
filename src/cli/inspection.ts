// What a command learns of an app: a process of its own loads it, looks at it and ends, so that nothing the app opens or
// prints gets in the way.

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { EntryError } from './app-entry.js'
import { preloadFor } from './dev-entry.js'
import type { Asked, Learnt, Looked } from './inspection-messages.js'
import { shown } from './shown.js'

// In the package this file is part of a chunk beside cli/.
const CHILD = fileURLToPath(new URL('../cli/inspection-child.js', import.meta.url))

/**
 * Loads an app, and says what was asked for.
 *
 * @param asked the module that exports the app, and what is wanted
 * @param stopped ends the look
 * @throws Error with a sentence, or with the report of what the app throws
 */
export function inspect<Want extends keyof Learnt>(
  asked: Asked & { readonly want: Want },
  stopped: AbortSignal,
): Promise<Learnt[Want]> {
  const { entry } = asked
  const child = fork(CHILD, [JSON.stringify(asked)], {
    execArgv: preloadFor(entry).flatMap((module) => ['--import', module]),
    stdio: ['ignore', process.stderr.fd, 'inherit', 'ipc'],
    signal: stopped,
  })
  return new Promise((resolve, reject) => {
    child.once('message', (looked: Looked<Want>) => {
      if ('problem' in looked) reject(new EntryError(looked.problem))
      else resolve(looked.learnt)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      reject(new EntryError(`${shown(entry)} ended while it was loaded (${signal ?? `exit code ${code}`})`))
    })
  })
}
