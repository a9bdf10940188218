// A guest of the board in Chromium, driven by playwright-core.

import type { Locator, Page, Response } from 'playwright-core'
import { type Entries, type Field, type Guest, idsIn, type Place } from './guest.js'

/** Names the route of a request: `routeFinder` of the app. */
type FindRoute = (method: string, target: string) => string | undefined

/** A guest with a page of a browser context of their own, whose `baseURL` is the board. */
export class ChromiumGuest implements Guest {
  readonly #page: Page
  readonly #findRoute: FindRoute
  #answer: Response | undefined

  constructor(page: Page, findRoute: FindRoute) {
    this.#page = page
    this.#findRoute = findRoute
    page.on('response', (response) => {
      if (response.request().isNavigationRequest()) this.#answer = response
    })
  }

  async open(address: string): Promise<void> {
    await this.#page.goto(address)
  }

  async follow(link: string): Promise<void> {
    await this.#leaveBy(this.#page.getByRole('link', { name: link, exact: true }))
  }

  async unfold(summary: string): Promise<void> {
    await this.#page.locator('summary').getByText(summary, { exact: true }).click()
  }

  async press(button: string, fields: Entries = {}): Promise<void> {
    const pressed = this.#page.getByRole('button', { name: button, exact: true })
    const form = this.#page.locator('form').filter({ has: pressed })
    for (const [label, value] of Object.entries(fields)) await fill(form.getByLabel(label, { exact: true }), value)
    await this.#leaveBy(pressed)
  }

  async place(): Promise<Place> {
    const { pathname, search } = new URL(this.#page.url())
    const address = pathname + search
    return {
      status: this.#answer?.status() ?? 0,
      address,
      route: this.#findRoute(this.#answer?.request().method() ?? '', address),
      title: await this.#page.title(),
    }
  }

  async texts(selector: string): Promise<readonly string[]> {
    return (await this.#page.locator(selector).allInnerTexts()).map(collapsed)
  }

  async field(label: string): Promise<Field> {
    const control = this.#page.locator('form').getByLabel(label, { exact: true })
    const ids = idsIn(await control.getAttribute('aria-describedby'))
    return {
      value: await control.inputValue(),
      isInvalid: (await control.getAttribute('aria-invalid')) === 'true',
      descriptions: (await Promise.all(ids.map((id) => this.texts(`#${id}`)))).flat(),
    }
  }

  async pictures(): Promise<readonly string[]> {
    const pictures = await this.#page.locator('main img').all()
    return Promise.all(
      pictures.map(async (picture) => {
        await picture.evaluate((image) => Reflect.get(image, 'decode').call(image)) // rejects what is no picture
        return (await picture.getAttribute('alt')) ?? ''
      }),
    )
  }

  /** Clicks what leads to another page, and waits for it; `load` comes of no change of history by a script. */
  async #leaveBy(control: Locator): Promise<void> {
    await Promise.all([this.#page.waitForEvent('load'), control.click()])
  }
}

async function fill(control: Locator, value: string | boolean | File): Promise<void> {
  if (typeof value === 'string') await control.fill(value)
  else if (typeof value === 'boolean') await control.setChecked(value)
  else {
    const buffer = Buffer.from(await value.arrayBuffer())
    await control.setInputFiles({ name: value.name, mimeType: value.type, buffer })
  }
}

function collapsed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
