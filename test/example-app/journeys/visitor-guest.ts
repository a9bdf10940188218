// A guest of the board without a browser: a visitor of `miniweb/testing`.

import type { FieldValue, Page, PageElement, PageForm, Visitor } from 'miniweb/testing'
import { type Entries, type Field, type Guest, idsIn, type Place } from './guest.js'

/** A guest who has no page open yet. */
export class VisitorGuest implements Guest {
  readonly #visitor: Visitor
  #current: Page | undefined

  constructor(visitor: Visitor) {
    this.#visitor = visitor
  }

  async open(address: string): Promise<void> {
    this.#current = await this.#visitor.open(address)
  }

  async follow(link: string): Promise<void> {
    this.#current = await this.#page.link(link).click()
  }

  /** Without scripts and styles there is nothing to unfold: but it must be there. */
  async unfold(summary: string): Promise<void> {
    only(withText(this.#page.all('summary'), summary), `summary “${summary}”`)
  }

  async press(button: string, fields: Entries = {}): Promise<void> {
    const form = this.#formWith((element) => withText(element.all('button'), button).length > 0, `button “${button}”`)
    const named: [string, FieldValue][] = Object.entries(fields).map(([label, value]) => [
      nameOf(controlOf(form.element, label)),
      value,
    ])
    this.#current = await form.form.fill(Object.fromEntries(named)).submit(button)
  }

  async place(): Promise<Place> {
    const { status, url, route, title } = this.#page
    return { status, address: url, route, title }
  }

  async texts(selector: string): Promise<readonly string[]> {
    return this.#page.all(selector).map(({ text }) => text)
  }

  async field(label: string): Promise<Field> {
    const { element, form } = this.#formWith((element) => labels(element, label).length > 0, `field “${label}”`)
    const control = controlOf(element, label)
    return {
      value: String(form.values[nameOf(control)]),
      isInvalid: control.attribute('aria-invalid') === 'true',
      descriptions: idsIn(control.attribute('aria-describedby')).map((id) => this.#page.find(`#${id}`).text),
    }
  }

  async pictures(): Promise<readonly string[]> {
    const pictures = this.#page.all('main img')
    for (const picture of pictures) {
      const { status, headers } = await this.#visitor.open(picture.attribute('src') ?? '')
      const type = headers.get('content-type')
      if (status !== 200 || !type?.startsWith('image/'))
        throw new Error(`a picture is answered by ${status}, as ${type}`)
    }
    return pictures.map((picture) => picture.attribute('alt') ?? '')
  }

  get #page(): Page {
    if (!this.#current) throw new Error('the guest has no page open')
    return this.#current
  }

  #formWith(has: (form: PageElement) => boolean, what: string): { element: PageElement; form: PageForm } {
    const element = only(this.#page.all('form').filter(has), `form with the ${what}`)
    return { element, form: this.#page.form(selectorOf(element)) }
  }
}

/** A selector of a form, by what tells the forms of the board apart. */
function selectorOf(form: PageElement): string {
  const attributes = ['class', 'action'].map((name) => [name, form.attribute(name)])
  return `form${attributes.map(([name, value]) => (value === undefined ? '' : `[${name}="${value}"]`)).join('')}`
}

/** The control of a label: the one it is for, or the one within it. */
function controlOf(form: PageElement, label: string): PageElement {
  const element = only(labels(form, label), `label “${label}”`)
  const id = element.attribute('for')
  return id === undefined ? element.find('input') : form.find(`#${id}`)
}

function labels(form: PageElement, label: string): readonly PageElement[] {
  return withText(form.all('label'), label)
}

function nameOf(control: PageElement): string {
  return control.attribute('name') ?? ''
}

function withText(elements: readonly PageElement[], text: string): readonly PageElement[] {
  return elements.filter((element) => element.text === text)
}

function only(elements: readonly PageElement[], what: string): PageElement {
  const [first] = elements
  if (!first || elements.length > 1) throw new Error(`the page has ${elements.length} times a ${what}`)
  return first
}
