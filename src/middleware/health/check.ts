// One check of what the app needs, such as its database: asked at most once per interval, never twice at a time, and given up
// after its time. What it found holds for all who ask in between.

import type { Log } from '../../log.js'

/** Looks at something: fails by throwing, rejecting, or giving `false`. The signal is aborted when its time is over. */
export type HealthCheck = (signal: AbortSignal) => unknown

/** What a check found. */
export type Finding = 'ok' | 'failed' | 'timeout'

/** How a check is asked. */
export interface CheckSettings {
  readonly timeoutMs: number
  readonly intervalMs: number
  /** Hears why a check fails, once until it works again. */
  readonly log: Log
}

/** A check with what it found last. */
export class RepeatedCheck {
  readonly #name: string
  readonly #check: HealthCheck
  readonly #settings: CheckSettings
  #finding: Finding = 'ok'
  #foundAt = Number.NEGATIVE_INFINITY
  #asking: Promise<Finding> | undefined
  /** Whether the check has not come to an end, even if it was given up. */
  #isRunning = false

  constructor(name: string, check: HealthCheck, settings: CheckSettings) {
    this.#name = name
    this.#check = check
    this.#settings = settings
  }

  /** What the check finds, or found less than an interval ago. Never rejects. */
  async finding(): Promise<Finding> {
    const isFresh = performance.now() - this.#foundAt < this.#settings.intervalMs
    if (isFresh || (this.#isRunning && !this.#asking)) return this.#finding
    this.#asking ??= this.#ask()
    return this.#asking
  }

  async #ask(): Promise<Finding> {
    const { timeoutMs } = this.#settings
    const { promise, giveUp } = deadline(timeoutMs)
    const abort = new AbortController()
    try {
      const finding = await Promise.race([this.#run(abort.signal), promise])
      if (finding === 'timeout') {
        const late = new Error(`it took longer than ${timeoutMs} ms`)
        this.#note('timeout', late)
        abort.abort(late)
      } else this.#note(finding, new Error('it gave false'))
    } catch (error) {
      this.#note('failed', error)
    } finally {
      giveUp()
      this.#asking = undefined
    }
    return this.#finding
  }

  async #run(signal: AbortSignal): Promise<Finding> {
    this.#isRunning = true
    try {
      return (await this.#check(signal)) === false ? 'failed' : 'ok'
    } finally {
      this.#isRunning = false
    }
  }

  #note(finding: Finding, error: unknown): void {
    if (finding !== 'ok' && this.#finding === 'ok')
      this.#settings.log({ level: 'error', message: `the health check ${this.#name} fails`, error })
    if (finding === 'ok' && this.#finding !== 'ok')
      this.#settings.log({ level: 'info', message: `the health check ${this.#name} works again` })
    this.#finding = finding
    this.#foundAt = performance.now()
  }
}

function deadline(timeoutMs: number): { readonly promise: Promise<'timeout'>; readonly giveUp: () => void } {
  let giveUp = (): void => undefined
  const promise = new Promise<'timeout'>((resolve) => {
    const timer = setTimeout(resolve, timeoutMs, 'timeout')
    giveUp = () => clearTimeout(timer)
  })
  return { promise, giveUp }
}
