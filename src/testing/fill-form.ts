// Fills the controls of a form that have one name, as a reader could; anything else is an error that says what there is.

import { didYouMean } from '../tooling.js'
import type { CheckControl, Control, FileControl, SelectControl, TextControl } from './form-control.js'
import { takesText, typedText } from './input-value.js'
import type { FieldValue } from './page-types.js'
import { quotedList, shownList } from './shown-list.js'

type Field = Exclude<Control, { kind: 'button' }>
type Item = string | number | boolean | File

/** @param label how errors call the form @throws Error */
export function fillField(controls: readonly Control[], name: string, value: FieldValue, label: string): void {
  const fields = fieldsOf(controls, name, label)
  const what = `the field ${JSON.stringify(name)} of ${label}`
  const items = listOf(value)
  const { kind } = fields[0] ?? {}
  const isOneKind = fields.every((field) => field.kind === kind)
  if (!isOneKind) throw new Error(`${what} is made of several kinds: ${shownList(fields.map((field) => field.kind))}`)
  if (kind === 'text') fillTexts(fields as readonly TextControl[], items, what)
  else if (kind === 'select') select(only(fields as readonly SelectControl[], what), items, what)
  else if (kind === 'file') choose(only(fields as readonly FileControl[], what), items, what)
  else if (kind === 'radio') pick(fields as readonly CheckControl[], items, what)
  else check(fields as readonly CheckControl[], value, what)
}

/** The controls of a name that a reader can fill; hidden ones only where there is no other. */
function fieldsOf(controls: readonly Control[], name: string, label: string): readonly Field[] {
  const named = controls.filter((control) => control.name === name)
  const fields = named.filter((control) => control.kind !== 'button')
  const [first] = fields
  if (first === undefined) throw noField(controls, name, label)
  const shown = fields.filter((field) => !(field.kind === 'text' && field.type === 'hidden'))
  const able = (shown.length === 0 ? fields : shown).filter((field) => !field.isDisabled)
  if (able.length === 0) throw new Error(`the field ${JSON.stringify(name)} of ${label} is disabled`)
  return able
}

function noField(controls: readonly Control[], name: string, label: string): Error {
  if (controls.some((control) => control.name === name))
    return new Error(`${JSON.stringify(name)} is a button of ${label}: submit(${JSON.stringify(name)})`)
  const names = controls.filter(({ kind }) => kind !== 'button').map((control) => control.name)
  const known = names.filter((known) => known !== '')
  const there = known.length === 0 ? 'it has no fields' : `it has ${shownList(known)}`
  return new Error(`${label} has no field ${JSON.stringify(name)}${didYouMean(name, known)}; ${there}`)
}

function listOf(value: FieldValue): readonly Item[] {
  return Array.isArray(value) ? value : [value as Item]
}

function only<F>(fields: readonly F[], what: string): F {
  const [first] = fields
  if (first === undefined || fields.length > 1) throw new Error(`${what} is there ${fields.length} times`)
  return first
}

function fillTexts(fields: readonly TextControl[], items: readonly Item[], what: string): void {
  if (items.length !== fields.length)
    throw new Error(`${what} is there ${times(fields.length)}, and takes as many texts, not ${items.length}`)
  for (const [index, field] of fields.entries()) field.value = textFor(field, items[index], what)
}

function textFor({ type, isReadOnly }: TextControl, item: Item | undefined, what: string): string {
  if (isReadOnly) throw new Error(`${what} is read-only`)
  if (typeof item !== 'string' && typeof item !== 'number') throw new Error(`${what} takes a text, not ${shown(item)}`)
  const text = String(item)
  if (takesText(type, text)) return typedText(type, text)
  throw new Error(`${what} is of type ${type}, and takes no ${shown(item)}`)
}

function select({ options, isMultiple }: SelectControl, items: readonly Item[], what: string): void {
  if (!isMultiple && items.length !== 1) throw new Error(`${what} takes one value, not ${items.length}`)
  const offered = options.filter(({ isDisabled }) => !isDisabled).map(({ value }) => value)
  const wanted = items.map((item) => offeredBy(offered, item, what))
  for (const option of options) {
    // Of two options with one value a single select can have only one.
    const isFirst = isMultiple || options.find(({ value }) => value === option.value) === option
    option.isSelected = wanted.includes(option.value) && !option.isDisabled && isFirst
  }
}

function pick(fields: readonly CheckControl[], items: readonly Item[], what: string): void {
  if (items.length !== 1) throw new Error(`${what} takes one value, not ${items.length}`)
  const wanted = offeredBy(
    fields.map(({ value }) => value),
    items[0],
    what,
  )
  const picked = fields.find(({ value }) => value === wanted)
  for (const field of fields) field.isChecked = field === picked
}

function check(fields: readonly CheckControl[], value: FieldValue, what: string): void {
  const offered = fields.map((field) => field.value)
  const [first] = fields
  if (typeof value === 'boolean' && first) {
    if (fields.length > 1) throw new Error(`${what} takes a list of its values: ${quotedList(offered)}`)
    first.isChecked = value
    return
  }
  const wanted = listOf(value).map((item) => offeredBy(offered, item, what))
  for (const field of fields) field.isChecked = wanted.includes(field.value)
}

function choose(field: FileControl, items: readonly Item[], what: string): void {
  const files = items.filter((item) => item instanceof File)
  if (files.length < items.length)
    throw new Error(`${what} takes a File, not ${shown(items.find((item) => !(item instanceof File)))}`)
  if (files.length > 1 && !field.isMultiple) throw new Error(`${what} takes one file, not ${files.length}`)
  field.files = files
}

function offeredBy(offered: readonly string[], item: Item | undefined, what: string): string {
  const text = item instanceof File ? undefined : String(item)
  if (text !== undefined && offered.includes(text)) return text
  const there = offered.length === 0 ? 'nothing' : quotedList(offered)
  throw new Error(`${what} does not offer ${shown(item)}; it offers ${there}`)
}

function shown(item: unknown): string {
  if (item instanceof File) return `the file ${JSON.stringify(item.name)}`
  return typeof item === 'string' ? JSON.stringify(item) : String(item)
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
