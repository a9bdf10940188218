// `form(schema, template)`: a form and the page that shows it, as the options of the route that takes it. What the schema
// refuses comes back on the same page, with what was sent and what is wrong; the handler only sees what was accepted.

import type { FormField, FormPage, FormTemplate } from './form-types.js'
import { Reply, type ReplyInit } from './http/reply.js'
import type { FormState, Schema } from './http/schema.js'
import { MISSING, member } from './template/render/lookup.js'
import type { TemplateName } from './view-types.js'

/** Values by the names of fields, and what is wrong by field. */
interface Filling {
  readonly values: object
  readonly errors: Readonly<Record<string, readonly string[] | undefined>>
}

const UNFILLED: Filling = { values: {}, errors: {} }
const NONE: readonly string[] = []

/**
 * A form and its page: the options of the route that takes the form, `@route.post('/posts', newPost)`, and
 * `newPost.page()` for the route that shows it.
 *
 * @param schema what the form must be; any Standard Schema
 * @param template what shows it: it sees `form.fields.title` (`name`, `value`, `values`, `errors`), `form.invalid` and `form.errors`
 * @example
 * const newPost = form(NewPost, 'posts/new.html')
 * app.get('/posts/new', () => newPost.page())
 * app.post('/posts', newPost, (_, { form }) => redirect(`/posts/${add(form)}`))
 */
export function form<S extends Schema, const Name extends TemplateName>(
  schema: S,
  template: FormTemplate<S, Name>,
): FormPage<S, Name>
export function form(schema: Schema, template: string): object {
  const page = (data: object = {}, filled: object = {}, init: ReplyInit = {}): Reply => {
    const filling = isRefused(filled) ? filled : { ...UNFILLED, values: filled }
    const view = formView(filling)
    const isInvalid = view.invalid.length > 0 || view.errors.length > 0
    return new Reply(
      { kind: 'view', name: template, data: { ...data, form: view } },
      isInvalid ? { status: 422, ...init } : init,
    )
  }
  const invalid = (_: unknown, { form }: { readonly form: FormState<Schema> }): Reply => page({}, form)
  return { form: schema, invalid, page }
}

/** A form that was refused has both, as objects; a field has no objects but lists and dates. */
function isRefused(filled: object): filled is Filling {
  return 'values' in filled && 'errors' in filled && isRecord(filled.values) && isRecord(filled.errors)
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** What a template sees as `form`; the type of it is FormView. */
function formView({ values, errors }: Filling) {
  const fields = new FormFields(values)
  for (const [name, complaints = NONE] of Object.entries(errors)) {
    if (name !== '' && complaints.length > 0) fields.set(name, fieldOf(name, values, complaints))
  }
  return { fields, invalid: [...fields.values()], errors: errors[''] ?? NONE }
}

/** The fields with errors; asked for another one it makes it, because a schema cannot be asked which fields it has. */
class FormFields extends Map<string, FormField> {
  readonly #values: object

  constructor(values: object) {
    super()
    this.#values = values
  }

  override has(): boolean {
    return true
  }

  override get(name: string): FormField {
    return super.get(name) ?? fieldOf(name, this.#values, NONE)
  }
}

/** A value is looked up as templates do it: own properties and getters of classes, nothing of the language's prototypes. */
function fieldOf(name: string, values: object, errors: readonly string[]): FormField {
  const found = member(values, name)
  const texts = found === MISSING ? NONE : textsOf(found)
  return { name, value: texts[0] ?? '', values: texts, errors }
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)]
  if (value === true) return ['on'] // what a browser sends of a checkbox without a value of its own
  return value instanceof Date ? dayOf(value) : NONE
}

/** The day in UTC, as `<input type="date">` has it. */
function dayOf(date: Date): readonly string[] {
  return Number.isNaN(date.getTime()) ? NONE : date.toISOString().split('T', 1)
}
