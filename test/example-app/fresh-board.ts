// A link board of its own for each test, in memory, closed when the test ends; and those who use it: guests, members who are
// logged in, and programs of theirs with a token.

import { createHash, randomBytes } from 'node:crypto'
import type Database from 'libsql'
import type { LogRecord } from 'miniweb'
import { visitor } from 'miniweb/testing'
import request from 'supertest'
import { expect, onTestFinished } from 'vitest'
import type { Role } from '../../example-app/account-store.js'
import { linkBoard } from '../../example-app/board.js'
import { openDatabase } from '../../example-app/database.js'
import type { LinkInput } from '../../example-app/link-schemas.js'
import { addSamples } from '../../example-app/sample-links.js'
import { SqlSessions } from '../../example-app/session-store.js'
import { tokenFor } from '../../example-app/tokens.js'

const HOUR_MS = 3_600_000

/** Opens a board with these links of its own, the last of them the newest, and gives what sends it requests of a guest. */
export function freshBoard(links: readonly Partial<LinkInput>[] = []) {
  const db = openDatabase(':memory:', (db) => addSamples(db, links.map(wholeLink)))
  const records: LogRecord[] = []
  const app = linkBoard(db, { log: (record) => records.push(record) })
  const { handler } = app
  onTestFinished(() => app.close())
  /** A member who is logged in: the cookie of the session, and the token of its pages. */
  const as = async (name: string, role: Role = 'member') => {
    const cookie = await sessionOf(db, addMember(db, name, role))
    const { text } = await request(handler).get('/login').set('cookie', cookie)
    return request.agent(handler).set('cookie', cookie).set('x-csrf-token', csrfTokenIn(text))
  }
  /** A program of a member, with a bearer token. */
  const program = async (name: string, role: Role = 'member') => {
    const { token } = await tokenFor({ id: addMember(db, name, role), name, role })
    return request.agent(handler).set('authorization', `Bearer ${token}`)
  }
  return Object.assign(request(handler), { app, db, records, as, program, visitor: () => visitor(app) })
}

/** Links with the numbers from 1. */
export function numberedLinks(count: number): readonly Partial<LinkInput>[] {
  return Array.from({ length: count }, (_, index) => ({ title: `Link ${index + 1}` }))
}

function csrfTokenIn(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? expect.fail('the page has no form with a token')
}

/** The number of an account; a new one cannot log in: hashing takes some tenths of a second, which only its own tests wait for. */
function addMember(db: Database.Database, name: string, role: Role): number {
  const known = db.prepare('select id from accounts where name = ?').get(name) as { id: number } | undefined
  if (known) return known.id
  return Number(db.prepare('insert into accounts (name, role) values (?, ?)').run(name, role).lastInsertRowid)
}

/** The cookie of a session as a login begins it: kept under the SHA-256 of its id. */
async function sessionOf(db: Database.Database, memberId: number): Promise<string> {
  const id = randomBytes(32).toString('base64url')
  const key = createHash('sha256').update(id).digest('base64url')
  const now = Date.now()
  await new SqlSessions(db).write(key, { data: { memberId }, createdAt: now, usedAt: now }, now + HOUR_MS, 0)
  return `session=${id}`
}

function wholeLink({ title = 'A title', url = 'https://example.org/', note = '' }: Partial<LinkInput>): LinkInput {
  return { title, url, note }
}
