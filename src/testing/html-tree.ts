// HTML as a tree of elements and texts. parse5 reads it, as a browser without scripts does; only this file knows parse5,
// which is an optional peer, loaded with the first page.

import type { DefaultTreeAdapterTypes } from 'parse5'

/** An element; the whole document is one with the tag `#document`. */
export interface HtmlElement {
  /** In lower case. */
  readonly tag: string
  readonly attributes: ReadonlyMap<string, string>
  readonly parent: HtmlElement | undefined
  readonly children: readonly HtmlNode[]
}

/** An element, or a text. */
export type HtmlNode = HtmlElement | string

/** Reads a document. */
export type ParseHtml = (html: string) => HtmlElement

/**
 * Loads parse5.
 *
 * @throws Error if it is not installed
 */
export async function loadHtmlParser(
  load: () => Promise<Pick<typeof import('parse5'), 'parse'>> = () => import('parse5'),
): Promise<ParseHtml> {
  const { parse } = await load().catch((cause) => {
    throw new Error('visitor() reads pages with the package parse5: npm install --save-dev parse5', { cause })
  })
  return (html) => elementOf(parse(html, { scriptingEnabled: false }), undefined)
}

/** The elements below one, in the order of the document. */
export function descendants(element: HtmlElement): HtmlElement[] {
  return childElements(element).flatMap((child) => [child, ...descendants(child)])
}

/** The element itself, or the nearest around it, that has one of some tags. */
export function closest(element: HtmlElement | undefined, ...tags: readonly string[]): HtmlElement | undefined {
  let found = element
  while (found !== undefined && !tags.includes(found.tag)) found = found.parent
  return found
}

/** The element and those around it, the nearest first. */
export function lineage(element: HtmlElement): readonly HtmlElement[] {
  return [element, ...(element.parent ? lineage(element.parent) : [])]
}

/** The document that an element is in. */
export function documentOf(element: HtmlElement): HtmlElement {
  return element.parent ? documentOf(element.parent) : element
}

/** The elements directly in one. */
export function childElements({ children }: HtmlElement): readonly HtmlElement[] {
  return children.filter((child) => typeof child !== 'string')
}

type Parsed = DefaultTreeAdapterTypes.ParentNode

/** What is in a `<template>` is no part of the page, and parse5 keeps it apart. */
function elementOf(node: Parsed, parent: HtmlElement | undefined): HtmlElement {
  const children: HtmlNode[] = []
  const attributes = 'attrs' in node ? node.attrs.map(({ name, value }) => [name, value] as const) : []
  const element = { tag: node.nodeName.toLowerCase(), attributes: new Map(attributes), parent, children }
  for (const child of node.childNodes) {
    if (child.nodeName === '#text') children.push((child as DefaultTreeAdapterTypes.TextNode).value)
    else if ('childNodes' in child) children.push(elementOf(child, element))
  }
  return element
}
