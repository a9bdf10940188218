// The load: many connections that ask the same thing for some seconds. What every load program takes and counts is
// here; the programs are wrk.ts, autocannon.ts and heads.ts. What a server did wrong under load ends the run.

import type { Children } from './children.js'
import { readCounts } from './counts.js'
import { BenchFailure } from './failure.js'
import type { Question } from './question.js'

/** What the load was told to do. */
export interface LoadOrder {
  /** Asked one after the other, then from the first again. */
  readonly questions: readonly Question[]
  /** How many requests a connection sends before it waits for their answers. */
  readonly pipelined: number
  readonly seconds: number
  readonly connections: number
}

/** Where the load runs. */
export interface LoadPlace {
  readonly children: Children
  readonly cwd: string
  readonly core: number | undefined
}

/** What the load counted. */
export interface LoadCounts {
  /** Answered requests. */
  readonly requests: number
  readonly seconds: number
  /** Received bytes, header fields included. */
  readonly bytes: number
  /** Answers with a status of 400 or more. */
  readonly badStatus: number
  /** Connections that failed or timed out. */
  readonly badSocket: number
}

/** A program that makes load. */
export interface LoadProgram {
  readonly name: string
  /** Whether it can ask several questions in turn. */
  readonly takesTurns: boolean
  run(order: LoadOrder, place: LoadPlace): Promise<LoadCounts>
}

/** What a program of ours printed. @throws BenchFailure if it is not what was agreed */
export function loadCounts(program: string, printed: string): LoadCounts {
  const numberAt = readCounts(program, printed)
  return {
    requests: numberAt('requests'),
    seconds: numberAt('microseconds') / 1e6,
    bytes: numberAt('bytes'),
    badStatus: numberAt('badStatus'),
    badSocket: numberAt('badSocket'),
  }
}

/** Refuses counts that do not stand for right answers. @throws BenchFailure */
export function checkCounts(server: string, order: LoadOrder, counts: LoadCounts): void {
  const { requests, bytes, badStatus, badSocket } = counts
  if (badStatus > 0) throw new BenchFailure(`${server} answered ${badStatus} requests with an error under load`)
  if (badSocket > 0) throw new BenchFailure(`${server} failed or lost ${badSocket} connections under load`)
  if (requests === 0) throw new BenchFailure(`${server} answered nothing under load`)
  if (bytes < leastBytes(order, requests)) throw new BenchFailure(`${server} sent too few bytes under load`)
}

/** The bytes of that many bodies; of several questions in turn, each connection may lack an answer, the largest. */
function leastBytes({ questions, connections }: LoadOrder, requests: number): number {
  const sizes = questions.map(({ bodyBytes }) => bodyBytes)
  const turn = sizes.reduce((sum, size) => sum + size, 0)
  const lacking = questions.length === 1 ? 0 : connections * Math.max(...sizes)
  return Math.floor(requests / questions.length) * turn - lacking
}
