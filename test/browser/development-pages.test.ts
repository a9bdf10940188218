// The pages that development shows in place of an error: on a desk and on a phone, in light and in dark, by the rules of
// accessibility, with nothing that has to be scrolled sideways.

import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Ctx, render, route } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { temporaryFolder, writeFiles } from '../support/site.js'
import { violationsOn } from './accessibility.js'
import { chromiumPath, launch } from './chromium.js'

const path = chromiumPath()
const SHOTS = new URL('../../coverage/screenshots/', import.meta.url)
const DESK = { width: 1100, height: 800 }
const PHONE = { width: 375, height: 740 }

class Orders {
  @route.get('/orders/:id<int>')
  show(_: Ctx, { id }: { id: number }): string {
    throw new RangeError(`order ${id} is out of range`, { cause: new Error('the database does not answer') })
  }

  @route.get('/page')
  page() {
    return render('page.html', { order: { lines: 3 } })
  }
}

const PAGES = [
  { name: 'error', path: '/orders/12?from=list', words: 'order 12 is out of range' },
  { name: 'template-error', path: '/page', words: 'customer' },
  { name: 'near-miss', path: '/order/12', words: '/orders/' },
]

describe.skipIf(path === undefined)('a page of development in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true })
    browser = await launch(path ?? '')
  }, 60_000)

  afterAll(() => browser?.close())

  it.each(PAGES)('$name', { timeout: 60_000 }, async ({ name, path, words }) => {
    const templates = temporaryFolder()
    writeFiles(templates, { 'page.html': '<!doctype html><title>x</title>\n<p>{{ order.customer.name }}\n' })
    const { app } = freshApp({ dev: true, templates })
    const port = await listening(app.register(Orders))
    for (const viewport of [DESK, PHONE]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.newPage({ viewport, colorScheme })
        onTestFinished(() => page.close())
        await page.goto(`http://127.0.0.1:${port}${path}`)
        expect(await page.textContent('body')).toContain(words)
        const size = viewport === DESK ? 'desk' : 'phone'
        const file = new URL(`development-${name}-${size}-${colorScheme}.png`, SHOTS)
        await page.screenshot({ path: fileURLToPath(file), fullPage: true })
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
        expect(await violationsOn(page)).toEqual([])
      }
    }
  })
})
