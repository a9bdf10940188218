// Every regular expression of src/, read from its syntax tree: literals, and what `new RegExp` makes of constants.
// Where a part is known only at run time, a sample stands in for it.

import ts from 'typescript-5'
import { sourceFiles } from './source-files.js'

/** A regular expression and where it stands. */
export interface FoundRegExp {
  /** File and line. */
  readonly place: string
  readonly source: string
  readonly flags: string
}

/** Stands in for a name whose value is known at run time only. */
export type SampleOf = (file: string, name: string) => string | undefined

/** All regular expressions of src/. @throws Error for a `new RegExp` that cannot be worked out */
export function regularExpressions(sampleOf: SampleOf): readonly FoundRegExp[] {
  return sourceFiles().flatMap(({ path, text }) => regExpsIn(path, text, sampleOf))
}

/** The regular expressions of one file. @throws Error for a `new RegExp` that cannot be worked out */
export function regExpsIn(path: string, text: string, sampleOf: SampleOf): readonly FoundRegExp[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: FoundRegExp[] = []
  const visit = (node: ts.Node): void => {
    const regExp = regExpAt(node, (name) => sampleOf(path, name))
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1
    if (regExp === 'unknown') throw new Error(`${path}:${line}: there is no telling what ${node.getText()} is`)
    if (regExp !== undefined) found.push({ place: `${path}:${line}`, ...regExp })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

type Sample = (name: string) => string | undefined

/** What a node is, if it is a regular expression. Copies of one that stands elsewhere do not count. */
function regExpAt(node: ts.Node, sample: Sample): Omit<FoundRegExp, 'place'> | 'unknown' | undefined {
  if (ts.isRegularExpressionLiteral(node)) return partsOf(node.text)
  if (!(ts.isNewExpression(node) || ts.isCallExpression(node)) || node.expression.getText() !== 'RegExp')
    return undefined
  const [pattern, flags] = node.arguments ?? []
  if (pattern === undefined) return 'unknown'
  if (isCopied(pattern)) return undefined
  const source = textOf(pattern, sample)
  const given = flags === undefined ? '' : textOf(flags, sample)
  return source === undefined || given === undefined ? 'unknown' : { source, flags: given }
}

function partsOf(literal: string): Omit<FoundRegExp, 'place'> {
  const end = literal.lastIndexOf('/')
  return { source: literal.slice(1, end), flags: literal.slice(end + 1) }
}

/** Whether a name, or a member of a list by name, was given regular expressions. */
function isCopied(node: ts.Expression): boolean {
  const name = ts.isElementAccessExpression(node) ? node.expression : node
  const value = ts.isIdentifier(name) ? constantOf(name) : undefined
  const inner = value && ts.isAsExpression(value) ? value.expression : value
  if (inner === undefined) return false
  if (!ts.isObjectLiteralExpression(inner)) return ts.isRegularExpressionLiteral(inner)
  return inner.properties.every((one) => ts.isPropertyAssignment(one) && ts.isRegularExpressionLiteral(one.initializer))
}

/** The text that an expression stands for. */
function textOf(node: ts.Expression, sample: Sample): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) return templateOf(node, sample)
  if (!ts.isIdentifier(node)) return undefined
  const value = constantOf(node)
  return (value && textOf(value, sample)) ?? sample(node.text)
}

function templateOf({ head, templateSpans }: ts.TemplateExpression, sample: Sample): string | undefined {
  let text = head.text
  for (const { expression, literal } of templateSpans) {
    const part = textOf(expression, sample)
    if (part === undefined) return undefined
    text += part + literal.text
  }
  return text
}

/** What a constant of the same file was given. */
function constantOf(name: ts.Identifier): ts.Expression | undefined {
  let found: ts.Expression | undefined
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name.text) found ??= node.initializer
    ts.forEachChild(node, visit)
  }
  visit(name.getSourceFile())
  return found
}
