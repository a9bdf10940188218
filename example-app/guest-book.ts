// The guest book's data: entries in an SQLite file.

import Database from 'libsql'

/** An entry as it is stored. */
interface Entry {
  readonly id: number
  readonly name: string
  readonly message: string
  /** When it was written, as ISO 8601 in UTC. */
  readonly writtenAt: string
}

/** What a guest writes. */
export type NewEntry = Pick<Entry, 'name' | 'message'>

/** Entries, newest first. */
export interface GuestBook {
  latest(count: number): Entry[]
  find(id: number): Entry | undefined
  /** Adds an entry and returns it. */
  add(entry: NewEntry): Entry
  close(): void
}

const SCHEMA = `
  create table if not exists entries (
    id integer primary key,
    name text not null,
    message text not null,
    writtenAt text not null
  )`

/** Opens a guest book; `:memory:` for one that lasts as long as the process. */
export function openGuestBook(file: string): GuestBook {
  const db = new Database(file)
  db.exec(SCHEMA)
  const latest = db.prepare('select * from entries order by id desc limit ?')
  const find = db.prepare('select * from entries where id = ?')
  const insert = db.prepare('insert into entries (name, message, writtenAt) values (?, ?, ?)')
  return {
    latest: (count) => latest.all(count) as Entry[],
    find: (id) => find.get(id) as Entry | undefined,
    add: ({ name, message }) => {
      const writtenAt = new Date().toISOString()
      const { lastInsertRowid } = insert.run(name, message, writtenAt)
      return { id: Number(lastInsertRowid), name, message, writtenAt }
    },
    close: () => db.close(),
  }
}
