// Where in the user's source a route was declared, for messages and listings.
// The stack is captured when the route is declared and formatted only when somebody asks.

import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

// `at show (file:///posts.js:1:2)`, or without a function `at /posts (1).js:1:2`: paths may have parentheses of their own.
const FRAME = /^\s+at (?:async )?/
const LINE = /:(\d+):(\d+)\)?$/
const BEHIND_NAME = / \((?=file:\/\/|[A-Za-z]:\\|\/)/
const ABSOLUTE = /^(?:file:\/\/|[A-Za-z]:\\|\/)/

/** A place in a source. */
interface SourcePosition {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Remembers the caller of `above`, the public function that the user called. */
export class Location {
  readonly stack: string | undefined

  constructor(above: (...args: never) => unknown) {
    Error.captureStackTrace(this, above)
  }

  /** The whole path, line and column, both from 1; undefined where they are unknown. */
  get position(): SourcePosition | undefined {
    const frame = this.stack?.split('\n').find((line) => FRAME.test(line)) ?? ''
    const end = LINE.exec(frame)
    const path = pathOf(frame.slice(0, end?.index).replace(FRAME, ''))
    if (!end || path === undefined) return undefined
    const file = path.startsWith('file:') ? fileURLToPath(path) : path
    return { file, line: Number(end[1]), column: Number(end[2]) }
  }

  /** `src/posts.ts:12`, relative to the working directory where that is shorter; empty where it is unknown. */
  toString(): string {
    const { position } = this
    if (!position) return ''
    const near = relative(process.cwd(), position.file)
    return `${near.startsWith(`..${sep}`) ? position.file : near}:${position.line}`
  }
}

/** The path of a frame: behind the function's name, or all there is. */
function pathOf(place: string): string | undefined {
  const name = BEHIND_NAME.exec(place)
  if (name) return place.slice(name.index + name[0].length)
  return ABSOLUTE.test(place) ? place : undefined
}
