// Sessions in a store: the cookie carries an id, the store a record under the digest of the id, so that who reads the store can
// open no session. Requests of one session at the same time each write their changed fields alone, by compare and swap.

import { hash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { HttpError } from '../../errors.js'
import { expiresAt, isExpired, isUseDue, type Lifetimes, remainingSeconds } from './expiry.js'
import { type Changes, withChanges } from './fields.js'
import type { CookieContent, Keeper } from './keeper.js'
import type { SessionRecord, SessionStore, StoredRecord } from './store.js'
import type { Going, Opened, Outcome } from './visit.js'

const ID = /^[\w-]{43}$/
/** How often a write is tried while others write the same session. */
const ATTEMPTS = 100
const LONGEST_PAUSE_MS = 20
/** What ends a session for all who still have it in hand: nothing can be added to it. */
const ENDED: SessionRecord = { data: {}, createdAt: 0, usedAt: 0 }

/** Keeps sessions in a store. */
export class StoredSessions implements Keeper {
  readonly #store: SessionStore
  readonly #lifetimes: Lifetimes

  constructor(store: SessionStore, lifetimes: Lifetimes) {
    this.#store = store
    this.#lifetimes = lifetimes
  }

  open(id: string): Promise<Opened | undefined> | undefined {
    return ID.test(id) ? this.#read(id) : undefined
  }

  keep(outcome: Outcome): Promise<CookieContent | undefined> | undefined {
    return outcome.destroyed || (outcome.session && !this.#isKept(outcome.session)) ? this.#keep(outcome) : undefined
  }

  /** Whether the store has a session already as it is to be. */
  #isKept({ id, from, changes }: Going): boolean {
    return from?.id === id && changes.size === 0 && !isUseDue(from.record, this.#lifetimes, Date.now())
  }

  async #keep({ destroyed, session }: Outcome): Promise<CookieContent | undefined> {
    if (destroyed) await this.#delete(keyOf(destroyed.id))
    if (!session) return undefined
    const { id, from, changes } = session
    if (!from) return this.#begin(session)
    if (from.id !== id) return this.#move(from, session)
    if (changes.size > 0) await this.#change(from, changes)
    else if (isUseDue(from.record, this.#lifetimes, Date.now())) await this.#noteUse(from)
    return undefined
  }

  async #begin({ id, changes }: Going): Promise<CookieContent> {
    const now = Date.now()
    return this.#create(id, { data: withChanges({}, changes), createdAt: now, usedAt: now })
  }

  async #change(from: Opened, changes: Changes): Promise<void> {
    await this.#replace(from, (record) => used(record, changes))
  }

  /** Whoever else writes at this moment notes a use, too. */
  async #noteUse({ id, record, version }: Opened): Promise<void> {
    await this.#write(keyOf(id), used(record), version)
  }

  /** The record goes to another id; who else has ended the session meanwhile has ended it. */
  async #move(from: Opened, { id, changes }: Going): Promise<CookieContent | undefined> {
    const moved = await this.#replace(from, () => ENDED)
    if (!moved) return undefined
    const content = await this.#create(id, used(moved, changes))
    await this.#delete(keyOf(from.id))
    return content
  }

  async #create(id: string, record: SessionRecord): Promise<CookieContent> {
    const isWritten = await this.#write(keyOf(id), record, 0)
    if (!isWritten) throw unavailable(new Error('the session store refused the record of a new session'))
    return { value: id, maxAge: remainingSeconds(record, this.#lifetimes, Date.now()) }
  }

  /** Replaces the record that is there now, and gives it back; undefined if the session has ended meanwhile. */
  async #replace(opened: Opened, next: (record: SessionRecord) => SessionRecord): Promise<SessionRecord | undefined> {
    const { id } = opened
    const key = keyOf(id)
    let there: Opened | undefined = opened
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (!there) return undefined
      if (await this.#write(key, next(there.record), there.version)) return there.record
      await setTimeout(Math.random() * Math.min(attempt, LONGEST_PAUSE_MS))
      there = await this.#read(id)
    }
    throw unavailable(new Error(`a session was written by others ${ATTEMPTS} times while a request tried to`))
  }

  async #read(id: string): Promise<Opened | undefined> {
    let stored: StoredRecord | undefined
    try {
      stored = await this.#store.read(keyOf(id))
    } catch (cause) {
      throw unavailable(cause)
    }
    return stored && !isExpired(stored.record, this.#lifetimes, Date.now()) ? { ...stored, id } : undefined
  }

  #write(key: string, record: SessionRecord, version: number): Promise<boolean> {
    return asked(() => this.#store.write(key, record, expiresAt(record, this.#lifetimes), version))
  }

  #delete(key: string): Promise<void> {
    return asked(() => this.#store.delete(key))
  }
}

function keyOf(id: string): string {
  return hash('sha256', id, 'base64url')
}

function used({ data, createdAt, usedAt }: SessionRecord, changes: Changes = new Map()): SessionRecord {
  return { data: withChanges(data, changes), createdAt, usedAt: Math.max(usedAt, Date.now()) }
}

/** Asks the store, which may reject or throw. */
async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    throw unavailable(cause)
  }
}

function unavailable(cause: unknown): HttpError {
  return new HttpError(503, 'the session store failed', { cause })
}
