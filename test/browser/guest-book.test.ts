// The guest book as a guest sees it: in a real browser, on a desk and on a phone, in light and in dark.

import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launch } from './chromium.js'

const path = chromiumPath()
const SHOTS = new URL('../../coverage/screenshots/', import.meta.url)

describe.skipIf(path === undefined)('the guest book in Chromium', () => {
  let browser: Browser
  let page: Page
  let address: string
  let close: () => Promise<void>
  const problems: string[] = []

  beforeAll(async () => {
    process.env['GUEST_BOOK'] = ':memory:'
    const { default: app } = await import('../../example-app/app.js')
    const listening = await app.listen({ port: 0, host: '127.0.0.1', signals: false })
    address = listening.url
    close = () => app.close()
    browser = await launch(path ?? '')
    page = await browser.newPage({ viewport: { width: 1100, height: 800 } })
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(error.message))
    mkdirSync(SHOTS, { recursive: true })
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await close?.()
  })

  it('shows an empty book with its styles and its script', async () => {
    await page.goto(address)
    expect(await page.title()).toBe('The guest book')
    expect(await page.textContent('.empty')).toContain('Be the first')
    expect(await page.textContent('#left')).toBe('500 characters left')
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.card')).borderRadius`)).toBe('12px')
    await shot(page, 'empty')
  })

  it('keeps what was written when a field is missing, and says which', async () => {
    await page.fill('#message', 'I was here <b>too</b>')
    await Promise.all([page.waitForNavigation(), page.click('button')])
    expect(await page.textContent('#name-error')).toContain('Please tell us your name.')
    expect(await page.inputValue('#message')).toBe('I was here <b>too</b>')
    expect(problems.splice(0).filter((problem) => !problem.includes('422'))).toEqual([])
    await shot(page, 'errors')
  })

  it('adds the entry and shows it, markup as text', async () => {
    await page.fill('#name', 'Ada')
    await Promise.all([page.waitForNavigation(), page.click('button')])
    expect(new URL(page.url()).pathname).toBe('/entries/1')
    expect(await page.textContent('.message')).toBe('I was here <b>too</b>')
    expect(await page.locator('.message b').count()).toBe(0)
    await page.click('text=All entries')
    expect(await page.locator('.entry').count()).toBe(1)
    await shot(page, 'one-entry')
  })

  it('answers an unknown address with its own page', async () => {
    const response = await page.goto(`${address}/nowhere/<i>`)
    expect(response?.status()).toBe(404)
    expect(await page.textContent('h1')).toBe('There is nothing here')
    expect(await page.textContent('code')).toBe('/nowhere/<i>')
    problems.length = 0
    await shot(page, 'not-found')
  })

  it('fits a phone and follows the dark', async () => {
    await page.setViewportSize({ width: 375, height: 740 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto(address)
    const wide = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')
    expect(wide).toBe(false)
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(23, 22, 20)')
    expect(problems).toEqual([])
    await shot(page, 'phone-dark')
  })
})

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, SHOTS)), fullPage: true })
}
