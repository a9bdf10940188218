// The bytes of a request's body: decoded, counted against a limit, and never left standing before the next request.
// What they mean is said by the files beside this one.
// @see RFC 9110 sections 6.4 and 10.1.1, RFC 9112 section 6

import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError } from '../../errors.js'
import type { CollectedBody, CollectedBytes } from './collected-bytes.js'
import { decoderOf } from './content-coding.js'
import { sayContinue } from './continue.js'

/** The two sides of one exchange. */
export interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

/** The bytes as they come. @throws HttpError 400 if they are broken or end early, 413 over the limit, 415 for a coding that is not read */
export async function* requestBytes(exchange: Exchange, limitBytes: number): AsyncGenerator<Buffer> {
  const decode = begin(exchange, limitBytes)
  const sent = counted(received(exchange.req), limitBytes)
  yield* decode ? counted(decode(sent), limitBytes) : sent
}

/** All the bytes, collected within the room that all bodies share. Rejects with an HttpError as `requestBytes` does. */
export function wholeBody(exchange: Exchange, limitBytes: number, room: CollectedBytes): Promise<Buffer> {
  const { req } = exchange
  try {
    if (decoderOf(req.headers['content-encoding'])) return decoded(exchange, limitBytes, room.body())
    begin(exchange, limitBytes)
  } catch (error) {
    return Promise.reject(error)
  }
  const body = room.body()
  const turn = body.start(declaredLength(req))
  return turn ? turn.then(() => collected(req, limitBytes, body)) : collected(req, limitBytes, body)
}

async function decoded(exchange: Exchange, limitBytes: number, body: CollectedBody): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of requestBytes(exchange, limitBytes)) {
      chunks.push(chunk)
      await body.add(chunk.length)
    }
    return Buffer.concat(chunks)
  } finally {
    body.end()
  }
}

/** Checks what the header says of the body, and asks a client for it that waits to be asked. */
function begin({ req, res }: Exchange, limitBytes: number): ReturnType<typeof decoderOf> {
  if (Number(req.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes)
  const decode = decoderOf(req.headers['content-encoding'])
  if (req.readableEnded) throw new Error('the body was read from ctx.req already')
  if (req.destroyed) throw endedEarly()
  sayContinue(req, res)
  return decode
}

async function* received(req: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    // Destroying the request would destroy the answer with it.
    yield* req.iterator({ destroyOnReturn: false })
  } catch (error) {
    throw endedEarly(error)
  } finally {
    req.resume() // what is left unread would stand before the next request
  }
}

async function* counted(bytes: AsyncIterable<Buffer>, limitBytes: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > limitBytes) throw tooLarge(limitBytes)
    yield chunk
  }
}

/** The short way for the body that most requests have: small, and as it is. */
function collected(req: IncomingMessage, limitBytes: number, body: CollectedBody): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    let isOver = false
    const giveUp = (error: HttpError) => {
      isOver = true
      body.end()
      chunks.length = 0
      reject(error)
    }
    const breakOff = (cause?: unknown) => {
      if (!isOver) giveUp(endedEarly(cause)) // every request closes; an error is dear
    }
    if (req.destroyed) breakOff()
    req.on('data', (chunk: Buffer) => {
      if (isOver) return
      size += chunk.length
      if (size > limitBytes) {
        giveUp(tooLarge(limitBytes))
        return
      }
      chunks.push(chunk)
      const turn = body.add(chunk.length)
      if (turn) {
        req.pause()
        turn.then(() => req.resume())
      }
    })
    req.on('end', () => {
      if (isOver) return
      isOver = true
      body.end()
      resolve(Buffer.concat(chunks, size))
    })
    req.on('error', breakOff)
    req.on('close', () => breakOff())
  })
}

/** How long a body says it is; undefined where it comes in chunks. */
function declaredLength({ headers }: IncomingMessage): number | undefined {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : undefined
}

function tooLarge(limitBytes: number): HttpError {
  return new HttpError(413, `the body is larger than ${limitBytes} bytes`)
}

function endedEarly(cause?: unknown): HttpError {
  return new HttpError(400, 'the body ended early', { cause })
}
