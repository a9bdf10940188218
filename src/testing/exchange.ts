// One request over a real socket: the app's listener gets a server of its own on a free port of 127.0.0.1, for as long as
// its answer takes. Nothing listens in between, so no test process is kept alive and nobody has anything to close.

import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import type { RequestListener } from '../index.js'

/** A request as it is sent. */
export interface SentRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
}

/** The whole answer to a request, its content decoded. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/**
 * Sends one request to a listener.
 *
 * @param timeoutMs how long the whole answer may take
 * @throws Error naming the request if there is no whole answer
 */
export async function exchange(listener: RequestListener, sent: SentRequest, timeoutMs: number): Promise<Answer> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    return await send(port, sent, AbortSignal.timeout(timeoutMs))
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const why =
      code === 'ABORT_ERR'
        ? `no whole answer came within ${timeoutMs} ms`
        : `the connection ended without a whole answer (${message})`
    throw new Error(`${sent.method} ${sent.target}: ${why}`, { cause })
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}

function send(port: number, { target, body, ...sent }: SentRequest, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, path: target, agent: false, setHost: false, signal, ...sent })
    let isAnswered = false
    req.on('response', (res) => {
      isAnswered = true
      collect(res)
        .then(resolve, reject)
        .finally(() => req.destroy())
    })
    // An app may answer, and close, before it has read all of a body.
    req.on('error', (error) => isAnswered || reject(error))
    req.end(body)
  })
}

async function collect(res: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of res) chunks.push(chunk)
  const headers = new Headers()
  for (let index = 0; index < res.rawHeaders.length; index += 2)
    headers.append(res.rawHeaders[index] ?? '', res.rawHeaders[index + 1] ?? '')
  return { status: res.statusCode ?? 0, headers, body: await decoded(Buffer.concat(chunks), headers) }
}

const DECODERS: ReadonlyMap<string, (bytes: Buffer) => Promise<Buffer>> = new Map([
  ['gzip', promisify<Buffer, Buffer>(gunzip)],
  ['deflate', promisify<Buffer, Buffer>(inflate)],
  ['br', promisify<Buffer, Buffer>(brotliDecompress)],
])

/** The codings that are undone, as Accept-Encoding names them. */
export const ACCEPTED_ENCODINGS = [...DECODERS.keys()].join(', ')

/** Undoes the codings of a content, the last one first. @see RFC 9110 section 8.4 */
async function decoded(body: Buffer, headers: Headers): Promise<Buffer> {
  if (body.length === 0) return body
  const codings = (headers.get('content-encoding') ?? '').toLowerCase().split(',').reverse()
  let bytes = body
  for (const coding of codings.map((name) => name.trim())) bytes = (await DECODERS.get(coding)?.(bytes)) ?? bytes
  return bytes
}
