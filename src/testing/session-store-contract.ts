// What every store of sessions must do, as tests that know no test runner: each rejects if the store breaks its promise.
// Every case makes a store and uses keys of its own, so that they may share one database and run in any order.

import { deepEqual, equal, notEqual, ok } from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { SessionRecord, SessionStore, StoredRecord } from '../index.js'

/** One promise of a contract. */
export interface ContractCase {
  /** A sentence that must hold. */
  readonly name: string
  /** Rejects if it does not. */
  readonly run: () => Promise<void>
}

type MakeStore = () => SessionStore | Promise<SessionStore>

const HOUR_MS = 3_600_000
const PARALLEL = 20
const LARGE_CHARACTERS = 100_000

/**
 * The contract of `SessionStore`.
 *
 * @param makeStore gives the store to be tested, for each case anew; they may share what they keep
 * @example for (const { name, run } of sessionStoreContract(() => new SqlStore(db))) test(name, run)
 */
export function sessionStoreContract(makeStore: MakeStore): readonly ContractCase[] {
  return CASES.map(([name, run]) => ({ name: `a session store ${name}`, run: async () => run(await makeStore()) }))
}

const CASES: readonly (readonly [name: string, run: (store: SessionStore) => Promise<void>])[] = [
  [
    'knows nothing of a key that was never written',
    async (store) => {
      equal(await store.read(newKey()), undefined)
    },
  ],
  [
    'gives back what was written, with a version of at least 1',
    async (store) => {
      const key = newKey()
      const written = recordOf({
        user: 7,
        name: 'Zo\u00eb \u{1f600}\n"',
        tags: ['a', { b: null }],
        empty: {},
        yes: true,
      })
      await create(store, key, written)
      const { record, version } = await present(store, key)
      deepEqual(plain(record), plain(written))
      ok(Number.isSafeInteger(version) && version >= 1, `version ${version}`)
    },
  ],
  [
    'keeps a record of 100,000 characters',
    async (store) => {
      const key = newKey()
      await create(store, key, recordOf({ text: 'x'.repeat(LARGE_CHARACTERS) }))
      equal(String((await present(store, key)).record.data['text']).length, LARGE_CHARACTERS)
    },
  ],
  [
    'keeps what was written, whatever becomes of the objects it was given or has given',
    async (store) => {
      const key = newKey()
      const list = [1]
      await create(store, key, recordOf({ list }))
      list.push(2)
      const given = await present(store, key)
      deepEqual(given.record.data['list'], [1])
      ;(given.record.data['list'] as number[]).push(3)
      deepEqual((await present(store, key)).record.data['list'], [1])
    },
  ],
  [
    'replaces a record of the version that is there, whole, and gives it another version',
    async (store) => {
      const key = newKey()
      await create(store, key, recordOf({ a: 1 }))
      const { version } = await present(store, key)
      equal(await store.write(key, recordOf({ b: 2 }), later(), version), true)
      const replaced = await present(store, key)
      deepEqual(plain(replaced.record.data), { b: 2 })
      notEqual(replaced.version, version)
      equal(await store.write(key, recordOf({ c: 3 }), later(), replaced.version), true)
    },
  ],
  [
    'writes nothing for a version that is no longer there',
    async (store) => {
      const key = newKey()
      await create(store, key, recordOf({ a: 1 }))
      const { version } = await present(store, key)
      await store.write(key, recordOf({ a: 2 }), later(), version)
      equal(await store.write(key, recordOf({ a: 3 }), later(), version), false)
      deepEqual(plain((await present(store, key)).record.data), { a: 2 })
    },
  ],
  [
    'writes nothing for version 0 where something is',
    async (store) => {
      const key = newKey()
      await create(store, key, recordOf({ a: 1 }))
      equal(await store.write(key, recordOf({ a: 2 }), later(), 0), false)
      deepEqual(plain((await present(store, key)).record.data), { a: 1 })
    },
  ],
  [
    'writes nothing for a version where nothing is',
    async (store) => {
      const key = newKey()
      equal(await store.write(key, recordOf({}), later(), 1), false)
      equal(await store.read(key), undefined)
    },
  ],
  [
    'lets exactly one of many writes of one version through',
    async (store) => {
      const key = newKey()
      await create(store, key, recordOf({}))
      const { version } = await present(store, key)
      await expectOneWinner(store, key, version)
    },
  ],
  ['lets exactly one of many first writes through', async (store) => expectOneWinner(store, newKey(), 0)],
  [
    'tells keys apart that differ in one letter, or its case',
    async (store) => {
      const key = newKey().slice(1)
      await create(store, `${key}a`, recordOf({ a: 1 }))
      await create(store, `${key}A`, recordOf({ a: 2 }))
      await store.delete(`${key}b`)
      await store.delete(`${key}A`)
      deepEqual(plain((await present(store, `${key}a`)).record.data), { a: 1 })
      equal(await store.read(`${key}A`), undefined)
    },
  ],
  [
    'deletes a record, and nothing where nothing is',
    async (store) => {
      const key = newKey()
      await store.delete(key)
      await create(store, key, recordOf({}))
      await store.delete(key)
      equal(await store.read(key), undefined)
      await store.delete(key)
    },
  ],
  [
    'lets no write bring a deleted record back',
    async (store) => {
      const key = newKey()
      await create(store, key, recordOf({}))
      const { version } = await present(store, key)
      await store.delete(key)
      equal(await store.write(key, recordOf({ a: 1 }), later(), version), false)
      equal(await store.read(key), undefined)
    },
  ],
  [
    'gives back no record that has expired',
    async (store) => {
      const key = newKey()
      await store.write(key, recordOf({}), Date.now() - 1000, 0)
      equal(await store.read(key), undefined)
    },
  ],
  [
    'ends a record that is written with a time in the past, for writes of its version, too',
    async (store) => {
      const key = newKey()
      await create(store, key, recordOf({}))
      const { version } = await present(store, key)
      equal(await store.write(key, recordOf({}), 0, version), true)
      equal(await store.read(key), undefined)
      equal(await store.write(key, recordOf({ a: 1 }), later(), version), false)
      equal(await store.read(key), undefined)
    },
  ],
  [
    'lets a later write prolong a record',
    async (store) => {
      const key = newKey()
      const soon = Date.now() + 1000
      equal(await store.write(key, recordOf({ a: 1 }), soon, 0), true)
      const { version } = await present(store, key)
      equal(await store.write(key, recordOf({ a: 2 }), later(), version), true)
      await until(soon + 50)
      deepEqual(plain((await present(store, key)).record.data), { a: 2 })
    },
  ],
]

async function create(store: SessionStore, key: string, record: SessionRecord): Promise<void> {
  equal(await store.write(key, record, later(), 0), true, 'the first write of a key')
}

async function present(store: SessionStore, key: string): Promise<StoredRecord> {
  const stored = await store.read(key)
  ok(stored, 'a record that was written is there')
  return stored
}

async function expectOneWinner(store: SessionStore, key: string, version: number): Promise<void> {
  const writers = Array.from({ length: PARALLEL }, (_, writer) => writer)
  const wins = await Promise.all(writers.map((writer) => store.write(key, recordOf({ writer }), later(), version)))
  const winners = writers.filter((writer) => wins[writer] === true)
  equal(winners.length, 1, `${winners.length} of ${PARALLEL} writes went through`)
  deepEqual(plain((await present(store, key)).record.data), { writer: winners[0] })
}

function newKey(): string {
  return randomBytes(32).toString('base64url')
}

function recordOf(data: SessionRecord['data']): SessionRecord {
  const now = Date.now()
  return { data, createdAt: now - HOUR_MS, usedAt: now }
}

function later(): number {
  return Date.now() + HOUR_MS
}

/** A value as JSON carries it: prototypes do not count. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

function until(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time - Date.now()))
}
