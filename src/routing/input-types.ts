// What a route's options may be, and the input that they and the path make for its handler.
// Nothing here knows decorators or chaining: scope-types.ts and function-types.ts are the two ways to give options.

import type { FormState, Schema, SchemaOutput } from '../http/schema.js'
import type { FormInput, Returned } from './handler-types.js'
import type { Flat, Nothing, PathParams } from './path-types.js'
import type { Refusal } from './refusal-types.js'

/** Options of a route whose method has no body. */
export interface ReadOptions<Query> {
  /** The route's name for `app.url`. Default: `Class.method`. */
  readonly name?: string
  /** What the query must be: the handler's `query`. */
  readonly query?: Query
  readonly body?: NoBody
  readonly form?: NoBody
}

/** Options of a route whose method has a body. */
export interface BodyOptions<Query, Body, Form, Invalid> {
  /** The route's name for `app.url`. Default: `Class.method`. */
  readonly name?: string
  /** What the query must be: the handler's `query`. */
  readonly query?: Query
  /** What the body, JSON, must be: the handler's `body`. */
  readonly body?: Body
  /** What the body, a form, must be: the handler's `form`. */
  readonly form?: EitherBody<Body, Form>
  /** What answers, with status 422, a form that is not as it must be. */
  readonly invalid?: NeedsForm<Form, Invalid>
}

/** Options of a route that says its methods itself. */
export interface MethodOptions<Methods, Query, Body, Form, Invalid> {
  /** The methods that the route answers. Default: GET (and so HEAD). */
  readonly methods?: Methods
  /** The route's name for `app.url`. Default: `Class.method`. */
  readonly name?: string
  /** What the query must be: the handler's `query`. */
  readonly query?: Query
  /** What the body, JSON, must be: the handler's `body`; optional if a method without body is among the methods. */
  readonly body?: Sent<Methods, Body>
  /** What the body, a form, must be: the handler's `form`; optional as `body` is. */
  readonly form?: Sent<Methods, EitherBody<Body, Form>>
  /** What answers, with status 422, a form that is not as it must be. */
  readonly invalid?: NeedsForm<Form, Invalid>
}

/** The second argument of a handler: the path's parameters and what the schemas give. */
export type Input<
  Path extends string,
  Own,
  Query extends Schema = never,
  Body extends Schema = never,
  Form extends Schema = never,
  Methods = never,
> = [Query | Body | Form] extends [never]
  ? PathParams<Path, Own>
  : Flat<
      PathParams<Path, Own> & Read<'query', Query> & SentInput<'body', Body, Methods> & SentInput<'form', Form, Methods>
    >

/** Answers a form that is not as it must be, in place of the handler; the status is 422. */
export type InvalidFunction<Context, Path extends string, Own, Form extends Schema, Result> = (
  ctx: Context,
  input: FormInput<PathParams<Path, Own>, FormState<Form>>,
) => Returned<Result>

type NoBody = Refusal<'GET and HEAD have no body: use post, put, patch or delete'>

type Bodiless = 'GET' | 'HEAD'

type Sent<Methods, Body> = Methods extends readonly Bodiless[]
  ? Refusal<"GET and HEAD have no body: methods: ['POST']">
  : Body

type EitherBody<Body, Form> = [Body] extends [never] ? Form : Refusal<'body or form, not both'>

type NeedsForm<Form, Invalid> = [Form] extends [never] ? Refusal<'invalid answers a form: declare form'> : Invalid

type Read<Key extends string, Of extends Schema> = [Of] extends [never] ? Nothing : { [Name in Key]: SchemaOutput<Of> }

type SentInput<Key extends string, Of extends Schema, Methods> = [Of] extends [never]
  ? Nothing
  : [Extract<Methods, Bodiless>] extends [never]
    ? { [Name in Key]: SchemaOutput<Of> }
    : { [Name in Key]?: SchemaOutput<Of> }
