// What `app.register(...)` takes: instances, and classes that need no constructor arguments.

import type { AnyClass, AnyFunction } from './callable-types.js'
import type { Refusal } from './refusal-types.js'

/** A controller argument: itself when it can be registered, else a refusal. */
type Controller<Given> = Given extends AnyClass
  ? Given extends new () => object
    ? Given
    : Refusal<'this class has constructor arguments: register an instance, new X(...)'>
  : Given extends AnyFunction
    ? Refusal<'register takes instances and classes'>
    : Given

/** The arguments of `app.register(...)`. */
export type Controllers<Given extends readonly object[]> = { [Index in keyof Given]: Controller<Given[Index]> }
