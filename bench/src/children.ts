// The processes of a run: each is started here, on its core, and none outlives the run.

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { BenchFailure } from './failure.js'

/** A running process: we write its input and read its output; its errors go to our own standard error. */
export type Child = ChildProcessByStdio<Writable, Readable, null>

/** What to start, and where. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
  /** The core to pin it to. */
  readonly core: number | undefined
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** How long after its first output to send SIGINT, for a program that then ends in order; default: never. */
  readonly interruptAfterMs?: number
}

/** The processes that were started and have not ended. */
export class Children {
  readonly #running = new Set<Child>()

  /** Starts a process. taskset replaces itself by the program, so the process id is the program's. */
  start({ program, args, core, cwd, env = process.env }: Command): Child {
    const [file, ...rest] =
      core === undefined ? [program, ...args] : ['taskset', '--cpu-list', String(core), program, ...args]
    const child = spawn(file, rest, { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] })
    this.#running.add(child)
    child.once('exit', () => this.#running.delete(child))
    child.once('error', () => this.#running.delete(child))
    return child
  }

  /** Runs a command to its end and gives what it printed. @throws BenchFailure unless it ends with 0 */
  async output(command: Command): Promise<string> {
    const child = this.start(command)
    const { interruptAfterMs } = command
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      printed += part
    })
    if (interruptAfterMs !== undefined) {
      child.stdout.once('data', () => setTimeout(() => child.kill('SIGINT'), interruptAfterMs).unref())
    }
    const [code, signal] = await once(child, 'close')
    if (code !== 0) throw new BenchFailure(`${command.program} ended with ${code ?? signal}`)
    return printed
  }

  /** Ends a process and waits until it has. */
  async stop(child: Child): Promise<void> {
    if (!this.#running.has(child)) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** Ends them all at once, without waiting: for the moment in which this process ends. */
  killAll(): void {
    for (const child of this.#running) child.kill('SIGKILL')
  }
}
