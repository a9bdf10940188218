// Routes as plain functions, with `(ctx, input)` inferred: the verbs of App and of the scopes that App gives.
// App declares FunctionVerbs as its own; this file does not know App.

import type { Ctx } from '../http/context.js'
import type { Layer } from '../http/layer.js'
import type { Schema } from '../http/schema.js'
import type { Returned } from './handler-types.js'
import type { BodyOptions, Input, InvalidFunction, MethodOptions, ReadOptions } from './input-types.js'
import type {
  Below,
  ConverterArgument,
  ConverterMap,
  ConverterValues,
  FullPath,
  Nothing,
  PathArgument,
  PrefixArgument,
} from './path-types.js'
import type { Method } from './route.js'
import type { Fresh, Provider, Scoped } from './scope-types.js'

/** A handler as a plain function. */
type FunctionHandler<Context, Input, Result> = (ctx: Context, input: Input) => Returned<Result>

/** Adds a route for one verb without a body. */
interface ReadFunction<Context, Prefix extends string, Own, Self> {
  <const Path extends string, Result>(
    path: PathArgument<Prefix, Own, Path>,
    handler: FunctionHandler<Context, Input<FullPath<Prefix, Path>, Own>, Result>,
  ): Self
  <const Path extends string, Result, Query extends Schema = never>(
    path: PathArgument<Prefix, Own, Path>,
    options: ReadOptions<Query>,
    handler: FunctionHandler<Context, Input<FullPath<Prefix, Path>, Own, Query>, Result>,
  ): Self
}

/** Adds a route for one verb with a body. */
interface BodyFunction<Context, Prefix extends string, Own, Self> {
  <const Path extends string, Result>(
    path: PathArgument<Prefix, Own, Path>,
    handler: FunctionHandler<Context, Input<FullPath<Prefix, Path>, Own>, Result>,
  ): Self
  <
    const Path extends string,
    Result,
    Again,
    Query extends Schema = never,
    Body extends Schema = never,
    Form extends Schema = never,
  >(
    path: PathArgument<Prefix, Own, Path>,
    options: BodyOptions<
      Query,
      Body,
      Form,
      InvalidFunction<Context, FullPath<Prefix, Path>, Own, NoInfer<Form>, Again>
    >,
    handler: FunctionHandler<Context, Input<FullPath<Prefix, Path>, Own, Query, Body, Form>, Result>,
  ): Self
}

/** Adds a route for GET, or for `options.methods`. */
interface RouteFunction<Context, Prefix extends string, Own, Self> {
  <const Path extends string, Result>(
    path: PathArgument<Prefix, Own, Path>,
    handler: FunctionHandler<Context, Input<FullPath<Prefix, Path>, Own>, Result>,
  ): Self
  <
    const Path extends string,
    Result,
    Again,
    Query extends Schema = never,
    Body extends Schema = never,
    Form extends Schema = never,
    const Methods extends readonly Method[] = readonly ['GET'],
  >(
    path: PathArgument<Prefix, Own, Path>,
    options: MethodOptions<
      Methods,
      Query,
      Body,
      Form,
      InvalidFunction<Context, FullPath<Prefix, Path>, Own, NoInfer<Form>, Again>
    >,
    handler: FunctionHandler<Context, Input<FullPath<Prefix, Path>, Own, Query, Body, Form, Methods[number]>, Result>,
  ): Self
}

/** The ways to add routes as functions and to narrow; `Self` is what the verbs return for chaining. */
export interface FunctionVerbs<Context, Prefix extends string, Own, Self> extends Scoped<Context, Prefix, Own> {
  readonly route: RouteFunction<Context, Prefix, Own, Self>
  readonly get: ReadFunction<Context, Prefix, Own, Self>
  readonly head: ReadFunction<Context, Prefix, Own, Self>
  readonly post: BodyFunction<Context, Prefix, Own, Self>
  readonly put: BodyFunction<Context, Prefix, Own, Self>
  readonly patch: BodyFunction<Context, Prefix, Own, Self>
  readonly delete: BodyFunction<Context, Prefix, Own, Self>
  readonly options: BodyFunction<Context, Prefix, Own, Self>
  /** A scope under a further prefix, which starts with a slash and does not end with one. */
  at<const Path extends string>(
    prefix: PrefixArgument<Prefix, Own, Path>,
  ): Below<Prefix, Own, Path, FunctionScope<Context, `${Prefix}${Path}`, Own>>
  /** A scope behind a further layer, inside those it has; what the layer adds to the context is in its type. */
  through<Adds extends object = Nothing>(layer: Layer<Adds, Context>): FunctionScope<Context & Adds, Prefix, Own>
  /** A scope with more on its context: what the provider returns, or its reply instead of the route's. */
  with<Adds extends Fresh>(provider: Provider<Context, Prefix, Own, Adds>): FunctionScope<Context & Adds, Prefix, Own>
  /** A scope with converters of its own, beside the built-in ones. */
  converters<Converters extends ConverterMap>(
    converters: ConverterArgument<Own, Converters>,
  ): FunctionScope<Context, Prefix, Own & ConverterValues<Converters>>
}

/** What `app.at`, `app.through`, `app.with` and `app.converters` give: adds function routes to its app. */
export interface FunctionScope<Context = Ctx, Prefix extends string = '', Own = Nothing>
  extends FunctionVerbs<Context, Prefix, Own, FunctionScope<Context, Prefix, Own>> {}
