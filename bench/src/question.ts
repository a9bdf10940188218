// What a server is asked in a scenario: the same of all of them, but for the entity tag that each gave itself.

import { checkAnswer } from './answer.js'
import { BenchFailure } from './failure.js'
import type { Answer, Request, Scenario } from './scenarios.js'
import type { RunningServer } from './server-process.js'

/** A request to one server, and the answer that it must give. */
export interface Question {
  readonly url: string
  readonly method: Request['method']
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly expected: Answer
  /** The bytes of the answer's body as they are sent. */
  readonly bodyBytes: number
}

/** What to ask a server. @throws BenchFailure if it does not answer a plain GET as it must, or gives no tag with it */
export function questionsFor(server: RunningServer, { requests }: Scenario): Promise<readonly Question[]> {
  return Promise.all(requests.map((request) => questionFor(server, request)))
}

async function questionFor({ name, origin }: RunningServer, request: Request): Promise<Question> {
  const { path, method, body = '', before, visit, expected } = request
  const headers = { ...request.headers, ...(visit === undefined ? {} : await cookiesOf(origin + visit)) }
  const question = { url: origin + path, method, headers, body, expected, bodyBytes: expected.body.length }
  if (before === undefined) return question
  const { etag } = await checkAnswer(name, { ...question, expected: before })
  if (etag === undefined) throw new BenchFailure(`${name} sends no ETag with ${path}`)
  return { ...question, headers: { ...headers, 'if-none-match': etag } }
}

async function cookiesOf(url: string): Promise<{ readonly cookie?: string }> {
  const { headers } = await fetch(url)
  const pairs = headers.getSetCookie().map((line) => line.split(';', 1)[0])
  return pairs.length === 0 ? {} : { cookie: pairs.join('; ') }
}

/** The request as it goes over the wire, for a load program that sends bytes. */
export function requestText({ url, method, headers, body }: Question): string {
  const { pathname, search, host } = new URL(url)
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const fields = Object.entries({ host, ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${pathname}${search} HTTP/1.1\r\n${fields.join('')}\r\n${body}`
}
