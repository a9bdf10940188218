// One frame of the parser's stack for each kind of tag that opens something: how it divides at {{else}}, and what it becomes.

import { failAt } from '../error.js'
import type { Source } from '../source.js'
import {
  blockKeyword,
  readBlockName,
  readCondition,
  readLoop,
  readParentName,
  readSectionPath,
  spanOf,
} from './tags.js'
import type { BlockNode, Expression, IfBranch, Span, TemplateNode } from './tree.js'
import type { PlacedTag } from './whitespace.js'

/** Something that is open. */
export interface Frame {
  readonly tag: PlacedTag
  /** What its closing tag says. */
  readonly label: string
  /** Where the nodes go that are read now. */
  readonly target: TemplateNode[]
  /** Takes `{{else}}` or `{{else if …}}`; absent where the word is a name like any other. */
  readonly divide?: (tag: PlacedTag) => void
  /** Makes the node. @param end the index of the closing tag */
  finish(end: number): TemplateNode
}

/** Opens the frame of a tag with one of the sigils `# ^ < $`. */
export function openFrame(source: Source, tag: PlacedTag): Frame {
  if (tag.sigil === '<') return parentFrame(source, tag)
  if (tag.sigil === '$') return blockFrame(source, tag)
  const keyword = blockKeyword(tag)
  if (keyword === 'if') return ifFrame(source, tag)
  if (keyword === 'for') return forFrame(source, tag)
  return sectionFrame(source, tag)
}

/** Two lists of nodes, before and after one `{{else}}`. */
class Halves {
  readonly first: TemplateNode[] = []
  readonly second: TemplateNode[] = []
  #divided = false

  get target(): TemplateNode[] {
    return this.#divided ? this.second : this.first
  }

  divide(source: Source, tag: PlacedTag): void {
    const { offset, length } = spanOf(tag)
    if (tag.content !== 'else') failAt(source, offset, length, '{{else if …}} belongs into {{#if …}}')
    if (this.#divided) failAt(source, offset, length, 'a second {{else}}')
    this.#divided = true
  }
}

function sectionFrame(source: Source, tag: PlacedTag): Frame {
  const path = readSectionPath(source, tag)
  const halves = new Halves()
  const [body, otherwise] = tag.sigil === '#' ? [halves.first, halves.second] : [halves.second, halves.first]
  return {
    tag,
    label: tag.content,
    get target() {
      return halves.target
    },
    divide: (at) => halves.divide(source, at),
    finish(end) {
      const raw = tag.sigil === '#' ? source.text.slice(tag.end, end) : undefined
      return { kind: 'section', path, body, otherwise, raw, delimiters: tag.delimiters, ...spanOf(tag) }
    },
  }
}

function forFrame(source: Source, tag: PlacedTag): Frame {
  const loop = readLoop(source, tag)
  const halves = new Halves()
  return {
    tag,
    label: 'for',
    get target() {
      return halves.target
    },
    divide: (at) => halves.divide(source, at),
    finish: () => ({ kind: 'for', ...loop, body: halves.first, otherwise: halves.second, ...spanOf(tag) }),
  }
}

function ifFrame(source: Source, tag: PlacedTag): Frame {
  const branches: (IfBranch & { body: TemplateNode[] })[] = []
  let otherwise: TemplateNode[] | undefined
  let target: TemplateNode[] = []
  const begin = (test: Expression): void => {
    target = []
    branches.push({ test, body: target })
  }
  begin(readCondition(source, tag, /^if/))
  return {
    tag,
    label: 'if',
    get target() {
      return target
    },
    divide(at) {
      const { offset, length } = spanOf(at)
      if (otherwise !== undefined) failAt(source, offset, length, `{{${at.content}}} after {{else}}`)
      if (at.content === 'else') target = otherwise = []
      else begin(readCondition(source, at, /^else\s+if/))
    },
    finish: () => ({ kind: 'if', branches, otherwise: otherwise ?? [], ...spanOf(tag) }),
  }
}

/** A layout: only the blocks in it count, everything else is dropped. */
function parentFrame(source: Source, tag: PlacedTag): Frame {
  const name = readParentName(source, tag)
  const target: TemplateNode[] = []
  return {
    tag,
    label: tag.content,
    target,
    finish() {
      const blocks = target.filter((node) => node.kind === 'block')
      refuseTwice(source, blocks)
      const dropped = droppedIn(target)
      return { kind: 'parent', name, blocks, dropped, indent: tag.standalone ? tag.indent : undefined, ...spanOf(tag) }
    },
  }
}

function droppedIn(nodes: readonly TemplateNode[]): Span | undefined {
  const found = nodes.find((node) => node.kind !== 'block' && (node.kind !== 'text' || node.text.trim() !== ''))
  if (found?.kind !== 'text') return found
  const text = found.text.trimStart()
  return { offset: found.offset + found.text.length - text.length, length: text.trimEnd().length }
}

function refuseTwice(source: Source, blocks: readonly BlockNode[]): void {
  const names = new Set<string>()
  for (const { name, offset, length } of blocks) {
    if (names.has(name)) failAt(source, offset, length, `the block "${name}" is filled twice`)
    names.add(name)
  }
}

function blockFrame(source: Source, tag: PlacedTag): Frame {
  const name = readBlockName(source, tag)
  const { standalone, nextIndent } = tag
  const target: TemplateNode[] = []
  return {
    tag,
    label: name,
    target,
    finish: () => ({
      kind: 'block',
      name,
      body: target,
      standalone,
      indent: standalone ? nextIndent : tag.indent,
      strip: standalone ? nextIndent : '',
      ...spanOf(tag),
    }),
  }
}
