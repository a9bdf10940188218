// The accounts in the database. Passwords are only here as what is left of them after hashing.

import type Database from 'libsql'

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
  add(name: string, passwordHash: string): Member | undefined {
    const { changes, lastInsertRowid } = this.#statements.insert.run(name, passwordHash)
    return changes === 0 ? undefined : this.find(Number(lastInsertRowid))
  }

  find(id: number): Member | undefined {
    const row = this.#statements.find.get(id)
    return row === undefined ? undefined : memberOf(row)
  }

  /** A member by name with the hash of the password, which an account that nobody logs in to has not. */
  credentials(name: string): { readonly member: Member; readonly passwordHash: string | undefined } | undefined {
    const row = this.#statements.named.get(name) as { readonly passwordHash: string | null } | undefined
    return row && { member: memberOf(row), passwordHash: row.passwordHash ?? undefined }
  }
}

function statementsOf(db: Database.Database) {
  return {
    insert: db.prepare('insert into accounts (name, passwordHash) values (?, ?) on conflict do nothing'),
    find: db.prepare('select id, name, role from accounts where id = ?'),
    named: db.prepare('select * from accounts where name = ?'),
  }
}

function memberOf(row: unknown): Member {
  const { id, name, role } = row as Member
  return { id, name, role }
}
