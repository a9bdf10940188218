// A type as @props writes it: what is relative to the templates folder becomes relative to the generated file.

import { TemplateError } from '../error.js'
import { Place, type Source } from '../source.js'
import type { PropDeclaration } from '../syntax/tree.js'

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

/** What is wrong with a template's declarations: a name twice, a bracket that is not closed. */
export function declarationProblems(source: Source, props: readonly PropDeclaration[]): readonly TemplateError[] {
  const names = new Set<string>()
  return props.flatMap(({ name, type, offset, length }) => {
    const twice = names.has(name)
    names.add(name)
    if (!twice && isBalanced(type)) return []
    const message = twice
      ? `@props declares "${name}" twice`
      : `the type of "${name}" has brackets or quotes without a partner`
    return [new TemplateError(message, new Place(source, offset, length))]
  })
}

/** Whether every bracket and quote has its partner: one that has none would swallow the rest of the file. */
function isBalanced(type: string): boolean {
  const bare = type.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g, '')
  if (/['"`]|\/\*|\/\//.test(bare)) return false
  const open: string[] = []
  for (const char of bare) {
    const partner = PARTNERS.get(char)
    if (partner !== undefined) open.push(partner)
    else if (')]}'.includes(char) && open.pop() !== char) return false
  }
  return open.length === 0
}

const PARTNERS = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])
