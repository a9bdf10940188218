// Whether a server answers a question as it must: the status, and the body to the byte, decompressed
// where it came compressed. A server that is fast because it is wrong is not measured.

import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { BenchFailure } from './failure.js'
import type { Question } from './question.js'
import type { Answer } from './scenarios.js'

const ANSWER_LIMIT_MS = 10_000

/** Asks a server once. @returns its header fields @throws BenchFailure if the answer is another than the expected one */
export async function checkAnswer(server: string, question: Question): Promise<IncomingHttpHeaders> {
  const res = await ask(question)
  const difference = differenceBetween(question.expected, res, plain(res, await buffer(res)))
  if (difference === undefined) return res.headers
  const { method, url } = question
  throw new BenchFailure(`${server} answers ${method} ${new URL(url).pathname} wrongly: ${difference}`)
}

function ask({ url, method, headers, body }: Question): Promise<IncomingMessage> {
  const signal = AbortSignal.timeout(ANSWER_LIMIT_MS)
  return new Promise((resolve, reject) => {
    request(url, { method, headers, agent: false, signal }, resolve).once('error', reject).end(body)
  })
}

/** A body as it was before it was compressed. */
function plain({ headers }: IncomingMessage, body: Buffer): Buffer {
  if (headers['content-encoding'] === 'br') return brotliDecompressSync(body)
  return headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
}

function differenceBetween(expected: Answer, res: IncomingMessage, body: Buffer): string | undefined {
  if (res.statusCode !== expected.status) return `status ${res.statusCode} in place of ${expected.status}`
  const length = Number(res.headers['content-length'])
  if (expected.announcedBytes !== undefined && length !== expected.announcedBytes) {
    return `Content-Length ${length} in place of ${expected.announcedBytes}`
  }
  if (body.equals(expected.body)) return undefined
  const at = body.findIndex((byte, index) => byte !== expected.body[index])
  const where = at === -1 ? body.length : at
  return `${body.length} bytes in place of ${expected.body.length}, different from byte ${where} on`
}
