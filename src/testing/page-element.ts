// An element of a page, as tests look at it.

import { textOf } from './element-text.js'
import { descendants, type HtmlElement } from './html-tree.js'
import { findForm } from './page-form.js'
import { findLink } from './page-link.js'
import type { PageContext, PageElement, PageForm, PageLink } from './page-types.js'
import { parseSelector } from './selector.js'
import { shownList } from './shown-list.js'

/** Wraps an element of the tree. */
export class FoundElement implements PageElement {
  readonly #element: HtmlElement
  readonly #page: PageContext

  constructor(element: HtmlElement, page: PageContext) {
    this.#element = element
    this.#page = page
  }

  get tag(): string {
    return this.#element.tag
  }

  get text(): string {
    return textOf(this.#element)
  }

  attribute(name: string): string | undefined {
    return this.#element.attributes.get(name.toLowerCase())
  }

  find(selector: string): PageElement {
    const [first] = this.all(selector)
    if (first) return first
    const marked = shownList(
      descendants(this.#element)
        .map(markedTag)
        .filter((text) => text !== ''),
    )
    const there = marked === '' ? 'nothing in it has an id or a class' : `it has ${marked}`
    throw new Error(`${this.#page.label} has no element ${selector}${this.#within()}; ${there}`)
  }

  all(selector: string): readonly PageElement[] {
    const matches = parseSelector(selector)
    return descendants(this.#element)
      .filter(matches)
      .map((element) => new FoundElement(element, this.#page))
  }

  link(name: string): PageLink {
    return findLink(this.#element, name, this.#page)
  }

  form(selector?: string): PageForm {
    return findForm(this.#element, selector, this.#page)
  }

  #within(): string {
    return this.tag === '#document' ? '' : ` in ${markedTag(this.#element) || this.tag}`
  }
}

/** `form#new.panel`; empty for an element without id and class. */
function markedTag({ tag, attributes }: HtmlElement): string {
  const id = attributes.get('id') ?? ''
  const classes = (attributes.get('class') ?? '').split(/\s+/).filter((name) => name !== '')
  const marks = [...(id === '' ? [] : [`#${id}`]), ...classes.map((name) => `.${name}`)]
  return marks.length === 0 ? '' : tag + marks.join('')
}
