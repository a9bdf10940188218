// A new app, made by the packed package: it installs, type-checks, passes its tests, starts, shows every page, and looks
// as it should in Chromium, with the example and without.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'parse5'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { violationsOn } from '../browser/accessibility.js'
import { chromiumPath, launch } from '../browser/chromium.js'
import {
  hasRegistry,
  installIn,
  openPackedPackage,
  type PackedPackage,
  type RunningApp,
  run,
  startApp,
} from './packed-package.js'

const HOOK_TIMEOUT_MS = 180_000
const MOST_MS = 3000
const SHOTS = new URL('../../coverage/screenshots/', import.meta.url)
const chromium = chromiumPath()

const APPS = [
  { content: 'example', pages: ['/', '/guest-book', '/hello/you'] },
  { content: 'empty', pages: ['/'] },
] as const

let miniweb: PackedPackage
let withoutNpmMs: number

describe.skipIf(!(await hasRegistry()))('a new app', () => {
  beforeAll(async () => {
    miniweb = await openPackedPackage()
    const started = performance.now()
    await make('empty', ['--empty', '--no-install'])
    withoutNpmMs = performance.now() - started
    await Promise.all([installIn(folderOf('empty')), make('example', [])])
  }, HOOK_TIMEOUT_MS)
  afterAll(() => miniweb?.remove())

  it(`is made in less than ${MOST_MS} ms, npm left aside`, () => {
    expect(withoutNpmMs).toBeLessThan(MOST_MS)
  })

  describe.each(APPS)('with $content content', ({ content, pages }) => {
    it('is checked, and nothing is wrong with it', { timeout: 60_000 }, async () => {
      const { stdout } = await run('npm', ['run', 'check'], folderOf(content))
      expect(stdout).toMatch(/^all is well: \d+ routes, \d+ templates, \d+ links, types by tsconfig\.json$/m)
    })

    it('passes its tests', { timeout: 60_000 }, async () => {
      const { stdout } = await run('npm', ['test'], folderOf(content))
      expect(stdout).toMatch(/Tests .*\d+ passed/)
      expect(stdout).not.toMatch(/failed|skipped/)
    })

    it('starts in development, where every name in a template means something', { timeout: 60_000 }, async () => {
      const app = await startApp('dev', folderOf(content))
      onTestFinished(() => app.stop())
      expect(await pagesOf(app.url)).toEqual(pages)
      expect((await fetch(`${app.url}/nowhere`)).status).toBe(404)
    })

    describe('built', () => {
      let app: RunningApp

      beforeAll(async () => {
        await run('npm', ['run', 'build'], folderOf(content))
        app = await startApp('start', folderOf(content))
      }, HOOK_TIMEOUT_MS)
      afterAll(() => app?.stop())

      it('shows every page, each of them correct HTML', async () => {
        expect(await pagesOf(app.url)).toEqual(pages)
      })

      it('says that it is well, and has pages of its own for errors', async () => {
        expect(await (await fetch(`${app.url}/healthz`)).text()).toBe('ok')
        const [missing, refused] = [await fetch(`${app.url}/nowhere`), await fetch(`${app.url}/`, { method: 'PUT' })]
        expect([missing.status, refused.status]).toEqual([404, 405])
        expect(await missing.text()).toContain('<code>/nowhere</code>')
        expect(await refused.text()).toContain('<h1>That did not work</h1>')
      })

      it.runIf(content === 'example')('keeps what its form is sent, or says what is wrong with it', async () => {
        const send = (fields: Record<string, string>) =>
          fetch(`${app.url}/guest-book`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
        const refused = await send({ name: 'x'.repeat(61), message: '' })
        expect(refused.status).toBe(422)
        const text = await refused.text()
        expect(mistakesIn(text)).toEqual([])
        expect(text).toContain('At most 60 characters, please.')
        expect(text).toContain('Please write a line or two.')
        expect((await send({ name: 'Ada', message: '<b>\r\nyes' })).status).toBe(303)
        expect(await (await fetch(`${app.url}/guest-book`)).text()).toContain('<p>&lt;b&gt;<br>\nyes</p>')
      })

      describe.skipIf(chromium === undefined)('in Chromium', () => {
        it.each([
          ['desk', 'light'],
          ['desk', 'dark'],
          ['phone', 'light'],
          ['phone', 'dark'],
        ] as const)('fits a %s, in the %s', { timeout: 60_000 }, async (size, colorScheme) => {
          const viewport = size === 'desk' ? { width: 1200, height: 850 } : { width: 320, height: 640 }
          const browser = await launch(chromium ?? '')
          onTestFinished(() => browser.close())
          const page = await browser.newPage({ viewport, colorScheme })
          mkdirSync(SHOTS, { recursive: true })
          const problems = problemsOn(page)
          for (const path of [...pages.filter((path) => path !== '/hello/you'), '/nowhere']) {
            await page.goto(app.url + path)
            const shot = `new-${content}${path.replace('/', '-')}-${size}-${colorScheme}.png`
            await page.screenshot({ path: fileURLToPath(new URL(shot, SHOTS)), fullPage: true })
            expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
            expect(await violationsOn(page)).toEqual([])
          }
          expect(problems).toEqual([expect.stringContaining('404')])
        })
      })
    })
  })
})

function folderOf(content: string): string {
  return join(miniweb.folder, `My ${content}`)
}

/** Makes an app as its user would, and with npm unless told otherwise. */
async function make(content: string, options: readonly string[]): Promise<void> {
  const args = ['new', folderOf(content), ...options, '--package', miniweb.tarball]
  await run(process.execPath, [miniweb.cli, ...args], miniweb.folder)
}

/** The paths of all pages that can be reached from the first one; everything that they link to must be there. */
async function pagesOf(url: string): Promise<readonly string[]> {
  const [pages, seen] = [new Set<string>(), new Set(['/'])]
  for (const path of seen) {
    const answer = await fetch(url + path)
    const text = await answer.text()
    expect([path, answer.status]).toEqual([path, 200])
    if (path.startsWith('/static/')) continue
    pages.add(path)
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
    expect(mistakesIn(text)).toEqual([])
    for (const [, link = ''] of text.matchAll(/(?:href|src)="(\/[^"]*)"/g)) seen.add(link)
  }
  expect([...seen].filter((path) => path.startsWith('/static/')).length).toBeGreaterThan(1)
  return [...pages].sort()
}

/** What a parser of HTML complains of. */
function mistakesIn(html: string): readonly string[] {
  const mistakes: string[] = []
  parse(html, { onParseError: ({ code, startLine }) => mistakes.push(`${code} in line ${startLine}`) })
  return mistakes
}

/** Collects what the browser complains of. */
function problemsOn(page: Page): readonly string[] {
  const problems: string[] = []
  page.on('console', (message) => problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(String(error)))
  return problems
}
