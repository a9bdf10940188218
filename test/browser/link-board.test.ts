// The link board as people see it: in a real browser, on a desk and on a phone, in light and in dark,
// with scripts and without; as guests, and as members who add links. What a browser alone can show: the journeys through the
// board are in test/example-app/journeys/.

import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { App, trustedHtml } from 'miniweb'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { linkBoard } from '../../example-app/board.js'
import { openDatabase } from '../../example-app/database.js'
import { addSamples, SAMPLE_LINKS } from '../../example-app/sample-links.js'
import { violationsOn } from './accessibility.js'
import { chromiumPath, launch } from './chromium.js'

const path = chromiumPath()
const SHOTS = new URL('../../coverage/screenshots/', import.meta.url)
const DESK = { viewport: { width: 1100, height: 800 } }
const PHONE = { viewport: { width: 375, height: 740 } }
const PASSWORD = 'correct horse battery'

/** A picture of one red dot. */
const DOT = {
  name: 'dot.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
}

describe.skipIf(path === undefined)('the link board in Chromium', { timeout: 60_000 }, () => {
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true })
    browser = await launch(path ?? '')
  }, 60_000)

  afterAll(() => browser?.close())

  it('shows links with styles and icon', async () => {
    const { page, problems } = await openBoard(12)
    expect(await page.title()).toBe('Links · Link board')
    expect(await page.locator('.card').count()).toBe(10)
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.card')).borderRadius`)).toBe('12px')
    expect(await page.evaluate(`document.querySelector('.home img').naturalWidth`)).toBeGreaterThan(0)
    await shot(page, 'list-desk')
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

  it('leads to what is wrong with an account', async () => {
    const { page, problems } = await openBoard()
    await click(page, 'text=Log in')
    await shot(page, 'login')
    await click(page, 'main button')
    expect(await page.evaluate('document.activeElement.className')).toBe('alert')
    await shot(page, 'login-errors')
    await click(page, 'text=Sign up')
    await click(page, 'main button')
    expect(await page.evaluate('document.activeElement.className')).toBe('alert')
    await shot(page, 'sign-up-errors')
    expect(problems.filter((problem) => !problem.includes('422'))).toEqual([])
  })

  it('leads to the mistakes of a form, and from each to its field', async () => {
    const { page, problems } = await openBoard()
    await signUp(page)
    await click(page, 'text=Add a link')
    await shot(page, 'form-empty')
    await page.fill('#url', 'javascript:alert(1)')
    await click(page, 'main button')
    expect(await page.evaluate('document.activeElement.className')).toBe('alert')
    await shot(page, 'form-errors')
    await page.click('.alert >> text=An address begins')
    expect(await page.evaluate('location.hash')).toBe('#url')
    expect(problems.filter((problem) => !problem.includes('422'))).toEqual([])
  })

  it('shows a picture on the page of a link, in its form, in the list and in the account', async () => {
    const { page, problems } = await openBoard()
    await signUp(page)
    await addLinkWithPicture(page)
    expect(await page.getByAltText('A red dot').evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBe(1)
    await shot(page, 'link-with-picture')
    await click(page, 'text=Edit')
    await shot(page, 'edit')
    await page.goto(new URL('/', page.url()).href)
    await shot(page, 'list-with-picture')
    await click(page, 'text=ada >> nth=0')
    await shot(page, 'account')
    expect(problems).toEqual([])
  })

  it('keeps the button that deletes folded away', async () => {
    const { page } = await openBoard()
    await signUp(page)
    await addLinkWithPicture(page)
    expect(await page.isVisible('text=Delete this link')).toBe(false)
    await page.click('summary')
    expect(await page.isVisible('text=Delete this link')).toBe(true)
    await shot(page, 'link')
  })

  it('shows nothing private after logging out, by the back button neither', async () => {
    const { page } = await openBoard()
    await signUp(page)
    expect(await page.textContent('h1')).toBe('ada')
    await click(page, 'text=Log out')
    await page.goBack()
    await page.waitForURL('**/login?return=/account')
    expect(await page.textContent('h1')).toBe('Log in')
    expect(await page.locator('text=ada').count()).toBe(0)
  })

  it('refuses a form that the page of another origin sends', async () => {
    const { page, links } = await openBoard()
    await signUp(page)
    const target = new URL('/links', page.url())
    const other = await openPage(`<form method="post" action="${target}">
      <input name="title" value="Forged"><input name="url" value="https://evil.example">
      <button>Win a prize</button></form>`)
    await page.goto(other)
    await click(page, 'button')
    expect(page.url()).toBe(target.href)
    expect(await page.textContent('main')).toContain('a page of another site may not send this request')
    expect(links()).not.toContain('Forged')
    await page.goto(new URL('/', target).href)
    expect(await page.textContent('.account')).toBe('ada') // the cookie was there all the time
  })

  it('works without scripts', async () => {
    const { page, problems } = await openBoard(12, { ...DESK, javaScriptEnabled: false })
    await page.fill('#q', 'Link 1')
    await Promise.all([page.waitForNavigation(), page.press('#q', 'Enter')])
    expect(new URL(page.url()).search).toBe('?q=Link+1')
    expect(await page.locator('.card').count()).toBe(4)
    await signUp(page)
    await addLinkWithPicture(page)
    await page.click('summary')
    await click(page, 'text=Delete this link')
    expect(await page.textContent('.summary')).toBe('16 links, page 1 of 2')
    expect(problems).toEqual([])
  })

  it('has a page for an unknown address', async () => {
    const { page } = await openBoard()
    await page.goto(new URL('/nowhere/<i>', page.url()).href)
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
    await signUp(page)
    await addLinkWithPicture(page)
    for (const [name, place] of [
      ['list', '/'],
      ['form', '/links/new'],
      ['link', '/links/7'],
      ['edit', '/links/7/edit'],
      ['account', '/account'],
      ['login', '/login'],
      ['sign-up', '/sign-up'],
    ]) {
      await page.goto(new URL(place ?? '', page.url()).href)
      expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false)
      await shot(page, `${name}-phone-${colorScheme}`)
    }
    expect(problems).toEqual([])
  })

  it('has a dark desk, and an empty board', async () => {
    const { page, clear } = await openBoard(0, { ...DESK, colorScheme: 'dark' })
    await shot(page, 'list-desk-dark')
    clear()
    await page.reload()
    expect(await page.textContent('.empty h2')).toBe('No links yet')
    await shot(page, 'empty-desk-dark')
    await signUp(page)
    await shot(page, 'account-dark')
    await page.goto(new URL('/links/new', page.url()).href)
    await click(page, 'main button')
    await shot(page, 'form-errors-dark')
  })

  /** A board of its own with the samples and some links more, in a browser context of its own. */
  async function openBoard(more = 0, options: BrowserContextOptions = DESK) {
    const numbered = Array.from({ length: more }, (_, index) => ({
      title: `Link ${index + 1}`,
      url: `https://example.org/${index + 1}`,
      note: '',
    }))
    const db = openDatabase(':memory:', (db) => addSamples(db, [...numbered, ...SAMPLE_LINKS]))
    const problems: string[] = []
    const app = linkBoard(db, { log: ({ level, message }) => level === 'error' && problems.push(message) })
    const { url } = await app.listen({ port: 0, host: '127.0.0.1', signals: false })
    const context = await browser.newContext(options)
    onTestFinished(async () => {
      await context.close()
      await app.close()
    })
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(url)
    const links = () => JSON.stringify(db.prepare('select * from links').all())
    const clear = () => db.exec('delete from links')
    return { page, problems, links, clear }
  }
})

