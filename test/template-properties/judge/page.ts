// Compares the trees that an HTML parser makes of two pages: the same elements and attribute names in the same order.
// Scripts, styles, addresses and documents in them go to the judges of their languages; other values and texts may differ.

import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse, parseFragment } from 'parse5'
import { MARK } from '../data.js'
import { judgeAddress, judgeAddressList } from './address.js'
import { mustBeSame, mustHold } from './difference.js'
import { judgeJson, judgeScript } from './script.js'
import { judgeDeclarations, judgeStyleSheet } from './style.js'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** @throws Difference if the pages are not the same but for their values */
export function judgePages(hostile: string, harmless: string): void {
  judgeChildren('page', parse(hostile).childNodes, parse(harmless).childNodes)
}

/** As {@link judgePages}, for a part of a page. */
export function judgeFragments(hostile: string, harmless: string): void {
  judgeChildren('fragment', parseFragment(hostile).childNodes, parseFragment(harmless).childNodes)
}

/** Texts are values: an empty one is no node at all. */
function judgeChildren(place: string, hostile: readonly Node[], harmless: readonly Node[]): void {
  const [own, expected] = [hostile.filter(isNoText), harmless.filter(isNoText)]
  mustBeSame(place, own.map(describe), expected.map(describe))
  own.forEach((node, i) => {
    const twin = expected[i]
    if (twin !== undefined && defaultTreeAdapter.isElementNode(node) && defaultTreeAdapter.isElementNode(twin)) {
      judgeElements(`${place} > ${node.tagName}`, node, twin)
    }
  })
}

function isNoText(node: Node): boolean {
  return !defaultTreeAdapter.isTextNode(node)
}

function describe(node: Node): readonly unknown[] {
  if (defaultTreeAdapter.isCommentNode(node)) return ['comment', node.data]
  if (defaultTreeAdapter.isElementNode(node))
    return [node.namespaceURI, node.tagName, node.attrs.map(({ name }) => name)]
  return [node.nodeName]
}

function judgeElements(place: string, hostile: Element, harmless: Element): void {
  hostile.attrs.forEach(({ name, value }, i) => {
    judgeAttribute(`${place}[${name}]`, { element: hostile.tagName, name }, [value, harmless.attrs[i]?.value ?? ''])
  })
  if (hostile.tagName === 'script' || hostile.tagName === 'style') {
    judgeContent(place, hostile, [textOf(hostile), textOf(harmless)])
  }
  judgeChildren(place, hostile.childNodes, harmless.childNodes)
}

function judgeContent(place: string, { tagName, attrs }: Element, [own, expected]: readonly [string, string]): void {
  const type = attrs.find(({ name }) => name === 'type')?.value
  if (tagName === 'style') judgeStyleSheet(place, own, expected)
  else if (type === 'application/json') judgeJson(place, own, expected)
  else judgeScript(place, { own, expected, isHandler: false })
}

const ADDRESSES = new Set('href action formaction cite background poster src data'.split(' '))
const CODE = new Set('script src,link href,iframe src,object data,use href,base href'.split(','))

interface AttributePlace {
  readonly element: string
  readonly name: string
}

function judgeAttribute(place: string, { element, name }: AttributePlace, values: readonly [string, string]): void {
  const [own, expected] = values
  if (name.startsWith('on')) judgeScript(place, { own, expected, isHandler: true })
  else if (name === 'style') judgeDeclarations(place, own, expected)
  else if (name === 'srcset') judgeAddressList(place, own, expected)
  else if (name === 'srcdoc') judgePages(own, expected)
  else if (ADDRESSES.has(name)) judgeAddress(place, { own, expected, loadsCode: CODE.has(`${element} ${name}`) })
  else mustHold(own === expected || expected.includes(MARK), place, `${own} was literal`)
}

function textOf({ childNodes }: Element): string {
  return childNodes.map((node) => (defaultTreeAdapter.isTextNode(node) ? node.value : '')).join('')
}
