// Layouts and blocks: {{<layout}} compiles the layout in place, {{$block}} takes what the page puts into it.
// All is settled while compiling; rendering knows no blocks.

import { keepsWhiteSpace } from '../escape/elements.js'
import { didYouMean } from '../nearest.js'
import type { BlockNode, ParentNode, Span, TemplateNode, TextNode } from '../syntax/tree.js'
import type { Compiled, Env, Filling } from './env.js'
import { indentLine, stripLine } from './indentation.js'
import { Output } from './output.js'
import { Site } from './site.js'

/** How deep layouts and blocks may nest. */
const DEPTH_LIMIT = 100

/** Compiles `{{<layout}}…{{/layout}}`. @throws TemplateError if there is no such layout */
export function compileParent(node: ParentNode, env: Env, out: Output): void {
  const { library, indentation } = env
  const template = library.template(node.name)
  const site = new Site(env, node)
  if (template === undefined) {
    if (library.allowsMissingPartials) return
    throw site.error(library.unknown(node.name))
  }
  const add = node.indent === undefined || keepsWhiteSpace(out.state) ? '' : indentLine(node.indent, indentation)
  const inside: Env = {
    ...deeper(env, node),
    source: template.source,
    chain: [{ tag: `{{<${node.name}}}`, place: site }, ...env.chain],
    fillings: fillingsOf(node, env),
    indentation: { strip: '', add },
  }
  const slots = new Set<string>()
  const noteBlock: Env['noteBlock'] = (block, compiled) => {
    slots.add(block.name)
    env.noteBlock(block, compiled)
  }
  out.add(env.compile(template.nodes, { ...inside, noteBlock }, out.state))
  warnOfLost(node, slots, env)
}

/** What a page says that no layout shows is no mistake to Mustache, but surely one to the person who wrote it. */
function warnOfLost({ name, blocks, dropped }: ParentNode, slots: ReadonlySet<string>, env: Env): void {
  const warn = (span: Span, message: string): void => env.library.warn(`${new Site(env, span)}: ${message}`)
  if (dropped) warn(dropped, `this is dropped: inside {{<${name}}} only blocks count`)
  for (const block of blocks) {
    if (!slots.has(block.name)) warn(block, `"${name}" has no block "${block.name}"${didYouMean(block.name, slots)}`)
  }
}

/** What the page puts into blocks, and over it what a page puts that has this one as its layout. */
function fillingsOf({ blocks }: ParentNode, { source, chain, fillings }: Env): ReadonlyMap<string, Filling> {
  const own = blocks.map((node) => [node.name, { node, source, chain }] as const)
  return new Map([...own, ...fillings])
}

/** Compiles `{{$block}}…{{/block}}`. */
export function compileBlock(node: BlockNode, env: Env, out: Output): void {
  const filling = env.fillings.get(node.name)
  const compiled = filling === undefined ? env.compile(node.body, env, out.state) : fill(node, filling, env, out)
  env.noteBlock(node, compiled)
  out.add(compiled)
}

function fill(slot: BlockNode, filling: Filling, env: Env, { state }: Output): Compiled {
  const { node, source } = filling
  const add = keepsWhiteSpace(state) ? '' : indentLine(slot.indent, env.indentation)
  const inside: Env = {
    ...deeper(env, slot),
    source,
    chain: [{ tag: `{{$${slot.name}}}`, place: new Site(env, slot) }, ...env.chain],
    fillings: without(env.fillings, slot.name),
    indentation: { strip: node.strip, add },
  }
  const out = new Output(state)
  if (slot.standalone && !node.standalone) out.text(add, textAt(slot), env)
  out.add(env.compile(slot.standalone ? node.body : insideLine(node), inside, out.state))
  return out
}

/** A block that begins on a line of its own, for a slot within a line: the first line is not indented. */
function insideLine({ body, strip }: BlockNode): readonly TemplateNode[] {
  const [first, ...rest] = body
  if (first?.kind !== 'text' || !first.startsLine) return body
  return [{ ...first, text: stripLine(first.text, strip), startsLine: false }, ...rest]
}

/** A block within what fills it is not filled again, but shows its own content. */
function without(fillings: ReadonlyMap<string, Filling>, name: string): ReadonlyMap<string, Filling> {
  const others = new Map(fillings)
  others.delete(name)
  return others
}

function deeper(env: Env, span: Span): Env {
  if (env.depth < DEPTH_LIMIT) return { ...env, depth: env.depth + 1 }
  throw new Site(env, span).error(`layouts and blocks nest deeper than ${DEPTH_LIMIT}`)
}

function textAt({ offset }: Span): TextNode {
  return { kind: 'text', text: '', offset, startsLine: false }
}
