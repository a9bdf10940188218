// The life of an app under `miniweb dev`: one process at a time, ended and started again when its files change.
// The port stays open throughout; what comes in between waits.

import { DevFiles, type Wanted } from './dev-files.js'
import type { Crash, FromApp, Start } from './dev-messages.js'
import type { DevPort } from './dev-port.js'
import { AppProcess } from './dev-process.js'
import { shown } from './shown.js'
import type { Terminal } from './terminal.js'

/** What is run, and where. */
export interface DevLoopOptions {
  readonly start: Start
  readonly preload: readonly string[]
  /** The app's folder. */
  readonly root: string
  readonly port: DevPort
  readonly terminal: Terminal
}

/** Runs an app until it is stopped. */
export class DevLoop {
  readonly #options: DevLoopOptions
  readonly #files: DevFiles
  /** What wakes the loop: a change that asks for a restart, or the end. */
  #wake: () => void = () => undefined
  #process: AppProcess | undefined
  /** A file that has changed since the process was started. */
  #changed: string | undefined
  #crash: Crash | undefined
  #isStopped = false
  #startedMs = 0

  constructor(options: DevLoopOptions) {
    this.#options = options
    this.#files = new DevFiles(options.root, (wanted, file) => this.#notice(wanted, file))
  }

  /** Resolves when the app has ended after `stop`. */
  async run(): Promise<void> {
    while (!this.#isStopped) {
      const crash = this.#takeCrash()
      const running = this.#startProcess(crash)
      const ended = await Promise.race([running.gone, this.#somethingHappens()])
      this.#process = undefined
      this.#options.port.hold()
      if (ended === undefined) await running.end()
      else this.#noteEnd(ended)
      if (ended !== undefined && crash) await this.#somethingHappens() // not even the page that says why
    }
    this.#files.close()
  }

  stop(): void {
    this.#isStopped = true
    this.#wake()
  }

  /** Why the app is not to be run, if it has ended by itself and nothing has changed since. */
  #takeCrash(): Crash | undefined {
    const crash = this.#changed === undefined ? this.#crash : undefined
    this.#crash = undefined
    return crash
  }

  #startProcess(crash: Crash | undefined): AppProcess {
    const { start, preload, port } = this.#options
    this.#startedMs = performance.now()
    const started = new AppProcess({
      start: { ...start, port: port.number, ...(crash ? { crash } : {}) },
      preload,
      onMessage: (message) => this.#hear(message, started),
    })
    this.#process = started
    return started
  }

  /** Resolves at once if something has happened already. */
  #somethingHappens(): Promise<undefined> {
    return new Promise((resolve) => {
      this.#wake = () => resolve(undefined)
      if (this.#isStopped) resolve(undefined)
    })
  }

  #notice(wanted: Wanted, file: string): void {
    if (wanted !== 'restart') this.#process?.tell({ kind: 'changed', what: wanted })
    else {
      this.#changed = file
      this.#wake()
    }
  }

  #hear(message: FromApp, from: AppProcess): void {
    if (message.kind === 'imported') this.#files.imports(message.file)
    else if (message.kind === 'crashed') this.#crash = message.crash
    else if (from === this.#process) {
      // One that is about to end may still say that it is ready.
      this.#files.folders = message.folders
      this.#files.isBroken = message.kind === 'broken'
      this.#options.port.giveTo(from.connect)
      this.#sayReady(message)
      this.#changed = undefined
    }
  }

  #sayReady(message: FromApp): void {
    const { terminal, port, start } = this.#options
    const what = this.#changed === undefined ? start.shown : `${shown(this.#changed)} changed`
    const address = terminal.bold(`http://${start.host.includes(':') ? `[${start.host}]` : start.host}:${port.number}`)
    if (message.kind === 'broken')
      terminal.error(`the app does not run; ${address} says why, the next change starts it again`)
    else if (message.kind === 'ready') {
      const routes = `${message.routes} ${message.routes === 1 ? 'route' : 'routes'}`
      terminal.print(`${address} · ${what} · ${routes} · ${Math.round(performance.now() - this.#startedMs)} ms`)
    }
  }

  /** The process has ended by itself: its page tells so from now on. */
  #noteEnd(how: string): void {
    const message = `the app has ended by itself (${how})`
    this.#crash ??= { name: 'Error', message, stack: '' }
    this.#changed = undefined
    this.#options.terminal.error(this.#options.terminal.red(message))
  }
}
