// Multipart bodies as bytes, right or wrong as a test wants them.

import { request } from '../../support/invariants.js'

export const BOUNDARY = 'the-boundary'
export const MULTIPART_TYPE = `Content-Type: multipart/form-data; boundary=${BOUNDARY}`

type Bytes = string | Uint8Array

/** A part: its header lines, and its content. */
export interface WrittenPart {
  readonly lines: readonly Bytes[]
  readonly content: string | Uint8Array
}

export function field(name: string, value: string): WrittenPart {
  return { lines: [`Content-Disposition: form-data; name="${name}"`], content: Buffer.from(value) }
}

export function file(name: string, fileName: string, content: string | Uint8Array, type = 'text/plain'): WrittenPart {
  return {
    lines: [`Content-Disposition: form-data; name="${name}"; filename="${fileName}"`, `Content-Type: ${type}`],
    content,
  }
}

/** A part with one header line and little content. */
export function part(...lines: readonly Bytes[]): WrittenPart {
  return { lines, content: 'x' }
}

/** The body, its last boundary included. */
export function multipart(...parts: readonly WrittenPart[]): Buffer {
  return Buffer.concat([...parts.flatMap(partBytes), Buffer.from(`--${BOUNDARY}--\r\n`)])
}

function partBytes({ lines, content }: WrittenPart): Buffer[] {
  const head = lines.flatMap((line) => [Buffer.from(line), Buffer.from('\r\n')])
  return [Buffer.from(`--${BOUNDARY}\r\n`), ...head, Buffer.from('\r\n'), Buffer.from(content), Buffer.from('\r\n')]
}

/** A POST of some bytes, with their length. */
export function posted(path: string, body: string | Uint8Array, ...lines: readonly string[]): Buffer {
  const bytes = Buffer.from(body)
  const head = request('POST', path, ...lines, `Content-Length: ${bytes.length}`)
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes])
}

/** The same in chunks. */
export function inChunks(path: string, pieces: readonly Uint8Array[], ...lines: readonly string[]): Buffer {
  const chunks = pieces
    .filter(({ length }) => length > 0)
    .flatMap((piece) => [Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
  const head = request('POST', path, ...lines, 'Transfer-Encoding: chunked')
  return Buffer.concat([Buffer.from(head, 'latin1'), ...chunks, Buffer.from('0\r\n\r\n')])
}

/** A POST of a multipart form. */
export function upload(path: string, ...parts: readonly WrittenPart[]): Buffer {
  return posted(path, multipart(...parts), MULTIPART_TYPE)
}
