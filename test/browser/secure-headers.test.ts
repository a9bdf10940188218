// The policy of secureHeaders in a real browser: what carries the nonce of the page runs, and nothing else that is written into it.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { render, secureHeaders } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { temporaryFolder, writeFiles } from '../support/site.js'
import { chromiumPath, launch } from './chromium.js'

const path = chromiumPath()

const PAGE = `<!doctype html>
<html lang="en"><head><title>{{ title }}</title>
<link rel="stylesheet" href="/static/own.css">
<style nonce="{{ csp_nonce }}">h1 { color: rgb(1, 2, 3) }</style>
<style>h1 { color: rgb(9, 9, 9) }</style>
</head><body><h1>{{ title }}</h1>
<script nonce="{{ csp_nonce }}">window.ran = ['nonce', {{ title | json }}]</script>
<script>window.ran.push('none')</script>
<script nonce="">window.ran.push('empty')</script>
<script nonce="AAAAAAAAAAAAAAAAAAAAAA">window.ran.push('guessed')</script>
<script src="/static/own.js"></script>
<script src="data:text/javascript,window.ran.push('data')"></script>
<img src="/nothing.png" alt="" onerror="window.ran.push('handler')">
</body></html>
`

describe.skipIf(path === undefined)('a page with a nonce in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launch(path ?? '')
  }, 60_000)

  afterAll(() => browser?.close())

  async function open(layer = secureHeaders()) {
    const templates = temporaryFolder()
    const folder = temporaryFolder()
    writeFiles(templates, { 'page.html': PAGE })
    writeFiles(folder, { 'own.css': 'h1 { width: 123px }', 'own.js': "window.ran?.push('file')" })
    const { app } = freshApp({ templates, static: folder })
    app.use(layer)
    app.get('/', () => render('page.html', { title: '</script>"' }))
    const port = await listening(app)
    const page = await browser.newPage()
    onTestFinished(() => page.close())
    const refusals: string[] = []
    page.on('console', (message) => message.type() === 'error' && refusals.push(message.text()))
    await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'load' })
    return { page, refusals }
  }

  it('runs the script that carries it and files of the site, and refuses the rest', { timeout: 60_000 }, async () => {
    const { page, refusals } = await open()
    expect(await page.evaluate('window.ran')).toEqual(['nonce', '</script>"', 'file'])
    expect(await page.evaluate(`getComputedStyle(document.querySelector('h1')).color`)).toBe('rgb(1, 2, 3)')
    expect(await page.evaluate(`getComputedStyle(document.querySelector('h1')).width`)).toBe('123px')
    const refused = refusals.filter((text) => text.includes('Content Security Policy'))
    // A style, three scripts, a script of data:, and a handler.
    expect(refused).toHaveLength(6)
    await page.reload()
    expect(await page.evaluate('window.ran')).toEqual(['nonce', '</script>"', 'file'])
  })

  it('would run all of them without the policy', { timeout: 60_000 }, async () => {
    const layer = secureHeaders({ contentSecurityPolicy: { 'default-src': false } })
    const { page } = await open(layer)
    await page.waitForFunction('window.ran.length === 8')
    expect(await page.evaluate('window.ran')).toEqual(expect.arrayContaining(['none', 'empty', 'guessed', 'handler']))
  })
})
