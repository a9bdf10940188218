// The form of the guest book: what an entry must be, and what its fields show.
// NewEntry follows Standard Schema, https://standardschema.dev: a schema of zod, valibot or arktype can take its place.

import type { FormState, Schema } from 'miniweb'

export interface NewEntry {
  readonly name: string
  readonly message: string
}

const LIMITS = { name: 60, message: 500 } as const

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

/** A field as parts/field.html shows it: what was typed, and what is wrong with it. */
export interface Field {
  readonly value: string
  readonly errors: readonly string[]
  readonly limit: number
}

/** The fields of a form that was refused, or empty ones. */
export function entryFields(form?: FormState<typeof NewEntry>): { readonly [Name in keyof NewEntry]: Field } {
  const field = (name: keyof NewEntry): Field => ({
    value: textIn(form?.values, name),
    errors: form?.errors[name] ?? [],
    limit: LIMITS[name],
  })
  return { name: field('name'), message: field('message') }
}

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
