// What the fields of a link's form show: what was typed last with what is wrong about it, else the link as it is.

import type { FormState } from 'miniweb'
import type { LinkInput } from './link-schemas.js'

/** A form that was refused: what was typed, and what is wrong. */
export type LinkForm = FormState<typeof LinkInput>

/** A field, as parts/input.html and parts/textarea.html declare it. @public */
export interface Field {
  readonly value: string
  readonly errors: readonly string[]
}

/** The fields of parts/link-form.html. */
export type LinkFields = { readonly [Name in keyof LinkInput]: Field }

/** The fields of a form that was refused, else of a link, else empty ones. */
export function linkFields(form?: LinkForm, link?: LinkInput): LinkFields {
  const field = (name: keyof LinkInput): Field =>
    form
      ? { value: typed(form.values[name]), errors: form.errors[name] ?? [] }
      : { value: link?.[name] ?? '', errors: [] }
  return { title: field('title'), url: field('url'), note: field('note') }
}

/** A field that was not sent is missing, one that was sent more than once is a list. */
function typed(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}
