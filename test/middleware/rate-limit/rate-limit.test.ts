// How often clients are answered: whose requests count together, what they are told, and what happens when many come at once, or
// the store fails.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { describe, expect, test, vi } from 'vitest'
import {
  type AppOptions,
  type Ctx,
  type LogRecord,
  type RateLimitOptions,
  type RateLimitStore,
  rateLimit,
  text,
} from '../../../src/index.js'
import { eventually } from '../../support/deadline.js'
import { freshApp, held, listening } from '../../support/fresh-app.js'
import { exchange, get, request } from '../../support/invariants.js'
import { siteFolder } from '../../support/site.js'

type Options = Partial<RateLimitOptions>

const PROXIED: AppOptions = { trustProxy: ['127.0.0.1'] }

/** An app whose `/` answers what a handler gives, under a limit of 2 a minute. */
async function site(
  options: Options = {},
  handler: (ctx: Ctx) => unknown = () => 'ok',
  appOptions: AppOptions = PROXIED,
) {
  const { app, records } = freshApp(appOptions)
  const limited = app.through(rateLimit({ limit: 2, windowSeconds: 60, ...options }))
  limited.get('/', (ctx) => handler(ctx) as string)
  limited.post('/', (ctx) => handler(ctx) as string)
  const port = await listening(app)
  const ask = async (ip = '192.0.2.1', ...lines: string[]) =>
    (await exchange(port, get('/', `X-Forwarded-For: ${ip}`, ...lines))).answer
  const statuses = async (count: number, ip?: string) => {
    const answers: number[] = []
    for (let index = 0; index < count; index++) answers.push((await ask(ip)).status)
    return answers
  }
  return { port, ask, statuses, records }
}

describe('a limit', () => {
  test('lets so many through, and refuses the rest of the window', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const { ask, statuses, records } = await site()
      expect(await statuses(4)).toEqual([200, 200, 429, 429])
      vi.setSystemTime(Date.now() + 59_000)
      expect((await ask()).header('retry-after')).toBe('1')
      vi.setSystemTime(Date.now() + 1_001)
      expect(await statuses(3)).toEqual([200, 200, 429])
      expect(records).toEqual([])
    } finally {
      vi.useRealTimers()
    }
  })

  test('tells clients where they stand', async () => {
    const { ask } = await site({ limit: 2, windowSeconds: 60, name: 'api.v1' })
    const answers = [await ask(), await ask(), await ask()]
    expect(answers.map(({ status, header }) => [status, header('ratelimit'), header('retry-after')])).toEqual([
      [200, '"api.v1";r=1;t=60', undefined],
      [200, '"api.v1";r=0;t=60', undefined],
      [429, '"api.v1";r=0;t=60', '60'],
    ])
    for (const answer of answers) expect(answer.header('ratelimit-policy')).toBe('"api.v1";q=2;w=60')
    expect(answers[2]?.body).toContain('too many requests: try again in 60 seconds')
  })

  test('inside another one is told beside it, and the stricter one refuses', async () => {
    const { app } = freshApp()
    app.use(rateLimit({ limit: 9, windowSeconds: 60, name: 'all' }))
    app.through(rateLimit({ limit: 1, windowSeconds: 60, name: 'one' })).get('/', () => 'ok')
    const port = await listening(app)
    const answers = [(await exchange(port, get('/'))).answer, (await exchange(port, get('/'))).answer]
    expect(answers.map(({ status }) => status)).toEqual([200, 429])
    for (const { header } of answers) {
      expect(header('ratelimit-policy')).toBe('"one";q=1;w=60, "all";q=9;w=60')
      expect(header('ratelimit')).toMatch(/^"one";r=0;t=60, "all";r=\d;t=\d+$/)
    }
  })

  test('counts errors and 404s too, and says so on them', async () => {
    const { app } = freshApp()
    app.use(rateLimit({ limit: 5, windowSeconds: 60 }))
    const port = await listening(app)
    const { answer } = await exchange(port, get('/nothing'))
    expect([answer.status, answer.header('ratelimit')]).toEqual([404, '"default";r=4;t=60'])
  })

  test('counts static files, and says nothing on them that a cache would keep', async () => {
    const { app } = freshApp({ static: siteFolder() })
    app.use('/static', rateLimit({ limit: 1, windowSeconds: 60 }))
    const port = await listening(app)
    const asked = async () => (await exchange(port, get('/static/name.txt'))).answer
    const first = await asked()
    expect([first.status, first.header('ratelimit'), first.header('ratelimit-policy')]).toEqual([
      200,
      undefined,
      undefined,
    ])
    expect((await asked()).status).toBe(429)
  })

  test('is not passed by many requests at the same time', async () => {
    const gate = held()
    let running = 0
    const { port } = await site({ limit: 5 }, async () => {
      running++
      await gate.promise
      return 'ok'
    })
    const statuses = Promise.all(
      Array.from({ length: 30 }, async () => (await fetch(`http://127.0.0.1:${port}/`)).status),
    )
    await eventually(() => expect(running).toBe(5))
    gate.resolve()
    expect((await statuses).sort()).toEqual([...Array(5).fill(200), ...Array(25).fill(429)])
    expect(running).toBe(5)
  })
})

