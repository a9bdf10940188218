// Which segments may name a file, on every system alike.

import { describe, expect, test } from 'vitest'
import { isServable, namesOf } from '../../src/static/names.js'

describe('isServable', () => {
  test.each([
    'a',
    'a.txt',
    'do..ts',
    'a b',
    '100%',
    'a#b',
    'a?b',
    '\u2603',
    'console.js',
    'com10',
    'nulls',
    'lpt',
    '~',
    '$x',
    'a%2Fb',
  ])('takes %j', (name) => {
    expect(isServable(name, 0)).toBe(true)
    expect(isServable(name, 3)).toBe(true)
  })

  test.each([
    '',
    '.',
    '..',
    '...',
    '.env',
    '.well-known',
    'a/b',
    'a\\b',
    '/',
    '\\',
    'a\0',
    'c:',
    'C:',
    'a:b',
    'a.',
    'a..',
    'a ',
    ' ',
    'con',
    'CON',
    'con.txt',
    'Con.tar.gz',
    'prn',
    'aux.js',
    'nul',
    'NUL .txt',
    'com1',
    'COM9.log',
    'com\u00b9',
    'lpt1',
    'LPT\u00b3.x',
    'conin$',
    'CONOUT$',
  ])('refuses %j', (name) => {
    expect(isServable(name, 1)).toBe(false)
  })

  test('takes .well-known at the top, and nothing that only begins like it', () => {
    expect(isServable('.well-known', 0)).toBe(true)
    expect(isServable('.well-known2', 0)).toBe(false)
    expect(isServable('.WELL-KNOWN', 0)).toBe(false)
  })
})

describe('namesOf', () => {
  test.each([
    [[''], ['index.html']],
    [
      ['a', ''],
      ['a', 'index.html'],
    ],
    [
      ['a', 'b.txt'],
      ['a', 'b.txt'],
    ],
    [
      ['.well-known', 'x'],
      ['.well-known', 'x'],
    ],
    [[], []],
    [['', 'a'], undefined],
    [['a', '', 'b'], undefined],
    [['a', '', ''], undefined],
    [['', ''], undefined],
    [['a', '.well-known'], undefined],
    [['..', 'a'], undefined],
    [['a', '..', ''], undefined],
  ])('%j are the names %j', (segments, names) => {
    expect(namesOf(segments)).toEqual(names)
  })
})
