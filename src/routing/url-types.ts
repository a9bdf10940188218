// The arguments of `url(Class, 'method', params)` and of `app.url(name, params)`.
// What a route needs is read from its handler's input; the rest is checked at run time against the path.

import type { AnyClass } from './callable-types.js'
import type { ReservedName } from './path-types.js'
import type { Refusal } from './refusal-types.js'

/** A class whose methods are routes, however it is constructed. */
export type UrlClass<Instance> = AnyClass & { readonly prototype: Instance }

/** The names that `url` is asked for: all public members, whose types are not looked at before one is chosen. */
export type UrlMethods<Instance> = keyof Instance & string

/**
 * The arguments after the method's name in `url(Class, 'method', ...)`.
 * Distributes over the names: for a wrong name the compiler then complains about the name, not about the arguments.
 */
export type UrlArguments<Instance, Name extends keyof Instance> = Name extends unknown
  ? MethodArguments<Instance[Name]>
  : never

type MethodArguments<Member> =
  // biome-ignore lint/suspicious/noExplicitAny: whatever context the method takes; its result must not be inferred here
  Member extends (ctx: any, input: infer Input) => any
    ? InputArguments<NonNullable<Input>>
    : [none: Refusal<'only methods have an address'>]

/** Parameters by route name, for `app.url`: an app's own types fill it by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: empty until an app fills it
export interface RouteNames {}

/** The names that `app.url` takes: any string until RouteNames is filled. */
export type RouteName = [keyof RouteNames] extends [never] ? string : keyof RouteNames & string

/** The arguments after the name in `app.url(name, ...)`. */
export type NamedArguments<Name> = Name extends keyof RouteNames
  ? InputArguments<RouteNames[Name]>
  : [params?: UrlExtras]

/** One value of a query. */
type QueryValue = string | number | boolean | undefined

/** What an address may carry beside the declared parameters: other parameters, a query and a fragment. */
interface UrlExtras {
  readonly [name: string]: unknown
  /** The query by name; a list repeats its name, undefined is left out. */
  readonly query?: { readonly [name: string]: QueryValue | readonly QueryValue[] } | undefined
  /** The fragment, without `#`. */
  readonly hash?: string | undefined
}

type InputArguments<Input> = unknown extends Input
  ? [params?: UrlExtras]
  : Partial<Values<Input>> extends Values<Input>
    ? [params?: Values<Input> & UrlExtras]
    : [params: Values<Input> & UrlExtras]

type Values<Input> = Omit<Input, ReservedName>
