// A folder served by a process of its own, under limits or a user that this process does not have.

import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What the process holds. */
export interface Usage {
  readonly descriptors: number
  readonly heapUsed: number
  readonly rss: number
}

/** How the process is started. */
export interface ChildOptions {
  readonly way?: 'alone' | 'app'
  /** The user and group it runs as. */
  readonly user?: number
  /** The most descriptors it may hold. */
  readonly descriptors?: number
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PROGRAM = fileURLToPath(new URL('server-process.ts', import.meta.url))

/** A server in another process. */
export class ChildServer {
  readonly port: number
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>
  readonly #reader: Interface

  private constructor(child: ChildProcess, reader: Interface, lines: AsyncIterator<string>, port: number) {
    this.#child = child
    this.#reader = reader
    this.#lines = lines
    this.port = port
  }

  /** Starts a server for a folder. */
  static async start(root: string, { way = 'alone', user, descriptors }: ChildOptions = {}): Promise<ChildServer> {
    const node = [process.execPath, '--expose-gc', '--import', 'tsx', PROGRAM, way, root]
    const limit = descriptors === undefined ? '' : `ulimit -n ${descriptors}; `
    const child = spawn('sh', ['-c', `${limit}exec "$@"`, 'sh', ...node], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', HOME: '/nonexistent', TSX_DISABLE_CACHE: '1' },
      ...(user === undefined ? {} : { uid: user, gid: user }),
    })
    const reader = createInterface({ input: child.stdout })
    const lines = reader[Symbol.asyncIterator]()
    const first = await lines.next()
    if (first.done) throw new Error('the server did not start')
    return new ChildServer(child, reader, lines, Number(first.value))
  }

  /** Whether the process has not ended. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** What the process holds after a garbage collection. */
  async usage(): Promise<Usage> {
    this.#child.stdin?.write('\n')
    const line = await this.#lines.next()
    if (line.done) throw new Error('the server has ended')
    return JSON.parse(line.value) as Usage
  }

  /** Ends the process. */
  async end(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()))
    if (this.isAlive) {
      this.#child.stdin?.end()
      await ended
    }
    this.#reader.close()
  }
}
