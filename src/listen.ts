// A listening server: ports and sockets, timeouts, the end. It knows no routes, only a request listener.
// Closing drains: no new connections, idle ones end at once, running answers finish and end theirs.

import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { devSession } from './dev-session.js'
import { continueWhenRead } from './http/body/continue.js'
import { removeLeftFolders } from './http/body/temporary-files.js'
import { StalledSockets } from './http/stalled.js'
import type { Limits } from './limits.js'
import type { RequestListener } from './server.js'

/** Where to listen: a port, or a unix socket. */
export interface ListenOptions {
  /** 0 takes any free port. Default: 3000. */
  readonly port?: number
  /** Default: 127.0.0.1 in development, all interfaces otherwise. */
  readonly host?: string
  /** A unix socket, in place of port and host. */
  readonly path?: string
  /** Close on SIGTERM and SIGINT. Default: true. */
  readonly signals?: boolean
}

/** Where the server listens. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
  readonly url: string
}

/** How many connections may wait to be accepted, as far as the system lets them; 511 are node's, and a burst of more stalls a second. */
const BACKLOG = 4096

/** How late a slow client may be noticed; node:http looks every 30 s on its own. */
const LONGEST_CHECK_MS = 500

/** A server and its connections. */
export class ListeningServer {
  readonly #server: Server
  /** The open connections, each with the answer to its last request so far. */
  readonly #latest = new Map<Socket, ServerResponse | undefined>()
  #isClosing = false

  constructor(listener: RequestListener, limits: Required<Limits>) {
    this.#server = createServer({
      headersTimeout: atLeast1(limits.headersMs),
      requestTimeout: atLeast1(limits.requestMs),
      keepAliveTimeout: atLeast1(limits.idleMs),
      maxHeaderSize: limits.headerBytes,
      connectionsCheckingInterval: atLeast1(Math.min(LONGEST_CHECK_MS, limits.headersMs / 10, limits.requestMs / 10)),
    })
    const stalled = new StalledSockets(limits.writeMs)
    this.#server.once('close', stalled.watch(this.#latest))
    this.#server.on('timeout', (socket) => {
      const isWritten = socket.writableLength === 0
      if (isWritten && this.#isBusy(socket)) {
        socket.setTimeout(0) // it waits for a handler, not for its client
        return
      }
      if (isWritten || stalled.isStalled(socket)) socket.destroy()
    })
    this.#server.on('connection', (socket) => {
      this.#latest.set(socket, undefined)
      socket.once('close', () => this.#latest.delete(socket))
    })
    this.#server.on('clientError', (error, socket) =>
      refuse(error, socket as Socket, this.#latest.get(socket as Socket)),
    )
    const answer: RequestListener = (req, res) => {
      this.#note(res)
      listener(req, res)
    }
    this.#server.on('request', answer)
    this.#server.on('checkContinue', (req, res) => {
      continueWhenRead(req)
      answer(req, res)
    })
  }

  /** Under `miniweb dev` its port is taken. @throws Error with a sentence if the port or socket is taken or not allowed */
  async open(at: Required<Pick<ListenOptions, 'port'>> & ListenOptions): Promise<ListenAddress> {
    const served = devSession()?.serve(this.#server)
    if (served) return served
    const place =
      at.path === undefined ? { port: at.port, ...(at.host === undefined ? {} : { host: at.host }) } : { path: at.path }
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(explain(error, at)))
      this.#server.listen({ ...place, backlog: BACKLOG }, resolve)
    })
    this.#server.removeAllListeners('error')
    removeLeftFolders().catch((error) => process.emitWarning(`old temporary files were not removed: ${error}`))
    return addressOf(this.#server.address())
  }

  /** Drains and closes; answers that still run at the deadline are cut. Resolves to whether none had to be. */
  async close(deadlineMs: number): Promise<boolean> {
    this.#isClosing = true
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const [socket, latest] of this.#latest) {
      if (latest && !isOver(latest)) this.#endAfter(latest)
      else socket.destroy()
    }
    let cut = false
    const timer = setTimeout(() => {
      cut = true
      for (const socket of this.#latest.keys()) socket.destroy()
    }, deadlineMs)
    await closed
    clearTimeout(timer)
    return !cut
  }

  /** Notes the answer that has begun, of which a connection has one at a time; those that wait in line end before it. */
  #note(res: ServerResponse): void {
    this.#latest.set(res.req.socket, res)
    if (this.#isClosing) this.#endAfter(res)
  }

  /** Ends the connection behind an answer, unless another has begun on it. */
  #endAfter(res: ServerResponse): void {
    const { socket } = res.req
    res.once('close', () => {
      if (!this.#isBusy(socket)) socket.destroySoon()
    })
  }

  /** Whether an answer on the socket is still running. */
  #isBusy(socket: Socket): boolean {
    return !isOver(this.#latest.get(socket))
  }
}

/** Answers of a connection end in their order: with the latest all are over. */
function isOver(latest: ServerResponse | undefined): boolean {
  return latest === undefined || latest.closed
}

/**
 * Answers what cannot be parsed, or did not come in time, and ends the connection: behind the answers that still run, and
 * in silence where the answer to this request has begun.
 */
function refuse({ code = '' }: NodeJS.ErrnoException, socket: Socket, latest: ServerResponse | undefined): void {
  const isRunning = latest?.req.complete && !latest.writableFinished
  const isUnanswered = !latest?.headersSent || latest.req.complete
  if (isRunning) latest.once('close', () => socket.destroySoon())
  else if (!socket.writable || !isUnanswered) socket.destroy()
  else {
    const status = STATUS_OF_FAULT.get(code) ?? '400 Bad Request'
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
  }
}

const STATUS_OF_FAULT: ReadonlyMap<string, string> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Content Too Large'],
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
])

/** A time as node:http takes it, where 0 is no limit. */
function atLeast1(limitMs: number): number {
  return Math.max(1, limitMs)
}

function addressOf(address: AddressInfo | string | null): ListenAddress {
  if (address === null || typeof address === 'string') return { host: '', port: 0, url: `unix:${address ?? ''}` }
  const { address: host, port } = address
  const everywhere = host === '::' || host === '0.0.0.0'
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return { host, port, url: `http://${name}:${port}` }
}

function explain(error: NodeJS.ErrnoException, at: ListenOptions): Error {
  const place = at.path ?? `port ${at.port}`
  const why = new Map([
    ['EADDRINUSE', `${place} is in use already: stop what listens there, or choose another`],
    ['EACCES', `${place} is not allowed to this user: choose a port above 1023`],
    ['EADDRNOTAVAIL', `${at.host} is no address of this machine`],
  ]).get(error.code ?? '')
  return why === undefined ? error : new Error(`cannot listen: ${why}`, { cause: error })
}
