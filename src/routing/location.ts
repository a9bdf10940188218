// Where in the user's source a route was declared, for messages and listings.
// The stack is captured when the route is declared and formatted only when somebody asks.

import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

// `at show (file:///posts.js:1:2)`, or without a function `at /posts (1).js:1:2`: paths may have parentheses of their own.
const FRAME = /^\s+at (?:async )?(?:.*? \()?((?:file:\/\/|[A-Za-z]:\\|\/).*?):(\d+):\d+\)?$/

/** Remembers the caller of `above`, the public function that the user called. */
export class Location {
  readonly stack: string | undefined

  constructor(above: (...args: never) => unknown) {
    Error.captureStackTrace(this, above)
  }

  /** `src/posts.ts:12`, relative to the working directory where that is shorter; empty where it is unknown. */
  toString(): string {
    const frame = this.stack?.split('\n').find((line) => /^\s+at /.test(line))
    const match = FRAME.exec(frame ?? '')
    if (!match?.[1]) return ''
    const file = match[1].startsWith('file:') ? fileURLToPath(match[1]) : match[1]
    const near = relative(process.cwd(), file)
    return `${near.startsWith(`..${sep}`) ? file : near}:${match[2]}`
  }
}
