// `route` and the scopes made from it: one set of decorators for both flavours, standard and legacy.
// A decorator only records the method's name; it never touches the function, so that other decorators may wrap it.
// @see https://github.com/tc39/proposal-decorators

import { ConfigError } from '../errors.js'
import type { OwnConverters } from './converters.js'
import { Location } from './location.js'
import { type Class, recordOnClass, recordOnMetadata } from './records.js'
import { type Declaration, METHODS, type Method, type RouteOptions } from './route.js'
import {
  type AnyLayer,
  at,
  type Provider,
  ROOT_SCOPE,
  type ScopeState,
  through,
  withConverters,
  withProvider,
} from './scope.js'
import type { Scope } from './scope-types.js'

/**
 * Declares a route on a method: GET (and HEAD) by default, or `options.methods`; `route.get`, `route.post` and so on for one method.
 * `route.at`, `.through`, `.with` and `.converters` give scopes, whose decorators share a prefix, layers, context and converters.
 *
 * @example
 * class Posts {
 *   \@route.get('/posts/:id<int>')
 *   show(_: Ctx, { id }: { id: number }) { return { id } }
 * }
 */
export const route: Scope = decoratorScope(ROOT_SCOPE) as unknown as Scope

type Verb = (path: string, options?: RouteOptions) => MethodDecorator
type MethodDecorator = (target: unknown, keyOrContext: unknown, descriptorOrIndex?: unknown) => void

function decoratorScope(scope: ScopeState): Verb {
  const verbs = Object.fromEntries(METHODS.map((method) => [method.toLowerCase(), verb(scope, [method])]))
  return Object.assign(verb(scope, ['GET']), verbs, {
    at: (prefix: string) => decoratorScope(at(scope, prefix)),
    through: (layer: AnyLayer) => decoratorScope(through(scope, layer)),
    with: (provider: Provider) => decoratorScope(withProvider(scope, provider)),
    converters: (own: OwnConverters) => decoratorScope(withConverters(scope, own)),
  })
}

function verb(scope: ScopeState, methods: readonly Method[]): Verb {
  const declare: Verb = (path, options = {}) => {
    const location = new Location(declare)
    return decorator({ methods: options.methods ?? methods, path, scope, options, location })
  }
  return declare
}

function decorator(declaration: Declaration): MethodDecorator {
  return (target, keyOrContext, descriptorOrIndex) => {
    if (typeof keyOrContext === 'object' && keyOrContext !== null && 'kind' in keyOrContext) {
      recordStandard(declaration, keyOrContext as ClassMethodDecoratorContext)
    } else if (typeof descriptorOrIndex === 'number') throw badTarget(declaration)
    else recordLegacy(declaration, target, keyOrContext)
  }
}

function recordStandard(declaration: Declaration, context: ClassMethodDecoratorContext): void {
  if (context.kind !== 'method' || context.static || context.private || typeof context.name !== 'string')
    throw badTarget(declaration)
  const metadata: unknown = context.metadata
  if (typeof metadata !== 'object' || metadata === null) {
    throw new ConfigError(
      'NO_DECORATOR_METADATA',
      `the compiler of ${declaration.location} gives standard decorators no metadata: update it, or set "experimentalDecorators": true`,
    )
  }
  recordOnMetadata(metadata, { member: context.name, declaration })
}

function recordLegacy(declaration: Declaration, target: unknown, key: unknown): void {
  if (typeof target !== 'object' || target === null || typeof key !== 'string' || !hasMethod(target, key))
    throw badTarget(declaration)
  recordOnClass(target.constructor as Class, { member: key, declaration })
}

/** Asks the class, not the descriptor that is passed on: another decorator may have put a getter into that one. */
function hasMethod(prototype: object, name: string): boolean {
  return typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === 'function'
}

function badTarget({ path, location }: Declaration): ConfigError {
  return new ConfigError(
    'BAD_DECORATOR_TARGET',
    `@route(${JSON.stringify(path)}) at ${location} stands on something that is no public method`,
  )
}
