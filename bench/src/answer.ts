// Whether a server answers a scenario as it must: the status, and the body to the byte.
// A server that is fast because it is wrong is not measured.

import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { BenchFailure } from './failure.js'
import type { Answer } from './scenarios.js'
import type { RunningServer } from './server-process.js'

const ANSWER_LIMIT_MS = 10_000

/** Asks a server once. @throws BenchFailure if the answer is another than the expected one */
export async function checkAnswer({ name, url }: RunningServer, expected: Answer): Promise<void> {
  const answer = await ask(url)
  const difference = differenceBetween(expected, answer)
  if (difference !== undefined)
    throw new BenchFailure(`${name} answers ${new URL(url).pathname} wrongly: ${difference}`)
}

async function ask(url: string): Promise<Answer> {
  const res = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent: false, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) }, resolve).once('error', reject)
  })
  return { status: res.statusCode ?? 0, body: await buffer(res) }
}

function differenceBetween(expected: Answer, answer: Answer): string | undefined {
  if (answer.status !== expected.status) return `status ${answer.status} in place of ${expected.status}`
  if (answer.body.equals(expected.body)) return undefined
  const at = answer.body.findIndex((byte, index) => byte !== expected.body[index])
  const where = at === -1 ? answer.body.length : at
  return `${answer.body.length} bytes in place of ${expected.body.length}, different from byte ${where} on`
}
