// The tags of a template with their attributes, read by the HTML machine that chooses the escapes: one walk over the nodes,
// into each branch from where it begins. Layouts and partials are walked where they are written.

import { advanceHtml } from '../escape/markup.js'
import { Refusal } from '../escape/refusal.js'
import { HTML_TEXT, type HtmlState, startState } from '../escape/state.js'
import type { Template, TemplateNode, TextNode } from '../syntax/tree.js'
import { AttributeValue } from './attribute-value.js'

/** A start tag. */
export interface Tag {
  readonly element: string
  readonly attributes: ReadonlyMap<string, AttributeValue>
  /** Attributes that stand there in some branches only. */
  readonly conditional: ReadonlySet<string>
}

/** A tag that is being read. */
interface OpenTag {
  readonly depth: number
  readonly attributes: Map<string, AttributeValue>
  readonly conditional: Set<string>
}

/** Where a walk is. */
interface Position {
  readonly html: HtmlState
  /** The value of the attribute that is being read. */
  readonly value: AttributeValue | undefined
}

/** Text that no step of the machine ends within, or one character that may. */
const PIECE = /[^<>"'=/\s]+|[<>"'=/\s]/g

/** Collects the tags of a template. What the compiler refuses ends the walk through it. */
export function tagsOf(template: Template): readonly Tag[] {
  const walk = new TagWalk(startState(template.source.name))
  try {
    walk.nodes(template.nodes)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  return walk.tags
}

class TagWalk {
  readonly tags: Tag[] = []
  #at: Position
  #open: OpenTag | undefined
  /** How many branches the walk is in. */
  #depth = 0

  constructor(html: HtmlState) {
    this.#at = { html, value: undefined }
  }

  nodes(nodes: readonly TemplateNode[]): void {
    for (const node of nodes) this.#node(node)
  }

  #node(node: TemplateNode): void {
    const { kind } = node
    if (kind === 'text') this.#text(node)
    else if (kind === 'print') this.#add({ kind: 'print', value: node.value, offset: node.offset, length: node.length })
    else if (kind === 'if') this.#branches([...node.branches.map(({ body }) => body), node.otherwise])
    else if (kind === 'for' || kind === 'section') this.#branches([node.body, node.otherwise])
    else if (kind === 'parent') this.#apart(node.blocks.map(({ body }) => body))
    else if (kind === 'block' && this.#at.value === undefined) this.nodes(node.body)
    else this.#add({ kind: 'anything', offset: node.offset })
  }

  /** What stands in a value is a part of it; elsewhere it changes no tag. */
  #add(part: Parameters<AttributeValue['with']>[0]): void {
    const { html, value } = this.#at
    if (value) this.#at = { html: { ...html, pending: '' }, value: value.with(part) }
  }

  #text({ text, offset }: TextNode): void {
    for (const match of text.matchAll(PIECE)) this.#piece(match[0], offset + match.index)
  }

  #piece(piece: string, offset: number): void {
    const before = this.#at.html
    const html = advanceHtml(before, piece)
    const [was, is] = [isInValue(before), isInValue(html)]
    const part = { kind: 'text', text: piece, offset } as const
    let { value } = this.#at
    if (is) value = was ? value?.with(part) : html.mode === 'unquoted' ? new AttributeValue().with(part) : NOTHING
    else if (was && value) this.#attribute(before.attribute, value)
    this.#at = { html, value: is ? value : undefined }
    if (html.mode === 'tag-name' && before.mode !== 'tag-name') this.#begin()
    if (piece === '>' && !is) this.#end(before)
  }

  #begin(): void {
    this.#open = { depth: this.#depth, attributes: new Map(), conditional: new Set() }
  }

  #attribute(name: string, value: AttributeValue): void {
    if (!this.#open) return
    const { attributes, conditional, depth } = this.#open
    const known = attributes.get(name)
    attributes.set(name, known ? AttributeValue.among([known, value]) : value)
    if (this.#depth > depth) conditional.add(name)
  }

  #end({ element, closing }: HtmlState): void {
    if (this.#open && !closing) this.tags.push({ element, ...this.#open })
    this.#open = undefined
  }

  /** Each branch begins where the tag stands; all of them end at one place of the HTML. */
  #branches(branches: readonly (readonly TemplateNode[])[]): void {
    const start = this.#at
    this.#depth++
    const ends = branches.map((branch) => {
      this.#at = start
      this.nodes(branch)
      return this.#at
    })
    this.#depth--
    const values = ends.flatMap(({ value }) => value ?? [])
    this.#at = {
      html: ends[0]?.html ?? start.html,
      value: values.length === 0 ? undefined : AttributeValue.among(values),
    }
  }

  /** What fills the blocks of a layout stands elsewhere: in text, as far as can be known here. */
  #apart(bodies: readonly (readonly TemplateNode[])[]): void {
    const start = this.#at
    for (const body of bodies) {
      this.#at = { html: start.html.mode === 'plain' ? start.html : HTML_TEXT, value: undefined }
      this.#open = undefined
      this.nodes(body)
    }
    this.#at = start
  }
}

const NOTHING = new AttributeValue()

function isInValue({ mode }: HtmlState): boolean {
  return mode === 'quoted' || mode === 'unquoted'
}
