// Names for types that contain themselves: the only ones that the generated file declares.

import type { TypeNode } from './type-text.js'

/** The named types of a generated file. */
export class Aliases {
  readonly #nodes = new Map<string, TypeNode | undefined>()

  /** Makes a name for a type of a template; it is defined later. */
  reserve(template: string): string {
    const base = `${template.replace(/\.html\b/, '').replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, first: string) => first.toUpperCase())}Node`
    const start = /^[A-Za-z]/.test(base) ? base : `T${base}`
    let name = start
    for (let number = 2; this.#nodes.has(name); number++) name = `${start}${number}`
    this.#nodes.set(name, undefined)
    return name
  }

  define(name: string, node: TypeNode): void {
    this.#nodes.set(name, node)
  }

  /** All that are defined, sorted by name. */
  all(): readonly (readonly [string, TypeNode])[] {
    return [...this.#nodes]
      .flatMap(([name, node]) => (node === undefined ? [] : [[name, node] as const]))
      .sort(([a], [b]) => (a < b ? -1 : 1))
  }
}
