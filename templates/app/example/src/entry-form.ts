// The form of the guest book: what an entry must be, and the page that shows it.
// NewEntry follows Standard Schema, https://standardschema.dev: a schema of zod, valibot or arktype can take its place.

import { form, type Schema } from 'miniweb'

export interface NewEntry {
  readonly name: string
  readonly message: string
}

/** The most characters of each field. */
export const LIMITS = { name: 60, message: 500 } as const

export const NewEntry: Schema<NewEntry> = {
  '~standard': {
    version: 1,
    vendor: 'guest-book',
    validate(sent) {
      const entry = { name: textIn(sent, 'name'), message: textIn(sent, 'message') }
      const issues = [
        ...issuesOf(entry, 'name', 'Please say who you are.'),
        ...issuesOf(entry, 'message', 'Please write a line or two.'),
      ]
      return issues.length > 0 ? { issues } : { value: entry }
    },
  },
}

/** The form and its page: templates see `form.fields.name`, with its `value` and `errors`. */
export const entryForm = form(NewEntry, 'guest-book.html')

function issuesOf(entry: NewEntry, name: keyof NewEntry, ifEmpty: string) {
  if (entry[name] === '') return [{ path: [name], message: ifEmpty }]
  const limit = LIMITS[name]
  return entry[name].length > limit ? [{ path: [name], message: `At most ${limit} characters, please.` }] : []
}

/** A field of what was sent, without blanks around it; empty if it is missing or was sent twice. */
function textIn(sent: unknown, name: keyof NewEntry): string {
  const value: unknown = typeof sent === 'object' && sent !== null ? Reflect.get(sent, name) : undefined
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''
}
