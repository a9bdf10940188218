// What an engine is to the benchmark: a name, and how its templates become functions. Loading and compiling is not measured.

import { createRequire } from 'node:module'
import type { Renderers } from './scenarios.js'

/** An engine under test. */
export interface Engine {
  readonly name: string
  /** Compiles its templates. @param folder an empty folder for those that must be files */
  prepare(folder: string): Renderers | Promise<Renderers>
}

/** A compiled template of any engine. */
export type Compiled = (data: object) => string

const require = createRequire(import.meta.url)

/** The boundary to packages without types: the part of a package that is used, as its documentation has it. */
export function loadUntyped<Package>(name: string): Package {
  return require(name) as Package
}