describe('a key', () => {
  test('is the address of the client', async () => {
    const { statuses } = await site()
    expect(await statuses(3, '192.0.2.1')).toEqual([200, 200, 429])
    expect(await statuses(3, '192.0.2.2')).toEqual([200, 200, 429])
  })

  test.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['2001:db8:1:2::1', '2001:DB8:1:2:0:0:0:7', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['2001:db8::1', '2001:db8:0:0:8000::', true],
    ['2001:db8::1', '2001:db8:0:1::1', false],
    ['::2:0:0:0:1', '0:0:0:2::5', true],
    ['::1', '::2', true],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
  ])('of %s and %s is the same: %s', async (first, second, isSame) => {
    const { statuses } = await site({ limit: 1 })
    expect(await statuses(1, first)).toEqual([200])
    expect(await statuses(1, second)).toEqual([isSame ? 429 : 200])
  })

  test('is the proxy, for all behind it, where no proxy is trusted', async () => {
    const { statuses } = await site({ limit: 1 }, () => 'ok', {})
    expect(await statuses(1, '192.0.2.1')).toEqual([200])
    expect(await statuses(1, '192.0.2.2')).toEqual([429])
  })

  test('may be anything that the request says, or nothing', async () => {
    const { ask } = await site({ limit: 1, key: async (ctx) => ctx.headers['x-user'] as string | undefined })
    const statuses: number[] = []
    for (const user of ['a', 'b', 'a', 'b']) statuses.push((await ask('192.0.2.1', `X-User: ${user}`)).status)
    expect(statuses).toEqual([200, 200, 429, 429])
    const free = [await ask(), await ask(), await ask()]
    expect(free.map(({ status, header }) => [status, header('ratelimit')])).toEqual(free.map(() => [200, undefined]))
  })

  test('as long as a header field is kept as its digest', async () => {
    const keys: string[] = []
    const store = () => storeOf(async (key) => keys.push(key))
    const { ask } = await site({ store, key: (ctx) => ctx.headers['x-user'] as string })
    for (const user of ['x'.repeat(5000), `${'x'.repeat(4999)}y`, 'x'.repeat(128)]) await ask('', `X-User: ${user}`)
    expect(keys.map(({ length }) => length)).toEqual([43, 43, 128])
    expect(keys[0]).not.toBe(keys[1])
  })

  test('that cannot be told is an error like any other', async () => {
    const { ask, records } = await site({
      key: () => {
        throw new Error('no key')
      },
    })
    expect((await ask()).status).toBe(500)
    expect(records.map(({ message }) => message)).toEqual(['no key'])
  })
})

describe('only what counts', () => {
  const wrong = (ctx: Ctx) => text('?', { status: ctx.headers['x-password'] === 'right' ? 200 : 401 })
  const counts: Options['counts'] = (reply) => reply.status === 401

  test('is counted: wrong passwords, and not the right ones', async () => {
    const { ask } = await site({ limit: 3, counts }, wrong)
    const tell = async (password: string) => {
      const { status, header } = await ask('192.0.2.1', `X-Password: ${password}`)
      return [status, header('ratelimit')]
    }
    for (let index = 0; index < 9; index++) expect(await tell('right')).toEqual([200, '"default";r=3;t=60'])
    expect(await tell('wrong')).toEqual([401, '"default";r=2;t=60'])
    expect(await tell('right')).toEqual([200, '"default";r=2;t=60'])
    expect(await tell('wrong')).toEqual([401, '"default";r=1;t=60'])
    expect(await tell('wrong')).toEqual([401, '"default";r=0;t=60'])
    expect((await tell('right'))[0]).toBe(429)
  })

  test('is no way round by many guesses at the same time', async () => {
    const gate = held()
    let guesses = 0
    const { port } = await site({ limit: 3, counts }, async (ctx) => {
      guesses++
      await gate.promise
      return wrong(ctx)
    })
    const all = Promise.all(Array.from({ length: 40 }, async () => (await fetch(`http://127.0.0.1:${port}/`)).status))
    await eventually(() => expect(guesses).toBe(3))
    gate.resolve()
    expect((await all).filter((status) => status === 401)).toHaveLength(3)
    expect(guesses).toBe(3)
  })

  test('and one that ends after its window takes nothing back from the next', async () => {
    const rewards: string[] = []
    const state = { remainingPoints: 1, msBeforeNext: 5 }
    const store = (): RateLimitStore => ({
      consume: async () => state,
      reward: async (key) => {
        rewards.push(key)
        return state
      },
    })
    const { ask } = await site({ store, counts: () => false }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 30))
      return 'ok'
    })
    expect([(await ask()).status, rewards]).toEqual([200, []])
  })
})

