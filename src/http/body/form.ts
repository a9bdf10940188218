// A form that was sent, whole: its fields in memory, its files in temporary places.
// @see RFC 7578, https://url.spec.whatwg.org/#application/x-www-form-urlencoded

import { addField, type Fields } from '../query.js'
import type { FieldPart, ReceivedFile } from './multipart.js'
import type { TemporaryFiles } from './temporary-files.js'
import { UploadedFile } from './uploaded-file.js'

/** Files by the names of their fields, without a prototype: a name that came once has a file, one that came again an array. */
export type Files = Record<string, UploadedFile | UploadedFile[]>

/** A form that was sent. */
export interface Form {
  /** Values by name; a name that came again has an array. */
  readonly fields: Readonly<Fields>
  /** Files by name, removed when the answer is over; always empty for an urlencoded form. */
  readonly files: Readonly<Files>
}

/** Reads all parts, the files to the disk. @throws what the parts throw, and the errors of the disk */
export async function formOf(parts: AsyncIterable<FieldPart | ReceivedFile>, disk: TemporaryFiles): Promise<Form> {
  const fields: Fields = Object.create(null)
  const files: Files = Object.create(null)
  for await (const part of parts) {
    if (part.kind === 'field') addField(fields, part.name, part.value)
    else {
      const { name, fileName, type, bytes } = part
      addField(files, name, new UploadedFile({ name: fileName, type, ...(await disk.write(bytes)) }))
    }
  }
  return { fields, files }
}

/** Removes a field, for everybody who has the form. */
export function removeField(form: Form, name: string): void {
  const fields: Fields = form.fields
  delete fields[name]
}

/** Fields and files under their names, as the schema of a form sees them; without a prototype. */
export function formValues({ fields, files }: Form): Record<string, unknown> {
  const values: Record<string, unknown> = Object.assign(Object.create(null), fields)
  for (const [name, file] of Object.entries(files)) {
    values[name] = name in values ? [values[name], file].flat() : file
  }
  return values
}
