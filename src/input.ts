// The second argument of a handler: path parameters, and what the route's schemas make of query, body and form.
// A schema that refuses ends in 422 with every issue, or in the route's own answer to an invalid form.
// @see RFC 9110 section 15.5.21

import { HttpError, type InputIssue } from './errors.js'
import { formValues } from './http/body/form.js'
import type { Context } from './http/context.js'
import type { Fields } from './http/query.js'
import type { FormState, Schema, SchemaIssue } from './http/schema.js'
import type { RouteOptions } from './routing/route.js'

/** A handler's input by name. */
export type InputValues = Record<string, unknown>

/** A form that its schema refused, where the route answers that itself. */
export class InvalidForm {
  readonly state: FormState<Schema<Record<string, unknown>>>

  constructor(values: Readonly<Fields>, issues: readonly SchemaIssue[]) {
    this.state = { values, errors: errorsByField(issues) }
  }
}

/** Reads the input of a route; undefined where the path parameters are all there is. */
export function inputReader(options: RouteOptions): ((ctx: Context) => Promise<InputValues | InvalidForm>) | undefined {
  const { query, body, form } = options
  if (!query && !body && !form) return undefined
  return async (ctx) => {
    const input: InputValues = Object.assign(Object.create(null), ctx.params)
    if (query) input['query'] = await checked(query, ctx.queryFields, 'query')
    if (bodiless(ctx.method)) return input
    if (body) input['body'] = await checked(body, await ctx.read.json(), 'body')
    if (!form) return input
    const sent = await ctx.read.form()
    const result = await form['~standard'].validate(formValues(sent))
    if (result.issues && options.invalid !== undefined) return new InvalidForm(sent.fields, result.issues)
    if (result.issues) throw refused('form', result.issues)
    input['form'] = result.value
    return input
  }
}

async function checked(schema: Schema, value: unknown, where: string): Promise<unknown> {
  const result = await schema['~standard'].validate(value)
  if (result.issues) throw refused(where, result.issues)
  return result.value
}

function refused(where: string, issues: readonly SchemaIssue[]): HttpError {
  return new HttpError(422, `the ${where} is not as it must be`, { issues: issues.map(plainIssue) })
}

function plainIssue(issue: SchemaIssue): InputIssue {
  return { path: keysOf(issue).join('.'), message: issue.message }
}

function errorsByField(issues: readonly SchemaIssue[]): Record<string, string[]> {
  const errors: Record<string, string[]> = Object.create(null)
  for (const issue of issues) {
    const field = keysOf(issue)[0] ?? ''
    errors[field] = [...(errors[field] ?? []), issue.message]
  }
  return errors
}

function keysOf({ path = [] }: SchemaIssue): readonly string[] {
  // Not path.map: a library's own kind of array may do something else in it.
  return Array.from(path, (step) => String(typeof step === 'object' ? step.key : step))
}

function bodiless(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}
