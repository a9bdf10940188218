// Scopes while a template is walked: who may be asked for a name. Mirrors the scopes of rendering, without values.
// A name inside sections belongs to the innermost body, and to a loop or argument outside of it that binds the name.

import type { Source } from '../../source.js'
import { type Body, Need } from './need.js'

/** A whole template or a section's body. */
interface BodyScope {
  readonly kind: 'body'
  readonly body: Body
  readonly parent: Scope | undefined
}

/** The variables of a loop, or the arguments of a partial. */
export interface BindingScope {
  readonly kind: 'binding'
  readonly values: ReadonlyMap<string, readonly Need[]>
  /** The names that went through to the outside, with what they mean there. */
  readonly used: Map<string, readonly Need[]>
  readonly loop: boolean
  readonly parent: Scope
}

/** The border of a template that declares its properties: its own names are settled by the declaration. */
export interface SealScope {
  readonly kind: 'seal'
  readonly source: Source
  readonly declared: ReadonlySet<string>
  readonly parent: Scope
}

export type Scope = BodyScope | BindingScope | SealScope

/** What a name means. */
export interface Resolved {
  readonly needs: readonly Need[]
  /** The same name in the scopes around, as far as it is used there. */
  readonly outer: readonly Need[]
}

/** Who asks for a name. */
export interface Asker {
  readonly scope: Scope
  readonly source: Source
  readonly seals: ReadonlySet<SealScope>
}

/** Binds names inside of a scope. */
export function bind(parent: Scope, values: ReadonlyMap<string, readonly Need[]>, loop: boolean): BindingScope {
  return { kind: 'binding', values, used: new Map(), loop, parent }
}

/** The body that a scope is in. */
export function bodyOf(scope: Scope): Body {
  return scope.kind === 'body' ? scope.body : bodyOf(scope.parent)
}

/**
 * Finds what a name means.
 *
 * @param inOwnBody whether a section's own name is looked for in its item, as it is for a section inside of it
 */
export function resolve(name: string, asker: Asker, inOwnBody: boolean): Resolved {
  const search = new Search(name, asker, inOwnBody)
  return search.run()
}

class Search {
  readonly #name: string
  readonly #asker: Asker
  readonly #inOwnBody: boolean
  readonly #passed: BindingScope[] = []
  readonly #outer: Need[] = []
  #body: Body | undefined
  #bodiesBetween = 0

  constructor(name: string, asker: Asker, inOwnBody: boolean) {
    this.#name = name
    this.#asker = asker
    this.#inOwnBody = inOwnBody
  }

  run(): Resolved {
    for (let at: Scope | undefined = this.#asker.scope; at !== undefined; at = at.parent) {
      const found = this.#visit(at)
      if (found === undefined) continue
      this.#body?.reach.set(this.#name, this.#bodiesBetween)
      return this.#finish(found)
    }
    return this.#finish([])
  }

  /** What binds the name in this scope, if it does. */
  #visit(scope: Scope): readonly Need[] | undefined {
    if (scope.kind === 'body') return this.#visitBody(scope)
    if (scope.kind === 'seal') return this.#isSettledBy(scope) ? [new Need()] : undefined
    const found = scope.values.get(this.#name)
    if (found === undefined) this.#passed.push(scope)
    // What no data holds, such as a loop's counter, is not looked for in items.
    if (found?.length === 0) this.#body = undefined
    return found
  }

  #visitBody({ body }: BodyScope): readonly Need[] | undefined {
    const first = this.#body === undefined
    if (body.own?.name === this.#name && !(first && this.#inOwnBody)) return body.own.needs
    if (first) {
      this.#body = body
      return undefined
    }
    this.#bodiesBetween++
    const same = body.names.get(this.#name)
    if (same !== undefined) this.#outer.push(same)
    return undefined
  }

  #isSettledBy(scope: SealScope): boolean {
    const { seals, source } = this.#asker
    return seals.has(scope) && (scope.declared.has(this.#name) || source === scope.source)
  }

  #finish(found: readonly Need[]): Resolved {
    const own = this.#body?.name(this.#name)
    const needs = own === undefined ? found : [own, ...found]
    for (const { used } of this.#passed) used.set(this.#name, [...new Set([...(used.get(this.#name) ?? []), ...needs])])
    return { needs, outer: this.#outer }
  }
}
