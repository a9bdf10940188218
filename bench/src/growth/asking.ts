// Asks a server in another process so many times over, and says what CPU time that process took.

import { once } from 'node:events'
import { Agent, type RequestOptions, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { BenchFailure } from '../failure.js'
import type { Listening } from '../footprint/start.js'
import { processSeconds } from '../process-time.js'

/** What is asked, how often, and over how many connections at once. */
export interface Asked {
  readonly options: RequestOptions
  readonly body?: Buffer
  readonly expected: string
  readonly times: number
  readonly connections: number
}

/** The server's CPU time for one request, in microseconds. @throws BenchFailure for any wrong answer */
export async function microsecondsPerRequest({ pid, port }: Listening, asked: Asked): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: asked.connections })
  const target = { ...asked.options, host: '127.0.0.1', port, agent }
  let left = asked.times
  const before = secondsOf(pid)
  await Promise.all(
    Array.from({ length: Math.min(asked.connections, asked.times) }, async () => {
      while (left-- > 0) await askOnce(target, asked)
    }),
  )
  const seconds = secondsOf(pid) - before
  agent.destroy()
  return (seconds * 1e6) / asked.times
}

async function askOnce(target: RequestOptions, { body, expected }: Asked): Promise<void> {
  const req = request(target).end(body)
  const [res] = await once(req, 'response')
  const answer = await text(res)
  if (res.statusCode === 200 && answer === expected) return
  throw new BenchFailure(`the answer is ${res.statusCode} '${answer}' in the place of 200 '${expected}'`)
}

function secondsOf(pid: number): number {
  const seconds = processSeconds(pid)
  if (seconds === undefined) throw new BenchFailure('the CPU time of another process is known on Linux only')
  return seconds
}
