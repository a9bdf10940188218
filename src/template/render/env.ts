// What compiling hands from node to node: the place in the files, what is known there, and what has been made so far.

import type { ChainLink } from '../error.js'
import type { HtmlState } from '../escape/state.js'
import type { Source } from '../source.js'
import type { BlockNode, TemplateNode } from '../syntax/tree.js'
import type { Library } from './library-types.js'
import type { LoopNames, Render } from './scope.js'

/** What pushes a scope between a place and the start of its file: a section, whose item may have any name, or a loop. */
interface Frames {
  readonly loop: LoopNames | undefined
  readonly outer: Frames | undefined
}

/** What fills a slot, with the file that it comes from. */
export interface Filling {
  readonly node: BlockNode
  readonly source: Source
  readonly chain: readonly ChainLink[]
}

/** How lines change: a layout's or partial's lines are indented, those of a filled block lose the block's own blanks. */
export interface Indentation {
  readonly strip: string
  readonly add: string
}

/** What is known at a place while compiling. */
export interface Env {
  readonly library: Library
  readonly source: Source
  /** The layouts and blocks around the place, innermost first. */
  readonly chain: readonly ChainLink[]
  readonly fillings: ReadonlyMap<string, Filling>
  readonly frames: Frames | undefined
  readonly indentation: Indentation
  /** How many layouts and blocks are open. */
  readonly depth: number
  /** Takes note of what a block became, so that it can be rendered alone. */
  readonly noteBlock: (node: BlockNode, compiled: Compiled) => void
  readonly compile: CompileNodes
}

/** Compiles nodes that begin in a state of the HTML machine. */
export type CompileNodes = (nodes: readonly TemplateNode[], env: Env, state: HtmlState) => Compiled

/** What nodes become: static texts and pieces to render, and the state of the HTML machine after them. */
export interface Compiled {
  readonly parts: readonly (string | Render)[]
  readonly state: HtmlState
}
