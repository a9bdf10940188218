// A matcher written a second time, as the rules say it and with no regard for time: look at every route, keep those that
// take the path, sort them by the ranks of their segments. It shares nothing with the table but the rules.

/** One segment of a route. */
export type NaiveSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'union'; readonly name: string; readonly words: readonly string[] }
  | { readonly kind: 'own'; readonly name: string; readonly converter: keyof typeof OWN_TEXTS }
  | { readonly kind: Exclude<Kind, 'literal' | 'union' | 'own'>; readonly name: string }

/** A route: its methods and segments. */
export interface NaiveRoute {
  readonly methods: readonly string[]
  readonly segments: readonly NaiveSegment[]
}

/** What answers a request. */
export type NaiveOutcome =
  | { readonly kind: 'route'; readonly route: NaiveRoute; readonly params: Readonly<Record<string, unknown>> }
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  | { readonly kind: 'slash'; readonly segments: readonly string[] }
  | { readonly kind: 'none' }

type Kind = (typeof ORDER)[number]

const ORDER = ['literal', 'union', 'uuid', 'date', 'int', 'float', 'slug', 'own', 'string', 'path'] as const
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** The texts of the own converters; each gives its text in upper case. */
export const OWN_TEXTS = { hex: /^[0-9a-fA-F]{2}$/, code: /^[A-Z]+-?[0-9]*$/ } as const

/** Says of a method and the decoded segments of a path what answers them. */
export type NaiveMatcher = (method: string, segments: readonly string[]) => NaiveOutcome

/** The matcher of a list of routes; that routes of another length are not looked at is all it does for speed. */
export function naiveMatcher(routes: readonly NaiveRoute[]): NaiveMatcher {
  const rests = routes.filter(isRest)
  const byLength = new Map<number, readonly NaiveRoute[]>()
  const takingAll = (segments: readonly string[]) => {
    const { length } = segments
    const found = byLength.get(length) ?? routes.filter((route) => !isRest(route) && route.segments.length === length)
    byLength.set(length, found)
    return [...found, ...rests].filter((route) => takes(route, segments))
  }
  return (method, segments) => {
    const taking = takingAll(segments)
    const [best] = taking.filter((route) => answers(route, method)).sort((a, b) => compare(a, b, method))
    if (best) return { kind: 'route', route: best, params: paramsOf(best, segments) }
    if (taking.length > 0) return { kind: 'method', allow: allowed(taking) }
    if (segments.length === 1 && segments[0] === '') return { kind: 'none' }
    const other = segments.at(-1) === '' ? segments.slice(0, -1) : [...segments, '']
    return takingAll(other).some((route) => answers(route, method))
      ? { kind: 'slash', segments: other }
      : { kind: 'none' }
  }
}

/** Whether a route takes the rest of a path. */
export function isRest({ segments }: NaiveRoute): boolean {
  return segments.at(-1)?.kind === 'path'
}

/** The path of a route, as it is written in a program. */
export function pathOf({ segments }: NaiveRoute): string {
  return `/${segments.map(segmentText).join('/')}`
}

function segmentText(segment: NaiveSegment): string {
  if (segment.kind === 'literal') return segment.text
  if (segment.kind === 'union') return `:${segment.name}<${segment.words.join('|')}>`
  if (segment.kind === 'string') return `:${segment.name}`
  return `:${segment.name}<${segment.kind === 'own' ? segment.converter : segment.kind}>`
}

function takes({ segments: pattern }: NaiveRoute, segments: readonly string[]): boolean {
  for (const [index, part] of pattern.entries()) {
    const text = segments[index]
    if (text === undefined) return false
    if (part.kind === 'path') return text !== '' && isSafeRest(segments.slice(index))
    if (valueFor(part, text) === undefined) return false
  }
  return pattern.length === segments.length
}

/** A rest of a path leads nowhere else: no dot segments and no absolute path, not even by escaped separators. */
function isSafeRest(rest: readonly string[]): boolean {
  const names = rest.join('/').split(/[/\\]/)
  return names[0] !== '' && !names.includes('.') && !names.includes('..')
}

function answers({ methods }: NaiveRoute, method: string): boolean {
  return methods.includes(method) || (method === 'HEAD' && methods.includes('GET'))
}

/** By the ranks of the segments from the left; of two routes with the same ranks the one that names the method. */
function compare(a: NaiveRoute, b: NaiveRoute, method: string): number {
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index]
    if (!other) return 1
    const difference = ORDER.indexOf(segment.kind) - ORDER.indexOf(other.kind)
    if (difference !== 0) return difference
  }
  return Number(b.methods.includes(method)) - Number(a.methods.includes(method))
}

function paramsOf({ segments: pattern }: NaiveRoute, segments: readonly string[]): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  for (const [index, part] of pattern.entries()) {
    if (part.kind === 'literal') continue
    params[part.name] = part.kind === 'path' ? segments.slice(index).join('/') : valueFor(part, segments[index] ?? '')
  }
  return params
}

/** The value of one segment; undefined if it is not taken. */
function valueFor(part: NaiveSegment, text: string): unknown {
  if (part.kind === 'literal') return text === part.text ? text : undefined
  if (text === '' || text === '.' || text === '..') return undefined
  switch (part.kind) {
    case 'union':
      return part.words.includes(text) ? text : undefined
    case 'own':
      return OWN_TEXTS[part.converter].test(text) ? text.toUpperCase() : undefined
    case 'uuid':
      return isUuid(text) ? text : undefined
    case 'date':
      return isDate(text) ? text : undefined
    case 'int':
      return isDecimal(text, false) && Math.abs(Number(text)) <= 2 ** 53 - 1 ? Number(text) + 0 : undefined
    case 'float':
      return isDecimal(text, true) && Math.abs(Number(text)) < Number.POSITIVE_INFINITY ? Number(text) + 0 : undefined
    case 'slug':
      return text.split('-').every((word) => /^[0-9a-z]+$/.test(word)) ? text : undefined
    default:
      return text
  }
}

function isNumeral(text: string): boolean {
  return /^[0-9]+$/.test(text)
}

function isDecimal(text: string, mayHaveFraction: boolean): boolean {
  const [whole = '', fraction, ...more] = (text.startsWith('-') ? text.slice(1) : text).split('.')
  if (more.length > 0 || !isNumeral(whole) || (whole.length > 1 && whole.startsWith('0'))) return false
  return fraction === undefined || (mayHaveFraction && isNumeral(fraction))
}

function isUuid(text: string): boolean {
  if (text.length !== 36) return false
  const groups = text.split('-')
  const lengths = [8, 4, 4, 4, 12]
  return (
    groups.length === lengths.length &&
    groups.every((group, index) => group.length === lengths[index] && /^[0-9a-fA-F]+$/.test(group))
  )
}

function isDate(text: string): boolean {
  const [year = '', month = '', day = '', ...more] = text.split('-')
  if (more.length > 0 || year.length !== 4 || month.length !== 2 || day.length !== 2) return false
  if (![year, month, day].every(isNumeral)) return false
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0)
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0
  return Number(day) >= 1 && Number(day) <= days
}

function allowed(routes: readonly NaiveRoute[]): readonly string[] {
  const named = new Set([...routes.flatMap(({ methods }) => methods), 'OPTIONS'])
  if (named.has('GET')) named.add('HEAD')
  return METHODS.filter((method) => named.has(method))
}
