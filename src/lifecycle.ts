// The life of an app's server: listen once, close once, with signals in between and what the app must close after.

import { setTimeout } from 'node:timers/promises'
import type { Limits } from './limits.js'
import { type ListenAddress, ListeningServer, type ListenOptions } from './listen.js'
import type { Log } from './log.js'
import type { RequestListener } from './server.js'
import { closeOnSignals } from './signals.js'

/** What a life cycle takes from the app. */
export interface LifecycleOptions {
  readonly log: Log
  readonly limits: Required<Limits>
}

/** Opens and closes an app. */
export class Lifecycle {
  readonly #options: LifecycleOptions
  readonly #closers: (() => unknown)[] = []
  #server: ListeningServer | undefined
  #isListening = false
  #opening: Promise<ListenAddress> | undefined
  #removeSignals: () => void = () => undefined
  #closed: Promise<boolean> | undefined

  constructor(options: LifecycleOptions) {
    this.#options = options
  }

  get isClosing(): boolean {
    return this.#closed !== undefined
  }

  /** Whether it listens and has not begun to close. */
  get isReady(): boolean {
    return this.#isListening && !this.isClosing
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
    const server = new ListeningServer(listener, this.#options.limits)
    this.#server = server
    try {
      this.#opening = server.open(at)
      const address = await this.#opening
      this.#isListening = true
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
    const { log, limits } = this.#options
    await Promise.allSettled([this.#opening])
    if (this.#isListening && limits.unreadyMs > 0) await setTimeout(limits.unreadyMs)
    const drained = (await this.#server?.close(limits.drainMs)) ?? true
    if (!drained) log({ level: 'warn', message: `answers that still ran after ${limits.drainMs} ms were cut` })
    let clean = drained
    for (const closer of this.#closers.reverse()) clean = (await this.#run(closer)) && clean
    this.#removeSignals()
    return clean
  }

  async #run(closer: () => unknown): Promise<boolean> {
    const { log, limits } = this.#options
    const giveUp = new AbortController()
    const deadline = setTimeout(limits.drainMs, 'late', { signal: giveUp.signal }).catch(() => undefined)
    try {
      const late = (await Promise.race([closer(), deadline])) === 'late'
      if (late) log({ level: 'error', message: `an onClose function took longer than ${limits.drainMs} ms` })
      return !late
    } catch (error) {
      log({ level: 'error', message: 'an onClose function failed', error })
      return false
    } finally {
      giveUp.abort()
    }
  }
}
