// The titles of all tests, read from their syntax trees: what `describe`, `test` and `it` are given, and the rows of tables
// that open with an id of the catalogue, as they become titles by `%s`.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript-5'

/** A file of tests, its path relative to `test/`. */
export interface TestFile {
  readonly path: string
  readonly text: string
  readonly titles: readonly string[]
}

const TESTS = fileURLToPath(new URL('..', import.meta.url))

/** Every file of tests. */
export function testFiles(): readonly TestFile[] {
  const names = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'))
  return names.map((name) => {
    const path = relative(TESTS, join(TESTS, name)).split(sep).join('/')
    const text = readFileSync(join(TESTS, name), 'utf8')
    return { path, text, titles: titlesIn(path, text) }
  })
}

/** The titles of one file. */
export function titlesIn(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const titles: string[] = []
  const visit = (node: ts.Node): void => {
    const title = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ? node.text : undefined
    if (title !== undefined && (isTitle(node) || isRowName(node))) titles.push(title)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return titles
}

/** Whether a test carries an id in its title: in front, behind another one, or in brackets. */
export function carries(title: string, id: string): boolean {
  const literal = id.replace(/[[\]]/g, '\\$&')
  return new RegExp(`(?:^|, | \\()${literal}(?=$|[ :,)])`).test(title)
}

/** The first argument of `describe`, `test` and `it`, and of what `.each` and the like make of them. */
function isTitle(node: ts.Node): boolean {
  const text = ts.isTemplateHead(node) ? node.parent : node
  const call = text.parent
  return (
    ts.isCallExpression(call) && call.arguments[0] === text && /^(?:describe|test|it)\b/.test(call.expression.getText())
  )
}

/** The first of a row. */
function isRowName(node: ts.Node): boolean {
  return ts.isArrayLiteralExpression(node.parent) && node.parent.elements[0] === node
}
