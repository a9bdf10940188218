// Tests as an app has them, with node:test and node:assert; run by node-test.test.ts.

import { deepEqual, equal, rejects } from 'node:assert/strict'
import { it } from 'node:test'
import { visitor } from '../../src/testing.js'
import { notesApp } from './notes-app.js'

it('writes a note', async () => {
  const login = await visitor(notesApp()).open('/notes')
  const page = await login.form().fill({ user: 'Ada' }).submit()
  equal(page.route, 'Notes.list')
  const written = await page.form('#new').fill({ note: 'one' }).submit()
  deepEqual(
    written.all('li').map(({ text }) => text),
    ['"one", no file'],
  )
  const { user, _csrf } = login.form().values
  deepEqual({ user, isSent: typeof _csrf }, { user: '', isSent: 'string' })
})

it('says which links there are', async () => {
  const browser = visitor(notesApp())
  await rejects(async () => (await browser.open('/login')).link('Home').click(), /has no link "Home", and no other/)
})
