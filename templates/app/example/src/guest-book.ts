// What guests have written, newest first. It is kept in memory and ends with the process: a database goes here.

import type { NewEntry } from './entry-form.js'

export interface Entry extends NewEntry {
  /** When it was written, as ISO 8601 in UTC. */
  readonly at: string
}

const MOST_ENTRIES = 100

export class GuestBook {
  #entries: readonly Entry[] = []

  entries(): readonly Entry[] {
    return this.#entries
  }

  add(entry: NewEntry): void {
    this.#entries = [{ ...entry, at: new Date().toISOString() }, ...this.#entries].slice(0, MOST_ENTRIES)
  }
}
