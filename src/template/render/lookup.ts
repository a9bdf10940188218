// What a value has: own properties, keys of a Map, and getters of its classes. Never what the language's prototypes define.

import { inheritedDescriptor } from '../intrinsics.js'

/** Says that a name means nothing; undefined and null are values. */
export const MISSING: unique symbol = Symbol('missing')

const hasOwn = Object.prototype.hasOwnProperty

/** The value of a name on an object, or MISSING. */
export function member(value: object, name: string): unknown {
  if (hasOwn.call(value, name)) return read(value, name)
  return value instanceof Map ? keyOf(value, name) : inherited(value, name)
}

/**
 * The value of a name on any value, or MISSING. What is null or undefined stays undefined:
 * the chain is there, it is only empty.
 */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value === 'object' && value !== null) return member(value, name)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' && hasOwn.call(value, name)) return read(Object(value), name)
  return MISSING
}

function keyOf(map: ReadonlyMap<unknown, unknown>, name: string): unknown {
  return map.has(name) ? map.get(name) : MISSING
}

/** A getter or a value on a class below the built-in ones; methods are not data. */
function inherited(value: object, name: string): unknown {
  if (Object.getPrototypeOf(value) === Object.prototype) return MISSING
  const descriptor = inheritedDescriptor(value, name)
  if (descriptor === undefined || typeof descriptor.value === 'function') return MISSING
  return descriptor.set !== undefined && descriptor.get === undefined ? MISSING : read(value, name)
}

/** The boundary to the untyped: reads a property that is known to be there. */
function read(value: object, name: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[name]
}
