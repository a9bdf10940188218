// Routes as plain functions: `app.get('/ping', () => 'pong')` and the scopes of an app, filling the same table as decorators.

import type { OwnConverters } from './converters.js'
import { Location } from './location.js'
import { type Declaration, METHODS, type Method, type RouteOptions } from './route.js'
import { type AnyLayer, at, type Provider, type ScopeState, through, withConverters, withProvider } from './scope.js'

/** A route's function; its types were checked where it was declared. */
// biome-ignore lint/suspicious/noExplicitAny: the verbs' types have checked context, input and result
type AnyHandler = (ctx: any, input: any) => unknown

/** Takes what the verbs declare. */
export type Declare = (declaration: Declaration, handler: AnyHandler) => void

type Verb<Self> = (path: string, ...rest: readonly [AnyHandler] | readonly [RouteOptions, AnyHandler]) => Self

/** The verbs of a scope, each of which declares a route and returns what `self` gives. */
export function functionVerbs<Self>(scope: ScopeState, declare: Declare, self: () => Self): Record<string, Verb<Self>> {
  const verbs = METHODS.map((method) => [method.toLowerCase(), functionVerb(scope, [method], declare, self)] as const)
  return { ...Object.fromEntries(verbs), route: functionVerb(scope, ['GET'], declare, self) }
}

/** A scope of an app, as `app.at`, `app.through`, `app.with` and `app.converters` give it. */
export function functionScope(scope: ScopeState, declare: Declare): object {
  const self: object = {
    ...functionVerbs(scope, declare, () => self),
    at: (prefix: string) => functionScope(at(scope, prefix), declare),
    through: (layer: AnyLayer) => functionScope(through(scope, layer), declare),
    with: (provider: Provider) => functionScope(withProvider(scope, provider), declare),
    converters: (own: OwnConverters) => functionScope(withConverters(scope, own), declare),
  }
  return self
}

function functionVerb<Self>(
  scope: ScopeState,
  methods: readonly Method[],
  declare: Declare,
  self: () => Self,
): Verb<Self> {
  const verb: Verb<Self> = (path, ...rest) => {
    const location = new Location(verb)
    const [options = {}, handler] = rest.length === 2 ? rest : [{}, rest[0]]
    declare({ methods: options.methods ?? methods, path, scope, options, location }, handler)
    return self()
  }
  return verb
}
