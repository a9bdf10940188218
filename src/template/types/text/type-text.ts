// Types as a small tree, and its text: on one line where it fits, else one line for each part. It knows nothing of templates.

/** A type that is to be printed. */
export type TypeNode =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'object'; readonly properties: readonly Property[]; readonly open: boolean }
  | { readonly kind: 'generic'; readonly name: string; readonly args: readonly TypeNode[] }
  | { readonly kind: 'union' | 'intersection'; readonly parts: readonly TypeNode[] }

/** A property of an object type. */
export interface Property {
  readonly name: string
  readonly optional: boolean
  readonly type: TypeNode
}

/** How long a line may be. */
const WIDTH = 116

export function word(text: string): TypeNode {
  return { kind: 'word', text }
}

export function generic(name: string, ...args: readonly TypeNode[]): TypeNode {
  return { kind: 'generic', name, args }
}

/** One of several types; unions in it are opened, and words that are there twice are left out. */
export function union(parts: readonly TypeNode[]): TypeNode {
  return combined('union', parts)
}

/** All of several types at once. */
export function intersection(parts: readonly TypeNode[]): TypeNode {
  return combined('intersection', parts)
}

function combined(kind: 'union' | 'intersection', parts: readonly TypeNode[]): TypeNode {
  const [first, ...more] = parts
  if (first !== undefined && more.length === 0) return first
  const opened = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]))
  const words = new Set<string>()
  const once = opened.filter((part) => {
    if (part.kind !== 'word') return true
    const isNew = !words.has(part.text)
    words.add(part.text)
    return isNew
  })
  const [only, ...others] = once
  return only !== undefined && others.length === 0 ? only : { kind, parts: once }
}

/**
 * The text of a type.
 *
 * @param indent the blanks that its lines begin with
 * @param before how much of its first line is taken
 */
export function textOfType(node: TypeNode, indent: string, before: number): string {
  const line = inline(node)
  if ((before + line.length <= WIDTH && !line.includes('\n')) || node.kind === 'word') return line
  const deeper = `${indent}  `
  switch (node.kind) {
    case 'object':
      return `{\n${propertyLines(node, deeper)}${indent}}`
    case 'generic':
      return genericText(node, indent)
    default: {
      const sign = node.kind === 'union' ? '|' : '&'
      return node.parts.map((part) => `\n${deeper}${sign} ${closed(part, node.kind, `${deeper}  `)}`).join('')
    }
  }
}

/** A property with its key, as it stands in an object or interface. */
export function textOfProperty(key: string, type: TypeNode, indent: string): string {
  const text = textOfType(type, indent, indent.length + key.length + 2)
  return `${key}:${text.startsWith('\n') ? '' : ' '}${text}`
}

/** The text of a type on one line. */
export function inline(node: TypeNode): string {
  switch (node.kind) {
    case 'word':
      return node.text
    case 'generic':
      return `${node.name}<${node.args.map(inline).join(', ')}>`
    case 'object': {
      const parts = propertiesOf(node).map(({ key, type }) => `${key}: ${inline(type)}`)
      return parts.length === 0 ? 'object' : `{ ${parts.join('; ')} }`
    }
    case 'union':
      return node.parts.map((part) => closedInline(part, 'union')).join(' | ')
    default:
      return node.parts.map((part) => closedInline(part, 'intersection')).join(' & ')
  }
}

/** A name as the key of a property. */
function keyOf(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : quoted(name)
}

/** A text as a string literal, in the quotes that it has fewer of. */
export function quoted(text: string): string {
  const double = JSON.stringify(text)
  const inner = double.slice(1, -1).replaceAll('\\"', '"')
  if (!inner.includes("'")) return `'${inner}'`
  return inner.includes('"') ? `'${inner.replaceAll("'", "\\'")}'` : double
}

function propertiesOf({ properties, open }: Extract<TypeNode, { kind: 'object' }>) {
  const found = properties.map(({ name, optional, type }) => ({ key: `${keyOf(name)}${optional ? '?' : ''}`, type }))
  return open ? [...found, { key: '[name: string]', type: word('unknown') }] : found
}

function propertyLines(node: Extract<TypeNode, { kind: 'object' }>, indent: string): string {
  return propertiesOf(node)
    .map(({ key, type }) => `${indent}${textOfProperty(key, type, indent)}\n`)
    .join('')
}

function genericText({ name, args }: Extract<TypeNode, { kind: 'generic' }>, indent: string): string {
  const [only, ...others] = args
  if (only !== undefined && others.length === 0) {
    const text = textOfType(only, indent, WIDTH)
    return text.startsWith('\n') ? `${name}<${text}\n${indent}>` : `${name}<${text}>`
  }
  const deeper = `${indent}  `
  return `${name}<${args.map((arg) => onNewLine(textOfType(arg, deeper, deeper.length), deeper)).join(',')}\n${indent}>`
}

/** Types of several parts begin with a new line of their own. */
function onNewLine(text: string, indent: string): string {
  return text.startsWith('\n') ? text : `\n${indent}${text}`
}

function closed(part: TypeNode, around: 'union' | 'intersection', indent: string): string {
  const text = textOfType(part, indent, indent.length)
  return needsParentheses(part, around) || text.startsWith('\n') ? `(${text})` : text
}

function closedInline(part: TypeNode, around: 'union' | 'intersection'): string {
  return needsParentheses(part, around) ? `(${inline(part)})` : inline(part)
}

/** Written types may hold anything; words of ours are names. Lists of what has a name need no parentheses either. */
function needsParentheses(part: TypeNode, around: 'union' | 'intersection'): boolean {
  if (part.kind === 'word') return !/^[\w.'"/()-]+(?:\[\])*$/.test(part.text)
  return part.kind === 'union' && around === 'intersection'
}
