// The data of the link board on the disk: what a new file begins with, and what becomes of one of an older version.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { sessionStoreContract } from 'miniweb/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BOARD_ACCOUNT, openDatabase } from '../../example-app/database.js'
import { LinkStore } from '../../example-app/link-store.js'
import { addSamples, SAMPLE_LINKS } from '../../example-app/sample-links.js'
import { SqlSessions } from '../../example-app/session-store.js'

const EVERYTHING = { q: '', page: 1 }

/** The first version of the board made this table, and knew no accounts. */
const FIRST_VERSION = `
  create table if not exists links (
    id integer primary key autoincrement,
    title text not null,
    url text not null,
    note text not null,
    addedAt text not null
  )`

describe('a database', () => {
  it('that is new has samples; an old one what is left, even if that is nothing', () => {
    const file = newFile()
    const first = openDatabase(file, addSamples)
    const links = new LinkStore(first)
    expect(links.search(EVERYTHING).total).toBe(SAMPLE_LINKS.length)
    for (const { id } of links.search(EVERYTHING).links) links.delete(id)
    first.close()
    const second = openDatabase(file, addSamples)
    expect(new LinkStore(second).search(EVERYTHING)).toEqual({ links: [], total: 0, page: 1, pages: 1 })
    second.close()
  })

  it('of the first version keeps its links, with their numbers', () => {
    const file = newFile()
    const old = new Database(file)
    old.exec(FIRST_VERSION)
    const insert = old.prepare('insert into links (id, title, url, note, addedAt) values (?, ?, ?, ?, ?)')
    insert.run(3, 'Old', 'https://example.org/', 'kept', '2024-01-02T03:04:05.678Z')
    insert.run(9, 'Older', 'https://example.com/', '', '2023-01-02T03:04:05.678Z')
    old.exec('delete from links where id = 9')
    old.close()

    for (const _ of ['the first start', 'the second start']) {
      const db = openDatabase(file, addSamples)
      expect(new LinkStore(db).search(EVERYTHING).links).toEqual([
        {
          id: 3,
          title: 'Old',
          url: 'https://example.org/',
          note: 'kept',
          addedAt: '2024-01-02T03:04:05.678Z',
          ownerId: BOARD_ACCOUNT,
          owner: 'the board',
          picture: null,
          alt: '',
        },
      ])
      db.close()
    }
    const db = openDatabase(file)
    onTestFinished(() => void db.close())
    expect(new LinkStore(db).add(BOARD_ACCOUNT, SAMPLE_LINKS[0] ?? expect.fail())).toBe(10)
  })

  it('of a newer version is left alone', () => {
    const file = newFile()
    const newer = new Database(file)
    newer.exec('pragma user_version = 1000')
    newer.close()
    expect(() => openDatabase(file)).toThrow('written by a newer version')
  })

  it('keeps texts as they are', () => {
    const links = new LinkStore(memory())
    const link = { title: "Robert'); drop table links;--", url: 'https://example.org/', note: 'ünï 🎉' }
    expect(links.find(links.add(BOARD_ACCOUNT, link))).toMatchObject(link)
  })
})

describe('the sessions in it', () => {
  it.each(sessionStoreContract(() => new SqlSessions(memory())))('$name', ({ run }) => run())

  it('leave when they have expired and another one comes', async () => {
    const db = memory()
    const store = new SqlSessions(db)
    const record = { data: {}, createdAt: 0, usedAt: 0 }
    await store.write('old', record, Date.now() - 1, 0)
    await store.write('new', record, Date.now() + 60_000, 0)
    expect(db.prepare('select key from sessions').all()).toMatchObject([{ key: 'new' }])
  })
})

function memory() {
  const db = openDatabase(':memory:')
  onTestFinished(() => void db.close())
  return db
}

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'link-board-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'links.db')
}
