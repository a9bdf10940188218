// From the tree to functions: one entry for each kind of node. No code is generated as text, ever.

import { keepsWhiteSpace } from '../escape/elements.js'
import type { TemplateNode, TextNode } from '../syntax/tree.js'
import type { CompileNodes, Env } from './env.js'
import { indentLine } from './indentation.js'
import { compileBlock, compileParent } from './layout.js'
import { compileFor } from './loop.js'
import { Output } from './output.js'
import { compilePartial } from './partial.js'
import { compilePrint } from './print.js'
import { compileIf, compileSection } from './section.js'

/** Compiles nodes that begin in a state of the HTML machine. @throws TemplateError */
export const compileNodes: CompileNodes = (nodes, env, state) => {
  const out = new Output(state)
  for (const node of nodes) compileNode(node, env, out)
  return out
}

function compileNode(node: TemplateNode, env: Env, out: Output): void {
  switch (node.kind) {
    case 'text':
      compileText(node, env, out)
      break
    case 'print':
      compilePrint(node, env, out)
      break
    case 'section':
      compileSection(node, env, out)
      break
    case 'if':
      compileIf(node, env, out)
      break
    case 'for':
      compileFor(node, env, out)
      break
    case 'partial':
      compilePartial(node, env, out)
      break
    case 'parent':
      compileParent(node, env, out)
      break
    case 'block':
      compileBlock(node, env, out)
  }
}

/** A line is indented where it begins, unless white space counts there. */
function compileText(node: TextNode, env: Env, out: Output): void {
  const indented = node.startsLine && !keepsWhiteSpace(out.state)
  out.text(indented ? indentLine(node.text, env.indentation) : node.text, node, env)
}
