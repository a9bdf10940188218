// The SQLite file of the board, and the steps in which its tables grew. Each step is taken once, so that a file of an older
// version keeps what is in it.

import Database from 'libsql'

/** The account that owns the links of a new board, and those that were there before accounts were. It has no password. */
export const BOARD_ACCOUNT = 1

/** Never changed once they are out: a file remembers how many it has taken, in `user_version`. */
const STEPS: readonly string[] = [
  // Files from before the steps were counted have this table already.
  `create table if not exists links (
    id integer primary key autoincrement,
    title text not null,
    url text not null,
    note text not null,
    addedAt text not null
  );`,
  `create table accounts (
    id integer primary key autoincrement,
    name text not null unique collate nocase,
    passwordHash text,
    role text not null default 'member' check (role in ('member', 'editor'))
  );
  insert into accounts (id, name) values (${BOARD_ACCOUNT}, 'the board');
  alter table links add column ownerId integer references accounts (id);
  update links set ownerId = ${BOARD_ACCOUNT};
  create index linksByOwner on links (ownerId);
  create table pictures (
    id integer primary key autoincrement,
    linkId integer not null unique references links (id) on delete cascade,
    alt text not null,
    type text not null,
    bytes blob not null
  );
  create table sessions (
    key text primary key,
    record text not null,
    expiresAt integer not null,
    version integer not null
  ) without rowid;
  create index sessionsByExpiry on sessions (expiresAt);`,
]

/**
 * Opens a board's file. Whoever opens it closes it.
 *
 * @param file `:memory:` for a board that lasts as long as the process
 * @param fill puts the first links into a new board
 * @throws Error if a newer version of the app has written the file
 */
export function openDatabase(file: string, fill?: (db: Database.Database) => void): Database.Database {
  const db = new Database(file)
  db.exec('pragma foreign_keys = on')
  const isNew = db.prepare("select 1 from sqlite_schema where name = 'links'").get() === undefined
  db.transaction(() => {
    takeSteps(db)
    if (isNew) fill?.(db)
  })()
  return db
}

function takeSteps(db: Database.Database): void {
  const { user_version: taken } = db.prepare('pragma user_version').get() as { user_version: number }
  if (taken > STEPS.length) throw new Error('the database was written by a newer version of this app')
  for (const step of STEPS.slice(taken)) db.exec(step)
  db.exec(`pragma user_version = ${STEPS.length}`)
}