/** Another site: its address, at another origin. */
async function openPage(body: string): Promise<string> {
  const app = new App({ templates: false }).get('/', () => trustedHtml(`<!doctype html><title>Prizes</title>${body}`))
  onTestFinished(() => app.close())
  return (await app.listen({ port: 0, host: '127.0.0.1', signals: false })).url
}

/** Clicks what leads to another page, and waits for it. */
async function click(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(selector)])
}

/** Signs up as ada, and comes to the account's page. */
async function signUp(page: Page): Promise<void> {
  await page.goto(new URL('/sign-up?return=/account', page.url()).href)
  await page.fill('#name', 'ada')
  await page.fill('#password', PASSWORD)
  await click(page, 'main button')
}

async function addLinkWithPicture(page: Page): Promise<void> {
  await page.goto(new URL('/links/new', page.url()).href)
  await page.fill('#title', 'A link with a picture of something that is worth looking at')
  await page.fill('#url', 'https://example.org/')
  await page.fill('#note', 'Why it is worth keeping, in a sentence or two that go over more than one line.')
  await page.setInputFiles('#picture', DOT)
  await page.fill('#alt', 'A red dot')
  await click(page, 'main button')
}

/** Keeps a picture of a page to look at, and holds it to the rules of accessibility. */
async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, SHOTS)), fullPage: true })
  expect(await violationsOn(page)).toEqual([])
}