describe('a store', () => {
  test('is made with the options of a limiter, and any limiter of the package will do', async () => {
    const made: unknown[] = []
    const { statuses } = await site({
      name: 'login',
      store: (options) => {
        made.push(options)
        return new RateLimiterMemory(options)
      },
    })
    expect(await statuses(3)).toEqual([200, 200, 429])
    expect(made).toEqual([{ points: 2, duration: 60, keyPrefix: 'rate-limit:login' }])
  })

  const failures: readonly (readonly [name: string, consume: RateLimitStore['consume']])[] = [
    ['rejects', async () => Promise.reject(new Error('the store is down'))],
    [
      'throws',
      () => {
        throw new Error('the store is down')
      },
    ],
    ['rejects with no error', async () => Promise.reject('down')],
    ['says nothing', () => new Promise(() => undefined)],
  ]
  test.each(failures)('that %s refuses with 503 and a line in the log', async (_name, consume) => {
    const { ask, records } = await site({ store: () => ({ consume, reward: consume }), storeTimeoutMs: 20 })
    const answer = await ask()
    expect([answer.status, answer.body.includes('down')]).toEqual([503, false])
    expect(records.map(({ level, status }) => [level, status])).toEqual([['error', 503]])
  })

  test.each(failures)(
    'that %s lets through where that is wanted, and says so once a minute',
    async (_name, consume) => {
      const lines: LogRecord[] = []
      const { ask, records } = await site({
        store: () => ({ consume, reward: consume }),
        storeTimeoutMs: 20,
        whenStoreFails: 'pass',
        log: (record) => lines.push(record),
      })
      const answers = [await ask(), await ask(), await ask()]
      expect(answers.map(({ status, header }) => [status, header('ratelimit')])).toEqual(
        answers.map(() => [200, undefined]),
      )
      expect(lines.map(({ message }) => message)).toEqual([
        'the store of the rate limit default failed: requests are let through',
      ])
      expect(records).toEqual([])
    },
  )

  test('that fails when a request is taken back', async () => {
    const consume = async () => ({ remainingPoints: 1, msBeforeNext: 60_000 })
    const reward = async () => Promise.reject(new Error('down'))
    const { ask } = await site({ store: () => ({ consume, reward }), counts: () => false })
    expect((await ask()).status).toBe(503)
    const passing = await site({
      store: () => ({ consume, reward }),
      counts: () => false,
      whenStoreFails: 'pass',
      log: () => undefined,
    })
    expect((await passing.ask()).status).toBe(200)
  })
})

describe('the memory of the process', () => {
  test('holds so many keys, and forgets the window that began first', async () => {
    const { statuses } = await site({ limit: 1, memoryKeys: 3 })
    for (const last of [1, 2, 3]) expect(await statuses(2, `192.0.2.${last}`)).toEqual([200, 429])
    expect(await statuses(1, '192.0.2.4')).toEqual([200])
    expect(await statuses(1, '192.0.2.2')).toEqual([429])
    expect(await statuses(1, '192.0.2.3')).toEqual([429])
    expect(await statuses(2, '192.0.2.1')).toEqual([200, 429])
  })

  test('keeps no process alive', async () => {
    const program = `
      import { memoryCounts } from ${JSON.stringify(new URL('../../../src/middleware/rate-limit/memory.ts', import.meta.url).href)}
      const counts = memoryCounts({ points: 1, duration: 1000, keyPrefix: 'x' }, 10)
      console.log(JSON.stringify(await counts.consume('a')))
    `
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', program],
      {
        timeout: 15_000,
      },
    )
    expect(JSON.parse(stdout)).toMatchObject({ remainingPoints: 0, consumedPoints: 1 })
  })
})

test.each([
  [{ limit: 0 }, 'limit: 0: a whole number from 1'],
  [{ limit: 1.5 }, 'limit: 1.5'],
  [{ limit: Number.POSITIVE_INFINITY }, 'limit: Infinity'],
  [{ windowSeconds: 0 }, 'windowSeconds: 0'],
  [{ windowSeconds: 3_000_000 }, 'windowSeconds: 3000000: a whole number from 1 to 2000000'],
  [{ memoryKeys: 0 }, 'memoryKeys: 0'],
  [{ storeTimeoutMs: 0 }, 'storeTimeoutMs: 0'],
  [{ name: 'a "b"' }, 'name: "a \\"b\\""'],
  [{ whenStoreFails: 'x' }, "whenStoreFails: 'refuse' or 'pass'"],
  [{ store: () => ({ consume: async () => ({}) }) }, 'a store without the method reward'],
])('the options %j are refused', (options, message) => {
  const make = () => rateLimit({ limit: 1, windowSeconds: 1, ...(options as unknown as Options) })
  expect(make).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
  expect(make).toThrow(message)
})

test('a request of another method counts, too', async () => {
  const { port, statuses } = await site({ limit: 1 })
  const { answer } = await exchange(port, request('POST', '/', 'Content-Length: 0', 'X-Forwarded-For: 192.0.2.9'))
  expect(answer.status).toBe(200)
  expect(await statuses(1, '192.0.2.9')).toEqual([429])
})

function storeOf(note: (key: string) => Promise<unknown>): RateLimitStore {
  const count = async (key: string) => {
    await note(key)
    return { remainingPoints: 1, msBeforeNext: 60_000 }
  }
  return { consume: count, reward: count }
}
