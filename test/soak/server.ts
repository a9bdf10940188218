// The app under load as a process of its own, and what it holds.

import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Limits } from '../../src/index.js'
import { siteFolder } from './site.js'

/** What the process holds; sizes in bytes, times since the look before. */
export interface Usage {
  readonly descriptors: number
  readonly heapUsed: number
  readonly rss: number
  /** The most resident bytes since the look before. */
  readonly peakRss: number
  /** How many errors the app has logged. */
  readonly errors: number
  /** By how much the event loop was late. */
  readonly delay: { readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number }
}

const PROGRAM = fileURLToPath(new URL('server-process.ts', import.meta.url))

/** An app in another process. */
export class SoakServer {
  readonly port: number
  readonly #child: ChildProcess
  readonly #folder: string
  readonly #lines: AsyncIterator<string>

  private constructor(port: number, child: ChildProcess, folder: string, lines: AsyncIterator<string>) {
    this.port = port
    this.#child = child
    this.#folder = folder
    this.#lines = lines
  }

  /** @param flags of node, beside those that it needs */
  static async start(limits: Limits = {}, flags: readonly string[] = []): Promise<SoakServer> {
    const folder = siteFolder()
    const args = ['--expose-gc', ...flags, '--import', 'tsx', PROGRAM, folder, JSON.stringify(limits)]
    const env = { ...process.env, NODE_ENV: 'production' }
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'], env })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const first = await lines.next()
    if (first.done) throw new Error('the server did not start')
    return new SoakServer(Number(first.value), child, folder, lines)
  }

  /** Whether the process has not ended. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** What it holds now. */
  look(): Promise<Usage> {
    return this.#ask('look')
  }

  /** What it holds after a garbage collection. */
  collected(): Promise<Usage> {
    return this.#ask('collect')
  }

  async #ask(line: string): Promise<Usage> {
    this.#child.stdin?.write(`${line}\n`)
    const answer = await this.#lines.next()
    if (answer.done) throw new Error('the server has ended')
    return JSON.parse(answer.value) as Usage
  }

  /** Ends the process; gives its exit code. */
  async end(): Promise<number | null> {
    if (this.isAlive) {
      const ended = new Promise((resolve) => this.#child.once('exit', resolve))
      this.#child.stdin?.end()
      await ended
    }
    rmSync(this.#folder, { recursive: true, force: true })
    return this.#child.exitCode
  }
}
