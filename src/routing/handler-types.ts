// The verdict on a handler: undefined when it fits its route, else a refusal whose sentence says what does not fit.
// It is the return type of a decorator, because a constraint on the method's type lets `async m() {}` pass.
// This file knows nothing of paths and options; it is given the context and the input they make.

import type { AnyClass, AnyFunction } from './callable-types.js'
import type { Flat, Nothing, ReservedName } from './path-types.js'
import type { InputMismatch, Refusal } from './refusal-types.js'

/** What a handler's result is refused for, as the end of a sentence; never when it is fine. */
type ReturnProblem<Result> = 0 extends 1 & Result
  ? never
  : unknown extends Result
    ? 'unknown: wrap it, json(value)'
    : Result extends string | null
      ? never
      : Result extends void
        ? 'nothing (undefined): a forgotten return? null is 204'
        : Result extends object
          ? ObjectProblem<Result>
          : Result extends number | boolean
            ? 'a number or boolean: wrap it, json(value) or text(String(value))'
            : 'a symbol or bigint'

/** The result type of a function handler: itself when it may be returned, else a refusal. */
export type Returned<Result> = [ReturnProblem<Awaited<Result>>] extends [never]
  ? Result
  : Refusal<`the handler returns ${ReturnProblem<Awaited<Result>>}`>

/** Undefined when the method fits a route with this context and input, else what does not fit. */
export type Verdict<Handler, Context, Input> = Handler extends (ctx: Context, input: Input) => infer Result
  ? ReturnVerdict<Result>
  : Handler extends AnyFunction
    ? ParameterVerdict<Handler, Context, Input>
    : Refusal<'a route stands on a method'>

/** The verdict when the route names a method for forms that do not pass: that method is looked at as well. */
export type InvalidVerdict<This, Name extends string, Handler, Context, Input, State> = Name extends keyof This
  ? // biome-ignore lint/suspicious/noExplicitAny: its result is its own routes' business, and must not be inferred here
    This[Name] extends (ctx: Context, input: FormInput<Input, State>) => any
    ? Verdict<Handler, Context, Input>
    : Refusal<`invalid: '${Name}' is no method that takes (ctx, { form })`>
  : Refusal<`invalid: this class has no method '${Name}'`>

/** What a method or function for forms that do not pass is given: the path's parameters and the form as it was sent. */
export type FormInput<Input, State> = Flat<Omit<Input, ReservedName> & { readonly form: State }>

// Conditional on the problem itself: then a result the compiler has refused elsewhere is not refused a second time.
type ReturnVerdict<Result> =
  ReturnProblem<Awaited<Result>> extends infer Problem extends string
    ? [Problem] extends [never]
      ? undefined
      : Refusal<`the handler returns ${Problem}`>
    : undefined

type ObjectProblem<Result extends object> = Result extends AnyFunction
  ? 'a function: call it?'
  : Result extends AnyClass
    ? 'a class'
    : Result extends Uncarried
      ? 'what JSON cannot carry (Map, Set, generator, Blob and the like): convert it'
      : Result extends readonly (infer Item)[]
        ? ItemProblem<Item>
        : never

type Uncarried =
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | Generator<unknown, unknown, never>
  | RegExp
  | ArrayBuffer
  | Blob
  | FormData
  | Headers
  | URLSearchParams

type ItemProblem<Item> = 0 extends 1 & Item
  ? never
  : Item extends PromiseLike<unknown>
    ? 'an array of promises: await Promise.all(...)'
    : never

/** Why the parameters do not fit, or the verdict on the result if it is only that all input is optional. */
type ParameterVerdict<Handler extends AnyFunction, Context, Input> =
  Required<Parameters<Handler>> extends readonly [infer Wanted, ...infer Others]
    ? Context extends Wanted
      ? Others extends readonly [infer Taken extends object]
        ? InputVerdict<Handler, Input, Taken, MissingKey<Input, Taken>, OtherKey<Input, Taken>>
        : Refusal<'a handler takes (ctx, input): input is an object, { id }'>
      : ContextVerdict<Context, Wanted, Exclude<keyof Wanted, keyof Context> & string>
    : Refusal<'a handler takes (ctx, input)'>

type ContextVerdict<Context, Wanted, Missing extends string> = [Missing] extends [never]
  ? Refusal<`ctx.${OtherKey<Context, Wanted>} has another type in the handler than this scope gives`>
  : Refusal<`the handler needs ctx.${Missing}, which this scope does not add: scope.with(...)`>

type InputVerdict<Handler extends AnyFunction, Input, Taken, Missing extends string, Other extends string> = [
  Missing,
] extends [never]
  ? [Other] extends [never]
    ? ReturnVerdict<ReturnType<Handler>>
    : InputMismatch<`'${Other}' has another type in the handler than the path or schema gives`, Input, Taken>
  : InputMismatch<`the handler takes '${Missing}', which neither path nor schema gives`, Input, Taken>

/** The required names that the handler takes and the input lacks. */
type MissingKey<Input, Taken> = {
  [Key in Exclude<keyof Taken, keyof Input>]-?: Nothing extends Pick<Taken, Key> ? never : Key
}[Exclude<keyof Taken, keyof Input>] &
  string

/** The names that both sides have, with types that do not fit. */
type OtherKey<Given, Taken> = {
  [Key in keyof Given & keyof Taken]: Pick<Given, Key> extends Pick<Taken, Key> ? never : Key
}[keyof Given & keyof Taken] &
  string
