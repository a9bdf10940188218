// The selectors of CSS that tests need: tags, ids, classes, attributes, descendants, children and lists.
// @see https://www.w3.org/TR/selectors-4/

import type { HtmlElement } from './html-tree.js'

/** Whether an element is one that a selector means. */
export type Matches = (element: HtmlElement) => boolean

const TAG = /^(?:\*|-?[_a-zA-Z\u0080-\uffff][\w\u0080-\uffff-]*)/
const ID_OR_CLASS = /^([#.])(-?[_a-zA-Z\u0080-\uffff][\w\u0080-\uffff-]*)/
const ATTRIBUTE =
  /^\[[ \t]*([\w:-]+)[ \t]*(?:([~^$*]?=)[ \t]*(?:"([^"]*)"|'([^']*)'|([_a-zA-Z\u0080-\uffff-][\w\u0080-\uffff-]*))[ \t]*)?\]/
const COMBINATOR = /^(?:\s*([>,])\s*|\s+)/

/** One step of a selector: what an element must be, and how it stands to the step before. */
interface Step {
  readonly combinator: 'descendant' | 'child'
  readonly simple: Matches[]
}

/** @throws Error for a selector that is not understood, saying which are */
export function parseSelector(selector: string): Matches {
  const alternatives: Step[][] = [[firstStep()]]
  let rest = selector.trim()
  while (rest !== '') {
    const steps = alternatives.at(-1) ?? []
    const { simple = [] } = steps.at(-1) ?? {}
    const found = simpleAt(rest, simple.length === 0)
    const combinator = found ? null : COMBINATOR.exec(rest)
    if (found) simple.push(found.matches)
    else if (combinator === null || simple.length === 0) throw notUnderstood(selector, rest)
    else if (combinator[1] === ',') alternatives.push([firstStep()])
    else steps.push({ combinator: combinator[1] === '>' ? 'child' : 'descendant', simple: [] })
    rest = rest.slice(found?.length ?? combinator?.[0].length)
  }
  if (alternatives.some((steps) => !steps.at(-1)?.simple.length)) throw notUnderstood(selector, 'its end')
  return (element) => alternatives.some((steps) => matchesSteps(element, steps))
}

function firstStep(): Step {
  return { combinator: 'descendant', simple: [] }
}

/** The simple selector that a text begins with, and how long it is; a tag comes first or not at all. */
function simpleAt(text: string, isFirst: boolean): { matches: Matches; length: number } | undefined {
  const [tag] = (isFirst && TAG.exec(text)) || []
  if (tag !== undefined) return { matches: tagMatch(tag.toLowerCase()), length: tag.length }
  const [marked, mark, name = ''] = ID_OR_CLASS.exec(text) ?? []
  if (marked !== undefined) return { matches: mark === '#' ? idMatch(name) : classMatch(name), length: marked.length }
  const match = ATTRIBUTE.exec(text)
  if (match === null) return undefined
  const [whole, attribute = '', operator, double, single, bare] = match
  return {
    matches: attributeMatch(attribute.toLowerCase(), operator, double ?? single ?? bare ?? ''),
    length: whole.length,
  }
}

/** From the last step, which the element itself must be, outwards. */
function matchesSteps(element: HtmlElement, steps: readonly Step[]): boolean {
  const last = steps.at(-1)
  if (last === undefined) return true
  if (!last.simple.every((matches) => matches(element))) return false
  const before = steps.slice(0, -1)
  if (before.length === 0) return true
  let around = element.parent
  if (last.combinator === 'child') return around !== undefined && matchesSteps(around, before)
  for (; around !== undefined; around = around.parent) if (matchesSteps(around, before)) return true
  return false
}

function tagMatch(wanted: string): Matches {
  return ({ tag, parent }) => (wanted === '*' ? parent !== undefined : tag === wanted)
}

function idMatch(id: string): Matches {
  return ({ attributes }) => attributes.get('id') === id
}

function classMatch(name: string): Matches {
  return ({ attributes }) => words(attributes.get('class')).includes(name)
}

function attributeMatch(name: string, operator: string | undefined, wanted: string): Matches {
  const compare = COMPARISONS.get(operator ?? '')
  return ({ attributes }) => {
    const value = attributes.get(name)
    return value !== undefined && (compare?.(value, wanted) ?? true)
  }
}

/** Nothing begins with, ends with or contains the empty text. */
const COMPARISONS: ReadonlyMap<string, (value: string, wanted: string) => boolean> = new Map([
  ['=', (value, wanted) => value === wanted],
  ['~=', (value, wanted) => words(value).includes(wanted)],
  ['^=', (value, wanted) => wanted !== '' && value.startsWith(wanted)],
  ['$=', (value, wanted) => wanted !== '' && value.endsWith(wanted)],
  ['*=', (value, wanted) => wanted !== '' && value.includes(wanted)],
])

function words(text = ''): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

function notUnderstood(selector: string, rest: string): Error {
  return new Error(
    `the selector ${JSON.stringify(selector)} is not understood at ${JSON.stringify(rest)}: there are tag, *, #id, ` +
      '.class, [name], [name="value"] with ~= ^= $= *=, a space or > between them, and a comma between selectors',
  )
}
