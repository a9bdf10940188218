// A template compiled to be rendered on its own, as a whole or one block of it.

import type { BlockNode } from '../syntax/tree.js'
import type { Compiled } from './env.js'
import { renderOf } from './output.js'
import type { Render } from './scope.js'

/** A compiled template. */
export class Page {
  whole: Render = () => ''
  readonly #blocks = new Map<string, { readonly node: BlockNode; readonly compiled: Compiled }>()
  readonly #renders = new Map<string, Render>()

  /** Takes note of what a block became. Of blocks with one name the first counts; it may be compiled again. */
  note(node: BlockNode, compiled: Compiled): void {
    const noted = this.#blocks.get(node.name)
    if (noted === undefined || noted.node === node) this.#blocks.set(node.name, { node, compiled })
  }

  /** The names of the blocks. */
  blockNames(): readonly string[] {
    return [...this.#blocks.keys()]
  }

  /** One block, as it is in the whole. */
  block(name: string): Render | undefined {
    const noted = this.#blocks.get(name)
    if (noted === undefined) return undefined
    const render = this.#renders.get(name) ?? renderOf(noted.compiled)
    this.#renders.set(name, render)
    return render
  }
}
