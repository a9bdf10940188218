// Preconditions as a table: what a request says, what the server has, what follows.

import { describe, expect, test } from 'vitest'
import {
  evaluatePreconditions,
  type FieldLines,
  isRangeOfCurrent,
  type Precondition,
} from '../../src/http/conditional.js'

const HAS = { etag: '"a"', modifiedMs: Date.UTC(2020, 1, 2, 2, 2, 2) }
const NOW = Date.UTC(2026, 5, 15)
const SAME = 'Sun, 02 Feb 2020 02:02:02 GMT'
const OLDER = 'Sun, 02 Feb 2020 02:02:01 GMT'
const NEWER = 'Sun, 02 Feb 2020 02:02:03 GMT'

describe('evaluatePreconditions', () => {
  const rows: readonly (readonly [fields: FieldLines, precondition: Precondition])[] = [
    [{}, 'passed'],
    [{ 'if-match': ['"a"'] }, 'passed'],
    [{ 'if-match': ['*'] }, 'passed'],
    [{ 'if-match': [' * '] }, 'passed'],
    [{ 'if-match': ['"b"'] }, 'failed'],
    [{ 'if-match': ['W/"a"'] }, 'failed'],
    [{ 'if-match': ['"b"', '"a"'] }, 'passed'],
    [{ 'if-match': ['"b", "a"'] }, 'passed'],
    [{ 'if-match': ['"b" "a"'] }, 'passed'],
    [{ 'if-match': ['"b, "a"'] }, 'failed'],
    [{ 'if-match': ['a'] }, 'failed'],
    [{ 'if-match': ['*, "b"'] }, 'failed'],
    [{ 'if-match': [''] }, 'failed'],
    [{ 'if-match': ['"a"'], 'if-unmodified-since': [OLDER] }, 'passed'],
    [{ 'if-match': ['"b"'], 'if-unmodified-since': [NEWER] }, 'failed'],
    [{ 'if-match': ['"b"'], 'if-none-match': ['"a"'] }, 'failed'],
    [{ 'if-match': ['"a"'], 'if-none-match': ['"a"'] }, 'not-modified'],
    [{ 'if-unmodified-since': [SAME] }, 'passed'],
    [{ 'if-unmodified-since': [NEWER] }, 'passed'],
    [{ 'if-unmodified-since': [OLDER] }, 'failed'],
    [{ 'if-unmodified-since': ['x'] }, 'passed'],
    [{ 'if-unmodified-since': [OLDER, OLDER] }, 'passed'],
    [{ 'if-unmodified-since': [OLDER], 'if-none-match': ['"a"'] }, 'failed'],
    [{ 'if-none-match': ['"a"'] }, 'not-modified'],
    [{ 'if-none-match': ['W/"a"'] }, 'not-modified'],
    [{ 'if-none-match': ['*'] }, 'not-modified'],
    [{ 'if-none-match': ['"b"'] }, 'passed'],
    [{ 'if-none-match': ['"x,y","a"'] }, 'not-modified'],
    [{ 'if-none-match': ['"x,"a",y"'] }, 'passed'],
    [{ 'if-none-match': ['w/"a"'] }, 'passed'],
    [{ 'if-none-match': ['W/ "a"'] }, 'passed'],
    [{ 'if-none-match': ['""'] }, 'passed'],
    [{ 'if-none-match': ['"'] }, 'passed'],
    [{ 'if-none-match': ['W/'] }, 'passed'],
    [{ 'if-none-match': ['x, "a"'] }, 'not-modified'],
    [{ 'if-none-match': ['"b"'], 'if-modified-since': [NEWER] }, 'passed'],
    [{ 'if-none-match': ['"a"'], 'if-modified-since': [OLDER] }, 'not-modified'],
    [{ 'if-modified-since': [SAME] }, 'not-modified'],
    [{ 'if-modified-since': [NEWER] }, 'not-modified'],
    [{ 'if-modified-since': [OLDER] }, 'passed'],
    [{ 'if-modified-since': ['x'] }, 'passed'],
    [{ 'if-modified-since': [NEWER, NEWER] }, 'passed'],
  ]
  test.each(rows)('%j is %s', (fields, precondition) => {
    expect(evaluatePreconditions(fields, HAS, NOW)).toBe(precondition)
  })

  test('a weak tag of the server never matches strongly', () => {
    const has = { ...HAS, etag: 'W/"a"' }
    expect(evaluatePreconditions({ 'if-match': ['W/"a"'] }, has, NOW)).toBe('failed')
    expect(evaluatePreconditions({ 'if-none-match': ['"a"'] }, has, NOW)).toBe('not-modified')
  })
})

describe('isRangeOfCurrent', () => {
  const rows: readonly (readonly [fields: FieldLines, isCurrent: boolean])[] = [
    [{}, true],
    [{ 'if-range': ['"a"'] }, true],
    [{ 'if-range': ['"b"'] }, false],
    [{ 'if-range': ['W/"a"'] }, false],
    [{ 'if-range': ['"a"', '"a"'] }, false],
    [{ 'if-range': ['"b", "a"'] }, false],
    [{ 'if-range': ['a'] }, false],
    [{ 'if-range': [''] }, false],
    [{ 'if-range': [SAME] }, true],
    [{ 'if-range': [NEWER] }, false],
    [{ 'if-range': [OLDER] }, false],
  ]
  test.each(rows)('%j: %s', (fields, isCurrent) => {
    expect(isRangeOfCurrent(fields, HAS, NOW)).toBe(isCurrent)
  })

  test('a weak tag of the server is none', () => {
    expect(isRangeOfCurrent({ 'if-range': ['W/"a"'] }, { ...HAS, etag: 'W/"a"' }, NOW)).toBe(false)
  })

  test('a time within the last second may stand for two states', () => {
    expect(isRangeOfCurrent({ 'if-range': [SAME] }, HAS, HAS.modifiedMs + 999)).toBe(false)
    expect(isRangeOfCurrent({ 'if-range': [SAME] }, HAS, HAS.modifiedMs + 1000)).toBe(true)
  })
})
