// The routes that a request nearly had, and for each what kept it from answering: the method, a converter, a slash,
// a spelling, a segment too many or too few.

import { convert, isDotSegment } from '../routing/converters.js'
import type { Segment } from '../routing/pattern.js'
import { nearest } from '../template/nearest.js'

/** A route as pages show it. */
export interface KnownRoute {
  readonly methods: readonly string[]
  /** With parameters, prefix included. */
  readonly path: string
  readonly pattern: readonly Segment[]
  /** The handler, and where it was declared: `Posts.show (src/posts.ts:12)`. */
  readonly label: string
}

/** A route that did not answer, and why. */
export interface NearMiss {
  readonly route: KnownRoute
  readonly reasons: readonly string[]
}

/** What keeps a path from a route; the more it weighs, the further off they are. */
interface Difference {
  readonly weight: number
  readonly reasons: readonly string[]
}

const NONE: Difference = { weight: 0, reasons: [] }
/** What weighs as much is no near miss. */
const FAR = 3
const MOST = 5
/** Longer paths are not worth the search. */
const DEEPEST = 12

/**
 * The nearest routes, nearest first.
 *
 * @param segments of the request's path, decoded
 */
export function nearMisses(
  method: string,
  segments: readonly string[],
  routes: readonly KnownRoute[],
): readonly NearMiss[] {
  if (segments.length > DEEPEST) return []
  return routes
    .map((route) => ({ route, ...sum(pathDifference(segments, route), methodDifference(method, route)) }))
    .filter(({ weight }) => weight < FAR)
    .sort((one, other) => one.weight - other.weight)
    .slice(0, MOST)
    .map(({ route, reasons }) => ({ route, reasons }))
}

function methodDifference(method: string, { methods }: KnownRoute): Difference {
  if (methods.includes(method) || (method === 'HEAD' && methods.includes('GET'))) return NONE
  return { weight: 1, reasons: [`it answers ${methods.join(' and ')}, not ${method}`] }
}

function pathDifference(segments: readonly string[], { path, pattern }: KnownRoute): Difference {
  const texts = path.slice(1).split('/')
  const parts = pattern.map((segment, index) => ({ segment, text: texts[index] ?? '' }))
  const asked = segments.at(-1) === '' ? segments.slice(0, -1) : segments
  const known = parts.at(-1)?.text === '' ? parts.slice(0, -1) : parts
  return sum(align(asked, known), slashDifference(segments, parts))
}

/** The top, and what takes the rest of a path, do not care for a slash at the end. */
function slashDifference(segments: readonly string[], parts: readonly PatternPart[]): Difference {
  const [isAsked, last] = [segments.at(-1) === '', parts.at(-1)]
  const isKnown = last?.text === ''
  if (isAsked === isKnown || last?.segment.kind === 'path') return NONE
  if (segments.join('') === '' || (isKnown && parts.length === 1)) return NONE
  return { weight: 0.5, reasons: [isKnown ? 'it ends with a slash' : 'it has no slash at the end'] }
}

/** A segment of a pattern, as it is written. */
interface PatternPart {
  readonly segment: Segment
  readonly text: string
}

/** The least that lies between a path and a pattern. */
function align(asked: readonly string[], known: readonly PatternPart[]): Difference {
  const [text, ...askedRest] = asked
  const [part, ...knownRest] = known
  if (part === undefined)
    return asked.length === 0 ? NONE : lacking(asked, (left) => `it ends before /${left.join('/')}`)
  if (text !== undefined && part.segment.kind === 'path') return restDifference(asked, part)
  if (text === undefined) return lacking(known, (left) => `it goes on with /${left.map((one) => one.text).join('/')}`)
  const here = segmentDifference(text, part)
  return here.weight < FAR ? sum(here, align(askedRest, knownRest)) : here
}

function lacking<Part>(left: readonly Part[], say: (left: readonly Part[]) => string): Difference {
  return { weight: 1.5 * left.length, reasons: [say(left)] }
}

function restDifference(asked: readonly string[], { segment, text }: PatternPart): Difference {
  const rest = asked.join('/')
  return rest !== '' && takes(segment, rest) ? NONE : { weight: 1.5, reasons: [`${text} does not take "${rest}"`] }
}

function segmentDifference(text: string, { segment, text: written }: PatternPart): Difference {
  if (segment.kind !== 'literal') {
    return takes(segment, text) ? NONE : { weight: 1, reasons: [`${written} does not take "${text}"`] }
  }
  if (segment.text === text) return NONE
  const isSpelling = text.toLowerCase() === segment.text.toLowerCase()
  if (isSpelling) return { weight: 0.5, reasons: [`it is spelt "${segment.text}", not "${text}"`] }
  if (nearest(text, [segment.text]) === undefined) return { weight: FAR, reasons: [] }
  return { weight: 1, reasons: [`it is spelt "${segment.text}", not "${text}"`] }
}

/** An own converter may throw. */
function takes(segment: Segment, text: string): boolean {
  if (segment.kind === 'literal' || text === '') return false
  try {
    return !isDotSegment(text) && convert(segment.converter, text) !== undefined
  } catch {
    return false
  }
}

function sum(one: Difference, other: Difference): Difference {
  return { weight: one.weight + other.weight, reasons: [...one.reasons, ...other.reasons] }
}
