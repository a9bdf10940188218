// The link board as a reader sees it: in a real browser, on a desk and on a phone, in light and in dark,
// with scripts and without.

import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { linkBoard } from '../../example-app/board.js'
import { LinkStore } from '../../example-app/link-store.js'
import { SAMPLE_LINKS } from '../../example-app/sample-links.js'
import { violationsOn } from './accessibility.js'
import { chromiumPath, launch } from './chromium.js'

const path = chromiumPath()
const SHOTS = new URL('../../coverage/screenshots/', import.meta.url)
const DESK = { viewport: { width: 1100, height: 800 } }
const PHONE = { viewport: { width: 375, height: 740 } }

describe.skipIf(path === undefined)('the link board in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true })
    browser = await launch(path ?? '')
  }, 60_000)

  afterAll(() => browser?.close())

  it('shows links with styles and icon, and pages of them', async () => {
    const { page, problems } = await openBoard(12)
    expect(await page.title()).toBe('Links · Link board')
    expect(await page.locator('.card').count()).toBe(10)
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.card')).borderRadius`)).toBe('12px')
    expect(await page.evaluate(`document.querySelector('.home img').naturalWidth`)).toBeGreaterThan(0)
    await shot(page, 'list-desk')
    await page.click('text=Older')
    expect(await page.locator('.card').count()).toBe(6)
    await page.click('text=Newer')
    expect(new URL(page.url()).search).toBe('?page=1')
    expect(problems).toEqual([])
  })

  it('refreshes the list while the reader types, and says what it found', async () => {
    const { page, problems } = await openBoard(12)
    await page.evaluate('window.isSamePage = true')
    await page.type('#q', 'sqlite')
    await page.locator('#found', { hasText: '1 link with “sqlite”' }).waitFor({ state: 'attached' })
    expect(await page.locator('.card').count()).toBe(1)
    expect(new URL(page.url()).search).toBe('?q=sqlite')
    await page.fill('#q', '<img src=x onerror=alert(1)>')
    await page.waitForSelector('text=Nothing found')
    expect(await page.locator('#results img').count()).toBe(0)
    expect(await page.evaluate('window.isSamePage')).toBe(true)
    await shot(page, 'search-nothing')
    await page.reload()
    expect(await page.inputValue('#q')).toBe('<img src=x onerror=alert(1)>')
    expect(await page.locator('.empty').count()).toBe(1)
    expect(problems).toEqual([])
  })

  it('says when the list could not be refreshed', async () => {
    const { page } = await openBoard()
    await page.route('**/links/results*', (request) => request.abort())
    await page.fill('#q', 'x')
    await page.waitForSelector('text=The list could not be refreshed')
    expect(await page.locator('.card').count()).toBe(4)
  })

  it('shows the mistakes of a form, keeps what was typed, and leads to the field', async () => {
    const { page, problems } = await openBoard()
    await page.click('text=Add a link')
    await shot(page, 'form-empty')
    await page.fill('#url', 'javascript:alert(1)')
    await page.fill('#note', 'I was here <b>too</b>')
    await Promise.all([page.waitForNavigation(), page.click('main button')])
    expect(await page.textContent('#title-error')).toBe('A link needs a title.')
    expect(await page.inputValue('#url')).toBe('javascript:alert(1)')
    expect(await page.inputValue('#note')).toBe('I was here <b>too</b>')
    expect(await page.evaluate('document.activeElement.className')).toBe('alert')
    await shot(page, 'form-errors')
    await page.click('.alert >> text=An address begins')
    expect(await page.evaluate('location.hash')).toBe('#url')
    expect(problems.filter((problem) => !problem.includes('422'))).toEqual([])
  })

  it('adds, changes and deletes a link', async () => {
    const { page, problems } = await openBoard()
    await page.goto(new URL('/links/new', page.url()).href)
    await page.fill('#title', 'Hello <b>there</b>')
    await page.fill('#url', 'https://example.org')
    await page.fill('#note', 'One line\nand another')
    await Promise.all([page.waitForNavigation(), page.click('main button')])
    expect(new URL(page.url()).pathname).toBe('/links/5')
    expect(await page.textContent('h1')).toBe('Hello <b>there</b>')
    expect(await page.locator('h1 b').count()).toBe(0)
    await page.click('text=Edit')
    expect(await page.inputValue('#note')).toBe('One line\nand another')
    await page.fill('#title', 'Goodbye')
    await Promise.all([page.waitForNavigation(), page.click('main button')])
    expect(await page.textContent('h1')).toBe('Goodbye')
    expect(await page.isVisible('text=Delete this link')).toBe(false)
    await page.click('summary')
    await shot(page, 'link')
    await Promise.all([page.waitForNavigation(), page.click('text=Delete this link')])
    expect(new URL(page.url()).pathname).toBe('/')
    expect(await page.locator('.card').count()).toBe(4)
    expect(problems).toEqual([])
  })

  it('works without scripts', async () => {
    const { page, problems } = await openBoard(12, { ...DESK, javaScriptEnabled: false })
    await page.fill('#q', 'Link 1')
    await Promise.all([page.waitForNavigation(), page.press('#q', 'Enter')])
    expect(new URL(page.url()).search).toBe('?q=Link+1')
    expect(await page.locator('.card').count()).toBe(4)
    await page.click('.card >> text=Details')
    await page.click('summary')
    await Promise.all([page.waitForNavigation(), page.click('text=Delete this link')])
    expect(await page.textContent('.summary')).toBe('15 links, page 1 of 2')
    expect(problems).toEqual([])
  })

  it('answers an unknown address with its own page', async () => {
    const { page } = await openBoard()
    const response = await page.goto(new URL('/nowhere/<i>', page.url()).href)
    expect(response?.status()).toBe(404)
    expect(await page.textContent('h1')).toBe('There is nothing here')
    expect(await page.textContent('code')).toBe('/nowhere/<i>')
    await shot(page, 'not-found')
  })

  it('can be walked by keyboard, beginning with the skip link', async () => {
    const { page } = await openBoard()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
    expect(await page.evaluate('document.activeElement.getBoundingClientRect().left >= 0')).toBe(true)
    await shot(page, 'skip-link')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.id')).toBe('q')
  })

  it.each(['light', 'dark'] as const)('fits a phone, in %s', async (colorScheme) => {
    const { page, problems } = await openBoard(2, { ...PHONE, colorScheme })
    for (const [name, place] of [
      ['list', '/'],
      ['form', '/links/new'],
      ['link', '/links/1'],
    ]) {
      await page.goto(new URL(place ?? '', page.url()).href)
      expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false)
      await shot(page, `${name}-phone-${colorScheme}`)
    }
    expect(problems).toEqual([])
  })

  it('has a dark desk, and an empty board', async () => {
    const { page, store } = await openBoard(0, { ...DESK, colorScheme: 'dark' })
    await shot(page, 'list-desk-dark')
    for (const { id } of store.search({ q: '', page: 1 }).links) store.delete(id)
    await page.reload()
    expect(await page.textContent('.empty h2')).toBe('No links yet')
    await shot(page, 'empty-desk-dark')
    await page.goto(new URL('/links/new', page.url()).href)
    await Promise.all([page.waitForNavigation(), page.click('main button')])
    await shot(page, 'form-errors-dark')
  })

  /** A board of its own with the samples and some links more, in a browser context of its own. */
  async function openBoard(more = 0, options: BrowserContextOptions = DESK) {
    const numbered = Array.from({ length: more }, (_, index) => ({
      title: `Link ${index + 1}`,
      url: `https://example.org/${index + 1}`,
      note: '',
    }))
    const store = new LinkStore(':memory:', [...numbered, ...SAMPLE_LINKS])
    const app = linkBoard(store)
    const { url } = await app.listen({ port: 0, host: '127.0.0.1', signals: false })
    const context = await browser.newContext(options)
    onTestFinished(async () => {
      await context.close()
      await app.close()
    })
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(url)
    return { page, problems, store }
  }
})

/** Keeps a picture of a page to look at, and holds it to the rules of accessibility. */
async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, SHOTS)), fullPage: true })
  expect(await violationsOn(page)).toEqual([])
}
