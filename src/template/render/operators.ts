// What conditions and comparisons mean: truth, order, membership. Values only; no scopes, no places.

import type { CompareOperator } from '../syntax/tree.js'

/** False are JavaScript's falsy values and empty arrays, Sets and Maps. */
export function isTrue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value)
  if (Array.isArray(value)) return value.length > 0
  return value instanceof Set || value instanceof Map ? value.size > 0 : true
}

type Comparison = (left: unknown, right: unknown) => boolean

/** The functions of the comparison operators. `==` is JavaScript's `===`. */
export const COMPARISONS: Readonly<Record<CompareOperator, Comparison>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => inOrder(left, right, (difference) => difference < 0),
  '<=': (left, right) => inOrder(left, right, (difference) => difference <= 0),
  '>': (left, right) => inOrder(left, right, (difference) => difference > 0),
  '>=': (left, right) => inOrder(left, right, (difference) => difference >= 0),
  in: (left, right) => isIn(left, right),
}

/** @throws TypeError for values that have no order; null and undefined are neither less nor more than anything */
function inOrder(left: unknown, right: unknown, decide: (difference: number) => boolean): boolean {
  if (left === null || left === undefined || right === null || right === undefined) return false
  const [a, b] = [orderOf(left), orderOf(right)]
  if (a === undefined || b === undefined || (typeof a === 'string') !== (typeof b === 'string')) {
    throw new TypeError(`cannot compare ${kindOf(left)} with ${kindOf(right)}`)
  }
  if (a < b) return decide(-1)
  if (a > b) return decide(1)
  return a >= b && decide(0)
}

function orderOf(value: unknown): number | bigint | string | undefined {
  if (value instanceof Date) return value.getTime()
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string' ? value : undefined
}

/** @throws TypeError if the right side cannot hold anything */
function isIn(left: unknown, right: unknown): boolean {
  if (right === null || right === undefined) return false
  if (typeof right === 'string') return typeof left === 'string' && right.includes(left)
  if (Array.isArray(right)) return right.includes(left)
  if (right instanceof Set || right instanceof Map) return right.has(left)
  if (typeof right === 'object') return typeof left === 'string' && Object.hasOwn(right, left)
  throw new TypeError(`"in" takes a list, a Set, a Map, an object or a string on its right, not ${kindOf(right)}`)
}

/** A value's kind, for messages: `a string`, `a list`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Date || value instanceof Map || value instanceof Set) return `a ${value.constructor.name}`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
