// The types of `form(schema, template)`: what a template sees of a form, what prefills it, and whether schema and
// template fit each other. Types only; Templates is what `miniweb types` has found out about the templates.

import type { UploadedFile } from './http/body/uploaded-file.js'
import type { Ctx } from './http/context.js'
import type { Reply, ReplyInit } from './http/reply.js'
import type { FieldName, FormState, Schema, SchemaInput } from './http/schema.js'
import type { Nothing } from './routing/path-types.js'
import type { Refusal } from './routing/refusal-types.js'
import type { TemplateProblem, WithoutGlobals } from './template/types/values.js'
import type { TemplateGlobals, Templates } from './view-types.js'

/** One field of a form, as a template sees it. */
export interface FormField {
  readonly name: string
  /** The text that it shows: of several the first, of none ''. */
  readonly value: string
  /** All its texts, as a group of checkboxes or a select with `multiple` has them. */
  readonly values: readonly string[]
  /** What is wrong with it, as sentences of the schema. */
  readonly errors: readonly string[]
}

/** What a template sees as `form`. */
export interface FormView<S extends Schema> {
  /** Every field of the schema. Whoever walks through them meets those with errors. */
  readonly fields: { readonly [Name in NameOf<S>]: FormField }
  /** The fields with errors, in the order in which the schema complains. */
  readonly invalid: readonly FormField[]
  /** What is wrong with the form as a whole. */
  readonly errors: readonly string[]
}

/** What fills a form: values by the names of the fields, or a form that was refused. */
export type Filled<S extends Schema> = FieldValues<S> | RefusedForm<S> | FormState<S>

/** Values, from a database or of the form itself, and why they cannot be taken. */
interface RefusedForm<S extends Schema> {
  readonly values: FieldValues<S>
  readonly errors: FormState<S>['errors']
}

/** Values by the names of fields; a file is never shown. */
type FieldValues<S extends Schema> = {
  readonly [Name in NameOf<S>]?: [
    Extract<InputOf<SchemaInput<S>, Name>, UploadedFile | readonly UploadedFile[]>,
  ] extends [never]
    ? FieldValue | readonly FieldValue[]
    : unknown
}

/** What becomes the text of a field: true is `on`, a date its day in UTC, and false, null and undefined are nothing. */
type FieldValue = string | number | bigint | boolean | Date | null | undefined

/**
 * A form with its page. It is itself the options of the route that takes the form.
 *
 * @example
 * const newPost = form(NewPost, 'posts/new.html')
 * app.get('/posts/new', () => newPost.page())
 * app.post('/posts', newPost, (_, { form }) => redirect(`/posts/${add(form)}`))
 */
export interface FormPage<S extends Schema, Name extends string> {
  /** What the form must be. */
  readonly form: S
  /** The page again, with what was sent and what is wrong with it; only if the template needs nothing but the form. */
  readonly invalid: InvalidPage<S, Name, Needed<RestOf<NeedOf<Name>>>>
  /**
   * The page: empty, filled from values, or of a form that was refused, with the status 422.
   *
   * @param args the data that the template needs besides `form`, as `render` takes them; what fills the form; `{ status, headers }`
   */
  readonly page: (...args: PageArguments<S, NeedOf<Name>>) => Reply
}

/** The name of a template that can show the form; a sentence if it cannot. */
export type FormTemplate<S extends Schema, Name extends string> = Name extends keyof Templates
  ? [Misfit<S, Name, NeedOf<Name>>] extends [never]
    ? Name
    : Misfit<S, Name, NeedOf<Name>>
  : Name

/** Of an input that has any names, as that of a record, names are not known; neither are those of an unknown one. */
type NameOf<S extends Schema> = unknown extends SchemaInput<S> ? string : FieldName<SchemaInput<S>> & string

type InputOf<Input, Name> = Input extends unknown ? (Name extends keyof Input ? Input[Name] : never) : never

/** What a template needs of its data; any object while nothing is known of it. */
type NeedOf<Name extends string> = Name extends keyof Templates
  ? WithoutGlobals<Templates[Name], keyof TemplateGlobals>
  : object

type RestOf<Need> = Need extends unknown
  ? { [Key in keyof Need as Key extends 'form' ? never : Key]: Need[Key] }
  : never

/** The names that are not optional. */
type Needed<Rest> = Rest extends unknown
  ? { [Key in keyof Rest]-?: Nothing extends Pick<Rest, Key> ? never : Key }[keyof Rest] & string
  : never

type InvalidPage<S extends Schema, Name extends string, More extends string> = [More] extends [never]
  ? (ctx: Ctx, input: { readonly form: FormState<S> }) => Reply
  : Refusal<`'${Name}' needs '${More}' besides the form: say { ...thisForm, invalid: 'again' }, and there thisForm.page({ ${More} }, form)`>

type PageArguments<S extends Schema, Need> = [Needed<RestOf<Need>>] extends [never]
  ? [data?: NoLess<RestOf<Need>, Need> | undefined, filled?: Filled<S> | undefined, init?: ReplyInit]
  : [data: RestOf<Need>, filled?: Filled<S> | undefined, init?: ReplyInit]

/** A template that needs nothing else takes nothing else: `page(post)` would show an empty form. */
type NoLess<Rest, Need> = [keyof Need] extends [never]
  ? object
  : [keyof Rest] extends [never]
    ? Record<string, undefined>
    : Rest

/** Why a template cannot show a form; never if it can. */
type Misfit<S extends Schema, Name extends string, Need> =
  Need extends TemplateProblem<infer Sentence extends string>
    ? Sentence
    : 'form' extends keyof Need
      ? FormMisfit<S, Name, Need['form']>
      : `'${Name}' does not show the form: print form.fields`

type FormMisfit<S extends Schema, Name extends string, Asked> = [ViewFor<S, Asked>] extends [Asked]
  ? never
  : [UnknownField<S, FieldsOf<Asked>>] extends [never]
    ? `'${Name}' asks form for what it has not: it has fields, invalid and errors, and a field name, value, values and errors`
    : `'${Name}' prints form.fields.${UnknownField<S, FieldsOf<Asked>>}, and the schema has no such field`

/** Where the names of a schema are not known, any that the template prints is taken for one. */
type ViewFor<S extends Schema, Asked> =
  string extends NameOf<S>
    ? Omit<FormView<S>, 'fields'> & { readonly fields: { readonly [Name in keyof FieldsOf<Asked>]: FormField } }
    : FormView<S>

type FieldsOf<Asked> = Asked extends { readonly fields?: infer Fields } ? Fields : never

type UnknownField<S extends Schema, Fields> = Fields extends unknown ? Exclude<keyof Fields & string, NameOf<S>> : never
