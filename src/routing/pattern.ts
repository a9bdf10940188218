// A route's path, parsed: `/posts/:id<int>` becomes a literal and a parameter with its converter.
// Wrong paths end here with a sentence; the same mistakes are compile errors by path-types.ts.

import { ConfigError } from '../errors.js'
import { BUILT_IN, isDotSegment, type Kind, type OwnConverters, unionOf } from './converters.js'
import type { Location } from './location.js'
import type { Converter } from './path-types.js'

/** A literal segment: `posts`, or the empty one behind a final slash. */
interface LiteralSegment {
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

/** A path, and where it was declared, for messages. */
interface Source {
  readonly path: string
  readonly location: Location | undefined
}

/**
 * @param path a path with parameters, prefix included
 * @param own converters of the scope, beside the built-in ones
 * @param location where the path was declared
 * @throws ConfigError BAD_PATH saying what is wrong, and where
 */
export function parsePattern(path: string, own: OwnConverters, location?: Location): readonly Segment[] {
  const source = { path, location }
  if (!path.startsWith('/')) throw badPath(source, `a path starts with a slash: /${path}`)
  const texts = path.slice(1).split('/')
  const segments = texts.map((text, index) => parseSegment(source, text, index === texts.length - 1, own))
  checkNames(source, segments)
  return segments
}

/** The names of the parameters, in order. */
export function parameterNames(segments: readonly Segment[]): readonly string[] {
  return segments.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name]))
}

function parseSegment(source: Source, text: string, last: boolean, own: OwnConverters): Segment {
  if (!text.startsWith(':')) return parseLiteral(source, text, last)
  const match = /^:(\w+)(?:<([^<>]*)>)?$/.exec(text)
  const name = match?.[1]
  if (!match || name === undefined) {
    throw badPath(
      source,
      `${text}: a parameter is a whole segment, :name or :name<converter>, of letters, digits and _`,
    )
  }
  const converter = match[2] ?? 'string'
  if (converter === 'path' && !last)
    throw badPath(source, `:${name}<path> takes the rest of the path, so nothing can follow it`)
  return { name, ...findConverter(source, name, converter, own) }
}

function parseLiteral(source: Source, text: string, last: boolean): LiteralSegment {
  if (text === '' && !last) throw badPath(source, 'a path has no empty segments')
  if (isDotSegment(text)) throw badPath(source, `a segment ${text} is resolved by clients and never arrives`)
  const odd = /[:<>*?#{}()\\%\s]/.exec(text)?.[0]
  if (odd === '%') throw badPath(source, `${text}: literals are written decoded, without percent escapes`)
  if (odd !== undefined) throw badPath(source, `${text}: a parameter is a whole segment, :name or :name<converter>`)
  return { kind: 'literal', text }
}

function findConverter(source: Source, name: string, text: string, own: OwnConverters): Omit<ParameterSegment, 'name'> {
  if (text.includes('|')) {
    const words = checkWords(source, name, text, own)
    return { kind: 'union', converter: unionOf(words), words }
  }
  const builtIn = BUILT_IN.get(text)
  if (builtIn) return { kind: text as Kind as Exclude<Kind, 'literal'>, converter: builtIn, words: [] }
  const converter = Object.hasOwn(own, text) ? own[text] : undefined
  if (!converter) throw badPath(source, `:${name}<${text}>: no converter is called '${text}'`)
  return { kind: 'own', converter, words: [] }
}

function checkWords(source: Source, name: string, text: string, own: OwnConverters): readonly string[] {
  const words = [...new Set(text.split('|'))].sort()
  for (const word of words) {
    if (word === '') throw badPath(source, `:${name}<${text}> has an empty alternative`)
    if (BUILT_IN.has(word) || Object.hasOwn(own, word)) {
      throw badPath(source, `:${name}<${text}>: alternatives are literal words, and '${word}' is a converter`)
    }
    if (/[:*?#{}()\\%\s]/.test(word) || isDotSegment(word)) {
      throw badPath(source, `:${name}<${text}>: '${word}' is no literal word`)
    }
  }
  return words
}

function checkNames(source: Source, segments: readonly Segment[]): void {
  const seen = new Set<string>()
  for (const name of parameterNames(segments)) {
    if (RESERVED.includes(name))
      throw badPath(source, `:${name} is reserved for the ${name} schema: rename the parameter`)
    if (seen.has(name)) throw badPath(source, `:${name} stands twice in the path (prefix included)`)
    seen.add(name)
  }
}

function badPath({ path, location }: Source, why: string): ConfigError {
  const where = location === undefined ? '' : ` (${location})`
  return new ConfigError('BAD_PATH', `the path ${JSON.stringify(path)}${where}: ${why}`)
}
