// The prototypes of the language itself. What they define is not data: no template may reach it, and no text comes from it.

/** The prototypes below which a class's own getters and methods count as part of a value. */
const PROTOTYPES: ReadonlySet<object> = new Set<object>([
  ...[Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Date, RegExp, Promise].map(prototypeOf),
  ...[Map, Set, WeakMap, WeakSet, WeakRef, ArrayBuffer, SharedArrayBuffer, DataView, Uint8Array, Buffer].map(
    prototypeOf,
  ),
  ...[Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError].map(prototypeOf),
  Object.getPrototypeOf(Uint8Array.prototype),
])

/**
 * Finds what the classes of an object say about a name; the object's own properties are not looked at.
 *
 * @returns undefined if no class below the built-in ones has the name
 */
export function inheritedDescriptor(value: object, name: PropertyKey): PropertyDescriptor | undefined {
  for (let proto = parentOf(value); proto !== null; proto = parentOf(proto)) {
    if (PROTOTYPES.has(proto)) return undefined
    const descriptor = Object.getOwnPropertyDescriptor(proto, name)
    if (descriptor !== undefined) return descriptor
  }
  return undefined
}

function parentOf(value: object): object | null {
  return Object.getPrototypeOf(value)
}

function prototypeOf(builtIn: { readonly prototype: object }): object {
  return builtIn.prototype
}
