// The type of `route` and of every scope made from it: callable, verbs, and ways to make narrower scopes.
// A scope carries the context its layers make, its prefix and its own converters; nothing of the app.

import type { Ctx, Context as EveryContext } from '../http/context.js'
import type { Layer } from '../http/layer.js'
import type { Reply } from '../http/reply.js'
import type { FormState, Schema } from '../http/schema.js'
import type { InvalidVerdict, Verdict } from './handler-types.js'
import type { BodyOptions, Input, InvalidFunction, MethodOptions, ReadOptions } from './input-types.js'
import type {
  Below,
  ConverterArgument,
  ConverterMap,
  ConverterValues,
  FullPath,
  Nothing,
  PathArgument,
  PathParams,
  PrefixArgument,
} from './path-types.js'
import type { Refusal } from './refusal-types.js'
import type { Method } from './route.js'

/** What a scope or function scope is made of; exists for the compiler only. */
export interface Scoped<Context, Prefix extends string, Own> {
  readonly '~scope'?: { readonly context: Context; readonly prefix: Prefix; readonly own: Own }
}

/**
 * The context type of a scope's handlers.
 *
 * @example show(ctx: CtxOf<typeof authed>) { return ctx.user.name }
 */
export type CtxOf<Of extends Scoped<unknown, string, unknown>> = NonNullable<Of['~scope']>['context']

/**
 * A decorator of methods, in both flavours: standard (first signature) and legacy. What it returns is the verdict on
 * the method: undefined, or a refusal that no method's type takes.
 */
interface RouteDecorator<Context, Input, Invalid extends string = never, State = never> {
  // biome-ignore lint/suspicious/noExplicitAny: any method at all; the verdict looks at it
  <This, Handler extends (this: This, ...args: any) => any, Place>(
    method: Handler,
    context: ClassMethodDecoratorContext<This, Handler> & Place,
  ): Place extends { static: false; private: false; name: keyof This }
    ? RouteVerdict<This, Handler, Context, Input, Invalid, State>
    : Place extends object
      ? Refusal<NotPublic>
      : undefined // no context at all: refused as an argument already
  <This extends object, Name, Handler>(
    target: This,
    name: Name,
    descriptor: TypedPropertyDescriptor<Handler>,
  ): This extends { prototype: unknown }
    ? Refusal<NotPublic>
    : Name extends keyof This
      ? RouteVerdict<This, Handler, Context, Input, Invalid, State>
      : Refusal<NotPublic>
}

type NotPublic = 'a route stands on a public method of instances: not static, private or protected'

/** Of a function as `invalid` the compiler makes just `string`: what it takes and gives was checked as an argument. */
type RouteVerdict<This, Handler, Context, Input, Invalid extends string, State> = string extends Invalid
  ? Verdict<Handler, Context, Input>
  : [Invalid] extends [never]
    ? Verdict<Handler, Context, Input>
    : InvalidVerdict<This, Invalid, Handler, Context, Input, State>

/** Makes the decorator of one verb without a body, such as `route.get`. */
type ReadVerb<Context, Prefix extends string, Own> = <const Path extends string, Query extends Schema = never>(
  path: PathArgument<Prefix, Own, Path>,
  options?: ReadOptions<Query>,
) => RouteDecorator<Context, Input<FullPath<Prefix, Path>, Own, Query>>

/** Makes the decorator of one verb with a body, such as `route.post`. */
type BodyVerb<Context, Prefix extends string, Own> = <
  const Path extends string,
  Query extends Schema = never,
  Body extends Schema = never,
  Form extends Schema = never,
  Invalid extends string = never,
  Again = never,
>(
  path: PathArgument<Prefix, Own, Path>,
  options?: BodyOptions<
    Query,
    Body,
    Form,
    Invalid | InvalidFunction<Context, FullPath<Prefix, Path>, Own, NoInfer<Form>, Again>
  >,
) => RouteDecorator<Context, Input<FullPath<Prefix, Path>, Own, Query, Body, Form>, Invalid, FormState<Form>>

/**
 * Makes route decorators under a prefix, behind layers, with its own converters. Scopes never change: each way to
 * narrow one gives a new one.
 *
 * @example const org = route.with(currentUser).at('/orgs/:org<int>')
 */
export interface Scope<Context = Ctx, Prefix extends string = '', Own = Nothing> extends Scoped<Context, Prefix, Own> {
  /** A route for GET, or for `options.methods`. */
  <
    const Path extends string,
    Query extends Schema = never,
    Body extends Schema = never,
    Form extends Schema = never,
    Invalid extends string = never,
    Again = never,
    const Methods extends readonly Method[] = readonly ['GET'],
  >(
    path: PathArgument<Prefix, Own, Path>,
    options?: MethodOptions<
      Methods,
      Query,
      Body,
      Form,
      Invalid | InvalidFunction<Context, FullPath<Prefix, Path>, Own, NoInfer<Form>, Again>
    >,
  ): RouteDecorator<
    Context,
    Input<FullPath<Prefix, Path>, Own, Query, Body, Form, Methods[number]>,
    Invalid,
    FormState<Form>
  >
  readonly get: ReadVerb<Context, Prefix, Own>
  readonly head: ReadVerb<Context, Prefix, Own>
  readonly post: BodyVerb<Context, Prefix, Own>
  readonly put: BodyVerb<Context, Prefix, Own>
  readonly patch: BodyVerb<Context, Prefix, Own>
  readonly delete: BodyVerb<Context, Prefix, Own>
  readonly options: BodyVerb<Context, Prefix, Own>
  /** The scope under a further prefix, which starts with a slash and does not end with one. */
  at<const Path extends string>(
    prefix: PrefixArgument<Prefix, Own, Path>,
  ): Below<Prefix, Own, Path, Scope<Context, `${Prefix}${Path}`, Own>>
  /** The scope behind a further layer, inside those it has; what the layer adds to the context is in its type. */
  through<Adds extends object = Nothing>(layer: Layer<Adds, Context>): Scope<Context & Adds, Prefix, Own>
  /** The scope with more on its context: what the provider returns, or its reply instead of the route's. */
  with<Adds extends Fresh>(provider: Provider<Context, Prefix, Own, Adds>): Scope<Context & Adds, Prefix, Own>
  /** The scope with converters of its own, beside the built-in ones. */
  converters<Converters extends ConverterMap>(
    converters: ConverterArgument<Own, Converters>,
  ): Scope<Context, Prefix, Own & ConverterValues<Converters>>
}

/** Gives what a scope adds to the context, from the context and the prefix's parameters; or replies itself. */
export type Provider<Context, Prefix extends string, Own, Adds> = (
  ctx: Context,
  params: PathParams<Prefix, Own>,
) => Adds | Reply | Promise<Adds | Reply>

/** What may be added to a context: an object (no promise) without the names that each context has. */
export type Fresh = object & { readonly then?: never } & {
  readonly [Name in keyof EveryContext]?: Refusal<`ctx.${Name} exists already`>
}
