// A link of a page: found by its name, followed on the site alone.

import { nameOf } from './element-text.js'
import { descendants, type HtmlElement } from './html-tree.js'
import type { Page, PageContext, PageLink } from './page-types.js'
import { onlyThere, quotedList } from './shown-list.js'
import { addressOn, shownAddress } from './site-address.js'

interface NamedLink {
  readonly name: string
  readonly href: string
}

/** @throws Error naming the links within the element, if none has the name, or several that lead to different places */
export function findLink(within: HtmlElement, name: string, page: PageContext): PageLink {
  const links = linksIn(within)
  const named = links.filter((link) => link.name === name)
  const [first] = named
  if (first === undefined) {
    const there = onlyThere(quotedList(links.map((link) => link.name)))
    throw new Error(`${page.label} has no link ${JSON.stringify(name)}${there}`)
  }
  const targets = [...new Set(named.map(({ href }) => href))]
  if (targets.length > 1) {
    throw new Error(
      `${page.label} has several links ${JSON.stringify(name)}, to ${targets.join(', ')}: ` +
        `name a part of it, as find('nav').link(${JSON.stringify(name)})`,
    )
  }
  return new Link(name, first.href, page)
}

class Link implements PageLink {
  readonly #name: string
  readonly #href: string
  readonly #page: PageContext

  constructor(name: string, href: string, page: PageContext) {
    this.#name = name
    this.#href = href
    this.#page = page
  }

  get url(): string {
    return URL.canParse(this.#href, this.#page.base.href)
      ? shownAddress(new URL(this.#href, this.#page.base), this.#page.url)
      : this.#href
  }

  async click(): Promise<Page> {
    const url = addressOn(this.#href, this.#page, `the link ${JSON.stringify(this.#name)}`)
    const isSamePage = url.hash !== '' && withoutHash(url) === withoutHash(this.#page.url)
    return isSamePage ? this.#page.at(url) : this.#page.go({ method: 'GET', url })
  }
}

function linksIn(within: HtmlElement): readonly NamedLink[] {
  return descendants(within).flatMap((element) => {
    const href = element.attributes.get('href')
    if (href === undefined || !['a', 'area'].includes(element.tag)) return []
    return [{ name: nameOf(element) || (element.attributes.get('alt') ?? ''), href }]
  })
}

function withoutHash({ href }: URL): string {
  return href.split('#', 1)[0] ?? ''
}
