// Each row of the catalogue has a test that carries its id, and each test that sends a request looks at the whole server
// afterwards.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FIGURES, ROWS } from './catalogue.js'
import { carries, type TestFile, testFiles, titlesIn } from './test-titles.js'

const files = testFiles()
const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).scripts

describe('G9: the catalogue', () => {
  test.each(ROWS.filter(({ without }) => without === undefined))('$id: $title', ({ id }) => {
    expect(carrying(id).map(({ path }) => path)).not.toEqual([])
  })

  test('has a reason for what cannot apply, and no test for it', () => {
    const reasons = ROWS.filter(({ without }) => without !== undefined)
    expect(reasons.flatMap(({ id }) => carrying(id).map(({ path }) => `${id} ${path}`))).toEqual([])
  })

  test.each(FIGURES)('$id, measured: $title', ({ id, file, script }) => {
    if (script !== undefined) expect(scripts).toHaveProperty([script])
    else expect(carrying(id).map(({ path }) => path)).toContain(file)
  })

  test('has each id once', () => {
    const ids = ROWS.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
  })

  test('is tested over HTTP by files that look at the server behind each case', () => {
    const tested = files.filter((file) => isOverHttp(file) && ROWS.some(({ id }) => some(file.titles, id)))
    expect(tested.filter(({ text }) => !text.includes('support/invariants.js')).map(({ path }) => path)).toEqual([])
    expect(tested.length).toBeGreaterThan(15)
  })
})

describe('an id', () => {
  test.each(['K1: a', 'K1 x CVE-1: a', 'L9, K1: a', 'a (K1, x)', 'K1'])('is in %j', (title) => {
    expect(carries(title, 'K1')).toBe(true)
  })

  test.each(['K10: a', '%C3%K1', 'mK1 a', '/K1', 'a K1 b'])('is not in %j', (title) => {
    expect(carries(title, 'K1')).toBe(false)
  })

  test('counts in a title or in the name of a row, and nowhere else', () => {
    const text = "const A = 'no', ROWS = [['row', 'no']]\ndescribe('a', () => test.each(ROWS)(`b`, f('no')))"
    expect(titlesIn('x.test.ts', text)).toEqual(['row', 'a', 'b'])
  })
})

function carrying(id: string): typeof files {
  return files.filter(({ titles }) => some(titles, id))
}

function some(titles: readonly string[], id: string): boolean {
  return titles.some((title) => carries(title, id))
}

function isOverHttp({ path, text }: TestFile): boolean {
  return path.startsWith('http/') && /\b(?:listening|mounted|serving)\(/.test(text)
}
