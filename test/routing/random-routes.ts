// Random route tables and random paths that have something to do with each other, from one seed.

import type { NaiveRoute, NaiveSegment } from './naive-matcher.js'

/** Numbers from 0 to 1 from a seed (mulberry32). */
export type Random = () => number

/** A generator of its own, so that a seed is all that a failure needs to be seen again. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const LITERALS = ['a', 'b', 'new', 'posts', 'tags', '7', '-7', '1.5', '2024-02-29', 'A1', 'ü', 'x-y', 'ff', 'Z', '@']
/** No two share a word, so that any two may stand at one place. */
const UNIONS = [
  ['a', 'b'],
  ['7', '8', 'nine'],
  ['x-y', 'Z'],
]
const UUIDS = ['0b6cd5b4-7a3c-4f0e-9f59-2a3d4c5b6e7f', 'FFFFFFFF-0000-0000-0000-00000000000A']
const OTHERS = ['9', '0', '-0', '01', '0.25', '1e3', '2023-02-29', '2024-12-31', 'B2', 'AB-12', 'q--r', 'caf\u00e9']
const ODD = ['', '.', '..', 'a/b', '../a', '/', '%', '\\', 'a\\..', ' ', '...', '9007199254740993', '__proto__']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const KINDS = ['uuid', 'date', 'int', 'float', 'slug', 'string'] as const

/** One text for each kind that no more exact kind takes. */
const PURE: Readonly<Record<string, string>> = {
  uuid: 'ABCDEF01-2345-6789-abcd-ef0123456789',
  date: '1999-09-09',
  int: '-123456',
  float: '-123456.75',
  slug: 'zz-top-9',
  string: '~ Ö ~',
  hex: 'Fe',
  code: 'ZULU-',
}

/**
 * Routes of which no two are alike: the methods that a place has already are left out. At one place stands at most one
 * own converter, and unions share no words; literals may still take all words of a union.
 */
export function randomRoutes(random: Random, count: number): readonly NaiveRoute[] {
  const taken = new Set<string>()
  const routes: NaiveRoute[] = []
  while (routes.length < count) {
    const segments = randomPattern(random)
    const place = JSON.stringify(segments.map(({ ...segment }) => ({ ...segment, name: '' })))
    const methods = randomMethods(random).filter((method) => !taken.has(`${method} ${place}`))
    if (methods.length === 0) continue
    for (const method of methods) taken.add(`${method} ${place}`)
    routes.push({ methods, segments })
  }
  return routes
}

/** A method, now and then one that no route can have. */
export function randomMethod(random: Random): string {
  return random() < 0.5 ? 'GET' : pick(random, [...METHODS, 'TRACE', 'PROPFIND'])
}

/** The decoded segments of a path: one that a route takes, one nearly so, or anything. */
export function randomSegments(random: Random, routes: readonly NaiveRoute[]): readonly string[] {
  const choice = random()
  if (choice < 0.25) return Array.from({ length: 1 + Math.floor(random() * 5) }, () => randomText(random))
  const segments = pick(random, routes).segments.map((segment) => pick(random, textsOf(segment)))
  if (choice < 0.5) return segments.join('/').split('/')
  if (choice < 0.65) return segments.at(-1) === '' ? segments.slice(0, -1) : [...segments, '']
  segments[Math.floor(random() * segments.length)] = randomText(random)
  return segments
}

/** Paths of which at least one belongs to the route, unless others take all that it takes. */
export function purePaths({ segments }: NaiveRoute): readonly (readonly string[])[] {
  return segments.reduce<readonly (readonly string[])[]>(
    (paths, segment) => paths.flatMap((path) => pureTexts(segment).map((text) => [...path, ...text.split('/')])),
    [[]],
  )
}

function randomPattern(random: Random): readonly NaiveSegment[] {
  const length = 1 + Math.floor(random() * 4)
  const segments = Array.from({ length }, (_, index) => randomSegment(random, index))
  const end = random()
  if (end < 0.02) return [...segments, { kind: 'path', name: 'rest' }]
  return end < 0.2 ? [...segments, { kind: 'literal', text: '' }] : segments
}

function randomSegment(random: Random, index: number): NaiveSegment {
  const choice = random()
  const name = `${pick(random, ['p', 'q'])}${index}`
  if (choice < 0.6) return { kind: 'literal', text: pick(random, LITERALS) }
  if (choice < 0.75) return { kind: 'union', name, words: pick(random, UNIONS) }
  if (choice < 0.8) return { kind: 'own', name, converter: index % 2 === 0 ? 'hex' : 'code' }
  return { kind: pick(random, KINDS), name }
}

function randomMethods(random: Random): readonly string[] {
  const some = random() < 0.6 ? ['GET'] : METHODS.filter(() => random() < 0.3)
  return some.length === 0 ? ['POST'] : some
}

function randomText(random: Random): string {
  return pick(random, pick(random, [LITERALS, OTHERS, UUIDS, ODD, Object.values(PURE)]))
}

function textsOf(segment: NaiveSegment): readonly string[] {
  if (segment.kind === 'path') return ['a', 'a/b', '7/', 'x-y//b', '~/~', 'ü']
  return segment.kind === 'uuid' ? UUIDS : pureTexts(segment)
}

function pureTexts(segment: NaiveSegment): readonly string[] {
  if (segment.kind === 'literal') return [segment.text]
  if (segment.kind === 'path') return ['~', '~/~', '~/~/~/~/~/~/~/~']
  if (segment.kind === 'union') return segment.words
  return [PURE[segment.kind === 'own' ? segment.converter : segment.kind] ?? '']
}

function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)]
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}
