// One process that runs the app, as `miniweb dev` sees it: started, given connections, told to end, and gone.

import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { FromApp, Start, ToApp } from './dev-messages.js'

/** How the process of an app is started. */
export interface AppProcessOptions {
  readonly start: Start
  /** Modules that node loads first. */
  readonly preload: readonly string[]
  readonly onMessage: (message: FromApp) => void
}

/** How long a process may take to end before it is killed, in milliseconds. */
const END_MS = 2000
/** The same for one that does not answer yet, and so has nothing to finish. */
const END_EARLY_MS = 300

const CHILD = fileURLToPath(new URL('./dev-child.js', import.meta.url))

/** A running process. */
export class AppProcess {
  readonly #child: ChildProcess
  /** Resolves when the process is gone, with how it ended. */
  readonly gone: Promise<string>
  #isAnswering = false

  constructor({ start, preload, onMessage }: AppProcessOptions) {
    this.#child = fork(CHILD, [JSON.stringify(start)], {
      execArgv: preload.flatMap((module) => ['--import', module]),
      env: { ...process.env, NODE_ENV: 'development' },
    })
    this.#child.on('message', (message: FromApp) => {
      if (message.kind === 'ready' || message.kind === 'broken') this.#isAnswering = true
      onMessage(message)
    })
    this.gone = new Promise((resolve) => {
      this.#child.once('error', ({ message }) => resolve(message))
      this.#child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`))
    })
  }

  /** Hands a connection over. @returns whether there is somebody to take it */
  readonly connect = (socket: Socket): boolean => {
    if (!this.#child.connected) return false
    this.#child.send({ kind: 'connection' } satisfies ToApp, socket, {}, (error) => error && socket.destroy())
    return true
  }

  /** A process that is going hears nothing; that it is gone comes to be known in its own way. */
  tell(message: ToApp): void {
    if (this.#child.connected) this.#child.send(message, () => undefined)
  }

  /** Lets it answer what it has got, and end; then it is gone. */
  async end(): Promise<void> {
    if (this.#isAnswering) this.tell({ kind: 'end' })
    else this.#child.kill('SIGTERM')
    const late = new AbortController()
    const killing = setTimeout(this.#isAnswering ? END_MS : END_EARLY_MS, undefined, { signal: late.signal })
    killing.then(
      () => this.#child.kill('SIGKILL'),
      () => undefined,
    )
    await this.gone
    late.abort()
  }
}
