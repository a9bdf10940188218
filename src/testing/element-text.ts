// What a reader sees of an element: its text, and the name by which a link or button is found.
// @see https://www.w3.org/TR/accname-1.2/ , of which the common part is here

import { descendants, documentOf, type HtmlElement, type HtmlNode } from './html-tree.js'

/** Elements of which a reader sees nothing. */
const UNSEEN: ReadonlySet<string> = new Set(['head', 'script', 'style', 'template', 'title'])

/** Elements that stand in a line with the text around them; any other begins and ends a word. */
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i img ins kbd label mark output q ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)

/** The text that a reader sees, white space collapsed. */
export function textOf(element: HtmlElement): string {
  return collapsed(textIn(element, () => ''))
}

/** The accessible name of a link or button: `aria-labelledby`, `aria-label`, its text with that of images, or `title`. */
export function nameOf(element: HtmlElement): string {
  const { attributes } = element
  const labels = labelsOf(element)
  const text = textIn(element, (inner) => inner.attributes.get('aria-label') ?? inner.attributes.get('alt') ?? '')
  const names = [labels, attributes.get('aria-label'), text, attributes.get('title')]
  return names.map((name) => collapsed(name ?? '')).find((name) => name !== '') ?? ''
}

/** White space as one space, none at the ends. */
export function collapsed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** @param instead a text that stands for an element without one */
function textIn(node: HtmlNode, instead: (element: HtmlElement) => string): string {
  if (typeof node === 'string') return node
  if (UNSEEN.has(node.tag) || node.attributes.has('hidden')) return ''
  const inner = node.children.map((child) => textIn(child, instead)).join('') || instead(node)
  return INLINE.has(node.tag) ? inner : ` ${inner} `
}

function labelsOf(element: HtmlElement): string | undefined {
  const ids = element.attributes.get('aria-labelledby')?.split(/\s+/)
  if (ids === undefined) return undefined
  const labels = descendants(documentOf(element)).filter(({ attributes }) => ids.includes(attributes.get('id') ?? ''))
  return labels.map(textOf).join(' ')
}
