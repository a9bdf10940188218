// Where in the user's source a route was declared, for messages and listings.
// The stack is captured when the route is declared and formatted only when somebody asks.

import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

// `at show (file:///posts.js:1:2)`, or without a function `at /posts (1).js:1:2`: paths may have parentheses of their own.
const FRAME = /^\s+at (?:async )?/
const LINE = /:(\d+):\d+\)?$/
const BEHIND_NAME = / \((?=file:\/\/|[A-Za-z]:\\|\/)/
const ABSOLUTE = /^(?:file:\/\/|[A-Za-z]:\\|\/)/

/** Remembers the caller of `above`, the public function that the user called. */
export class Location {
  readonly stack: string | undefined

  constructor(above: (...args: never) => unknown) {
    Error.captureStackTrace(this, above)
  }

  /** `src/posts.ts:12`, relative to the working directory where that is shorter; empty where it is unknown. */
  toString(): string {
    const frame = this.stack?.split('\n').find((line) => FRAME.test(line)) ?? ''
    const line = LINE.exec(frame)
    const path = pathOf(frame.slice(0, line?.index).replace(FRAME, ''))
    if (!line || path === undefined) return ''
    const file = path.startsWith('file:') ? fileURLToPath(path) : path
    const near = relative(process.cwd(), file)
    return `${near.startsWith(`..${sep}`) ? file : near}:${line[1]}`
  }
}

/** The path of a frame: behind the function's name, or all there is. */
function pathOf(place: string): string | undefined {
  const name = BEHIND_NAME.exec(place)
  if (name) return place.slice(name.index + name[0].length)
  return ABSOLUTE.test(place) ? place : undefined
}
