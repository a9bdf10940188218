// What stands inside tags: prints, headers of if and for, partials with arguments, names of blocks and layouts.
// It reads one tag at a time; how tags nest is parse.ts's.

import { failAt } from '../error.js'
import type { Source } from '../source.js'
import { ExpressionParser, pathOf } from './expression.js'
import type { TagToken } from './tokenize.js'
import type { Expression, ForNode, NamedArgument, Path, PrintNode, Span } from './tree.js'
import type { PlacedTag } from './whitespace.js'

/** Names that never mean a value, whatever the data holds. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Content with one of these is an expression; anything else is a dotted name of any characters. */
const EXPRESSION = /[\s"'|(=<>]/

/** What a span of a tag's content is, for errors. */
export function spanOf(tag: TagToken): Span {
  return { offset: tag.contentOffset, length: Math.max(1, tag.content.length) }
}

/** `{{E}}`, `{{{E}}}`, `{{&E}}`. */
export function readPrint(source: Source, tag: TagToken): PrintNode {
  return { kind: 'print', value: readValue(source, tag), raw: tag.sigil !== '', ...spanOf(tag) }
}

function readValue(source: Source, tag: TagToken): Expression {
  if (tag.content === '') failAt(source, tag.offset, tag.end - tag.offset, 'the tag is empty')
  if (!EXPRESSION.test(tag.content)) return pathOf(source, tag.content, spanOf(tag))
  return whole(new ExpressionParser(source, tag.content, tag.contentOffset), (parser) => parser.expression())
}

/** The dotted name of `{{#name}}` and `{{^name}}`. */
export function readSectionPath(source: Source, tag: TagToken): Path {
  if (tag.content === '' || EXPRESSION.test(tag.content)) {
    const { offset, length } = spanOf(tag)
    failAt(source, offset, length, 'a section takes a name; for an expression use {{#if …}} or {{#for … in …}}')
  }
  return pathOf(source, tag.content, spanOf(tag))
}

/** The keyword `if` or `for` of an opening tag, if it has one; `{{#if}}` alone is a section named "if". */
export function blockKeyword(tag: TagToken): 'if' | 'for' | undefined {
  if (tag.sigil !== '#') return undefined
  const keyword = /^(if|for)[\s(]/.exec(tag.content)?.[1]
  return keyword === 'if' || keyword === 'for' ? keyword : undefined
}

/** The condition after `words`: `if` in an opening tag, `else if` in a branch. */
export function readCondition(source: Source, tag: TagToken, words: RegExp): Expression {
  return whole(parserAfter(source, tag, words), (parser) => parser.expression())
}

/** `item in E`, `key, item in E`. */
export function readLoop(source: Source, tag: TagToken): Pick<ForNode, 'item' | 'key' | 'list'> {
  return whole(parserAfter(source, tag, /^for/), (parser) => {
    const first = readVariable(source, parser)
    const second = parser.take(',') ? readVariable(source, parser) : undefined
    if (!parser.take('in')) parser.refuse('"in": {{#for item in list}}')
    const list = parser.expression()
    return second === undefined ? { item: first, key: undefined, list } : { item: second, key: first, list }
  })
}

function readVariable(source: Source, parser: ExpressionParser): string {
  const { offset, length } = parser.next
  const name = parser.word('the name of a variable')
  if (FORBIDDEN_NAMES.has(name)) failAt(source, offset, length, `"${name}" cannot be the name of a variable`)
  return name
}

/** `name a=b`, `*path a=b`. */
export function readPartial(source: Source, tag: TagToken): { name: string | Path; args: readonly NamedArgument[] } {
  const [, star, name = ''] = /^(\*?)\s*(\S*)/.exec(tag.content) ?? []
  const nameOffset = tag.contentOffset + tag.content.indexOf(name, star?.length)
  const span = { offset: nameOffset, length: Math.max(1, name.length) }
  if (star !== '*') checkTemplateName(source, name, span)
  const after = nameOffset - tag.contentOffset + name.length
  const parser = new ExpressionParser(source, tag.content.slice(after), tag.contentOffset + after)
  const args = whole(parser, readArguments)
  return { name: star === '*' ? pathOf(source, name, span) : name, args }
}

function readArguments(parser: ExpressionParser): readonly NamedArgument[] {
  const args: NamedArgument[] = []
  while (parser.next.kind !== 'end') {
    const argument = parser.namedArgument()
    if (argument === undefined) parser.refuse('an argument: {{> name key=value}}')
    args.push(argument)
    parser.take(',')
  }
  return args
}

/** The name of a layout. */
export function readParentName(source: Source, tag: PlacedTag): string {
  if (tag.content.startsWith('*')) {
    failAt(source, tag.contentOffset, tag.content.length, 'the name of a layout is literal; it cannot come from data')
  }
  checkTemplateName(source, tag.content, spanOf(tag))
  return tag.content
}

/** The name of a block. */
export function readBlockName(source: Source, tag: TagToken): string {
  if (tag.content === '' || /\s/.test(tag.content)) {
    const { offset, length } = spanOf(tag)
    failAt(source, offset, length, 'a block takes one name: {{$title}}…{{/title}}')
  }
  return tag.content
}

function checkTemplateName(source: Source, name: string, { offset, length }: Span): void {
  if (isTemplateName(name)) return
  failAt(
    source,
    offset,
    length,
    `"${name}" cannot be the name of a template: letters, digits and . / _ - below the folder`,
  )
}

/** Whether a text can name a template: a path below the folder, without `.` and `..` segments. */
function isTemplateName(name: string): boolean {
  return (
    /^[\w./-]+$/.test(name) && name.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  )
}

function parserAfter(source: Source, tag: TagToken, words: RegExp): ExpressionParser {
  const skipped = words.exec(tag.content)?.[0].length ?? 0
  return new ExpressionParser(source, tag.content.slice(skipped), tag.contentOffset + skipped)
}

function whole<T>(parser: ExpressionParser, read: (parser: ExpressionParser) => T): T {
  const result = read(parser)
  parser.end()
  return result
}
