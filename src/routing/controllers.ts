// From what `app.register` takes to bound routes: an instance, or a class that needs no arguments.
// Methods are looked up by name at each call, so that overrides and wrapping decorators take part.

import { inspect } from 'node:util'
import { ConfigError } from '../errors.js'
import { type Class, routesOf } from './records.js'
import type { Declaration } from './route.js'

/** A route bound to its controller. */
export interface BoundRoute {
  readonly declaration: Declaration
  /** The controller's class. */
  readonly type: unknown
  /** `Posts.show`. */
  readonly handler: string
  readonly call: BoundMethod
  readonly callInvalid: BoundMethod | undefined
}

/** Calls a method of a controller. */
type BoundMethod = (ctx: unknown, input: unknown) => unknown

/** @throws ConfigError if it is no controller: a class that needs arguments, or nothing with decorated methods */
export function controllerRoutes(controller: object): readonly BoundRoute[] {
  const instance = typeof controller === 'function' ? construct(controller as Class) : controller
  const type: unknown = instance.constructor
  const routes = typeof type === 'function' ? routesOf(type as Class) : []
  const className = typeof type === 'function' && type.name !== '' ? type.name : 'anonymous'
  if (routes.length === 0) {
    throw new ConfigError(
      'NO_ROUTES',
      `register(${className}): it has no method with @route; is the class that has them another one?`,
    )
  }
  return routes.map(({ declaration, member }) => {
    const { invalid } = declaration.options
    return {
      declaration,
      type,
      handler: `${className}.${member}`,
      call: bind(instance, member),
      callInvalid: invalid === undefined ? undefined : bindInvalid(instance, invalid, declaration, className),
    }
  })
}

function construct(type: Class): object {
  if (type.prototype === undefined || !/^class\b/.test(Function.prototype.toString.call(type))) {
    throw new ConfigError('NO_ROUTES', `register takes instances and classes, not the function ${type.name}`)
  }
  if (type.length > 0) {
    throw new ConfigError(
      'CLASS_NEEDS_ARGUMENTS',
      `${type.name} has constructor arguments: register an instance, new ${type.name}(...)`,
    )
  }
  return Reflect.construct(type, [])
}

function bind(instance: object, member: string): BoundMethod {
  return (ctx, input) => Reflect.get(instance, member).call(instance, ctx, input)
}

/** What answers an invalid form: a method of the controller by its name, or a function as it is. */
function bindInvalid(instance: object, invalid: unknown, { location }: Declaration, className: string): BoundMethod {
  if (typeof invalid === 'function') return (ctx, input) => invalid(ctx, input)
  if (typeof invalid === 'string' && typeof Reflect.get(instance, invalid) === 'function')
    return bind(instance, invalid)
  throw new ConfigError(
    'INVALID_TARGET_MISSING',
    `${location}: invalid: ${inspect(invalid)} is no method of ${className} and no function`,
  )
}
