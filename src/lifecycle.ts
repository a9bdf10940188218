// The life of an app's server: listen once, close once, with signals in between and what the app must close after.

import { type ListenAddress, ListeningServer, type ListenOptions } from './listen.js'
import type { Log } from './log.js'
import type { RequestListener } from './server.js'
import { closeOnSignals } from './signals.js'

/** What a life cycle takes from the app. */
export interface LifecycleOptions {
  readonly log: Log
  readonly drainMs: number
}

/** Opens and closes an app. */
export class Lifecycle {
  readonly #options: LifecycleOptions
  readonly #closers: (() => unknown)[] = []
  #server: ListeningServer | undefined
  #opening: Promise<ListenAddress> | undefined
  #removeSignals: () => void = () => undefined
  #closed: Promise<boolean> | undefined

  constructor(options: LifecycleOptions) {
    this.#options = options
  }

  get isClosing(): boolean {
    return this.#closed !== undefined
  }

  /** Runs when the app closes, the last added first. */
  onClose(closer: () => unknown): void {
    this.#closers.push(closer)
  }

  /** @throws Error if it listens already or was closed, or with a sentence if the port cannot be had */
  async listen(
    listener: RequestListener,
    at: ListenOptions & { port: number; signals: boolean },
  ): Promise<ListenAddress> {
    if (this.isClosing) throw new Error('listen: the app was closed; make a new one')
    if (this.#server) throw new Error('listen: the app listens already')
    const server = new ListeningServer(listener)
    this.#server = server
    try {
      this.#opening = server.open(at)
      const address = await this.#opening
      if (at.signals) this.#removeSignals = closeOnSignals(() => this.close())
      return address
    } catch (error) {
      this.#server = undefined
      throw error
    }
  }

  /** Drains, then runs what `onClose` added. Resolves to whether no answer had to be cut and nothing failed; never rejects. */
  close(): Promise<boolean> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<boolean> {
    await Promise.allSettled([this.#opening])
    const drained = (await this.#server?.close(this.#options.drainMs)) ?? true
    if (!drained)
      this.#options.log({ level: 'warn', message: `answers that still ran after ${this.#options.drainMs} ms were cut` })
    let clean = drained
    for (const closer of this.#closers.reverse()) clean = (await this.#run(closer)) && clean
    this.#removeSignals()
    return clean
  }

  async #run(closer: () => unknown): Promise<boolean> {
    try {
      await closer()
      return true
    } catch (error) {
      this.#options.log({ level: 'error', message: 'an onClose function failed', error })
      return false
    }
  }
}
