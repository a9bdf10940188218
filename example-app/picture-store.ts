// The pictures of links, in the database itself: one file to keep, and none left over. A link has one at most.

import type Database from 'libsql'
import type { Picture } from './picture.js'

/** What the form of a link says about its picture. */
interface PictureChange {
  readonly picture?: Picture | undefined
  readonly alt: string
  readonly withoutPicture?: 'on' | undefined
}

/** Pictures by numbers of their own. A link's new picture has a new one, so what was sent under a number may be kept for ever. */
export class PictureStore {
  readonly #statements: ReturnType<typeof statementsOf>

  constructor(db: Database.Database) {
    this.#statements = statementsOf(db)
  }

  find(id: number): Picture | undefined {
    return this.#statements.find.get(id) as Picture | undefined
  }

  /** Gives a link its first picture or another one, takes it away, or describes it anew. */
  change(linkId: number, { picture, alt, withoutPicture }: PictureChange): void {
    if (picture) this.#statements.put.run(linkId, alt, picture.type, picture.bytes)
    else if (withoutPicture) this.#statements.delete.run(linkId)
    else this.#statements.describe.run(alt, linkId)
  }
}

function statementsOf(db: Database.Database) {
  return {
    find: db.prepare('select type, bytes from pictures where id = ?'),
    put: db.prepare('insert or replace into pictures (linkId, alt, type, bytes) values (?, ?, ?, ?)'),
    describe: db.prepare('update pictures set alt = ? where linkId = ?'),
    delete: db.prepare('delete from pictures where linkId = ?'),
  }
}
