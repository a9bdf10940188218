// One request's session: what was opened for its visitor, what the handler does to it, and what is to be kept in the end.
// Nothing is asked of a store here, and nothing is computed for a session that nobody looks at.

import { randomBytes } from 'node:crypto'
import { type Changes, changesSince, dataOf, type Texts, textsOf } from './fields.js'
import type { Session } from './session.js'
import type { StoredRecord } from './store.js'

/** A session that was kept. `version` is the store's; 0 where there is no store. */
export interface Opened extends StoredRecord {
  readonly id: string
}

/** What became of a session. */
export interface Outcome {
  /** Whether `destroy()` was called. */
  readonly isDestroyed: boolean
  /** The session that was opened and destroyed. */
  readonly destroyed: Opened | undefined
  /** What there is in the end; undefined if there is nothing to keep. */
  readonly session: Going | undefined
}

/** A session that goes on or begins. */
export interface Going {
  /** Another one than that of `from` after `renew()`. */
  readonly id: string
  /** Undefined for a session that begins. */
  readonly from: Opened | undefined
  readonly changes: Changes
}

const NOTHING: Texts = new Map()

/** The session of one request. */
export class Visit implements Session {
  readonly isNew: boolean
  readonly #opened: Opened | undefined
  /** What goes on; undefined for a session that begins. */
  #from: Opened | undefined
  #id: string | undefined
  #before: Texts = NOTHING
  #data: Record<string, unknown> | undefined
  #isDestroyed = false
  #isRead = false

  constructor(opened: Opened | undefined) {
    this.isNew = opened === undefined
    this.#opened = opened
    this.#from = opened
    this.#id = opened?.id
  }

  get id(): string {
    this.#isRead = true
    this.#id ??= newId()
    return this.#id
  }

  get data(): Record<string, unknown> {
    this.#isRead = true
    if (!this.#data) {
      if (this.#from) this.#before = textsOf(this.#from.record.data)
      this.#data = dataOf(this.#before)
    }
    return this.#data
  }

  /** Whether the answer may tell what the session holds. @internal */
  get isRead(): boolean {
    return this.#isRead
  }

  renew(): void {
    if (this.#id !== undefined) this.#id = newId()
  }

  destroy(): void {
    this.#isDestroyed = true
    this.#from = undefined
    this.#id = undefined
    this.#before = NOTHING
    this.#data = undefined
  }

  /** What is to be kept. @throws TypeError naming a field that JSON cannot carry @internal */
  outcome(): Outcome {
    const destroyed = this.#isDestroyed ? this.#opened : undefined
    return { isDestroyed: this.#isDestroyed, destroyed, session: this.#going() }
  }

  #going(): Going | undefined {
    const changes = this.#data ? changesSince(this.#before, this.#data) : NOTHING
    if (this.#id === undefined && changes.size === 0) return undefined
    this.#id ??= newId()
    return { id: this.#id, from: this.#from, changes }
  }
}

function newId(): string {
  return randomBytes(32).toString('base64url')
}
