// The same journeys through the board in Chromium, with its scripts, of which none may fail or be refused by the page's policy.

import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished } from 'vitest'
import type { App } from '../../../src/index.js'
import { routeFinder } from '../../../src/tooling.js'
import { chromiumPath, launch } from '../../browser/chromium.js'
import { freshBoard } from '../fresh-board.js'
import { accountJourneys } from './accounts.js'
import { ChromiumGuest } from './chromium-guest.js'
import { linkJourneys } from './links.js'
import type { OpenBoard } from './member.js'

const path = chromiumPath()

describe.skipIf(path === undefined)('in Chromium', { timeout: 60_000 }, () => {
  let browser: Browser
  const problems: string[] = []

  beforeAll(async () => {
    browser = await launch(path ?? '')
  }, 60_000)

  afterEach(() => expect(problems.splice(0)).toEqual([]))

  afterAll(() => browser?.close())

  const openBoard: OpenBoard = async (links) => {
    const { app } = freshBoard(links)
    const { url } = await app.listen({ port: 0, host: '127.0.0.1', signals: false })
    const findRoute = namesOfRoutes(app)
    return async () => {
      const context = await browser.newContext({ baseURL: url })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      noteProblems(page, problems)
      return new ChromiumGuest(page, findRoute)
    }
  }

  accountJourneys(openBoard)
  linkJourneys(openBoard)
})

/** Notes what the console shows as an error, but for answers that a journey expects: a form refused, a page that is not there. */
function noteProblems(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    const isAnswer = / status of 4\d\d /.test(message.text())
    if (message.type() === 'error' && !isAnswer) problems.push(message.text())
  })
}

/** Names routes as a visitor does. The example has the types of the built package, which leave out what is for tools. */
function namesOfRoutes(app: unknown): ReturnType<typeof routeFinder> {
  return routeFinder((app as App)['~parts'])
}
