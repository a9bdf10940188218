// The links in the database. Every value reaches SQL as a parameter.

import type Database from 'libsql'
import type { LinkInput, LinkQuery } from './link-schemas.js'

/** A link as it is stored. */
export interface Link extends LinkInput {
  readonly id: number
  /** When it was added, as ISO 8601 in UTC. */
  readonly addedAt: string
  readonly ownerId: number
  /** The name of its owner. */
  readonly owner: string
  /** The number of its picture. */
  readonly picture: number | null
  /** What the picture shows. */
  readonly alt: string
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

const LINKS = `
  select links.*, accounts.name as owner, pictures.id as picture, coalesce(pictures.alt, '') as alt
  from links join accounts on accounts.id = ownerId left join pictures on pictures.linkId = links.id`

const FOUND = `where title like :like escape '\\' or url like :like escape '\\' or note like :like escape '\\'`

/** Links by number, by search and by owner. */
export class LinkStore {
  readonly #statements: ReturnType<typeof statementsOf>

  constructor(db: Database.Database) {
    this.#statements = statementsOf(db)
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

  /** What somebody has added, newest first. */
  ownedBy(accountId: number): readonly Link[] {
    return this.#statements.owned.all(accountId).map(linkOf)
  }

  find(id: number): Link | undefined {
    const row = this.#statements.find.get(id)
    return row === undefined ? undefined : linkOf(row)
  }

  /** Adds a link and gives its number. */
  add(ownerId: number, { title, url, note }: LinkInput): number {
    const addedAt = new Date().toISOString()
    return Number(this.#statements.insert.run(title, url, note, addedAt, ownerId).lastInsertRowid)
  }

  update(id: number, { title, url, note }: LinkInput): void {
    this.#statements.update.run(title, url, note, id)
  }

  /** Deletes a link with its picture. */
  delete(id: number): void {
    this.#statements.delete.run(id)
  }
}

function statementsOf(db: Database.Database) {
  return {
    count: db.prepare(`select count(*) as total from links ${FOUND}`),
    page: db.prepare(`${LINKS} ${FOUND} order by links.id desc limit :limit offset :offset`),
    owned: db.prepare(`${LINKS} where ownerId = ? order by links.id desc`),
    find: db.prepare(`${LINKS} where links.id = ?`),
    insert: db.prepare('insert into links (title, url, note, addedAt, ownerId) values (?, ?, ?, ?, ?)'),
    update: db.prepare('update links set title = ?, url = ?, note = ? where id = ?'),
    delete: db.prepare('delete from links where id = ?'),
  }
}

/** A row as a link: the driver types rows as unknown, and puts a field of its own beside the columns. */
function linkOf(row: unknown): Link {
  const { id, title, url, note, addedAt, ownerId, owner, picture, alt } = row as Link
  return { id, title, url, note, addedAt, ownerId, owner, picture, alt }
}
