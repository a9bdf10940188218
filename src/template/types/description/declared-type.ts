// A type as @props writes it: what is relative to the templates folder becomes relative to the generated file.

import { TemplateError } from '../../error.js'
import { Place, type Source } from '../../source.js'
import type { PropDeclaration } from '../../syntax/tree.js'

/**
 * Rewrites the relative imports of a type.
 *
 * @param folder the path from the generated file's folder to the templates folder: `./templates`
 */
export function rewriteImports(type: string, folder: string): string {
  return type.replace(/\bimport\(\s*(['"])(\.{1,2}\/[^'"]*)\1/g, (_, quote: string, path: string) => {
    return `import(${quote}${joinPaths(folder, path)}${quote}`
  })
}

function joinPaths(folder: string, path: string): string {
  const parts: string[] = []
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts[0] === '..' ? parts.join('/') : `./${parts.join('/')}`
}

/** What is wrong with a template's declarations: a name twice, or a type that would break the generated file. */
export function declarationProblems(source: Source, props: readonly PropDeclaration[]): readonly TemplateError[] {
  const names = new Set<string>()
  return props.flatMap(({ name, type, offset, length }) => {
    const message = names.has(name) ? `@props declares "${name}" twice` : problemOf(name, type)
    names.add(name)
    return message === undefined ? [] : [new TemplateError(message, new Place(source, offset, length))]
  })
}

/** What is wrong with a type, as far as its brackets, quotes and ends tell. */
function problemOf(name: string, type: string): string | undefined {
  const bare = outsideOfBrackets(type)
  if (bare === undefined) return `the type of "${name}" has brackets or quotes without a partner`
  if (bare.includes(',')) return `the type of "${name}" has a comma: properties are separated by semicolons`
  return /[|&.?:]$/.test(bare.trimEnd()) ? `the type of "${name}" ends too early` : undefined
}

/** What of a type is not in brackets or quotes; undefined if one has no partner: it would swallow the rest of the file. */
function outsideOfBrackets(type: string): string | undefined {
  const bare = type.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g, '0').replaceAll('=>', '')
  if (/['"`]|\/\*|\/\//.test(bare)) return undefined
  const open: string[] = []
  let outside = ''
  for (const char of bare) {
    const partner = PARTNERS.get(char)
    if (partner !== undefined) open.push(partner)
    else if (CLOSING.has(char) && open.pop() !== char) return undefined
    else if (open.length === 0) outside += char
  }
  return open.length === 0 ? outside : undefined
}

const PARTNERS = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
])

const CLOSING = new Set(PARTNERS.values())
