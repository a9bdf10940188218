// The accounts in the database. Passwords are kept as hashes, and nothing outside of this file sees either.

import type Database from 'libsql'
import { hashPassword, verifyPassword } from 'miniweb'
import type { Credentials } from './account-schemas.js'

/** What members may do beyond their own links: an editor changes and deletes those of others, too. */
export type Role = 'member' | 'editor'

/** Somebody with an account. */
export interface Member {
  readonly id: number
  readonly name: string
  readonly role: Role
}

/** Accounts by number and by name. `Ada` and `ada` are the same name. */
export class AccountStore {
  readonly #statements: ReturnType<typeof statementsOf>

  constructor(db: Database.Database) {
    this.#statements = statementsOf(db)
  }

  /** Adds an account and gives its member; undefined if the name is taken. */
  async add({ name, password }: Credentials): Promise<Member | undefined> {
    const { changes, lastInsertRowid } = this.#statements.insert.run(name, await hashPassword(password))
    return changes === 0 ? undefined : this.find(Number(lastInsertRowid))
  }

  /** The member with this name and password. It takes as long to find out that there is none, whichever of them is wrong. */
  async verify({ name, password }: Credentials): Promise<Member | undefined> {
    const row = this.#statements.named.get(name) as { readonly passwordHash: string | null } | undefined
    const isRight = await verifyPassword(password, row?.passwordHash ?? undefined)
    return isRight ? memberOf(row) : undefined
  }

  find(id: number): Member | undefined {
    const row = this.#statements.find.get(id)
    return row === undefined ? undefined : memberOf(row)
  }
}

function statementsOf(db: Database.Database) {
  return {
    insert: db.prepare('insert into accounts (name, passwordHash) values (?, ?) on conflict do nothing'),
    find: db.prepare('select id, name, role from accounts where id = ?'),
    named: db.prepare('select id, name, role, passwordHash from accounts where name = ?'),
  }
}

function memberOf(row: unknown): Member {
  const { id, name, role } = row as Member
  return { id, name, role }
}
