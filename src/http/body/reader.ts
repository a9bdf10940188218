// The body of a request, read once, at most as far as the limit. What a body means is said by the files beside this one.
// @see RFC 9110 section 6.4, RFC 9112 section 6

import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { HttpError } from '../../errors.js'
import { type Fields, parseFields } from '../query.js'
import { parseJson } from './json.js'
import { type MediaType, parseMediaType } from './media-type.js'

/** A form that was sent. */
export interface Form {
  /** Values by name; a name that came again has an array. */
  readonly fields: Readonly<Fields>
  /** Files by name; always empty for an urlencoded form. */
  readonly files: Readonly<Record<string, never>>
}

/** Reads the body of a request; each way but `stream` may be taken again. */
export interface BodyReader {
  /** @throws HttpError 400 with the position if it is no JSON, 413 over the limit, 415 if its type is not JSON */
  json(): Promise<unknown>
  /** @throws HttpError 400 if it is malformed, 413 over the limit, 415 if it is no urlencoded form */
  form(): Promise<Form>
  /** @throws HttpError 400 if it is no UTF-8, 413 over the limit, 415 for another charset */
  text(): Promise<string>
  /** @throws HttpError 413 over the limit */
  bytes(): Promise<Uint8Array>
  /** The bytes as they come. Destroyed with an HttpError 413 over the limit. @throws Error if the body was read already */
  stream(): Readable
}

/** The body of one node:http request. */
export class RequestBody implements BodyReader {
  readonly #req: IncomingMessage
  readonly #limitBytes: number
  #bytes: Promise<Buffer> | undefined
  #streamed = false

  constructor(req: IncomingMessage, limitBytes: number) {
    this.#req = req
    this.#limitBytes = limitBytes
  }

  async json(): Promise<unknown> {
    const type = this.#type()
    if (type && !isJson(type))
      throw new HttpError(415, `this needs a body of type application/json, not ${type.essence}`)
    return parseJson(await this.text())
  }

  async form(): Promise<Form> {
    const essence = this.#type()?.essence
    if (essence !== undefined && essence !== 'application/x-www-form-urlencoded') {
      throw new HttpError(415, `this needs a body of type application/x-www-form-urlencoded, not ${essence}`)
    }
    return { fields: parseFields(await this.text(), 'form'), files: Object.create(null) }
  }

  async text(): Promise<string> {
    const charset = this.#type()?.parameters.get('charset')?.toLowerCase() ?? 'utf-8'
    if (charset !== 'utf-8' && charset !== 'utf8') throw new HttpError(415, `a body is read as utf-8, not ${charset}`)
    const bytes = await this.bytes()
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch (cause) {
      throw new HttpError(400, 'the body is no valid UTF-8', { cause })
    }
  }

  bytes(): Promise<Buffer> {
    if (this.#streamed) throw new Error('the body was taken as a stream already')
    this.#bytes ??= this.#collect()
    return this.#bytes
  }

  stream(): Readable {
    if (this.#streamed || this.#bytes) throw new Error('the body was read already')
    this.#streamed = true
    return Readable.from(this.#limited(), { objectMode: false })
  }

  #type(): MediaType | undefined {
    const field = this.#req.headers['content-type']
    return field === undefined ? undefined : parseMediaType(field)
  }

  #checkReadable(): void {
    if (Number(this.#req.headers['content-length'] ?? 0) > this.#limitBytes) throw this.#tooLarge()
    if (this.#req.headers['content-encoding'])
      throw new HttpError(415, 'a body with a content encoding is not read here')
    if (this.#req.readableEnded) throw new Error('the body was read from ctx.req already')
    if (this.#req.destroyed) throw endedEarly()
  }

  #tooLarge(): HttpError {
    return new HttpError(413, `the body is larger than ${this.#limitBytes} bytes`)
  }

  async *#limited(): AsyncGenerator<Buffer> {
    this.#checkReadable()
    let size = 0
    try {
      // Destroying the request would destroy the answer with it.
      for await (const chunk of this.#req.iterator({ destroyOnReturn: false })) {
        size += chunk.length
        if (size > this.#limitBytes) throw this.#tooLarge()
        yield chunk
      }
    } catch (error) {
      throw error instanceof HttpError ? error : endedEarly(error)
    } finally {
      this.#req.resume() // what is left unread would stand before the next request
    }
  }

  async #collect(): Promise<Buffer> {
    this.#checkReadable()
    const req = this.#req
    const chunks: Buffer[] = []
    let size = 0
    await new Promise<void>((resolve, reject) => {
      req.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= this.#limitBytes) chunks.push(chunk)
        else reject(this.#tooLarge())
      })
      req.on('end', resolve)
      req.on('error', (error) => reject(endedEarly(error)))
      req.on('close', () => reject(endedEarly()))
    })
    return Buffer.concat(chunks, size)
  }
}

function endedEarly(cause?: unknown): HttpError {
  return new HttpError(400, 'the body ended early', { cause })
}

function isJson(type: MediaType): boolean {
  return type.essence === 'application/json' || type.essence.endsWith('+json')
}
