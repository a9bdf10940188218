// Paths that somebody might try: real ones and traversals, changed in every way that has fooled a server before.

import fc from 'fast-check'

const STEMS = [
  '/name.txt',
  '/users/tobi.txt',
  '/users/',
  '/users',
  '/',
  '/admin/secret.html',
  '/.env',
  '/.git/config',
  '/a/.hidden',
  '/.well-known/security.txt',
  '/../secret.txt',
  '/../www-private/x.txt',
  '/../../../../etc/passwd',
  '/link',
  '/out.txt',
  '/private/x.txt',
  '/chain.txt',
  '/env.txt',
  '/git-config/config',
  '/data.js',
  '/data.js.br',
  '/snow%20%E2%98%83/',
  '/f%C3%BCnke.txt',
  '/100%25.txt',
  '/a%252Fb.txt',
  '/aux.js',
  '/nul',
  '/C:/x.txt',
  '/stream.txt:hidden',
  '/back%5Cslash.txt',
  '/inside-dir/tobi.txt',
  '/root-link/name.txt',
  '/root-link/.env',
  '/root-link/../secret.txt',
  '/nowhere',
  '/loop',
]
const INSERTS = [
  '..',
  '../',
  '/..',
  '/../',
  './',
  '/.',
  '//',
  '\\',
  '..\\',
  '%2e',
  '%2E%2e',
  '%2f',
  '%5c',
  '%252e',
  '%252f',
  '%00',
  '%',
  '%zz',
  '%c0%ae',
  '%e0%80%ae',
  '%ff',
  '%EF%BC%8F',
  '%E2%80%AE',
  '%C2%AD',
  ';',
  ';x=1',
  ':',
  '::$DATA',
  '~1',
  '.',
  ' ',
  '%20',
  '%0a',
  '%0d',
  '?',
  '#',
  'CON',
  '*',
  '|',
  '"',
  '<',
  '\t',
  '\u0001',
  '\xff',
  'http://evil.example',
  '.br',
  '.gz',
  '.html',
]

type Mutation = (path: string) => string

const at = fc.nat({ max: 40 })
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(at, fc.constantFrom(...INSERTS)).map(
    ([index, text]) =>
      (path: string) =>
        path.slice(0, index) + text + path.slice(index),
  ),
  fc.tuple(at, fc.nat({ max: 3 })).map(
    ([index, length]) =>
      (path: string) =>
        path.slice(0, index) + path.slice(index + length),
  ),
  at.map((index) => (path: string) => replaceAt(path, index, escaped)),
  at.map((index) => (path: string) => replaceAt(path, index, (char) => escaped(char).replace('%', '%25'))),
  at.map((index) => (path: string) => replaceAt(path, index, otherCase)),
  fc.tuple(at, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })).map(
    ([index, char]) =>
      (path: string) =>
        replaceAt(path, index, () => encodeURIComponent(char.toWellFormed())),
  ),
  fc.constant((path: string) => path.replaceAll('/', '%2f')),
  fc.constant((path: string) => path.replaceAll('/', '\\')),
  fc.constant((path: string) => path.toUpperCase()),
  fc.constant((path: string) => `/${path}`),
  fc.constant((path: string) => `${path}/`),
  fc.constant((path: string) => [...path].map(escaped).join('').replaceAll('%2F', '/')),
  fc.constant((path: string) => path.normalize('NFD')),
)

/** A request target that may or may not lead somewhere; never empty. */
export const mutatedPath: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...STEMS), fc.array(mutation, { maxLength: 4 }))
  .map(([stem, mutations]) => mutations.reduce((path, mutate) => mutate(path), stem) || '/')

/** A request target of random characters, most of them those that mean something in paths. */
export const randomPath: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc.constantFrom(
          '/',
          '.',
          '..',
          '%',
          '2',
          'e',
          'f',
          '5',
          'c',
          '\\',
          'a',
          'name.txt',
          'users',
          '%2e',
          '%2f',
          '%5c',
          ':',
          '~',
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 3 }) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => `/${parts.join('').replace(/[\r\n]/g, '%0a')}`)

function replaceAt(path: string, index: number, change: (char: string) => string): string {
  const char = path[index]
  return char === undefined ? path : path.slice(0, index) + change(char) + path.slice(index + 1)
}

function escaped(char: string): string {
  return `%${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0').slice(-2)}`
}

function otherCase(char: string): string {
  return char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase()
}
