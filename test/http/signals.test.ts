// SIGTERM and SIGINT, on a process of its own: it drains and exits with 0, a second signal ends it at once, and what
// hangs is cut at the deadline with 1.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { eventually } from '../support/deadline.js'
import { freshApp } from '../support/fresh-app.js'
import { expectAlive, get } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'

const FIXTURE = fileURLToPath(new URL('fixtures/draining-app.ts', import.meta.url))

interface RunningApp {
  readonly port: number
  /** Everything the app has told so far. */
  readonly told: readonly Record<string, unknown>[]
  /** Waits until the app has told something under a name. */
  hears(name: string): Promise<void>
  signal(name: NodeJS.Signals): void
  /** Lets the handler of /slow go on. */
  release(): void
  readonly exit: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>
}

async function start(env: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const child: ChildProcess = fork(FIXTURE, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  const told: Record<string, unknown>[] = []
  child.on('message', (message: Record<string, unknown>) => told.push(message))
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  onTestFinished(() => void child.kill('SIGKILL'))
  const hears = async (name: string) => {
    while (!told.some((message) => name in message)) await once(child, 'message')
  }
  await hears('port')
  const port = Number(told.find((message) => 'port' in message)?.['port'])
  return { port, told, hears, signal: (name) => void child.kill(name), release: () => void child.send('go on'), exit }
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test('ends an idle app at once: idle connections close, onClose runs, exit code 0', async () => {
    const app = await start()
    const idle = await RawSocket.connect(app.port)
    expect((await idle.request(get('/healthz')).answer()).status).toBe(200)
    app.signal(signal)
    expect(await idle.ended()).toBe('')
    expect(await app.exit).toEqual([0, null])
    expect(app.told).toContainEqual({ closed: true })
  })

  test('lets running answers finish with Connection: close, while idle connections close and new ones are refused', async () => {
    const app = await start()
    const idle = await RawSocket.connect(app.port)
    await idle.request(get('/healthz')).answer()
    const busy = await RawSocket.connect(app.port)
    busy.request(get('/slow'))
    await app.hears('started')
    app.signal(signal)
    await idle.ended()
    await eventually(() => expect(RawSocket.connect(app.port)).rejects.toThrow('ECONNREFUSED'))
    expect(app.told).not.toContainEqual({ closed: true })
    app.release()
    const answer = await busy.answer()
    expect(answer).toMatchObject({ status: 200, body: 'slow and done' })
    expect(answer.header('connection')).toBe('close')
    expect(await busy.ended()).toBe('')
    expect(await app.exit).toEqual([0, null])
    expect(app.told).toContainEqual({ closed: true })
  })

  test('a second time ends the process at once', async () => {
    const app = await start()
    const busy = await RawSocket.connect(app.port)
    const idle = await RawSocket.connect(app.port)
    busy.request(get('/stuck'))
    await app.hears('started')
    app.signal(signal)
    await idle.ended()
    app.signal(signal)
    expect(await app.exit).toEqual([signal === 'SIGINT' ? 130 : 143, null])
    expect(app.told).not.toContainEqual({ closed: true })
  })
})

test('the other signal counts as the second one', async () => {
  const app = await start()
  const busy = await RawSocket.connect(app.port)
  const idle = await RawSocket.connect(app.port)
  busy.request(get('/stuck'))
  await app.hears('started')
  app.signal('SIGTERM')
  await idle.ended()
  app.signal('SIGINT')
  expect(await app.exit).toEqual([130, null])
})

test('a handler that hangs is cut at limits.drainMs: its connection ends, onClose runs, exit code 1', async () => {
  const app = await start({ DRAIN_MS: '100' })
  const busy = await RawSocket.connect(app.port)
  busy.request(get('/stuck'))
  await app.hears('started')
  app.signal('SIGTERM')
  expect(await busy.ended()).toBe('')
  expect(await app.exit).toEqual([1, null])
  expect(app.told).toContainEqual({ log: 'answers that still ran after 100 ms were cut' })
  expect(app.told).toContainEqual({ closed: true })
})

test('an onClose that fails: the others run, exit code 1', async () => {
  const app = await start({ CLOSING: 'fails' })
  app.signal('SIGTERM')
  expect(await app.exit).toEqual([1, null])
  expect(app.told).toContainEqual({ log: 'an onClose function failed' })
  expect(app.told).toContainEqual({ closed: true })
})

test('with `signals: false` they do what they do to any process', async () => {
  const app = await start({ SIGNALS: 'off' })
  await expectAlive(app.port)
  app.signal('SIGTERM')
  expect(await app.exit).toEqual([null, 'SIGTERM'])
})

test.each([
  ['the app', { signals: true }, {}],
  ['listen', { signals: false }, { signals: true }],
])(
  'the handlers that %s asks for stand while the app listens, and are removed when it closes',
  async (_who, options, where) => {
    const count = () => ['SIGTERM', 'SIGINT'].map((signal) => process.listenerCount(signal))
    const before = count()
    const { app } = freshApp(options)
    await app.listen({ port: 0, host: '127.0.0.1', ...where })
    expect(count()).toEqual(before.map((number) => number + 1))
    await app.close()
    expect(count()).toEqual(before)
  },
)
