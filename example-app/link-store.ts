// The links in an SQLite file. Every value reaches SQL as a parameter; nothing else knows SQL.

import Database from 'libsql'
import type { LinkInput, LinkQuery } from './link-schemas.js'

/** A link as it is stored. */
export interface Link extends LinkInput {
  readonly id: number
  /** When it was added, as ISO 8601 in UTC. */
  readonly addedAt: string
}

/** One page of a search, newest first. */
export interface LinkPage {
  readonly links: readonly Link[]
  /** How many links were found on all pages together. */
  readonly total: number
  /** The page, from 1; the last one if the search asked for one after it. */
  readonly page: number
  readonly pages: number
}

const PAGE_SIZE = 10

const SCHEMA = `
  create table if not exists links (
    id integer primary key autoincrement,
    title text not null,
    url text not null,
    note text not null,
    addedAt text not null
  )`

const FOUND = `from links where title like :like escape '\\' or url like :like escape '\\' or note like :like escape '\\'`

/** Links by number and by search. Whoever opens the store closes it. */
export class LinkStore {
  readonly #db: Database.Database
  readonly #statements: ReturnType<typeof statementsOf>

  /**
   * Opens a store, and creates its table where there is none.
   *
   * @param file the database file; `:memory:` for a store that lasts as long as the process
   * @param samples the links of a new store
   */
  constructor(file: string, samples: readonly LinkInput[] = []) {
    this.#db = new Database(file)
    const isNew = this.#db.prepare("select 1 from sqlite_schema where name = 'links'").get() === undefined
    this.#db.exec(SCHEMA)
    this.#statements = statementsOf(this.#db)
    if (isNew) for (const sample of samples) this.add(sample)
  }

  /** The links whose title, address or note contains a text, in any case of a to z; all of them for an empty one. */
  search({ q, page }: LinkQuery): LinkPage {
    const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    const { total } = this.#statements.count.get({ like }) as { total: number }
    const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
    const shown = Math.min(page, pages)
    const rows = this.#statements.page.all({ like, limit: PAGE_SIZE, offset: (shown - 1) * PAGE_SIZE })
    return { links: rows.map(linkOf), total, page: shown, pages }
  }

  find(id: number): Link | undefined {
    const row = this.#statements.find.get(id)
    return row === undefined ? undefined : linkOf(row)
  }

  /** Adds a link and returns it. */
  add({ title, url, note }: LinkInput): Link {
    const addedAt = new Date().toISOString()
    const { lastInsertRowid } = this.#statements.insert.run(title, url, note, addedAt)
    return { id: Number(lastInsertRowid), title, url, note, addedAt }
  }

  /** Changes a link and returns it; undefined if there is none with this number. */
  update(id: number, { title, url, note }: LinkInput): Link | undefined {
    this.#statements.update.run(title, url, note, id)
    return this.find(id)
  }

  /** Deletes a link; false if there was none with this number. */
  delete(id: number): boolean {
    return this.#statements.delete.run(id).changes > 0
  }

  close(): void {
    this.#db.close()
  }
}

function statementsOf(db: Database.Database) {
  return {
    count: db.prepare(`select count(*) as total ${FOUND}`),
    page: db.prepare(`select * ${FOUND} order by id desc limit :limit offset :offset`),
    find: db.prepare('select * from links where id = ?'),
    insert: db.prepare('insert into links (title, url, note, addedAt) values (?, ?, ?, ?)'),
    update: db.prepare('update links set title = ?, url = ?, note = ? where id = ?'),
    delete: db.prepare('delete from links where id = ?'),
  }
}

/** A row as a link: the driver types rows as unknown, and puts a field of its own beside the columns. */
function linkOf(row: unknown): Link {
  const { id, title, url, note, addedAt } = row as Link
  return { id, title, url, note, addedAt }
}
