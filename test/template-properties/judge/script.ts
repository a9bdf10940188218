// Compares scripts by the trees that a JavaScript parser makes of them: the same but where a value was printed, and there
// nothing but a literal, list or object that JSON reads, which sets no prototype.

import { type Node, parse } from 'acorn'
import { JSON_MARK, MARK } from '../data.js'
import { Difference, mustBeSame, mustHold } from './difference.js'

/** A script in two renderings; a handler is the body of a function. */
export interface Scripts {
  readonly own: string
  readonly expected: string
  readonly isHandler: boolean
}

/** @throws Difference if scripts are not the same but for their values */
export function judgeScript(place: string, { own, expected, isHandler }: Scripts): void {
  const around = (text: string) => (isHandler ? `(function (event) {${text}\n})` : text)
  compare({ place, text: around(own) }, treeOf(place, around(own)), treeOf(place, around(expected)))
}

/** @throws Difference if data blocks are not the same but for their values */
export function judgeJson(place: string, own: string, expected: string): void {
  try {
    JSON.parse(own)
  } catch (error) {
    throw new Difference(`${place}: no JSON: ${own}`, { cause: error })
  }
  judgeScript(place, { own: `(${own})`, expected: `(${expected})`, isHandler: false })
}

function treeOf(place: string, text: string): Node {
  try {
    return parse(text, { ecmaVersion: 'latest', sourceType: 'script' })
  } catch (error) {
    throw new Difference(`${place}: no script: ${text}`, { cause: error })
  }
}

/** The hostile script, for what is said about it. */
interface Inspected {
  readonly place: string
  readonly text: string
}

const POSITIONS = new Set(['start', 'end', 'raw'])

function compare(inspected: Inspected, own: unknown, expected: unknown): void {
  if (isValue(expected)) mustBeJson(inspected, own)
  else if (typeof own === 'object' && typeof expected === 'object' && own !== null && expected !== null) {
    compareFields(inspected, own, expected)
  } else mustHold(Object.is(own, expected), inspected.place, `${String(own)} was literal`)
}

function compareFields(inspected: Inspected, own: object, expected: object): void {
  const keys = Object.keys(expected).filter((key) => !POSITIONS.has(key))
  const ownKeys = Object.keys(own).filter((key) => !POSITIONS.has(key))
  mustBeSame(`${inspected.place} ${inspected.text}`, ownKeys, keys)
  for (const key of keys) compare(inspected, field(own, key), field(expected, key))
}

/** The boundary to trees of any shape. */
function field(node: object, key: string): unknown {
  return (node as Readonly<Record<string, unknown>>)[key]
}

function isValue(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'type' in node && node.type === 'Literal' && 'value' in node
    ? node.value === JSON_MARK || node.value === MARK
    : false
}

const JSON_TYPES = new Set(['Literal', 'ArrayExpression', 'ObjectExpression', 'UnaryExpression'])

function mustBeJson({ place, text }: Inspected, node: unknown): void {
  mustHold(typeof node === 'object' && node !== null && 'start' in node && 'end' in node, place, 'the value is gone')
  const value = text.slice(Number(node.start), Number(node.end))
  mustHold('type' in node && JSON_TYPES.has(String(node.type)), place, `not the value alone: ${value}`)
  try {
    const keys: string[] = []
    JSON.parse(value, (key) => keys.push(key))
    mustHold(!keys.includes('__proto__'), place, `a prototype is set: ${value}`)
  } catch (error) {
    throw error instanceof Difference ? error : new Difference(`${place}: not JSON: ${value}`, { cause: error })
  }
}
