// A link board of its own for each test, in memory, closed when the test ends; and members of it who are logged in.

import { createHash, randomBytes } from 'node:crypto'
import type Database from 'libsql'
import request from 'supertest'
import { expect, onTestFinished } from 'vitest'
import { AccountStore, type Role } from '../../example-app/account-store.js'
import { linkBoard } from '../../example-app/board.js'
import { openDatabase } from '../../example-app/database.js'
import type { LinkInput } from '../../example-app/link-schemas.js'
import { addSamples } from '../../example-app/sample-links.js'
import { SqlSessions } from '../../example-app/session-store.js'

const HOUR_MS = 3_600_000

/** Opens a board with these links of its own, the last of them the newest, and gives what sends it requests of a guest. */
export function freshBoard(links: readonly Partial<LinkInput>[] = []) {
  const db = openDatabase(':memory:', (db) => addSamples(db, links.map(wholeLink)))
  const app = linkBoard(db)
  const { handler } = app
  onTestFinished(() => app.close())
  const as = async (name: string, role: Role = 'member') => {
    const cookie = await sessionOf(db, addMember(db, name, role))
    const { text } = await request(handler).get('/login').set('cookie', cookie)
    return request.agent(handler).set('cookie', cookie).set('x-csrf-token', tokenIn(text))
  }
  /** A browser: it keeps cookies. */
  const browser = () => request.agent(handler)
  return Object.assign(request(handler), { db, as, browser })
}

/** Links with the numbers from 1. */
export function numberedLinks(count: number): readonly Partial<LinkInput>[] {
  return Array.from({ length: count }, (_, index) => ({ title: `Link ${index + 1}` }))
}

/** The token that the forms of a page carry. */
export function tokenIn(html: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1]
  expect(token, 'the page has a form with a token').toBeDefined()
  return token ?? ''
}

/** Adds an account that cannot log in: hashing a password takes some tenths of a second, which only its own tests wait for. */
function addMember(db: Database.Database, name: string, role: Role): number {
  const member = new AccountStore(db).add(name, 'no hash')
  db.prepare('update accounts set role = ? where name = ?').run(role, name)
  return member?.id ?? 0
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
