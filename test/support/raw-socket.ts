// A client that sends exactly the bytes it is given and reads whole answers back.
// `fetch` and node's own client repair paths and header fields before they send them, and so prove nothing about a server.
// @see RFC 9112 sections 6 and 7 (framing)

import { connect, type NetConnectOpts, type Socket } from 'node:net'
import { DEADLINE_MS } from './deadline.js'

/** One whole answer, as it came over the socket. */
export interface RawAnswer {
  readonly status: number
  readonly reason: string
  /** Names lower-case, values as sent, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** The value of a field; several lines joined by a comma; undefined if there is none. */
  header(name: string): string | undefined
  readonly body: string
  /** The bytes of the head, status line included, up to the empty line. */
  readonly head: string
}

interface Parsed {
  readonly answer: RawAnswer
  readonly end: number
}

/** One connection. */
export class RawSocket {
  readonly socket: Socket
  readonly #waiting = new Set<() => void>()
  /** The methods of the requests that were sent, so that an answer to HEAD is read without a body. */
  readonly #methods: string[] = []
  #buffer = Buffer.alloc(0)
  #answered = 0
  #closed = false
  #error: Error | undefined

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk])
      this.#wake()
    })
    socket.on('error', (error) => {
      this.#error = error
    })
    socket.on('close', () => {
      this.#closed = true
      this.#wake()
    })
  }

  /** Connects to a port of this machine, or to a unix socket. */
  static async connect(to: number | string): Promise<RawSocket> {
    const options: NetConnectOpts =
      typeof to === 'string' ? { path: to } : { port: to, host: '127.0.0.1', noDelay: true }
    const socket = connect(options)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new RawSocket(socket)
  }

  /** Whether the server has closed the connection, or it broke. */
  get isClosed(): boolean {
    return this.#closed
  }

  /** What broke the connection, such as ECONNRESET. */
  get error(): Error | undefined {
    return this.#error
  }

  /** What came and belongs to no answer that was read. */
  get unread(): string {
    return this.#buffer.toString('latin1')
  }

  /** Sends bytes; text is sent as latin1, so that `\xff` is one byte. */
  send(bytes: string | Uint8Array): this {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
    return this
  }

  /** Sends a request and notes its method. */
  request(bytes: string | Uint8Array): this {
    const start = typeof bytes === 'string' ? bytes : Buffer.from(bytes.subarray(0, 16)).toString('latin1')
    this.#methods.push(/^\w*/.exec(start)?.[0] ?? '')
    return this.send(bytes)
  }

  /** The next whole answer. @throws Error if the connection ends before, or after 8 s */
  async answer(): Promise<RawAnswer> {
    const method = this.#methods[this.#answered++] ?? 'GET'
    const parsed = await this.#until(() => parseAnswer(this.#buffer, method, this.#closed))
    this.#buffer = this.#buffer.subarray(parsed.end)
    return parsed.answer
  }

  /** Waits for some text to have come, without taking it. */
  async sees(text: string): Promise<void> {
    await this.#until(() => this.#buffer.includes(text, 0, 'latin1') || undefined)
  }

  /** Waits until the connection is closed, and gives what came and was not read. */
  async ended(): Promise<string> {
    await this.#until(() => this.#closed || undefined, true)
    return this.unread
  }

  destroy(): void {
    this.socket.destroy()
  }

  /** Ends the connection with a reset instead of an orderly close. */
  reset(): void {
    this.socket.resetAndDestroy()
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake()
  }

  #until<T>(look: () => T | undefined, closedIsFine = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(
        () => settle(new Error(`no answer in ${DEADLINE_MS} ms; got: ${this.unread}`)),
        DEADLINE_MS,
      )
      const settle = (outcome: T | Error) => {
        clearTimeout(timer)
        this.#waiting.delete(check)
        if (outcome instanceof Error) reject(outcome)
        else resolve(outcome)
      }
      const check = () => {
        const found = look()
        if (found !== undefined) settle(found)
        else if (this.#closed && !closedIsFine) {
          settle(new Error(`the connection ended (${this.#error?.message ?? 'in order'}); got: ${this.unread}`))
        }
      }
      this.#waiting.add(check)
      check()
    })
  }
}

/** Reads one answer off the front of some bytes; undefined if it is not whole yet. Interim answers (1xx) are skipped. */
export function parseAnswer(bytes: Buffer, method: string, closed: boolean): Parsed | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  const head = bytes.toString('latin1', 0, headEnd)
  const [statusLine = '', ...lines] = head.split('\r\n')
  const match = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(statusLine)
  if (!match) throw new Error(`not a status line: ${JSON.stringify(statusLine)}`)
  const status = Number(match[1])
  if (status < 200) {
    const rest = parseAnswer(bytes.subarray(headEnd + 4), method, closed)
    return rest && { answer: rest.answer, end: rest.end + headEnd + 4 }
  }
  const fields = lines.map(parseField)
  const header = (name: string) => {
    const values = fields.filter(([key]) => key === name.toLowerCase()).map(([, value]) => value)
    return values.length === 0 ? undefined : values.join(', ')
  }
  const hasNoBody = method === 'HEAD' || status === 204 || status === 304
  const body = hasNoBody ? { body: '', end: headEnd + 4 } : parseBody(bytes, headEnd + 4, header, closed)
  if (!body) return undefined
  return { answer: { status, reason: match[2] ?? '', fields, header, body: body.body, head }, end: body.end }
}

function parseField(line: string): readonly [string, string] {
  const colon = line.indexOf(':')
  if (colon < 1) throw new Error(`not a header field: ${JSON.stringify(line)}`)
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}

function parseBody(
  bytes: Buffer,
  start: number,
  header: (name: string) => string | undefined,
  closed: boolean,
): { body: string; end: number } | undefined {
  const length = header('content-length')
  if (header('transfer-encoding') === 'chunked') return parseChunks(bytes, start)
  if (length === undefined) return closed ? { body: bytes.toString('utf8', start), end: bytes.length } : undefined
  const end = start + Number(length)
  return bytes.length < end ? undefined : { body: bytes.toString('utf8', start, end), end }
}

function parseChunks(bytes: Buffer, start: number): { body: string; end: number } | undefined {
  const chunks: Buffer[] = []
  for (let index = start; ; ) {
    const lineEnd = bytes.indexOf('\r\n', index)
    if (lineEnd === -1) return undefined
    const size = Number.parseInt(bytes.toString('latin1', index, lineEnd), 16)
    const end = lineEnd + 2 + size + 2
    if (bytes.length < end) return undefined
    if (size === 0) return { body: Buffer.concat(chunks).toString('utf8'), end }
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    index = end
  }
}
