// Standard Schema, the interface that zod, valibot, arktype and others share, as far as miniweb uses it.
// @see https://standardschema.dev (the structure is the specification's)

/** A schema of any library that follows Standard Schema version 1. */
export interface Schema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    // biome-ignore lint/suspicious/noExplicitAny: libraries add parameters of their own, of any type
    readonly validate: (value: unknown, ...rest: any[]) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

/** What a validation gives: the value, or what is wrong. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

/** One thing that is wrong, as schema libraries report it. */
export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** The type that a schema gives. */
export type SchemaOutput<S extends Schema> = NonNullable<S['~standard']['types']>['output']

/** The type that a schema takes. */
export type SchemaInput<S extends Schema> = NonNullable<S['~standard']['types']>['input']

/** A form that did not pass its schema: what was sent, and what is wrong by field ('' for the form as a whole). */
export type FormState<S extends Schema> = {
  readonly values: { readonly [Name in FieldName<SchemaInput<S>>]?: string | readonly string[] }
  readonly errors: { readonly [Name in FieldName<SchemaInput<S>> | '']?: readonly string[] }
}

/** The fields of an input; of a union the fields of each member. */
export type FieldName<Input> = Input extends unknown ? keyof Input : never
