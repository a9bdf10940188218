// What there is to know of an error: its message, the place in a source that it points to, its frames, what caused it.
// The page and the terminal show the same.

import { isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TemplateError } from '../template/error.js'
import { shownPath } from '../template/folder.js'
import { fileExcerpt, type SourceLine, textExcerpt } from './source-excerpt.js'
import { type Frame, framesOf, withoutQuery } from './stack.js'

/** A place in a source, with the lines around it. */
export interface ErrorPlace {
  /** From the working directory where it lies below it. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly lines: readonly SourceLine[]
}

/** What there is to know of an error. */
export interface ErrorDetails {
  readonly name: string
  readonly message: string
  readonly place: ErrorPlace | undefined
  readonly frames: readonly Frame[]
  /** The way to the place in a template, innermost step first. */
  readonly chain: readonly string[]
  /** What caused it, and what caused that. */
  readonly causes: readonly ErrorDetails[]
}

/** How many causes are followed. */
const DEEPEST = 5

/** Looks at an error. Reads the source that it points to. */
export function errorDetails(error: Error): ErrorDetails {
  return { ...detailsOf(error), causes: causesOf(error).map((cause) => ({ ...detailsOf(cause), causes: [] })) }
}

function causesOf(error: Error): readonly Error[] {
  const causes: Error[] = []
  let { cause } = error
  while (cause instanceof Error && cause !== error && !causes.includes(cause) && causes.length < DEEPEST) {
    causes.push(cause)
    cause = cause.cause
  }
  return causes
}

function detailsOf(error: Error): Omit<ErrorDetails, 'causes'> {
  const compiled = compileMistake(error)
  const isTemplate = error instanceof TemplateError
  const frames = framesOf(error)
  return {
    name: compiled === undefined ? error.name : 'SyntaxError',
    message: compiled?.message ?? error.message,
    place: compiled?.place ?? (isTemplate ? templatePlace(error) : framePlace(frames)),
    frames,
    chain: isTemplate ? error.chain.map(({ place, tag }) => `${tag} in ${place}`) : [],
  }
}

function templatePlace({ file, line, column, place }: TemplateError): ErrorPlace {
  return { file, line, column, lines: textExcerpt(place.source.text, line) }
}

/** The innermost frame of the app. */
function framePlace(frames: readonly Frame[]): ErrorPlace | undefined {
  const own = frames.find(({ isOwn }) => isOwn)
  return own && filePlace(own.file, own.line, own.column)
}

function filePlace(file: string, line: number, column: number): ErrorPlace {
  return { file: shownPath(file), line, column, lines: fileExcerpt(file, line) }
}

interface CompileMistake {
  readonly message: string
  readonly place: ErrorPlace
}

/**
 * A source that does not compile has no frame: esbuild, and tsx with it, has the place in the message, and node before
 * the name of the error.
 */
function compileMistake({ message, name, stack = '' }: Error): CompileMistake | undefined {
  const [, file, line, column, text] = /^(.+?):(\d+):(\d+): ERROR: (.*)$/m.exec(message) ?? []
  if (file !== undefined && isAbsolute(file) && text !== undefined) {
    return { message: text, place: filePlace(file, Number(line), Number(column) + 1) }
  }
  const [, path, nodeLine, caret = ''] = /^(file:\/\/.+|\/.+):(\d+)\n.*\n( *)\^/.exec(stack) ?? []
  if (name !== 'SyntaxError' || path === undefined) return undefined
  const source = path.startsWith('file:') ? fileURLToPath(withoutQuery(path)) : path
  return { message, place: filePlace(source, Number(nodeLine), caret.length + 1) }
}
