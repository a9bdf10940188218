// The slow attacks of the program slowhttptest on an app of their own, while a probe asks whether it still answers others.
// @see https://github.com/shekyan/slowhttptest

import { fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { get } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'

/** The connections that an app has seen; times in milliseconds. */
export interface Lives {
  readonly seen: number
  readonly open: number
  readonly longestMs: number
}

/** What came of an attack. */
export interface Outcome {
  readonly connections: Lives
  /** How long each probe took until its answer, in milliseconds; `Infinity` where there was none. */
  readonly probesMs: readonly number[]
}

/** The limits of the app that is attacked. */
export const LIMITS = { headersMs: 1000, requestMs: 2000, writeMs: 2000, idleMs: 1000 }

/** The attacks, as slowhttptest is told, and what they ask for. */
export const ATTACKS = {
  'slow header fields': ['-H', '/', '-i', '1'],
  'slow bodies': ['-B', '/body', '-i', '1', '-s', '8192'],
  'slow reading': ['-X', '/big', '-w', '512', '-y', '1024', '-n', '5', '-z', '32', '-k', '1'],
  'thousands of ranges': ['-R', '/static/attacks.ts', '-t', 'GET', '-a', '5', '-b', '3000'],
} as const

const PROGRAM = fileURLToPath(new URL('attacked-app.ts', import.meta.url))
const PROBE_MS = 100

/** Whether slowhttptest is installed. */
export function canAttack(): boolean {
  return spawnSync('slowhttptest', ['-h']).error === undefined
}

/** Attacks a fresh app for some seconds, over so many connections at once. */
export async function attack(name: keyof typeof ATTACKS, count: number, seconds: number): Promise<Outcome> {
  if (!canAttack()) throw new Error('the program slowhttptest is not installed')
  const env = { ...process.env, NODE_ENV: 'production', LIMITS: JSON.stringify(LIMITS) }
  const child = fork(PROGRAM, { execArgv: ['--import', 'tsx'], env, stdio: 'inherit' })
  try {
    const [port] = (await once(child, 'message')) as [number]
    const [mode, path, ...options] = ATTACKS[name]
    const url = `http://127.0.0.1:${port}${path}`
    const sizes = ['-c', String(count), '-r', String(count), '-l', String(seconds), '-p', '5']
    const attacker = spawn('slowhttptest', [mode, '-u', url, ...options, ...sizes], { stdio: 'ignore' })
    const over = Promise.all([once(attacker, 'exit'), pause(seconds * 1000)]).then(() => true)
    const probesMs: number[] = []
    do probesMs.push(await probe(port))
    while (!(await Promise.race([over, pause(PROBE_MS, false)])))
    child.send('lives')
    const [connections] = (await once(child, 'message')) as [Lives]
    return { connections, probesMs }
  } finally {
    child.kill('SIGKILL')
  }
}

async function probe(port: number): Promise<number> {
  const start = performance.now()
  try {
    const client = await RawSocket.connect(port)
    const { status } = await client.request(get('/healthz', 'Connection: close')).answer()
    client.destroy()
    return status === 200 ? performance.now() - start : Number.POSITIVE_INFINITY
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
