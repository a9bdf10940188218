// A multipart form, part by part as it comes: fields whole, files as streams, all within the limits.
// @see RFC 7578

import { Readable } from 'node:stream'
import { HttpError } from '../../errors.js'
import type { BodyLimits } from './limits.js'
import type { MediaType } from './media-type.js'
import { type PartHeader, parsePartHeader } from './part-header.js'
import { PartSplitter, type RawPart } from './part-splitter.js'

/** A field of a form that is read part by part. */
export interface FieldPart {
  readonly kind: 'field'
  readonly name: string
  readonly value: string
}

/** A file of a form that is read part by part. */
export interface FilePart {
  readonly kind: 'file'
  /** The name of its field. */
  readonly name: string
  /** The name that the client gives the file: a base name, never a path; only good to be shown. */
  readonly fileName: string
  /** The media type that the client gives it, lower-case, without parameters. */
  readonly type: string
  /**
   * The bytes as they come, to be read before the next part is asked for; what is left of them then is thrown away.
   * Destroyed with an HttpError: 413 over `limits.fileBytes`, 400 where the body breaks.
   */
  readonly stream: Readable
}

/** A part of a form. */
export type Part = FieldPart | FilePart

/**
 * The parts of a multipart form. A file input without a file is no part.
 *
 * @throws HttpError 400 if the form is malformed or has too many parts, 413 over a limit in bytes
 */
export async function* multipartParts(
  bytes: AsyncGenerator<Buffer>,
  type: MediaType,
  limits: BodyLimits,
): AsyncGenerator<Part, void> {
  const splitter = new PartSplitter(bytes, boundaryOf(type), limits)
  const budget = new Budget(limits)
  try {
    for await (const raw of splitter.parts) {
      const header = parsePartHeader(raw.lines, limits)
      if (header.fileName === undefined) yield await fieldPart(raw, header, splitter, budget)
      else if (header.fileName !== '') yield* filePart(raw, header, splitter, budget)
      raw.content.resume() // for nobody who asked for its content
    }
  } finally {
    splitter.stop()
  }
}

/** @see RFC 2046 section 5.1.1 */
function boundaryOf({ parameters }: MediaType): string {
  const boundary = parameters.get('boundary') ?? ''
  if (/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)) return boundary
  throw new HttpError(
    400,
    boundary === '' ? 'the multipart form has no boundary' : 'the boundary of the form is malformed',
  )
}

/** What is left of the limits of one form. */
class Budget {
  readonly limits: BodyLimits
  #fields = 0
  #files = 0
  #fieldBytes = 0

  constructor(limits: BodyLimits) {
    this.limits = limits
  }

  addFile(): void {
    if (++this.#files > this.limits.files) throw new HttpError(400, `the form has more than ${this.limits.files} files`)
  }

  addField(): void {
    if (++this.#fields > this.limits.fields)
      throw new HttpError(400, `the form has more than ${this.limits.fields} fields`)
  }

  /** Fields stay in memory, so all of them together are bounded as any other body is. */
  addFieldBytes(size: number): void {
    this.#fieldBytes += size
    const { bodyBytes } = this.limits
    if (this.#fieldBytes > bodyBytes)
      throw new HttpError(413, `the fields of the form are larger than ${bodyBytes} bytes`)
  }
}

async function fieldPart(
  raw: RawPart,
  { name }: PartHeader,
  splitter: PartSplitter,
  budget: Budget,
): Promise<FieldPart> {
  budget.addField()
  const chunks: Buffer[] = []
  for await (const chunk of content(raw, splitter, budget.limits.fieldBytes, 'a field')) {
    budget.addFieldBytes(chunk.length)
    chunks.push(chunk)
  }
  return { kind: 'field', name, value: fieldText(Buffer.concat(chunks)) }
}

function fieldText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new HttpError(400, 'a field of the form is no valid UTF-8', { cause })
  }
}

async function* filePart(
  raw: RawPart,
  header: PartHeader,
  splitter: PartSplitter,
  budget: Budget,
): AsyncGenerator<FilePart, void> {
  budget.addFile()
  const { name, fileName = '', type = 'application/octet-stream' } = header
  const stream = Readable.from(content(raw, splitter, budget.limits.fileBytes, 'a file'), { objectMode: false })
  stream.on('error', ignore) // who does not read it need not listen
  try {
    yield { kind: 'file', name, fileName, type, stream }
  } finally {
    stream.destroy(
      stream.readableEnded ? undefined : new Error('the file was not read before the next part was asked for'),
    )
  }
}

async function* content(
  raw: RawPart,
  splitter: PartSplitter,
  limitBytes: number,
  what: string,
): AsyncGenerator<Buffer> {
  let size = 0
  try {
    for await (const chunk of raw.content.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > limitBytes) throw new HttpError(413, `${what} of the form is larger than ${limitBytes} bytes`)
      yield chunk
    }
  } catch (error) {
    throw splitter.failure ?? error
  } finally {
    raw.content.resume() // what is left would stand before the next part
  }
  if (splitter.failure !== undefined) throw splitter.failure
}

function ignore(): void {
  // The error is in the stream for whoever reads it.
}
