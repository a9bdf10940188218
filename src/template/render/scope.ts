// Scopes: what a name can mean while rendering, innermost first. Data and section items, partial arguments, loop variables.
// A scope is a link in a chain; looking a name up walks outward.

import { MISSING, member } from './lookup.js'

/** A compiled piece of a template. */
export type Render = (scope: Scope) => string

/** A compiled expression. */
export type Evaluate = (scope: Scope) => unknown

/** One link of the chain. */
export interface Scope {
  readonly parent: Scope | undefined
  /** What `{{.}}` means here, or MISSING where that is for an outer scope to say. */
  readonly current: unknown
  /** The variable of the loop that made this scope, or MISSING. */
  readonly item: unknown
  /** The value of a name in this scope alone, or MISSING. */
  get(name: string): unknown
}

/** Render data, a view, globals, or the item of a section; the latter changes as the section goes through its list. */
export class ItemScope implements Scope {
  readonly parent: Scope | undefined
  readonly item = MISSING
  current: unknown

  constructor(parent: Scope | undefined, current: unknown) {
    this.parent = parent
    this.current = current
  }

  get(name: string): unknown {
    const { current } = this
    return typeof current === 'object' && current !== null ? member(current, name) : MISSING
  }
}

/** The arguments of a partial. */
export class ArgumentScope implements Scope {
  readonly current = MISSING
  readonly item = MISSING

  constructor(
    readonly parent: Scope,
    readonly values: ReadonlyMap<string, unknown>,
  ) {}

  get(name: string): unknown {
    return this.values.has(name) ? this.values.get(name) : MISSING
  }
}

/** The variables that a `{{#for}}` declares. */
export interface LoopNames {
  readonly item: string
  readonly key: string | undefined
}

/** What `loop` is to templates. */
export interface LoopInfo {
  /** From 1. */
  readonly index: number
  readonly index0: number
  readonly first: boolean
  readonly last: boolean
  readonly length: number
  readonly key: unknown
  /** The `loop` of the loop around this one. */
  readonly parent: LoopInfo | undefined
}

/** The variables of one `{{#for}}`; they change as it goes on. */
export class LoopScope implements Scope {
  readonly current = MISSING
  readonly parent: Scope
  readonly names: LoopNames
  readonly length: number
  item: unknown = undefined
  key: unknown = undefined
  index0 = 0

  constructor(parent: Scope, names: LoopNames, length: number) {
    this.parent = parent
    this.names = names
    this.length = length
  }

  get(name: string): unknown {
    if (name === this.names.item) return this.item
    if (name === this.names.key) return this.key
    return name === 'loop' ? this.info() : MISSING
  }

  /** The object that templates see as `loop`. */
  info(): LoopInfo {
    const { index0, length, key, parent } = this
    return {
      index: index0 + 1,
      index0,
      first: index0 === 0,
      last: index0 === length - 1,
      length,
      key,
      get parent() {
        return enclosingLoop(parent)?.info()
      },
    }
  }
}

/** The nearest loop, from a scope outward. */
function enclosingLoop(scope: Scope | undefined): LoopScope | undefined {
  for (let at = scope; at !== undefined; at = at.parent) if (at instanceof LoopScope) return at
  return undefined
}

/** The value of a name in the innermost scope that has it, or MISSING. */
export function find(scope: Scope, name: string): unknown {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const value = at.get(name)
    if (value !== MISSING) return value
  }
  return MISSING
}

/** What `{{.}}` means. */
export function currentItem(scope: Scope): unknown {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.current !== MISSING) return at.current
  }
  return MISSING
}

/** The names that a template could have meant, innermost first. */
export function visibleNames(scope: Scope): readonly string[] {
  const names: string[] = []
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) names.push(...namesIn(at))
  return names
}

function namesIn(scope: Scope): readonly string[] {
  if (scope instanceof LoopScope) return [scope.names.item, ...(scope.names.key ? [scope.names.key] : []), 'loop']
  if (scope instanceof ArgumentScope) return [...scope.values.keys()]
  return memberNames(scope.current)
}

/** The names that a value's own properties or keys have. */
export function memberNames(value: unknown): readonly string[] {
  if (value instanceof Map) return [...value.keys()].filter((key) => typeof key === 'string')
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
}
