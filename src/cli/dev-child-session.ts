// The app's side of `miniweb dev`: gives the connections that the command hands on to the app's server, prints each
// request, and ends only when what has come is answered.

import { randomUUID } from 'node:crypto'
import type { Server, Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { LogRecord } from '../index.js'
import { type DevSession, errorReport, type OpenedApp, type PageVersion } from '../tooling.js'
import type { FromApp, PageChange } from './dev-messages.js'
import type { Terminal } from './terminal.js'

/** What a session takes from its process. */
export interface SessionOptions {
  readonly host: string
  readonly port: number
  readonly terminal: Terminal
  readonly tell: (message: FromApp) => void
}

/** What node:http gives with the event of a request. */
interface Request {
  readonly method?: string
  readonly url?: string
  readonly socket: Socket
}
interface Response {
  readonly statusCode: number
  readonly writableFinished: boolean
  once(event: 'close', over: () => void): unknown
}

/** How long answers may still take at a restart, in milliseconds. */
const DRAIN_MS = 500
/** How long a connection may take to send its request, so that a restart waits for it. */
const FRESH_MS = 100
/** What pages of the command itself ask for is no news. */
const RESERVED = '/.miniweb/'

/** The session of one process. */
export class ChildSession implements DevSession {
  readonly #options: SessionOptions
  readonly #boot = randomUUID()
  readonly #counts: Record<PageChange, number> = { page: 0, styles: 0 }
  readonly #followers = new Set<(version: PageVersion | undefined) => void>()
  /** Connections whose request has not come. */
  readonly #fresh = new Set<Socket>()
  readonly #answering = new Set<Response>()
  #app: OpenedApp | undefined
  #brokenFolders: readonly string[] | undefined
  #server: Server | undefined

  constructor(options: SessionOptions) {
    this.#options = options
  }

  /** Whether an app has been given the port. */
  get isServing(): boolean {
    return this.#server !== undefined
  }

  /** What is served from now on stands for an app that does not run. */
  breakDown(): void {
    this.#brokenFolders = this.#app?.folders ?? []
  }

  open(app: OpenedApp): void {
    if (!this.isServing) this.#app = app
  }

  /** A second server of the same process has to find a port of its own. */
  serve(server: Server): ReturnType<DevSession['serve']> {
    if (this.isServing) return undefined
    this.#server = server
    server.prependListener('request', (req: Request, res: Response) => this.#note(req, res))
    const { host, port, tell } = this.#options
    const { routes = 0, folders = [] } = this.#app ?? {}
    tell(this.#brokenFolders ? { kind: 'broken', folders: this.#brokenFolders } : { kind: 'ready', routes, folders })
    return { host, port, url: `http://${host.includes(':') ? `[${host}]` : host}:${port}` }
  }

  readonly log = ({ level, message, error, method, path }: LogRecord): void => {
    const { terminal } = this.#options
    const about = method === undefined ? '' : ` ${method} ${path ?? ''}`
    if (!(error instanceof Error)) terminal.error(`${level}${about}: ${printable(message)}`)
    else {
      const first = message === error.message ? '' : `: ${printable(message)}`
      terminal.error(`${level}${printable(about)}${first}\n${errorReport(error, terminal.red)}`)
    }
  }

  get version(): PageVersion {
    return { page: `${this.#boot}.${this.#counts.page}`, styles: `${this.#boot}.${this.#counts.styles}` }
  }

  follow(changed: (version: PageVersion | undefined) => void, signal: AbortSignal): void {
    this.#followers.add(changed)
    signal.addEventListener('abort', () => this.#followers.delete(changed), { once: true })
  }

  /** Something has changed that pages are made of. */
  changed(what: PageChange): void {
    this.#counts[what]++
    for (const follower of this.#followers) follower(this.version)
  }

  /** Takes a connection that came to the port. */
  connect(socket: Socket): void {
    this.#fresh.add(socket)
    socket.once('close', () => this.#fresh.delete(socket))
    this.#server?.emit('connection', socket)
  }

  /** Waits for what has come, then closes the app. No connection may come any more. */
  async end(): Promise<void> {
    for (const follower of this.#followers) follower(undefined)
    const start = performance.now()
    const elapsed = () => performance.now() - start
    while ((this.#fresh.size > 0 && elapsed() < FRESH_MS) || (this.#answering.size > 0 && elapsed() < DRAIN_MS)) {
      await setTimeout(5)
    }
    await this.#app?.close()
  }

  #note(req: Request, res: Response): void {
    const start = performance.now()
    this.#fresh.delete(req.socket)
    this.#answering.add(res)
    res.once('close', () => {
      this.#answering.delete(res)
      const [path = ''] = (req.url ?? '').split('?')
      if (!path.startsWith(RESERVED)) this.#print(`${req.method} ${printable(path)}`, res, performance.now() - start)
    })
  }

  #print(request: string, { statusCode, writableFinished }: Response, tookMs: number): void {
    const status = writableFinished ? String(statusCode) : `${statusCode}, broken off`
    this.#options.terminal.print(`${request} ${status} ${tookMs.toFixed(tookMs < 10 ? 1 : 0)} ms`)
  }
}

/** Control characters as escapes, so that no request drives the terminal. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1))
}
