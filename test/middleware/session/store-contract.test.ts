// The contract of session stores: the built-in one keeps it, and each store that breaks it in one way is found out.

import { describe, expect, test } from 'vitest'
import { memoryStore, type SessionRecord, type SessionStore } from '../../../src/index.js'
import { sessionStoreContract } from '../../../src/testing.js'

describe('memoryStore', () => {
  for (const { name, run } of sessionStoreContract(() => memoryStore())) test(name, run)
})

describe('one store for all cases', () => {
  const store = memoryStore()
  for (const { name, run } of sessionStoreContract(async () => store)) test(name, run)
})

interface Kept {
  record: SessionRecord
  expiresAt: number
  version: number
}

/** What a store of the tests does; each broken one does one thing in another way. */
interface Steps {
  key(key: string): string
  copy(record: SessionRecord): SessionRecord
  isExpired(kept: Kept): boolean
  expiry(expiresAt: number, before: Kept | undefined): number
  mayWrite(there: Kept | undefined, version: number): boolean
  next(version: number): number
  merge(before: SessionRecord | undefined, record: SessionRecord): SessionRecord
  refusal: boolean
  /** What happens between the comparison and the write. */
  pause?: Promise<void>
  remove(kept: Map<string, Kept>, key: string): void
}

const SOUND: Steps = {
  key: (key) => key,
  copy: (record) => structuredClone(record),
  isExpired: ({ expiresAt }) => expiresAt <= Date.now(),
  expiry: (expiresAt) => expiresAt,
  mayWrite: (there, version) => (there?.version ?? 0) === version,
  next: (version) => version + 1,
  merge: (_, record) => record,
  refusal: false,
  remove: (kept, key) => void kept.delete(key),
}

function storeOf(changed: Partial<Steps>): SessionStore {
  const steps = { ...SOUND, ...changed }
  const kept = new Map<string, Kept>()
  const present = (key: string) => {
    const found = kept.get(steps.key(key))
    return found && !steps.isExpired(found) ? found : undefined
  }
  return {
    read: async (key) => {
      const found = present(key)
      return found && { record: steps.copy(found.record), version: found.version }
    },
    write: async (key, record, expiresAt, version) => {
      const there = present(key)
      if (!steps.mayWrite(there, version)) return steps.refusal
      if (steps.pause) await steps.pause
      kept.set(steps.key(key), {
        record: steps.copy(steps.merge(there?.record, record)),
        expiresAt: steps.expiry(expiresAt, there),
        version: steps.next(there?.version ?? 0),
      })
      return true
    },
    delete: async (key) => steps.remove(kept, steps.key(key)),
  }
}

/** The names of the cases that a store fails; they run side by side, each on a store of its own. */
async function failures(makeStore: () => SessionStore): Promise<readonly string[]> {
  const outcomes = sessionStoreContract(makeStore).map(({ name, run }) =>
    run().then(
      () => [],
      () => [name],
    ),
  )
  return (await Promise.all(outcomes)).flat()
}

test('a sound store passes every case', async () => {
  expect(await failures(() => storeOf({}))).toEqual([])
})

describe('a store is found out that', () => {
  const broken: readonly (readonly [fault: string, steps: Partial<Steps>, found: string])[] = [
    ['folds the case of keys', { key: (key) => key.toLowerCase() }, 'tells keys apart'],
    ['shortens keys', { key: (key) => key.slice(0, 40) }, 'tells keys apart'],
    ['hands out what it keeps', { copy: (record) => record }, 'whatever becomes of the objects'],
    ['loses letters beyond ASCII', { copy: (record) => ascii(record) }, 'gives back what was written'],
    ['cuts long values', { copy: (record) => cut(record) }, '100,000 characters'],
    ['counts time in seconds', { copy: (record) => inSeconds(record) }, 'gives back what was written'],
    ['never lets anything expire', { isExpired: () => false }, 'has expired'],
    ['takes the moment for a duration', { expiry: (at) => Date.now() + at }, 'has expired'],
    ['keeps the first expiry', { expiry: (at, before) => before?.expiresAt ?? at }, 'prolong'],
    ['writes whatever the version is', { mayWrite: () => true }, 'no longer there'],
    [
      'takes 0 for any version',
      { mayWrite: (there, version) => version === 0 || there?.version === version },
      'version 0',
    ],
    [
      'writes for any version where nothing is',
      { mayWrite: (there, version) => (there?.version ?? version) === version },
      'where nothing is',
    ],
    ['keeps the version', { next: (version) => version || 1 }, 'another version'],
    ['begins with version 0', { next: (version) => version }, 'at least 1'],
    ['merges instead of replacing', { merge: (before, record) => merged(before, record) }, 'whole'],
    ['says true where it wrote nothing', { refusal: true }, 'no longer there'],
    ['compares and writes in two steps', { pause: Promise.resolve() }, 'exactly one of many writes'],
    ['deletes nothing', { remove: () => undefined }, 'deletes a record'],
    ['deletes everything', { remove: (kept) => kept.clear() }, 'tells keys apart'],
  ]

  const failed = broken.map(([, steps]) => failures(() => storeOf(steps))) // all at once: some cases wait for a second

  test.each(broken.map(([fault, , found], index) => [fault, found, index] as const))('%s', async (_, found, index) => {
    expect(await failed[index]).toContainEqual(expect.stringContaining(found))
  })
})

function ascii({ data, ...times }: SessionRecord): SessionRecord {
  return { data: JSON.parse(JSON.stringify(data).replace(/[\u0080-\uffff]/g, '?')), ...times }
}

function cut({ data, ...times }: SessionRecord): SessionRecord {
  return { data: JSON.parse(JSON.stringify(data).replace(/x{60000,}/, 'x')), ...times }
}

function inSeconds({ data, createdAt, usedAt }: SessionRecord): SessionRecord {
  return { data: structuredClone(data), createdAt: Math.floor(createdAt / 1000), usedAt: Math.floor(usedAt / 1000) }
}

function merged(before: SessionRecord | undefined, record: SessionRecord): SessionRecord {
  return { ...record, data: { ...before?.data, ...record.data } }
}
