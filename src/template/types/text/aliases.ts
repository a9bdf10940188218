// Names for types that contain themselves: the only ones that the generated file declares.

import { inline, type TypeNode } from './type-text.js'

/** The named types of a generated file. */
export class Aliases {
  readonly #nodes = new Map<string, TypeNode>()
  /** How many names begin in the same way. */
  readonly #counts = new Map<string, number>()
  /** The names of types by their text, in which their own names are left out. */
  readonly #names = new Map<string, string>()
  readonly #same = new Map<string, string>()

  /** Makes a name for a type that has to do with a template; it is defined later. */
  reserve(template: string): string {
    const words = template.replace(/\.html\b/, '').split(/[^A-Za-z0-9]+/)
    const base = `${words.map(capitalized).join('')}Node`
    const start = /^[A-Za-z]/.test(base) ? base : `T${base}`
    const number = (this.#counts.get(start) ?? 0) + 1
    this.#counts.set(start, number)
    return number === 1 ? start : `${start}_${number}`
  }

  /** Says what a name stands for. Where another stands for the same, that one is used. */
  define(name: string, node: TypeNode): void {
    const text = inline(node).replaceAll(new RegExp(`\\b${name}\\b`, 'g'), '')
    const same = this.#names.get(text)
    if (same !== undefined) {
      this.#same.set(name, same)
      return
    }
    this.#names.set(text, name)
    this.#nodes.set(name, node)
  }

  /** The type of a name. What is written for it is settled when all are defined. */
  refer(name: string): TypeNode {
    const same = this.#same
    return {
      kind: 'word',
      get text() {
        return same.get(name) ?? name
      },
    }
  }

  /** All that are defined, sorted by name. */
  all(): readonly (readonly [string, TypeNode])[] {
    return [...this.#nodes].sort(([a], [b]) => (a < b ? -1 : 1))
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
