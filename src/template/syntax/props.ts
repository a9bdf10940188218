// The declaration `{{! @props user: User; items?: Item[] }}`: what a template needs, as names with TypeScript types.
// The types are kept as text; the generator of declarations prints them, and tsc judges them.

import { failAt } from '../error.js'
import type { Source } from '../source.js'
import type { TagToken } from './tokenize.js'
import type { PropDeclaration } from './tree.js'

/** Reads the declarations of a comment, or gives undefined if it is a comment like any other. */
export function readProps(source: Source, tag: TagToken): readonly PropDeclaration[] | undefined {
  const match = /^(?:--)?\s*@props(?=\s|$)/.exec(tag.content)
  if (match === null) return undefined
  const start = match[0].length
  return splitDeclarations(tag.content.slice(start)).map(([text, index]) =>
    readDeclaration(source, text, tag.contentOffset + start + index),
  )
}

function readDeclaration(source: Source, text: string, offset: number): PropDeclaration {
  const match = /^([\p{L}_$][\p{L}\p{N}_$-]*)(\?)?\s*:\s*([\s\S]+)$/u.exec(text)
  const [, name, optional, type] = match ?? []
  if (name === undefined || type === undefined) {
    failAt(source, offset, text.length, '@props declares "name: type", separated by semicolons')
  }
  return { name, optional: optional === '?', type, offset, length: text.length }
}

/** Splits at semicolons and newlines outside brackets; each part comes with its index. */
function splitDeclarations(text: string): readonly (readonly [string, number])[] {
  const parts: (readonly [string, number])[] = []
  let depth = 0
  let start = 0
  for (let index = 0; index <= text.length; index++) {
    const char = text[index] ?? ';'
    if ('{[('.includes(char)) depth++
    else if ('}])'.includes(char)) depth--
    if ((depth > 0 || (char !== ';' && char !== '\n')) && index < text.length) continue
    const part = text.slice(start, index)
    if (part.trim() !== '') parts.push([part.trim(), start + part.length - part.trimStart().length])
    start = index + 1
  }
  return parts
}
