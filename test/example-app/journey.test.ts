// The way of a newcomer through the board, as a browser without scripts: test/browser/link-board.test.ts goes it in Chromium.

import { expect, it } from 'vitest'
import { freshBoard } from './fresh-board.js'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

it('sign up, add a link with a picture, change it, delete it, log out', async () => {
  const ada = freshBoard([{ title: 'Of the board' }]).visitor()
  let page = await ada.open('/')
  page = await page.link('Add a link').click()
  expect(page.url).toBe('/login?return=/links/new')
  page = await page.link('Sign up').click()
  page = await page.form('.form').fill({ name: 'ada', password: 'correct horse battery' }).submit()
  expect(page.find('.flash').text).toBe('Welcome, ada.')

  page = await page.link('Add a link').click()
  page = await page.form('.form').fill({ title: '', url: 'example.org', note: 'Worth <it>' }).submit()
  expect(page.status).toBe(422)
  expect(page.find('#title-error').text).toBe('A link needs a title.')
  expect(page.form('.form').values).toMatchObject({ url: 'example.org', note: 'Worth <it>' })

  const picture = new File([PNG], 'dot.png', { type: 'image/png' })
  page = await page
    .form('.form')
    .fill({ title: 'Hello', url: 'https://example.org', picture, alt: 'A red dot' })
    .submit()
  expect(page).toMatchObject({ status: 200, route: 'Links.show', url: '/links/2' })
  expect(page.find('.flash').text).toBe('The link was added.')
  expect(page.find('.note').text).toBe('Worth <it>')
  expect(page.find('main img').attribute('alt')).toBe('A red dot')
  const sent = await ada.open(page.find('main img').attribute('src') ?? '')
  expect(Buffer.compare(sent.bytes, PNG)).toBe(0)

  page = await page.link('Edit').click()
  page = await page.form('.form').fill({ title: 'Goodbye', withoutPicture: true }).submit()
  expect(page.find('h1').text).toBe('Goodbye')
  expect(page.all('main img')).toEqual([])
  expect((await ada.open('/links/1')).all('.actions')).toEqual([])

  page = await page.find('.confirm').form().submit()
  expect(page).toMatchObject({ status: 200, route: 'Links.list' })
  expect(page.find('.flash').text).toBe('“Goodbye” was deleted.')
  page = await page.link('ada').click()
  page = await page.find('main').form().submit('Log out')
  expect(page.link('Log in').url).toBe('/login')
})
