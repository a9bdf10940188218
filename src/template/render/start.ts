// Compiles all templates at start, so that a mistake stops the start instead of a request.

import { TemplateError } from '../error.js'
import { Refusal } from '../escape/refusal.js'
import type { TemplateNode } from '../syntax/tree.js'
import type { TemplateLibrary } from './library.js'

/**
 * Compiles every template to be rendered on its own. One that is used as a partial may make sense only where it is
 * used, inside a script or a tag: a refusal of its HTML shows then only when somebody renders it on its own.
 *
 * @throws TemplateError for the first mistake
 */
export function compileAll(library: TemplateLibrary): void {
  const partials = new Set([...library.all()].flatMap(({ nodes }) => partialsIn(nodes)))
  const used = new Set([...partials].map((name) => library.template(name)))
  for (const template of library.all()) {
    try {
      library.page(template)
    } catch (error) {
      const inPlaceOnly = error instanceof TemplateError && error.cause instanceof Refusal && used.has(template)
      if (!inPlaceOnly) throw error
    }
  }
}

function partialsIn(nodes: readonly TemplateNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'partial') return typeof node.name === 'string' ? [node.name] : []
    return childrenOf(node).flatMap(partialsIn)
  })
}

function childrenOf(node: TemplateNode): readonly (readonly TemplateNode[])[] {
  switch (node.kind) {
    case 'section':
    case 'for':
      return [node.body, node.otherwise]
    case 'if':
      return [...node.branches.map(({ body }) => body), node.otherwise]
    case 'block':
      return [node.body]
    case 'parent':
      return [node.blocks]
    default:
      return []
  }
}
