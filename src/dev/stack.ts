// The stack of an error as data: which frames are the app's own, and which are node's, the framework's or a package's.

import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A step of the way to where an error was made. */
export interface Frame {
  /** What ran there; empty at the top of a module. */
  readonly name: string
  /** Whole path, or what node calls its own: `node:internal/…`. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  /** Whether it lies in the app: neither in a package, nor in the framework, nor in node. */
  readonly isOwn: boolean
}

/** How many frames are read. */
const MOST = 50
/** The folder of the framework's own modules. */
const FRAMEWORK = `${dirname(dirname(fileURLToPath(import.meta.url)))}/`

const PLACE = /^(.*):(\d+):(\d+)$/
const SOURCE = /\.[cm]?[jt]sx?$/

/** The frames of an error, innermost first. What its message says is never taken for one. */
export function framesOf(error: Error): readonly Frame[] {
  const stack = String(error.stack ?? '')
  const message = stack.indexOf(error.message)
  const behind = message === -1 ? stack : stack.slice(message + error.message.length)
  return behind
    .split('\n')
    .slice(0, MOST)
    .flatMap((line) => frameOf(line) ?? [])
}

function frameOf(text: string): Frame | undefined {
  const [, call] = /^ +at (.*)$/.exec(text) ?? []
  if (call === undefined) return undefined
  const bracket = call.endsWith(')') ? call.indexOf(' (') : -1
  const [name, inside] = bracket === -1 ? ['', call] : [call.slice(0, bracket), call.slice(bracket + 2, -1)]
  const [, path = '', line, column] = PLACE.exec(inside.replace(/^async /, '')) ?? []
  if (path === '') return undefined
  const file = pathOf(path)
  return { name: nameOf(name), file, line: Number(line), column: Number(column), isOwn: isOwn(file) }
}

/** esbuild calls a decorated class `_Posts` inside. */
function nameOf(call: string): string {
  return call.replace(/^async /, '').replace(/^_(?=\p{Lu}\w*\.)/u, '')
}

/** The path of a module. */
function pathOf(place: string): string {
  if (!place.startsWith('file:')) return place.startsWith('data:') ? 'data:…' : place
  try {
    return fileURLToPath(withoutQuery(place))
  } catch {
    return place
  }
}

/** The address of a module, without what a loader has added to it. */
export function withoutQuery(address: string): string {
  const end = address.search(/[?#]/)
  return end === -1 ? address : address.slice(0, end)
}

function isOwn(file: string): boolean {
  const path = file.replaceAll('\\', '/')
  return SOURCE.test(path) && !/^(?:node:|data:|.*\/node_modules\/)/.test(path) && !file.startsWith(FRAMEWORK)
}
