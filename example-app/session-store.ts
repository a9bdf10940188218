// Sessions in the database, so that they outlast the process. What the store must do, docs/sessions.md says.

import type Database from 'libsql'
import type { SessionRecord, SessionStore, StoredRecord } from 'miniweb'

/** Keeps sessions in a table; those that have expired leave it when a new one comes. */
export class SqlSessions implements SessionStore {
  readonly #statements: ReturnType<typeof statementsOf>

  constructor(db: Database.Database) {
    this.#statements = statementsOf(db)
  }

  async read(key: string): Promise<StoredRecord | undefined> {
    const row = this.#statements.read.get(key, Date.now()) as { record: string; version: number } | undefined
    return row && { record: JSON.parse(row.record) as SessionRecord, version: row.version }
  }

  async write(key: string, record: SessionRecord, expiresAt: number, version: number): Promise<boolean> {
    const { purge, insert, update } = this.#statements
    const now = Date.now()
    if (version > 0) return update.run(JSON.stringify(record), expiresAt, key, version, now).changes === 1
    purge.run(now)
    return insert.run(key, JSON.stringify(record), expiresAt).changes === 1
  }

  async delete(key: string): Promise<void> {
    this.#statements.delete.run(key)
  }
}

function statementsOf(db: Database.Database) {
  return {
    read: db.prepare('select record, version from sessions where key = ? and expiresAt > ?'),
    insert: db.prepare(
      'insert into sessions (key, record, expiresAt, version) values (?, ?, ?, 1) on conflict do nothing',
    ),
    update: db.prepare(
      'update sessions set record = ?, expiresAt = ?, version = version + 1 where key = ? and version = ? and expiresAt > ?',
    ),
    delete: db.prepare('delete from sessions where key = ?'),
    purge: db.prepare('delete from sessions where expiresAt <= ?'),
  }
}
