// Names for types that contain themselves: the only ones that the generated file declares.

import { inline, type TypeNode } from './type-text.js'

/** The named types of a generated file. */
export class Aliases {
  readonly #nodes = new Map<string, TypeNode | undefined>()
  /** The names of types by their text, in which their own names are left out. */
  readonly #names = new Map<string, string>()
  readonly #same = new Map<string, string>()

  /** Makes a name for a type that has to do with a template; it is defined later. */
  reserve(template: string): string {
    const words = template.replace(/\.html\b/, '').split(/[^A-Za-z0-9]+/)
    const base = `${words.map(capitalized).join('')}Node`
    const start = /^[A-Za-z]/.test(base) ? base : `T${base}`
    let name = start
    for (let number = 2; this.#nodes.has(name); number++) name = `${start}${number}`
    this.#nodes.set(name, undefined)
    return name
  }

  /** Says what a name stands for. Where another stands for the same, that one is used. */
  define(name: string, node: TypeNode): void {
    const text = inline(node).replaceAll(new RegExp(`\\b${name}\\b`, 'g'), '')
    const same = this.#names.get(text)
    if (same === undefined) this.#names.set(text, name)
    else this.#same.set(name, same)
    this.#nodes.set(name, same === undefined ? node : undefined)
  }

  /** The name to write for a name. */
  nameOf(name: string): string {
    return this.#same.get(name) ?? name
  }

  /** All that are defined, sorted by name. */
  all(): readonly (readonly [string, TypeNode])[] {
    return [...this.#nodes]
      .flatMap(([name, node]) => (node === undefined ? [] : [[name, node] as const]))
      .sort(([a], [b]) => (a < b ? -1 : 1))
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
