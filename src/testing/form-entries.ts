// What a form sends: the entries of its successful controls, and their encoding.
// @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-the-form-data-set

import type { ButtonControl, Control } from './form-control.js'
import { multipart, withCrlf } from './multipart.js'
import type { Body, FormValue } from './page-types.js'

/** A name with a value. */
export type Entry = readonly [name: string, value: FormValue]

/** The entries of a form in the order of the document, with those of the button that submits it. */
export function entriesOf(controls: readonly Control[], submitter: ButtonControl | undefined): readonly Entry[] {
  return controls.filter(({ isDisabled }) => !isDisabled).flatMap((control) => entriesOfOne(control, submitter))
}

function entriesOfOne(control: Control, submitter: ButtonControl | undefined): readonly Entry[] {
  const { kind, name } = control
  if (kind === 'button') return control === submitter ? entriesOfButton(control) : []
  if (name === '') return []
  if (kind === 'text') return [[name, name === '_charset_' && control.type === 'hidden' ? 'UTF-8' : control.value]]
  if (kind === 'select') {
    const chosen = control.options.filter(({ isSelected, isDisabled }) => isSelected && !isDisabled)
    return chosen.map(({ value }) => [name, value])
  }
  if (kind === 'file') {
    const files = control.files.length === 0 ? [new File([], '', { type: 'application/octet-stream' })] : control.files
    return files.map((file) => [name, file])
  }
  return control.isChecked ? [[name, control.value]] : []
}

/** An image sends where it was clicked: here its upper left corner. */
function entriesOfButton({ name, value, isImage }: ButtonControl): readonly Entry[] {
  if (!isImage) return name === '' ? [] : [[name, value]]
  const prefix = name === '' ? '' : `${name}.`
  return ['x', 'y'].map((axis) => [prefix + axis, '0'])
}

/** Entries as a query, or as a body of the type `application/x-www-form-urlencoded`; of files the names. */
export function urlEncoded(entries: readonly Entry[]): string {
  return new URLSearchParams(asText(entries)).toString()
}

/** Entries as the body of a form. @param type the form's `enctype` */
export async function encodedForm(entries: readonly Entry[], type: string): Promise<Body> {
  if (type === 'multipart/form-data') return multipart(entries)
  if (type === 'text/plain') {
    const text = asText(entries).map(([name, value]) => `${name}=${value}\r\n`)
    return { bytes: Buffer.from(text.join('')), type }
  }
  return { bytes: Buffer.from(urlEncoded(entries)), type: 'application/x-www-form-urlencoded' }
}

function asText(entries: readonly Entry[]): [name: string, value: string][] {
  return entries.map(([name, value]) => [withCrlf(name), value instanceof File ? value.name : withCrlf(value)])
}
