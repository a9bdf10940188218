// Sends bytes over a connection of their own and judges what comes back: one answer for each request that the server saw,
// in order, nothing else but one refusal of what it could not read; no 5xx; all of it within a second.

import { connect, type Socket } from 'node:net'
import { parseAnswer, type RawAnswer } from '../../support/raw-socket.js'
import type { Sent } from './requests.js'
import type { Exchange, FuzzedServer, ServerEnd } from './server.js'

const MOST_MS = 1000
/** What node itself answers to what it cannot read, even behind an answer that closes the connection. */
const REFUSALS = [400, 408, 413, 431]

/** Something took longer than a second. */
class Slow extends Error {}

/** How often what was slow is tried: a busy machine makes slow what is not. */
const ATTEMPTS = 3

/** @throws Error that says what is wrong with the answers */
export async function judge(server: FuzzedServer, sent: Sent): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await judgeOnce(server, sent)
    } catch (error) {
      if (!(error instanceof Slow) || attempt === ATTEMPTS) throw error
    }
  }
}

async function judgeOnce(server: FuzzedServer, sent: Sent): Promise<void> {
  const client = connect({ port: server.port, host: '127.0.0.1', noDelay: true })
  const received = collect(client)
  try {
    await until(() => (client.readyState === 'open' ? server.endOf(client) : undefined), 'there is a connection')
    const end = server.endOf(client)
    if (end === undefined) throw new Error('the connection ended at once')
    await send(client, sent)
    await until(() => isQuiet(end, sent) || client.destroyed || undefined, 'all requests are answered')
    const isCut = client.destroyed || client.readableEnded || end.socket.destroyed || end.socket.writableEnded
    client.end()
    await until(() => client.destroyed || undefined, 'the connection ends')
    judgeAnswers(received.bytes(), end.exchanges, { ...sent, isCut })
    if (received.error() && sent.whole !== undefined) throw new Error('a valid request was reset')
    judgeRecords(server)
  } finally {
    client.destroy()
  }
}

/** A new connection is answered. */
export async function judgeHealth(server: FuzzedServer): Promise<void> {
  await judge(server, { bytes: 'GET /healthz HTTP/1.1\r\nHost: test.example\r\n\r\n', cuts: [], whole: 1 })
}

interface Received {
  bytes(): Buffer
  error(): Error | undefined
}

function collect(client: Socket): Received {
  const chunks: Buffer[] = []
  let failure: Error | undefined
  client.on('data', (chunk) => chunks.push(chunk))
  client.on('error', (error) => {
    failure = error
  })
  return { bytes: () => Buffer.concat(chunks), error: () => failure }
}

async function send(client: Socket, { bytes, cuts }: Sent): Promise<void> {
  const places = [...cuts, bytes.length].map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b)
  let from = 0
  for (const place of places) {
    if (client.writable && place > from) client.write(Buffer.from(bytes.slice(from, place), 'latin1'))
    from = place
    if (place < bytes.length) await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Whether the server has read all and has answered what it may answer. */
function isQuiet({ socket, exchanges }: ServerEnd, { bytes }: Sent): boolean {
  if (socket.destroyed) return false // and the client sees it soon
  return socket.bytesRead === bytes.length && exchanges.every(({ req, res }) => res.writableFinished || !req.complete)
}

async function until<T>(look: () => T | undefined, what: string): Promise<T> {
  const start = performance.now()
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    if (performance.now() - start > MOST_MS) throw new Slow(`not within ${MOST_MS} ms: ${what}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function judgeAnswers(
  bytes: Buffer,
  exchanges: readonly Exchange[],
  { whole, isCut }: Sent & { isCut: boolean },
): void {
  const answers = answersOf(bytes, exchanges)
  const statuses = answers.map(({ status }) => status)
  const shown = () => `${statuses.join(' ')} to ${exchanges.map(({ req }) => `${req.method} ${req.url}`).join(', ')}`
  if (statuses.some((status) => status >= 500)) throw new Error(`5xx: ${shown()}`)
  const closing = answers.findIndex((answer) => answer.header('connection') === 'close')
  const expected = exchanges.filter(({ res }) => res.writableFinished).map(({ res }) => res.statusCode)
  // node cuts a connection as soon as it reads bytes that make no sense, answers on their way and all
  // and says nothing to a HEAD of HTTP/0.9 whose body is not there yet
  const mayLack = isCut || exchanges.some(({ req }) => req.httpVersion === '0.9')
  const finished = mayLack && whole === undefined ? expected.slice(0, sameLength(statuses, expected)) : expected
  if (finished.some((status, index) => status !== statuses[index]))
    throw new Error(`not ${expected.join()}: ${shown()}`)
  const extra = statuses.slice(finished.length)
  if (extra.length > 1 || !extra.every((status) => REFUSALS.includes(status))) throw new Error(`too many: ${shown()}`)
  if (closing !== -1 && closing < finished.length - 1) throw new Error(`more after the last: ${shown()}`)
  if (whole !== undefined && closing === -1 && finished.length !== whole) throw new Error(`not ${whole}: ${shown()}`)
  if (whole !== undefined && exchanges.length > whole) throw new Error(`only ${whole} were sent: ${shown()}`)
}

function sameLength(some: readonly number[], others: readonly number[]): number {
  const different = some.findIndex((status, index) => status !== others[index])
  return different === -1 ? some.length : different
}

/** All answers. @throws Error if something is no answer, or no whole one */
function answersOf(bytes: Buffer, exchanges: readonly Exchange[]): readonly RawAnswer[] {
  const answers: RawAnswer[] = []
  for (let rest = withoutInterim(bytes); rest.length > 0; rest = withoutInterim(rest)) {
    const parsed = parseAnswer(rest, exchanges[answers.length]?.req.method ?? 'GET', true)
    if (parsed === undefined) throw new Error(`no answer: ${JSON.stringify(rest.toString('latin1').slice(0, 500))}`)
    answers.push(parsed.answer)
    rest = rest.subarray(parsed.end)
  }
  return answers
}

function withoutInterim(bytes: Buffer): Buffer {
  const interim = /^HTTP\/1\.1 1\d\d .*\r\n\r\n/.exec(bytes.toString('latin1', 0, 100))
  return interim ? withoutInterim(bytes.subarray(interim[0].length)) : bytes
}

function judgeRecords(server: FuzzedServer): void {
  const [wrong] = server.takeRecords().filter(({ level }) => level === 'error')
  if (wrong) throw new Error(`the app logged: ${wrong.message} ${String(wrong.error)}`)
}
