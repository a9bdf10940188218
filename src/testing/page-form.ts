// A form of a page: found, filled, and sent as a browser sends it.
// @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-submission-algorithm

import { fillField } from './fill-form.js'
import { type ButtonControl, type Control, controlsOf } from './form-control.js'
import { encodedForm, entriesOf, urlEncoded } from './form-entries.js'
import { descendants, type HtmlElement } from './html-tree.js'
import type { FieldValue, FormValue, Page, PageContext, PageForm } from './page-types.js'
import { parseSelector } from './selector.js'
import { onlyThere, quotedList, shownList } from './shown-list.js'
import { addressOn } from './site-address.js'

/** @throws Error naming the forms within the element, if a selector means none of them, or several are meant */
export function findForm(within: HtmlElement, selector: string | undefined, page: PageContext): PageForm {
  const forms = descendants(within).filter(({ tag }) => tag === 'form')
  const meant = selector === undefined ? forms : forms.filter(parseSelector(selector))
  const [first] = meant
  if (first !== undefined && meant.length === 1) return new Form(first, page)
  const wanted = selector === undefined ? '' : ` ${selector}`
  const there = shownList(forms.map(shownForm))
  if (first === undefined) throw new Error(`${page.label} has no form${wanted}${onlyThere(there)}`)
  throw new Error(`${page.label} has ${meant.length} forms${wanted}: say which, by a selector; it has ${there}`)
}

class Form implements PageForm {
  readonly #element: HtmlElement
  readonly #page: PageContext
  readonly #controls: readonly Control[]

  constructor(element: HtmlElement, page: PageContext) {
    this.#element = element
    this.#page = page
    this.#controls = controlsOf(element)
  }

  get values(): Readonly<Record<string, FormValue | readonly FormValue[]>> {
    const values = new Map<string, FormValue[]>()
    for (const [name, value] of entriesOf(this.#controls, undefined))
      values.set(name, [...(values.get(name) ?? []), value])
    return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all]))
  }

  fill(values: Readonly<Record<string, FieldValue>>): PageForm {
    for (const [name, value] of Object.entries(values)) fillField(this.#controls, name, value, this.#label)
    return this
  }

  async submit(button?: string): Promise<Page> {
    const submitter = this.#button(button)
    const setting = (name: string) => this.#setting(submitter, name)
    const action = setting('action')
    const method = (setting('method') || 'get').toLowerCase()
    if (method === 'dialog') throw new Error(`${this.#label} has the method dialog: it sends nothing`)
    const url = action === '' ? new URL(this.#page.url) : addressOn(action, this.#page, this.#label)
    const entries = entriesOf(this.#controls, submitter)
    if (method !== 'post') {
      url.search = `?${urlEncoded(entries)}`
      return this.#page.go({ method: 'GET', url })
    }
    return this.#page.go({ method: 'POST', url, body: await encodedForm(entries, setting('enctype').toLowerCase()) })
  }

  get #label(): string {
    return `${shownForm(this.#element)} of ${this.#page.label}`
  }

  /** An attribute of the form, which that of the button with `form` before its name goes before. */
  #setting(submitter: ButtonControl | undefined, name: string): string {
    return submitter?.element.attributes.get(`form${name}`) ?? this.#element.attributes.get(name) ?? ''
  }

  #button(wanted: string | undefined): ButtonControl | undefined {
    const buttons = this.#controls.filter((control) => control.kind === 'button')
    const button = wanted === undefined ? buttons[0] : this.#named(buttons, wanted)
    if (button?.isDisabled) throw new Error(`the button ${JSON.stringify(button.label)} of ${this.#label} is disabled`)
    return button
  }

  #named(buttons: readonly ButtonControl[], wanted: string): ButtonControl {
    const byLabel = buttons.filter(({ label }) => label === wanted)
    const meant = byLabel.length > 0 ? byLabel : buttons.filter(({ name }) => name === wanted)
    const [first] = meant
    const shown = quotedList(buttons.map(({ label, name }) => label || name))
    if (first === undefined)
      throw new Error(`${this.#label} has no button ${JSON.stringify(wanted)}${onlyThere(shown)}`)
    if (meant.length > 1)
      throw new Error(`${this.#label} has ${meant.length} buttons ${JSON.stringify(wanted)}: ${shown}`)
    return first
  }
}

/** `form#new`, or `form[action="/links"]`. */
function shownForm({ attributes }: HtmlElement): string {
  const id = attributes.get('id')
  if (id) return `form#${id}`
  const action = attributes.get('action')
  return action === undefined ? 'form' : `form[action="${action}"]`
}
