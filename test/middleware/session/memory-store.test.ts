// The store in memory: bounded, and rid of what has expired, without a timer. That it keeps the contract: store-contract.test.ts.

import { createHook } from 'node:async_hooks'
import { beforeEach, expect, test, vi } from 'vitest'
import { memoryStore, type SessionStore } from '../../../src/index.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  return () => vi.useRealTimers()
})

function write(store: SessionStore, key: string, seconds = 100, version = 0): Promise<boolean> {
  const now = Date.now()
  return store.write(key, { data: { key }, createdAt: now, usedAt: now }, now + seconds * 1000, version)
}

async function present(store: SessionStore, keys: string): Promise<string> {
  const found = await Promise.all([...keys].map(async (key) => ((await store.read(key)) ? key : '')))
  return found.join('')
}

test('holds no more sessions than it may: the one that was written the longest ago goes', async () => {
  const store = memoryStore({ sessions: 3 })
  for (const key of 'abc') await write(store, key)
  await write(store, 'a', 100, (await store.read('a'))?.version)
  await write(store, 'd')
  expect(await present(store, 'abcd')).toBe('acd')
})

test('drops what has expired before it drops anything else', async () => {
  const store = memoryStore({ sessions: 3 })
  await write(store, 'a', 10)
  for (const key of 'bc') await write(store, key)
  vi.setSystemTime(Date.now() + 10_000)
  expect(await present(store, 'abc')).toBe('bc')
  await write(store, 'd')
  expect(await present(store, 'abcd')).toBe('bcd')
})

test('holds 10,000 by default', async () => {
  const store = memoryStore()
  for (let index = 0; index <= 10_000; index++) await write(store, `key ${index}`)
  expect(await store.read('key 0')).toBeUndefined()
  expect(await store.read('key 1')).toBeDefined()
})

test('starts no timer', async () => {
  const started: string[] = []
  const hook = createHook({ init: (_id, type) => void started.push(type) }).enable()
  const store = memoryStore()
  await write(store, 'a')
  await store.read('a')
  hook.disable()
  expect(started.filter((type) => type !== 'PROMISE' && type !== 'TickObject')).toEqual([])
})

test('never gives a version twice, so that a key that comes again is another record', async () => {
  const store = memoryStore()
  await write(store, 'a')
  const before = await store.read('a')
  await store.delete('a')
  await write(store, 'a')
  expect((await store.read('a'))?.version).not.toBe(before?.version)
})
