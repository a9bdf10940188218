// Compares style sheets and style attributes by the trees that a CSS parser makes of them: the same rules, selectors and
// properties; a value that was printed is a word, number, colour or list, and brings no function.

import { type CssNode, generate, parse, walk } from 'css-tree'
import { MARK } from '../data.js'
import { Difference, mustBeSame, mustHold } from './difference.js'

/** @throws Difference if style sheets are not the same but for their values */
export function judgeStyleSheet(place: string, own: string, expected: string): void {
  compare(place, shapeOf(own, 'stylesheet'), shapeOf(expected, 'stylesheet'))
}

/** @throws Difference if style attributes are not the same but for their values */
export function judgeDeclarations(place: string, own: string, expected: string): void {
  compare(place, shapeOf(own, 'declarationList'), shapeOf(expected, 'declarationList'))
}

/** A part of a style sheet, and its text where it holds values. */
type Shape = readonly [what: string, text: string, functions: number]

function compare(place: string, own: readonly Shape[], expected: readonly Shape[]): void {
  mustBeSame(`${place} structure`, own.map(nameOf), expected.map(nameOf))
  own.forEach(([what, text, functions], i) => {
    const [, twin, expectedFunctions] = expected[i] ?? ['', '', 0]
    mustHold(twin.includes(MARK) || text === twin, `${place} ${what}`, `${text} was ${twin}`)
    mustHold(functions === expectedFunctions, `${place} ${what}`, `a function in ${text}`)
  })
}

function nameOf([what]: Shape): string {
  return what
}

function shapeOf(text: string, context: 'stylesheet' | 'declarationList'): readonly Shape[] {
  const shapes: Shape[] = []
  const tree = parse(text, { context, parseValue: false, parseAtrulePrelude: false })
  walk(tree, (node: CssNode) => {
    if (node.type === 'Declaration') shapes.push(shapeOfValue(node.property, node.value))
    else if (node.type === 'Atrule') shapes.push(shapeOfValue(`@${node.name}`, node.prelude))
    else if (node.type === 'Rule') shapes.push(shapeOfValue('rule', node.prelude))
  })
  if (shapes.length === 0) throw new Difference(`no style: ${text}`)
  return shapes
}

function shapeOfValue(what: string, node: CssNode | null): Shape {
  const text = node === null ? '' : generate(node)
  return [what, text, text.split('(').length - 1]
}
