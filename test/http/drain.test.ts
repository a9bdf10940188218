// The end of a busy process: 200 answers on their way and 200 idle connections when SIGTERM comes.
// close.test.ts and signals.test.ts look at each part of it.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { get } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'

const PROGRAM = fileURLToPath(new URL('../soak/draining-app.ts', import.meta.url))
const COUNT = 200
const SLOWEST_MS = 2000

interface DrainingApp {
  readonly port: number
  /** Waits until so many handlers have begun. */
  begun(count: number): Promise<void>
  signal(): void
  /** When it ended, and with which code. */
  readonly exit: Promise<{ readonly code: number | null; readonly at: number }>
}

async function start(drainMs: number): Promise<DrainingApp> {
  const env = { ...process.env, DRAIN_MS: String(drainMs) }
  const child = fork(PROGRAM, { execArgv: ['--import', 'tsx'], env, stdio: 'inherit' })
  onTestFinished(() => void child.kill('SIGKILL'))
  let running = 0
  child.on('message', (message: { begun?: number }) => {
    running = message.begun ?? running
  })
  const exit = once(child, 'exit').then(([code]) => ({ code: code as number | null, at: performance.now() }))
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const begun = async (count: number) => {
    while (running < count) await once(child, 'message')
  }
  return { port, begun, signal: () => void child.kill('SIGTERM'), exit }
}

function connections(port: number): Promise<RawSocket[]> {
  return Promise.all(Array.from({ length: COUNT }, () => RawSocket.connect(port)))
}

async function idleConnections(port: number): Promise<RawSocket[]> {
  const idle = await connections(port)
  await Promise.all(idle.map((client) => client.request(get('/healthz')).answer()))
  return idle
}

test('G4: 200 of 200 answers arrive with Connection: close, 200 idle connections close at once, exit code 0 with the slowest', {
  timeout: 30_000,
}, async () => {
  const app = await start(10_000)
  const idle = await idleConnections(app.port)
  const busy = await connections(app.port)
  for (const [at, client] of busy.entries()) client.request(get(`/wait/${(SLOWEST_MS * (at + 1)) / COUNT}`))
  const answers = busy.map((client) => client.answer())
  await app.begun(COUNT)
  const signalledAt = performance.now()
  app.signal()
  await Promise.all(idle.map((client) => client.ended()))
  const idleMs = performance.now() - signalledAt
  await expect(RawSocket.connect(app.port)).rejects.toThrow('ECONNREFUSED')
  const refusedMs = performance.now() - signalledAt
  const all = (await Promise.all(answers)).map((answer) => `${answer.status} ${answer.header('connection')}`)
  expect([...new Set(all)]).toEqual(['200 close'])
  expect(all).toHaveLength(COUNT)
  const { code, at } = await app.exit
  expect(code).toBe(0)
  const exitMs = at - signalledAt - SLOWEST_MS
  expect(Math.max(idleMs, refusedMs), 'far below the idle timeout, on a busy machine too').toBeLessThan(1000)
  expect(exitMs).toBeLessThan(1000)
})

test('G4: a handler that is stuck among them costs no other its answer; exit code 1 at limits.drainMs', {
  timeout: 30_000,
}, async () => {
  const app = await start(1000)
  const [stuck, ...busy] = await connections(app.port)
  for (const client of busy) client.request(get('/wait/500'))
  const answers = busy.map((client) => client.answer())
  stuck?.request(get('/stuck'))
  await app.begun(COUNT)
  const signalledAt = performance.now()
  app.signal()
  expect((await Promise.all(answers)).filter(({ status }) => status === 200)).toHaveLength(COUNT - 1)
  expect(await stuck?.ended()).toBe('')
  const { code, at } = await app.exit
  expect(code).toBe(1)
  expect(at - signalledAt).toBeGreaterThan(990)
  expect(at - signalledAt).toBeLessThan(2000)
})

test('G4: a second SIGTERM ends it at once, whatever runs', { timeout: 30_000 }, async () => {
  const app = await start(10_000)
  const [first, ...busy] = await connections(app.port)
  for (const client of busy) client.request(get('/stuck'))
  await app.begun(COUNT - 1)
  app.signal()
  await first?.ended()
  const signalledAt = performance.now()
  app.signal()
  const { code, at } = await app.exit
  expect(code).toBe(143)
  expect(at - signalledAt).toBeLessThan(1000)
  for (const client of busy) client.destroy()
})
