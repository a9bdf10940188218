// What a group of routes shares: a prefix, layers, converters. Immutable: each step gives a new scope,
// so that scopes stand free of any app and can be exported from a file of their own.

import { ConfigError } from '../errors.js'
import { type Ctx, extendContext } from '../http/context.js'
import type { Layer } from '../http/layer.js'
import { Reply } from '../http/reply.js'
import { BUILT_IN, type OwnConverters } from './converters.js'

/** A layer of any context type, as scopes keep it; the types were checked where it was added. */
// biome-ignore lint/suspicious/noExplicitAny: what a layer needs of the context is checked by the scope's type
export type AnyLayer = Layer<any, any>

/** What a provider adds, or the reply that ends the request instead. */
export type Provider = (ctx: Ctx, params: Readonly<Record<string, unknown>>) => unknown

/** The state of a scope. */
export interface ScopeState {
  readonly prefix: string
  readonly layers: readonly AnyLayer[]
  readonly converters: OwnConverters
}

/** The scope that shares nothing. */
export const ROOT_SCOPE: ScopeState = { prefix: '', layers: [], converters: {} }

/** A scope below a prefix. */
export function at(scope: ScopeState, prefix: string): ScopeState {
  return { ...scope, prefix: scope.prefix + checkPrefix(prefix) }
}

/** A scope whose routes go through one more layer, inside those it has. */
export function through(scope: ScopeState, layer: AnyLayer): ScopeState {
  return { ...scope, layers: [...scope.layers, checkInner(checkLayer(layer))] }
}

/** A scope whose context has what the provider returns. */
export function withProvider(scope: ScopeState, provider: Provider): ScopeState {
  return through(scope, providing(checkLayer(provider), prefixNames(scope.prefix)))
}

/** A scope with converters of its own. @throws ConfigError BAD_CONVERTER for one without parse or with a name that is taken */
export function withConverters(scope: ScopeState, own: OwnConverters): ScopeState {
  for (const [name, converter] of Object.entries(own)) checkConverter(scope, name, converter)
  return { ...scope, converters: { ...scope.converters, ...own } }
}

/** @throws ConfigError BAD_LAYER if it is no function */
export function checkLayer<T>(layer: T): T {
  if (typeof layer === 'function') return layer
  throw new ConfigError('BAD_LAYER', `a layer is a function (ctx, next), not ${layer === null ? 'null' : typeof layer}`)
}

/** @throws ConfigError BAD_LAYER if it belongs around the app */
function checkInner(layer: AnyLayer): AnyLayer {
  if (!layer['~outermost']) return layer
  throw new ConfigError(
    'BAD_LAYER',
    `${layer.name}() must see requests before a route is looked up: app.use(${layer.name}(…)), or with a prefix`,
  )
}

/** @throws ConfigError BAD_PREFIX unless it starts with a slash and does not end with one */
export function checkPrefix(prefix: string): string {
  if (/^(?:\/[^/]+)+$/.test(prefix)) return prefix
  throw new ConfigError(
    'BAD_PREFIX',
    `the prefix ${JSON.stringify(prefix)}: a prefix starts with a slash and does not end with one`,
  )
}

function checkConverter(scope: ScopeState, name: string, converter: unknown): void {
  const why = converterProblem(scope, name, converter)
  if (why !== undefined) throw new ConfigError('BAD_CONVERTER', `the converter '${name}' ${why}`)
}

function converterProblem({ converters }: ScopeState, name: string, converter: unknown): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return 'has a name that is not letters, digits and _'
  if (BUILT_IN.has(name) || Object.hasOwn(converters, name)) return 'exists already: choose another name'
  const parses =
    typeof converter === 'object' && converter !== null && 'parse' in converter && typeof converter.parse === 'function'
  return parses ? undefined : 'has no method parse(raw)'
}

function prefixNames(prefix: string): readonly string[] {
  return [...prefix.matchAll(/\/:(\w+)/g)].map((match) => match[1] ?? '')
}

/** The layer of a provider, by its name. */
function providing(provider: Provider, names: readonly string[]): AnyLayer {
  const layer: AnyLayer = async (ctx: Ctx, next) => {
    const added = await provider(ctx, pick(ctx.params, names))
    if (added instanceof Reply) return added
    extendContext(ctx, added)
    return next()
  }
  return Object.defineProperty(layer, 'name', { value: provider.name || 'with' })
}

function pick(params: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = Object.create(null)
  for (const name of names) picked[name] = params[name]
  return picked
}
