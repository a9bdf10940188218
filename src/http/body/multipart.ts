// A multipart form, part by part as it is received: fields whole, files as their bytes, all within the limits.
// @see RFC 7578

import { HttpError } from '../../errors.js'
import type { CollectedBody } from './collected-bytes.js'
import type { BodyLimits } from './limits.js'
import type { MediaType } from './media-type.js'
import { parsePartHeader } from './part-header.js'
import type { PartSplitter, RawPart } from './part-splitter.js'

/** A field of a form that is read part by part. */
export interface FieldPart {
  readonly kind: 'field'
  readonly name: string
  readonly value: string
}

/** A file of a form while it is received. */
export interface ReceivedFile {
  readonly kind: 'file'
  /** The name of its field. */
  readonly name: string
  /** The name that the client gives the file: a base name, never a path; only good to be shown. */
  readonly fileName: string
  /** The media type that the client gives it, lower-case, without parameters. */
  readonly type: string
  readonly bytes: AsyncIterable<Buffer>
}

/**
 * The parts of a multipart form in their order; what is not read of a file when the next one is asked for is thrown away.
 * A file input without a file is no part.
 *
 * @throws HttpError 400 if the form is malformed or has too many parts, 413 over a limit in bytes
 */
export async function* receivedParts(
  bytes: AsyncGenerator<Buffer>,
  type: MediaType,
  { limits, kept }: Bounds,
): AsyncGenerator<FieldPart | ReceivedFile, void> {
  const boundary = boundaryOf(type)
  const { PartSplitter } = await import('./part-splitter.js') // with its library, which most apps never need
  const splitter = new PartSplitter(bytes, boundary, limits)
  const budget = new Budget(limits, kept)
  try {
    for await (const part of splitter.parts()) {
      const { name, fileName, type = 'application/octet-stream' } = parsePartHeader(part.lines, limits)
      if (fileName === undefined) yield { kind: 'field', name, value: await budget.fieldValue(part, splitter) }
      else if (fileName !== '') yield { kind: 'file', name, fileName, type, bytes: budget.fileBytes(part, splitter) }
      part.content.resume() // for nobody who asked for its bytes
    }
  } finally {
    splitter.stop()
  }
}

/** What a form may hold, and what counts the bytes of its fields. */
interface Bounds {
  readonly limits: BodyLimits
  readonly kept: CollectedBody
}

/** @see RFC 2046 section 5.1.1 */
function boundaryOf({ parameters }: MediaType): string {
  const boundary = parameters.get('boundary') ?? ''
  if (/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)) return boundary
  const how = boundary === '' ? 'the multipart form has no boundary' : 'the boundary of the form is malformed'
  throw new HttpError(400, how)
}

/** What is left of the limits of one form. */
class Budget {
  readonly #limits: BodyLimits
  readonly #kept: CollectedBody
  #fields = 0
  #files = 0
  #fieldBytes = 0

  constructor(limits: BodyLimits, kept: CollectedBody) {
    this.#limits = limits
    this.#kept = kept
  }

  async fieldValue(part: RawPart, splitter: PartSplitter): Promise<string> {
    const { fields, fieldBytes } = this.#limits
    if (++this.#fields > fields) throw new HttpError(400, `the form has more than ${fields} fields`)
    const chunks: Buffer[] = []
    for await (const chunk of splitter.bytesOf(part)) {
      this.#keep(chunk)
      chunks.push(chunk)
      await this.#kept.add(chunk.length)
    }
    const value = Buffer.concat(chunks)
    if (value.length > fieldBytes) throw new HttpError(413, `a field of the form is larger than ${fieldBytes} bytes`)
    return textOf(value)
  }

  /** Fields stay in memory, so all of them together are bounded as any other body is. */
  #keep({ length }: Buffer): void {
    const { bodyBytes } = this.#limits
    this.#fieldBytes += length
    if (this.#fieldBytes > bodyBytes) {
      throw new HttpError(413, `the fields of the form are larger than ${bodyBytes} bytes`)
    }
  }

  fileBytes(part: RawPart, splitter: PartSplitter): AsyncIterable<Buffer> {
    const { files, fileBytes } = this.#limits
    if (++this.#files > files) throw new HttpError(400, `the form has more than ${files} files`)
    return bounded(splitter.bytesOf(part), fileBytes)
  }
}

async function* bounded(bytes: AsyncIterable<Buffer>, limitBytes: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > limitBytes) throw new HttpError(413, `a file of the form is larger than ${limitBytes} bytes`)
    yield chunk
  }
}

function textOf(value: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value)
  } catch (cause) {
    throw new HttpError(400, 'a field of the form is no valid UTF-8', { cause })
  }
}
