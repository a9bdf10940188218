// Addresses from routes: the method's path with its parameters formatted, checked and encoded.
// What an address gives back when it is parsed is what was put in, or there is no address.

import { encodeSegment } from '../http/target.js'
import { convert, isDotSegment } from './converters.js'
import type { ParameterSegment, Segment } from './pattern.js'
import { type Class, routesOf } from './records.js'
import { patternOf } from './route.js'
import type { UrlArguments, UrlClass, UrlMethods } from './url-types.js'

/** The parsed paths that may become an address, the first that fits. */
type Patterns = readonly (readonly Segment[])[]

const PATTERNS = Symbol('miniweb.patterns')

/** Parameters by name, with `query` and `hash` beside them. */
export type UrlParams = Readonly<Record<string, unknown>>

/**
 * The address of a method's route.
 *
 * @param target a class with decorated methods; it need not be registered
 * @param method the method's name; of several routes the first whose parameters are all given
 * @param params the path parameters, `query` (values or lists of them) and `hash`
 * @throws TypeError if the method has no route, or a parameter is missing or does not fit its converter
 * @example url(Posts, 'show', { id: 7, query: { page: 2 } }) // '/posts/7?page=2'
 */
export function url<Instance, Name extends UrlMethods<Instance> & string>(
  target: UrlClass<Instance>,
  method: Name,
  ...params: UrlArguments<Instance, Name>
): string {
  const patterns = patternsOf(target as Class, method)
  if (patterns.length === 0) throw new TypeError(`url(${target.name}, '${method}'): the method has no route`)
  return addressOf(`${target.name}.${method}`, patterns, (params[0] ?? {}) as UrlParams)
}

/** The address of the first pattern whose parameters are all given. @throws TypeError as `url` does */
export function addressOf(label: string, patterns: Patterns, params: UrlParams): string {
  const pattern = patterns.find((segments) => missingName(segments, params) === undefined)
  if (!pattern)
    throw new TypeError(`url of ${label}: the parameter '${missingName(patterns[0] ?? [], params)}' is missing`)
  let path = ''
  for (const segment of pattern)
    path += `/${segment.kind === 'literal' ? encodeSegment(segment.text) : encodeParameter(label, segment, params)}`
  const isHashInPath = pattern.some((segment) => segment.kind !== 'literal' && segment.name === 'hash')
  return path + queryText(label, params['query']) + (isHashInPath ? '' : hashText(params['hash']))
}

/** The parsed paths of a method, kept with its class, because pages ask for the same addresses again and again. */
function patternsOf(target: Class, method: string): Patterns {
  const kept: Patterns | undefined = Reflect.getOwnMetadata(PATTERNS, target, method)
  if (kept) return kept
  const routes = routesOf(target).filter((route) => route.member === method)
  const patterns = routes.map((route) => patternOf(route.declaration))
  if (patterns.length > 0) Reflect.defineMetadata(PATTERNS, patterns, target, method)
  return patterns
}

function missingName(pattern: readonly Segment[], params: UrlParams): string | undefined {
  for (const segment of pattern)
    if (segment.kind !== 'literal' && isMissing(given(params, segment.name))) return segment.name
  return undefined
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null
}

function encodeParameter(label: string, { name, kind, converter }: ParameterSegment, params: UrlParams): string {
  const value = given(params, name)
  const text = converter.format ? converter.format(value) : String(value)
  const fits = isParameterText(text) && convert(converter, text) !== undefined
  if (!fits)
    throw new TypeError(
      `url of ${label}: ${JSON.stringify(text)} is no value for the parameter '${name}'${kind === 'string' ? '' : ` (${kind})`}`,
    )
  return kind === 'path' ? text.split('/').map(encodeSegment).join('/') : encodeSegment(text)
}

/** Whether a request can bring a text back as it is: not empty, no dot segment, no NUL, no half of a character. */
function isParameterText(text: string): boolean {
  return text !== '' && !isDotSegment(text) && !text.includes('\0') && text.isWellFormed()
}

/** A value that was given, not one that every object has, such as `constructor`. */
function given(params: UrlParams, name: string): unknown {
  return name in Object.prototype && !Object.hasOwn(params, name) ? undefined : params[name]
}

function queryText(label: string, query: unknown): string {
  if (query === undefined || query === null) return ''
  if (typeof query !== 'object') throw new TypeError(`url of ${label}: query is an object, not ${typeof query}`)
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined && item !== null)
      .map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(String(item).toWellFormed())}`),
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function hashText(hash: unknown): string {
  return hash === undefined || hash === null || hash === '' ? '' : `#${encodeURIComponent(String(hash).toWellFormed())}`
}
