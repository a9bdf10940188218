// A visitor's whole way through an app with sessions, tokens against forged requests, uploads and a login.

import { expect, it } from 'vitest'
import { visitor } from '../../src/testing.js'
import { notesApp } from './notes-app.js'

it('a visitor logs in, writes with a file, sees it, and logs out', async () => {
  const browser = visitor(notesApp())
  let page = await browser.open('/notes')
  expect(page).toMatchObject({ route: 'Login.form', url: '/login?return=/notes', title: 'Log in' })
  page = await page.form().fill({ user: 'Ada' }).submit()
  expect(page).toMatchObject({ route: 'Notes.list', url: '/notes', title: 'Notes of Ada' })
  const file = new File([Buffer.from([0, 1, 255])], 'x.png', { type: 'image/png' })
  page = await page.form('#new').fill({ note: 'one\ntwo', file }).submit('Write')
  expect(page).toMatchObject({ route: 'Notes.list', status: 200 })
  expect(page.find('.flash').text).toBe('Written.')
  expect(page.find('li').text).toBe('"one\\r\\ntwo", x.png with 3 bytes')
  page = await page.form('#new').fill({ note: 'alone' }).submit()
  expect(page.all('li').map(({ text }) => text)).toEqual([expect.anything(), '"alone", no file'])
  expect((await browser.open('/notes')).find('.flash').text).toBe('')
  page = await page.link('Log out').click()
  expect(page.route).toBe('Login.form')
  expect((await browser.open('/notes')).route).toBe('Login.form')
})

it('a token of another visitor, a forged one and none are refused', async () => {
  const app = notesApp()
  const [ada, eve] = [visitor(app), visitor(app)]
  const hers = (await eve.open('/login')).form().values['_csrf'] as string
  const form = (await ada.open('/login')).form().fill({ user: 'Ada' })
  for (const _csrf of [hers, 'forged', '']) expect((await form.fill({ _csrf }).submit()).status).toBe(403)
  const body = new URLSearchParams({ user: 'Ada' })
  expect((await ada.request('POST', '/login', { body })).status).toBe(403)
  expect((await ada.open('/notes')).route).toBe('Login.form')
})

it('a form is refused where a page of another site sends it, token or not', async () => {
  const browser = visitor(notesApp())
  const body = new URLSearchParams((await browser.open('/login')).form().fill({ user: 'Ada' }).values as never)
  const send = (headers: Record<string, string | undefined>) =>
    browser.request('POST', '/login', { body: new URLSearchParams(body), headers, redirect: 'manual' })
  expect((await send({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await send({ 'sec-fetch-site': undefined, origin: 'https://evil.example' })).status).toBe(403)
  expect((await send({})).status).toBe(303)
})
