// What an engine is to the benchmark: a name, and how its templates become functions. Loading and compiling is not measured.

import type { Renderers } from './scenarios.js'

/** An engine under test. */
export interface Engine {
  readonly name: string
  /** Compiles its templates. @param folder an empty folder for those that must be files */
  prepare(folder: string): Renderers | Promise<Renderers>
}

/** A compiled template of any engine. */
export type Compiled = (data: object) => string
