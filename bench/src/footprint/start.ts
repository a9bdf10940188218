// A program in a process of its own, from its start to its first answer.

import { once } from 'node:events'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import type { Child, Children } from '../children.js'
import { BenchFailure } from '../failure.js'

/** What to start, and where. */
export interface Program {
  readonly path: string
  readonly args?: readonly string[]
  readonly core: number | undefined
  /** A folder without templates and assets, which an app might take for its own. */
  readonly cwd: string
}

/** A program that listens. */
export interface Listening {
  readonly child: Child
  readonly pid: number
  readonly port: number
}

const START_LIMIT_MS = 30_000

/** Starts a program and waits for the port that it prints. @throws BenchFailure if it prints none in time */
export async function start(children: Children, { path, args = [], core, cwd }: Program): Promise<Listening> {
  const env = { ...process.env, NODE_ENV: 'production', PORT: '0' }
  Reflect.deleteProperty(env, 'NODE_OPTIONS') // a loader or an inspector there would be measured
  const child = children.start({ program: process.execPath, args: [path, ...args], core, cwd, env })
  return { child, pid: child.pid ?? 0, port: await portOf(child, path) }
}

async function portOf(child: Child, path: string): Promise<number> {
  const signal = AbortSignal.timeout(START_LIMIT_MS)
  const line = once(createInterface({ input: child.stdout }), 'line', { signal })
  const ended = once(child, 'exit', { signal })
  const [port] = await Promise.race([line, ended.then(() => ['its end'])])
  if (/^\d+$/.test(port)) return Number(port)
  throw new BenchFailure(`${path} came to ${port} in place of its port`)
}

/** Asks for `/`. @throws BenchFailure unless the answer is 200 with the expected text */
export async function mustAnswer({ port }: Listening, expected: string): Promise<void> {
  const req = request({ port, host: '127.0.0.1', agent: false }).end()
  const [res] = await once(req, 'response')
  const body = await text(res)
  if (res.statusCode !== 200 || body !== expected)
    throw new BenchFailure(`port ${port} answers ${res.statusCode} '${body}'`)
}
