// One server in a process of its own: started for one scenario, listening, stopped.

import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Child, Children, Command } from './children.js'
import type { Contender } from './contenders.js'
import { BenchFailure } from './failure.js'
import type { Scenario } from './scenarios.js'

/** A server that listens. */
export interface RunningServer {
  readonly name: string
  readonly pid: number
  /** Its address, without a path. */
  readonly origin: string
  stop(): Promise<void>
}

/** What starting takes beside the server and the scenario. */
export interface StartOptions {
  readonly children: Children
  /** The folder with the static files. */
  readonly cwd: string
  readonly core: number | undefined
}

const START_LIMIT_MS = 10_000

/** Starts a server's program and waits for its port. @throws BenchFailure if it does not listen in time */
export async function startServer(
  contender: Contender,
  scenario: Scenario,
  { children, cwd, core }: StartOptions,
): Promise<RunningServer> {
  const { name } = contender
  const env = { ...process.env, NODE_ENV: 'production', PORT: '0' }
  Reflect.deleteProperty(env, 'NODE_OPTIONS') // a loader or an inspector there would be measured
  const child = children.start({ ...commandOf(contender, scenario), core, cwd, env })
  const port = await portOf(child, name)
  return {
    name,
    pid: child.pid ?? 0,
    origin: `http://127.0.0.1:${port}`,
    stop: () => children.stop(child),
  }
}

/** The shell replaces itself by node, so the process id is node's. */
function commandOf(
  { name, program = name, part, isDiscarded = false }: Contender,
  scenario: Scenario,
): Pick<Command, 'program' | 'args'> {
  const path = fileURLToPath(new URL(`servers/${program}.js`, import.meta.url))
  const args = [path, part ?? scenario.name]
  if (!isDiscarded) return { program: process.execPath, args }
  return { program: 'sh', args: ['-c', 'exec "$0" "$@" 3>&1 >/dev/null', process.execPath, ...args] }
}

async function portOf(child: Child, name: string): Promise<number> {
  const waiting = new AbortController()
  const { signal } = waiting
  const lines = createInterface({ input: child.stdout })
  const deadline = setTimeout(() => waiting.abort(), START_LIMIT_MS)
  try {
    const ended = once(child, 'exit', { signal }).then(() => {
      throw new BenchFailure(`${name} ended before it listened`)
    })
    const line = once(lines, 'line', { signal }).then(([text]) => String(text))
    const said = await Promise.race([line, ended])
    if (!/^\d+$/.test(said)) throw new BenchFailure(`${name} printed '${said}' in place of its port`)
    return Number(said)
  } catch (error) {
    if (!signal.aborted) throw error
    throw new BenchFailure(`${name} did not listen within ${START_LIMIT_MS} ms`, { cause: error })
  } finally {
    clearTimeout(deadline)
  }
}
