// Many keep-alive connections that ask one thing after the other, check each answer byte by byte, and now and then leave
// in the middle of it.

import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { parseAnswer } from '../support/raw-socket.js'
import { type Asked, ask, KINDS, type Kind } from './site.js'

/** What came of one kind of request. */
export interface Count {
  answers: number
  aborts: number
}

/** How much is asked for. */
export interface LoadOptions {
  readonly port: number
  readonly connections: number
  /** How many requests a second, over all connections. */
  readonly rate: number
  /** How many of all requests are left in the middle, 0 to 1. */
  readonly aborts: number
  /** Numbers from 0 to 1. */
  readonly random: () => number
}

const STAGGER_MS = 2

/** The load, from its making until it is stopped. */
export class Load {
  readonly counts = new Map<Kind, Count>(KINDS.map((kind) => [kind, { answers: 0, aborts: 0 }]))
  /** What was wrong: answers, and connections that broke on their own. */
  readonly failures: string[] = []
  readonly #options: LoadOptions
  readonly #done: Promise<unknown>
  readonly #stop = new AbortController()

  constructor(options: LoadOptions) {
    this.#options = options
    this.#done = Promise.all(Array.from({ length: options.connections }, (_, index) => this.#client(index)))
  }

  get answers(): number {
    return [...this.counts.values()].reduce((sum, { answers }) => sum + answers, 0)
  }

  get aborts(): number {
    return [...this.counts.values()].reduce((sum, { aborts }) => sum + aborts, 0)
  }

  /** Waits for the answers that are due, and ends all connections. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#done
  }

  /** One connection after the other until the end; each client comes a moment after the one before. */
  async #client(index: number): Promise<void> {
    await this.#wait(index * STAGGER_MS)
    while (!this.#stop.signal.aborted) {
      const connection = new Connection(this.#options.port)
      try {
        while (!this.#stop.signal.aborted && (await this.#askOne(connection)));
      } catch (error) {
        this.failures.push(error instanceof Error ? error.message : String(error))
      }
      await connection.end()
    }
  }

  /** @returns whether the connection can go on */
  async #askOne(connection: Connection): Promise<boolean> {
    const { random, aborts, connections, rate } = this.#options
    await this.#wait(((connections * 1000) / rate) * (0.5 + random()))
    if (this.#stop.signal.aborted) return false
    const kind = KINDS[Math.floor(random() * KINDS.length)] ?? 'json'
    const asked = ask(kind, Math.floor(random() * 1e9))
    const count = this.counts.get(kind)
    if (random() < aborts) {
      await connection.abort(asked, random())
      if (count) count.aborts++
      return false
    }
    await connection.check(asked)
    if (count) count.answers++
    return true
  }

  /** Waits, or until the load is stopped. */
  #wait(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined)
  }
}

/** One connection. */
class Connection {
  readonly #socket: Socket
  readonly #closed: Promise<void>
  #chunks: Buffer[] = []
  #wake: () => void = () => undefined
  #failure: Error | undefined
  #isClosed = false

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (chunk) => {
      this.#chunks.push(chunk)
      this.#wake()
    })
    this.#socket.on('error', (error) => {
      this.#failure = error
    })
    this.#closed = new Promise((resolve) => {
      this.#socket.on('close', () => {
        this.#isClosed = true
        this.#wake()
        resolve()
      })
    })
  }

  /** @throws Error if the answer is not the one that is due */
  async check({ kind, bytes, body }: Asked): Promise<void> {
    const start = performance.now()
    this.#socket.write(bytes, 'latin1')
    for (;;) {
      await this.#more()
      const all = Buffer.concat(this.#chunks)
      this.#chunks = [all]
      const parsed = parseAnswer(all, 'GET', false)
      if (parsed !== undefined) {
        this.#chunks = []
        const isWhole = parsed.end === all.length && parsed.answer.body === body
        if (parsed.answer.status === 200 && isWhole) return
        throw new Error(
          `${kind}: ${parsed.answer.status} with ${parsed.answer.body.length} of ${body.length} characters after ${Math.round(performance.now() - start)} ms`,
        )
      }
      if (this.#isClosed) throw new Error(`${kind}: the connection ended, ${this.#failure?.message ?? 'in order'}`)
    }
  }

  /** Sends all or a part of a request, and resets the connection at once or when the first bytes of the answer are there. */
  async abort({ bytes }: Asked, point: number): Promise<void> {
    const isWhole = point < 0.7
    this.#socket.write(isWhole ? bytes : bytes.slice(0, Math.floor(bytes.length * point)), 'latin1')
    if (isWhole && point > 0.3) await this.#more()
    this.#socket.resetAndDestroy()
    await this.#closed
  }

  async end(): Promise<void> {
    this.#socket.destroy()
    await this.#closed
  }

  #more(): Promise<void> {
    if (this.#isClosed) return Promise.resolve()
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
