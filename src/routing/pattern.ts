// A route's path, parsed: `/posts/:id<int>` becomes a literal and a parameter with its converter.
// Wrong paths end here with a sentence; the same mistakes are compile errors by path-types.ts.

import { ConfigError } from '../errors.js'
import { BUILT_IN, isDotSegment, type Kind, type OwnConverters, unionOf } from './converters.js'
import type { Converter } from './path-types.js'

/** A literal segment: `posts`, or the empty one behind a final slash. */
export interface LiteralSegment {
  readonly kind: 'literal'
  readonly text: string
}

/** A parameter that is a whole segment, or with the kind `path` the rest of the path. */
export interface ParameterSegment {
  readonly kind: Exclude<Kind, 'literal'>
  readonly name: string
  readonly converter: Converter<unknown>
  /** The words of a union, sorted. */
  readonly words: readonly string[]
}

/** One segment of a pattern. */
export type Segment = LiteralSegment | ParameterSegment

const RESERVED = ['body', 'query', 'form']

/**
 * @param path a path with parameters, prefix included
 * @param own converters of the scope, beside the built-in ones
 * @throws ConfigError BAD_PATH saying what is wrong
 */
export function parsePattern(path: string, own: OwnConverters): readonly Segment[] {
  if (!path.startsWith('/')) throw badPath(path, `a path starts with a slash: /${path}`)
  const texts = path.slice(1).split('/')
  const segments = texts.map((text, index) => parseSegment(path, text, index === texts.length - 1, own))
  checkNames(path, segments)
  return segments
}

/** The names of the parameters, in order. */
export function parameterNames(segments: readonly Segment[]): readonly string[] {
  return segments.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name]))
}

function parseSegment(path: string, text: string, last: boolean, own: OwnConverters): Segment {
  if (!text.startsWith(':')) return parseLiteral(path, text, last)
  const match = /^:(\w+)(?:<([^<>]*)>)?$/.exec(text)
  const name = match?.[1]
  if (!match || name === undefined) {
    throw badPath(path, `${text}: a parameter is a whole segment, :name or :name<converter>, of letters, digits and _`)
  }
  const converter = match[2] ?? 'string'
  if (converter === 'path' && !last)
    throw badPath(path, `:${name}<path> takes the rest of the path, so nothing can follow it`)
  return { name, ...findConverter(path, name, converter, own) }
}

function parseLiteral(path: string, text: string, last: boolean): LiteralSegment {
  if (text === '' && !last) throw badPath(path, 'a path has no empty segments')
  if (isDotSegment(text)) throw badPath(path, `a segment ${text} is resolved by clients and never arrives`)
  const odd = /[:<>*?#{}()\\%\s]/.exec(text)?.[0]
  if (odd === '%') throw badPath(path, `${text}: literals are written decoded, without percent escapes`)
  if (odd !== undefined) throw badPath(path, `${text}: a parameter is a whole segment, :name or :name<converter>`)
  return { kind: 'literal', text }
}

function findConverter(path: string, name: string, text: string, own: OwnConverters): Omit<ParameterSegment, 'name'> {
  if (text.includes('|')) {
    const words = checkWords(path, name, text, own)
    return { kind: 'union', converter: unionOf(words), words }
  }
  const builtIn = BUILT_IN.get(text)
  if (builtIn) return { kind: text as Kind as Exclude<Kind, 'literal'>, converter: builtIn, words: [] }
  const converter = Object.hasOwn(own, text) ? own[text] : undefined
  if (!converter) throw badPath(path, `:${name}<${text}>: no converter is called '${text}'`)
  return { kind: 'own', converter, words: [] }
}

function checkWords(path: string, name: string, text: string, own: OwnConverters): readonly string[] {
  const words = [...new Set(text.split('|'))].sort()
  for (const word of words) {
    if (word === '') throw badPath(path, `:${name}<${text}> has an empty alternative`)
    if (BUILT_IN.has(word) || Object.hasOwn(own, word)) {
      throw badPath(path, `:${name}<${text}>: alternatives are literal words, and '${word}' is a converter`)
    }
    if (/[:*?#{}()\\%\s]/.test(word) || isDotSegment(word)) {
      throw badPath(path, `:${name}<${text}>: '${word}' is no literal word`)
    }
  }
  return words
}

function checkNames(path: string, segments: readonly Segment[]): void {
  const seen = new Set<string>()
  for (const name of parameterNames(segments)) {
    if (RESERVED.includes(name))
      throw badPath(path, `:${name} is reserved for the ${name} schema: rename the parameter`)
    if (seen.has(name)) throw badPath(path, `:${name} stands twice in the path (prefix included)`)
    seen.add(name)
  }
}

function badPath(path: string, why: string): ConfigError {
  return new ConfigError('BAD_PATH', `the path ${JSON.stringify(path)}: ${why}`)
}
