// Paths as templates write them, some of their segments known only when they are rendered: which routes they may lead to.

import { convert, isDotSegment } from './converters.js'
import type { ParameterSegment, Segment } from './pattern.js'

/** A segment, decoded; undefined for one that is put together from values. */
export type WrittenSegment = string | undefined

/**
 * Whether a route takes a path. A segment that is not known fits a parameter, and no literal: an address that is written
 * with a value in it means a parameter.
 */
export function takesPath(pattern: readonly Segment[], path: readonly WrittenSegment[]): boolean {
  const last = pattern.at(-1)
  if (last?.kind === 'path') {
    const before = pattern.slice(0, -1)
    const rest = path.slice(before.length)
    return rest.length > 0 && rest.every(isOfRest) && takesEach(before, path.slice(0, before.length))
  }
  return takesEach(pattern, path)
}

/** The path of a pattern: its literals, and values where its parameters stand. */
export function pathOfPattern(pattern: readonly Segment[]): readonly WrittenSegment[] {
  return pattern.map((segment) => (segment.kind === 'literal' ? segment.text : undefined))
}

function takesEach(pattern: readonly Segment[], path: readonly WrittenSegment[]): boolean {
  return pattern.length === path.length && pattern.every((segment, index) => takesOne(segment, path[index]))
}

function takesOne(segment: Segment, text: WrittenSegment): boolean {
  if (segment.kind === 'literal') return segment.text === text
  return text === undefined || fitsParameter(segment, text)
}

/** Whether a text is a value of a parameter. */
export function fitsParameter({ converter }: ParameterSegment, text: string): boolean {
  return text !== '' && !isDotSegment(text) && convert(converter, text) !== undefined
}

function isOfRest(text: WrittenSegment): boolean {
  return text === undefined || !isDotSegment(text)
}
