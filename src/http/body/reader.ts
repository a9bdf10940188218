// The body of a request, read once, as what it says it is. What its bytes mean is said by the files beside this one.
// @see RFC 9110 section 8.3

import { Readable } from 'node:stream'
import { HttpError } from '../../errors.js'
import { whenOver } from '../leaving.js'
import { parseFields } from '../query.js'
import type { CollectedBytes } from './collected-bytes.js'
import { type Form, formOf, removeField } from './form.js'
import { parseJson } from './json.js'
import type { BodyLimits } from './limits.js'
import { type MediaType, parseMediaType } from './media-type.js'
import { type FieldPart, type ReceivedFile, receivedParts } from './multipart.js'
import { type Part, streamedParts } from './parts.js'
import { type Exchange, requestBytes, wholeBody } from './request-bytes.js'
import { TemporaryFiles } from './temporary-files.js'

/**
 * Reads the body of a request, decoded from its Content-Encoding (gzip, deflate or br). Each way but `stream` and `parts` may be
 * taken again. Every way may throw an HttpError: 400 if the body breaks off, 413 over a limit, 415 for another coding.
 */
export interface BodyReader {
  /** @throws HttpError 400 with the position if it is no JSON, 415 if its type is not JSON */
  json(): Promise<unknown>
  /**
   * An urlencoded or multipart form. Files are written to a temporary folder, which is removed when the answer is over.
   *
   * @throws HttpError 400 if it is malformed, 415 if it is no form
   */
  form(): Promise<Form>
  /**
   * The parts of a multipart form as they come; nothing is written to the disk.
   *
   * @example for await (const part of ctx.read.parts()) if (part.kind === 'file') await pipeline(part.stream, target)
   * @throws HttpError 400 if it is malformed, 415 if it is no multipart form
   * @throws Error if the body was read already
   */
  parts(): AsyncIterable<Part>
  /** @throws HttpError 400 if it is no UTF-8, 415 for another charset */
  text(): Promise<string>
  bytes(): Promise<Uint8Array>
  /** The bytes as they come. Destroyed with the HttpError. @throws Error if the body was read already */
  stream(): Readable
}

const URLENCODED = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data'

/** The body of one node:http request. */
export class RequestBody implements BodyReader {
  readonly #exchange: Exchange
  readonly #limits: BodyLimits
  readonly #room: CollectedBytes
  #mediaType: MediaType | undefined
  #bytes: Promise<Buffer> | undefined
  #form: Promise<Form> | undefined
  #streamed = false
  #leftOut: string | undefined

  /** @param room what the bodies of all requests share */
  constructor(exchange: Exchange, limits: BodyLimits, room: CollectedBytes) {
    this.#exchange = exchange
    this.#limits = limits
    this.#room = room
  }

  async json(): Promise<unknown> {
    const type = this.#type()
    if (type && !isJson(type))
      throw new HttpError(415, `this needs a body of type application/json, not ${type.essence}`)
    this.#checkCharset()
    return parseJson(decodeUtf8(await this.bytes()), this.#limits.jsonDepth)
  }

  async form(): Promise<Form> {
    const essence = this.#type()?.essence ?? URLENCODED
    if (essence === MULTIPART) this.#form ??= this.#multipartForm()
    else if (essence === URLENCODED) this.#form ??= this.#urlencodedForm()
    else throw new HttpError(415, `this needs a body of type ${URLENCODED} or ${MULTIPART}, not ${essence}`)
    const form = await this.#form
    if (this.#leftOut !== undefined) removeField(form, this.#leftOut)
    return form
  }

  /** Leaves a field out of the form: it is for a layer, and no schema need know it. */
  leaveOut(name: string): void {
    this.#leftOut = name
  }

  parts(): AsyncIterable<Part> {
    return streamedParts(this.#received())
  }

  async text(): Promise<string> {
    this.#checkCharset()
    return decodeUtf8(await this.bytes())
  }

  bytes(): Promise<Buffer> {
    if (this.#streamed) throw new Error('the body was taken as a stream already')
    this.#bytes ??= wholeBody(this.#exchange, this.#limits.bodyBytes, this.#room)
    return this.#bytes
  }

  stream(): Readable {
    this.#takeOnce()
    return Readable.from(requestBytes(this.#exchange, this.#limits.bodyBytes), { objectMode: false })
  }

  /** What the body says it is; one reading for all ways. */
  #type(): MediaType | undefined {
    const field = this.#exchange.req.headers['content-type']
    if (field !== undefined) this.#mediaType ??= parseMediaType(field)
    return this.#mediaType
  }

  #checkCharset(): void {
    const charset = this.#type()?.parameters.get('charset')?.toLowerCase() ?? 'utf-8'
    if (charset !== 'utf-8' && charset !== 'utf8') throw new HttpError(415, `a body is read as utf-8, not ${charset}`)
  }

  #takeOnce(): void {
    if (this.#streamed || this.#bytes) throw new Error('the body was read already')
    this.#streamed = true
  }

  #received(): AsyncIterable<FieldPart | ReceivedFile> {
    const type = this.#type()
    if (type?.essence !== MULTIPART) {
      throw new HttpError(415, `this needs a body of type ${MULTIPART}${type ? `, not ${type.essence}` : ''}`)
    }
    this.#takeOnce()
    const kept = this.#room.body()
    whenOver(this.#exchange, () => kept.end())
    return receivedParts(requestBytes(this.#exchange, this.#limits.uploadBytes), type, { limits: this.#limits, kept })
  }

  async #urlencodedForm(): Promise<Form> {
    this.#checkCharset()
    const fields = parseFields(decodeUtf8(await this.bytes()), 'form', this.#limits)
    return { fields, files: Object.create(null) }
  }

  async #multipartForm(): Promise<Form> {
    const parts = this.#received()
    const disk = new TemporaryFiles()
    whenOver(this.#exchange, () => {
      disk.remove().catch((error) => process.emitWarning(`temporary files were left behind: ${error}`))
    })
    return formOf(parts, disk)
  }
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new HttpError(400, 'the body is no valid UTF-8', { cause })
  }
}

function isJson(type: MediaType): boolean {
  return type.essence === 'application/json' || type.essence.endsWith('+json')
}
