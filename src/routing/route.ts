// What a declared route is before the table takes it: its methods, path, options and place in the source.

import type { Schema } from '../http/schema.js'
import type { Location } from './location.js'
import { parsePattern, type Segment } from './pattern.js'
import type { ScopeState } from './scope.js'

/** The methods a route can answer. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** A method of a route. */
export type Method = (typeof METHODS)[number]

/** The options of a route, types aside. */
export interface RouteOptions {
  readonly methods?: readonly Method[]
  readonly name?: string
  readonly query?: Schema
  readonly body?: Schema
  readonly form?: Schema
  /** Answers a form that its schema refuses: a function, or in a class the name of a method. */
  readonly invalid?: unknown
}

/** A route as it was declared. */
export interface Declaration {
  readonly methods: readonly Method[]
  /** The path behind the scope's prefix. */
  readonly path: string
  readonly scope: ScopeState
  readonly options: RouteOptions
  readonly location: Location
}

/** The whole path of a declaration: `/` behind a prefix is the prefix itself. */
export function fullPath({ scope, path }: Pick<Declaration, 'scope' | 'path'>): string {
  return scope.prefix !== '' && path === '/' ? scope.prefix : scope.prefix + path
}

/** The parsed path of a declaration. @throws ConfigError BAD_PATH */
export function patternOf(declaration: Declaration): readonly Segment[] {
  const { location, path, scope } = declaration
  const whole = path.startsWith('/') ? fullPath(declaration) : path
  return parsePattern(whole, scope.converters, location)
}
