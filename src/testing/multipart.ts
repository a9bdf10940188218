// Entries of a form as multipart/form-data. The platform's own encoding of FormData loses the field of a file that was not
// chosen: browsers send it with an empty name.
// @see RFC 7578, https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data

import { randomBytes } from 'node:crypto'
import type { Body, FormValue } from './page-types.js'

/** The body of entries. */
export async function multipart(entries: readonly (readonly [name: string, value: FormValue])[]): Promise<Body> {
  const boundary = `----visitor${randomBytes(16).toString('hex')}`
  const parts = await Promise.all(entries.map(([name, value]) => part(boundary, name, value)))
  const bytes = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  return { bytes, type: `multipart/form-data; boundary=${boundary}` }
}

/** Line breaks as forms send them. */
export function withCrlf(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n')
}

async function part(boundary: string, name: string, value: FormValue): Promise<Buffer> {
  const start = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(withCrlf(name))}"`
  if (!(value instanceof File)) return Buffer.from(`${start}\r\n\r\n${withCrlf(value)}\r\n`)
  const type = value.type || 'application/octet-stream'
  const head = Buffer.from(`${start}; filename="${quoted(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`)
  return Buffer.concat([head, new Uint8Array(await value.arrayBuffer()), Buffer.from('\r\n')])
}

function quoted(name: string): string {
  return name.replace(/[\r\n"]/g, encodeURIComponent)
}
