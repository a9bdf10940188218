// The routes that decorators leave on a class, in both flavours of decorators.
// Legacy: reflect-metadata on the constructor. Standard: the metadata object of the class. Neither is ever shared by a subclass.
// @see https://github.com/tc39/proposal-decorator-metadata

import 'reflect-metadata'
import type { Declaration } from './route.js'

// Compilers that follow the standard look for Symbol.metadata when a class is defined; node 20 has none.
// The one thing that importing miniweb does beside defining.
if (!Reflect.has(Symbol, 'metadata'))
  Object.defineProperty(Symbol, 'metadata', { value: Symbol.for('Symbol.metadata') })

const ROUTES = Symbol.for('miniweb.routes')

/** A route on a method of a class. */
export interface MethodRoute {
  readonly member: string
  readonly declaration: Declaration
}

/** Any class. */
export type Class = abstract new (...args: never) => object

/** Records a route where the legacy flavour keeps it. */
export function recordOnClass(target: Class, route: MethodRoute): void {
  const own = Reflect.getOwnMetadata(ROUTES, target) as MethodRoute[] | undefined
  if (own) own.push(route)
  else Reflect.defineMetadata(ROUTES, [route], target)
}

/** Records a route where the standard flavour keeps it. */
export function recordOnMetadata(metadata: object, route: MethodRoute): void {
  const own = Object.hasOwn(metadata, ROUTES) ? (Reflect.get(metadata, ROUTES) as MethodRoute[]) : undefined
  if (own) own.push(route)
  else Object.defineProperty(metadata, ROUTES, { value: [route] })
}

/**
 * The routes of a class and those it inherits: a decorated override replaces the routes of its method,
 * an undecorated one keeps them. Several routes of one method stand in the order they are written.
 */
export function routesOf(target: Class): readonly MethodRoute[] {
  const parent: unknown = Object.getPrototypeOf(target)
  const inherited = typeof parent === 'function' && parent !== Function.prototype ? routesOf(parent as Class) : []
  const own = asWritten(ownRoutes(target))
  const replaced = new Set(own.map((route) => route.member))
  return [...inherited.filter((route) => !replaced.has(route.member)), ...own]
}

function ownRoutes(target: Class): readonly MethodRoute[] {
  const legacy = (Reflect.getOwnMetadata(ROUTES, target) ?? []) as readonly MethodRoute[]
  const standard = metadataSymbols().flatMap((symbol) => {
    const metadata: unknown = Object.hasOwn(target, symbol) ? Reflect.get(target, symbol) : undefined
    const has = typeof metadata === 'object' && metadata !== null && Object.hasOwn(metadata, ROUTES)
    return has ? (Reflect.get(metadata, ROUTES) as readonly MethodRoute[]) : []
  })
  return [...legacy, ...standard]
}

/** Another polyfill may have chosen a symbol of its own, and some compilers fall back to the registered one. */
function metadataSymbols(): readonly symbol[] {
  const known: unknown = Reflect.get(Symbol, 'metadata')
  const registered = Symbol.for('Symbol.metadata')
  return typeof known === 'symbol' && known !== registered ? [known, registered] : [registered]
}

/** Decorators of one method apply from the bottom up; this puts them back in the order of the source. */
function asWritten(routes: readonly MethodRoute[]): readonly MethodRoute[] {
  const members = [...new Set(routes.map((route) => route.member))]
  return members.flatMap((member) => routes.filter((route) => route.member === member).reverse())
}
