// The app that is fuzzed, and what each of its connections has come to, as node's diagnostics channels tell.

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, html, json, type LogRecord, redirect } from '../../../src/index.js'

/** One request as the server saw it. */
export interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

/** The server's end of a connection. */
export interface ServerEnd {
  readonly socket: Socket
  readonly exchanges: Exchange[]
}

/** The app, listening. */
export class FuzzedServer {
  readonly port: number
  /** What the app has logged since the last look. */
  readonly #records: LogRecord[]
  readonly #ends = new Map<number, ServerEnd>()
  readonly #close: () => Promise<void>

  private constructor(port: number, records: LogRecord[], close: () => Promise<void>) {
    this.port = port
    this.#records = records
    this.#close = close
  }

  static async start(): Promise<FuzzedServer> {
    const root = mkdtempSync(join(tmpdir(), 'miniweb-fuzz-'))
    writeFileSync(join(root, 'name.txt'), 'tobi')
    const records: LogRecord[] = []
    const app = fuzzedApp(root, (record) => records.push(record))
    const { port } = await app.listen({ port: 0, host: '127.0.0.1' })
    const server = new FuzzedServer(port, records, async () => {
      await app.close()
      rmSync(root, { recursive: true, force: true })
    })
    subscribe('net.server.socket', server.#onSocket)
    subscribe('http.server.request.start', server.#onRequest)
    return server
  }

  /** The server's end of a client's connection, once there is one. */
  endOf(client: Socket): ServerEnd | undefined {
    return this.#ends.get(client.localPort ?? 0)
  }

  /** Everything logged since the last time. */
  takeRecords(): readonly LogRecord[] {
    return this.#records.splice(0)
  }

  async close(): Promise<void> {
    unsubscribe('net.server.socket', this.#onSocket)
    unsubscribe('http.server.request.start', this.#onRequest)
    await this.#close()
  }

  readonly #onSocket = (message: unknown): void => {
    const { socket } = message as { socket: Socket }
    const { remotePort, localPort } = socket
    if (localPort !== this.port || remotePort === undefined) return
    this.#ends.set(remotePort, { socket, exchanges: [] })
    socket.once('close', () => setImmediate(() => this.#forget(remotePort, socket)))
  }

  readonly #onRequest = (message: unknown): void => {
    const { request, response, socket } = message as {
      request: IncomingMessage
      response: ServerResponse
      socket: Socket
    }
    const end = this.#ends.get(socket.remotePort ?? 0)
    if (end?.socket === socket) end.exchanges.push({ req: request, res: response })
  }

  #forget(port: number, socket: Socket): void {
    if (this.#ends.get(port)?.socket === socket) this.#ends.delete(port)
  }
}

function fuzzedApp(root: string, log: (record: LogRecord) => void): App {
  const limits = { bodyBytes: 1000, headersMs: 5000, requestMs: 5000, idleMs: 5000 }
  const app = new App({
    templates: false,
    signals: false,
    dev: false,
    log,
    limits,
    trustProxy: 1,
    static: [{ dir: root, prefix: '/static' }],
  })
  app.use('/where', async (ctx, next) => {
    const reply = await next()
    reply.headers.set('x-where', encodeURIComponent(ctx.path))
    return reply
  })
  app.get('/', (ctx) => json({ host: ctx.host, ip: ctx.ip, secure: ctx.secure }))
  app.get('/healthz', () => 'ok')
  app.get('/where/:rest<path>', (ctx, { rest }) => json({ path: ctx.path, rest, query: ctx.query }))
  app.get('/int/:id<int>', (_, { id }) => redirect(`/int/${id + 1}`))
  app.get('/seen', (ctx) => {
    ctx.cookies.set('seen', ctx.cookies.get('seen') ?? 'never')
    return json({ cookies: ctx.cookies.all(), query: ctx.query })
  })
  app.get('/page', (ctx) => html`<p>${ctx.path} ${JSON.stringify(ctx.query)}</p>`)
  app.get('/stream', async function* () {
    for (const part of ['one', 'two', 'three']) yield part
  })
  app.get('/fails', () => {
    throw new Error('no random target leads here')
  })
  app.get('/twice', ({ req }) => {
    setImmediate(() => req.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
    return 'nor here'
  })
  app.get('/never', () => new Promise<string>(() => undefined))
  const reading = { methods: ['POST', 'PUT', 'PATCH'] } as const
  app.route('/echo', reading, async (ctx) => json({ text: await ctx.read.text() }))
  app.route('/json', reading, async (ctx) => json({ value: await ctx.read.json() }))
  app.route('/form', reading, async (ctx) => json({ names: Object.keys((await ctx.read.form()).fields) }))
  app.route('/unread', reading, () => 'unread')
  return app
}
