// What a developer sees in Chromium: pages that follow their sources, styles that change in place, and the error page.

import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openApp, type RunningDev, startDev, word, writeApp } from '../cli/dev-project.js'
import type { Project } from '../template-types/command.js'
import { chromiumPath, launch } from './chromium.js'

const path = chromiumPath()

describe.skipIf(path === undefined)('a page under miniweb dev, in Chromium', () => {
  let browser: Browser
  let project: Project
  let dev: RunningDev

  beforeAll(async () => {
    project = await openApp()
    browser = await launch(path ?? '')
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await project?.close()
  })

  beforeEach(async () => {
    await writeApp(project)
    dev = await startDev(project)
  })

  afterEach(async () => {
    expect(await dev.command.stop('SIGINT')).toBe(0)
  })

  /** Opens a page, and keeps what it complains of besides answers that are no 200. */
  async function open(address = dev.address): Promise<{ readonly page: Page; readonly problems: string[] }> {
    const page = await browser.newPage()
    onTestFinished(() => page.close())
    const problems: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of \d+/.test(message.text())) problems.push(message.text())
    })
    page.on('pageerror', (error) => problems.push(String(error)))
    await page.goto(address)
    return { page, problems }
  }

  const colour = (page: Page) => page.evaluate(`getComputedStyle(document.querySelector('h1')).color`)

  it('takes new styles in place, without being loaded again', async () => {
    const { page, problems } = await open()
    await page.evaluate('window.kept = true')
    expect(await colour(page)).toBe('rgb(255, 0, 0)')
    for (const blue of ['1', '2']) {
      await project.write('static/app.css', `h1 { color: rgb(0, 0, ${blue}) }`)
      await page.waitForFunction(`getComputedStyle(document.querySelector('h1')).color === 'rgb(0, 0, ${blue})'`)
    }
    expect(await page.evaluate('window.kept')).toBe(true)
    await page.waitForFunction(`document.querySelectorAll('link').length === 1`)
    expect(problems).toEqual([])
  })

  it('is loaded again when its template or a source changes', async () => {
    const { page, problems } = await open()
    await project.write('templates/index.html', '<!doctype html><title>x</title><h1>new {{ title }}</h1>')
    await page.locator('h1', { hasText: 'new first' }).waitFor()
    await project.write('src/word.ts', word('second'))
    await page.locator('h1', { hasText: 'new second' }).waitFor()
    expect(problems).toEqual([])
  })

  it('shows a source that does not compile, and itself again when it is corrected', async () => {
    const { page, problems } = await open()
    await project.write('src/word.ts', "export const WORD = 'no end\n")
    await page.locator('h1', { hasText: 'Unterminated string literal' }).waitFor()
    expect(await page.locator('.marked').textContent()).toContain("export const WORD = 'no end")
    await project.write('src/word.ts', word('mended'))
    await page.locator('h1', { hasText: 'mended' }).waitFor()
    expect(problems).toEqual([])
  })

  it('P4: works under the strictest policy of the app, and of the error page', async () => {
    await project.write('src/app.ts', GUARDED)
    await dev.command.line(/app\.ts changed/)
    const { page, problems } = await open()
    await project.write('templates/index.html', '<!doctype html><title>x</title><h1>guarded</h1>')
    await page.locator('h1', { hasText: 'guarded' }).waitFor()
    const error = await open(`${dev.address}/none`)
    expect(await error.page.evaluate('getComputedStyle(document.body).maxWidth')).toBe('960px')
    expect([...problems, ...error.problems]).toEqual([])
  })
})

const GUARDED = `import { App, render } from 'miniweb'
const app = new App({ templates: 'templates', static: 'static' })
app.use(async (_, next) => {
  const reply = await next()
  if (!reply.error) reply.headers.set('content-security-policy', "default-src 'none'; style-src 'self'")
  return reply
})
app.get('/', () => render('index.html', { title: 'strict' }))
export default app
`
