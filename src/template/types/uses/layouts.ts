// Layouts and blocks as uses: a layout is walked in place, with what fills its blocks.

import type { BlockNode, ParentNode } from '../../syntax/tree.js'
import { type Context, type Filling, findTemplate } from './context.js'
import { useDeclaration } from './declared.js'

/** Notes the uses of a layout, with what fills its blocks. */
export function useParent(node: ParentNode, context: Context): void {
  const template = findTemplate(node.name, node, context)
  if (template === undefined || context.layouts.has(node)) return
  const { source, seals, fillings, layouts } = context
  const own = node.blocks.map((block): [string, Filling] => [block.name, { node: block, source, seals }])
  context.walk(template.nodes, {
    ...useDeclaration(node, template, context),
    source: template.source,
    fillings: new Map([...own, ...fillings]),
    layouts: new Set([...layouts, node]),
  })
}

/** Notes the uses of a block: of what fills it, or of its own content. What fills a block is not filled again. */
export function useBlock(node: BlockNode, context: Context): void {
  context.noteBlock(node, context)
  const filling = context.fillings.get(node.name)
  if (filling === undefined) context.walk(node.body, context)
  else fill(filling, context)
}

function fill({ node, source, seals }: Filling, context: Context): void {
  const fillings = new Map(context.fillings)
  fillings.delete(node.name)
  context.walk(node.body, { ...context, source, seals, fillings })
}
