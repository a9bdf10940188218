// Each converter: which texts it takes, the values it gives, and the way back from a value to its text.

import fc from 'fast-check'
import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { BUILT_IN, convert } from '../../src/routing/converters.js'
import type { Converter } from '../../src/routing/path-types.js'
import { freshApp } from '../support/fresh-app.js'

type Taken = readonly (readonly [text: string, value: unknown])[]

const UUID = '0b6cd5b4-7a3c-4f0e-9f59-2a3d4c5b6e7f'

const tables: Readonly<Record<string, { readonly taken: Taken; readonly refused: readonly string[] }>> = {
  int: {
    taken: [
      ['0', 0],
      ['7', 7],
      ['-7', -7],
      ['1234567890', 1234567890],
      ['-0', 0],
      ['9007199254740991', Number.MAX_SAFE_INTEGER],
      ['-9007199254740991', Number.MIN_SAFE_INTEGER],
    ],
    refused: [
      ...['', '-', '+1', '01', '-01', '00', '--1', '1-', '1_000', '1,000', ' 1', '1 ', '1\n', '\t1', '1.0', '1.', '.1'],
      ...['1e3', '0x1', '0b1', '1n', 'NaN', 'Infinity', '-Infinity', 'one', 'null', 'true', '١', '１', '²', '1️⃣'],
      ...['9007199254740992', '-9007199254740992', '9007199254740993', '1'.repeat(400)],
    ],
  },
  float: {
    taken: [
      ['0', 0],
      ['-0', 0],
      ['-0.0', 0],
      ['3.14', 3.14],
      ['-3.14', -3.14],
      ['0.5', 0.5],
      ['10', 10],
      ['1.50', 1.5],
      ['0.0000001', 1e-7],
      ['9007199254740993', 9007199254740992],
      [`1${'0'.repeat(21)}`, 1e21],
    ],
    refused: [
      ...['', '-', '.', '.5', '5.', '-.5', '+1.5', '01.5', '1.5.2', '1,5', '1e3', '1.5e3', '1E3', '1e-7', '0x1.8'],
      ...['NaN', 'Infinity', '-Infinity', 'inf', ' 1.5', '1.5 ', '1.5\n', '１.５', '1'.repeat(400)],
    ],
  },
  uuid: {
    taken: [
      [UUID, UUID],
      [UUID.toUpperCase(), UUID.toUpperCase()],
      ['00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'],
      ['FFFFFFFF-ffff-FFFF-ffff-FFFFFFFFFFFF', 'FFFFFFFF-ffff-FFFF-ffff-FFFFFFFFFFFF'],
    ],
    refused: [
      ...['', UUID.slice(1), `${UUID}0`, UUID.replaceAll('-', ''), `{${UUID}}`, `urn:uuid:${UUID}`, `${UUID}\n`],
      ...[UUID.replace('0', 'g'), UUID.replaceAll('-', '_'), ` ${UUID}`, UUID.replace('b', 'ｂ')],
    ],
  },
  date: {
    taken: [
      ['2024-02-29', new Date(Date.UTC(2024, 1, 29))],
      ['2023-12-31', new Date(Date.UTC(2023, 11, 31))],
      ['1970-01-01', new Date(0)],
      ['9999-12-31', new Date(Date.UTC(9999, 11, 31))],
      ['0000-01-01', new Date('0000-01-01T00:00:00Z')],
      ['2000-02-29', new Date(Date.UTC(2000, 1, 29))],
    ],
    refused: [
      ...['', '2023-02-29', '1900-02-29', '2024-02-30', '2024-04-31', '2024-13-01', '2024-00-10', '2024-01-00'],
      ...['2024-01-32', '2024-1-1', '24-01-01', '2024/01/01', '20240101', '2024-01', '2024', '2024-001', '2024-W01-1'],
      ...['2024-01-01T00:00:00Z', '2024-01-01Z', '+002024-01-01', '-2024-01-01', ' 2024-01-01', '2024-01-01\n'],
      ...['２０２４-01-01', '10000-01-01'],
    ],
  },
  slug: {
    taken: ['a', '7', 'hello-world', 'a-1-b-2', '2024-01-01', 'x'.repeat(2000)].map((text) => [text, text] as const),
    refused: ['', '-', 'a-', '-a', 'a--b', 'A', 'Hello', 'a_b', 'a b', 'a.b', 'ä', 'a\n', 'a/b', '%61', 'a—b'],
  },
  string: {
    taken: ['a', 'A b', '/', '\\', 'ä', '💥', '%', '1', ':', '...', 'a\nb', ' '].map((text) => [text, text] as const),
    refused: [],
  },
  path: {
    taken: ['a', 'a/b', 'a/', 'a//b', 'a/b.css', '.hidden', 'a/..b', 'a../b', '...', 'a/.../b', 'ä/ö'].map(
      (text) => [text, text] as const,
    ),
    refused: ['/', '/a', '\\a', '..', '.', '../a', 'a/..', 'a/../b', 'a/./b', 'a/.', 'a\\..\\b', '..\\a', 'a/..\\b'],
  },
}

const cases = Object.entries(tables)
const taken = cases.flatMap(([name, table]) => table.taken.map(([text, value]) => [name, text, value] as const))
const refused = cases.flatMap(([name, table]) => table.refused.map((text) => [name, text] as const))

describe('a converter', () => {
  test('has a table here for each that is built in', () => {
    expect(Object.keys(tables).sort()).toEqual([...BUILT_IN.keys()].sort())
  })

  test.each(taken)('%s takes %j', (name, text, value) => {
    const given = convert(builtIn(name), text)
    expect(given).toEqual(value)
    expect(Object.is(given, -0), 'no negative zero').toBe(false)
  })

  test.each(refused)('%s refuses %j', (name, text) => {
    expect(convert(builtIn(name), text)).toBeUndefined()
  })

  test('gives no NaN, whatever parse gives', () => {
    expect(convert({ parse: Number }, 'seven')).toBeUndefined()
    expect(convert({ parse: Number }, '7')).toBe(7)
  })

  test.each<[string, fc.Arbitrary<unknown>]>([
    ['int', fc.maxSafeInteger()],
    ['float', fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)],
    ['uuid', fc.uuid().map((uuid) => uuid.replace(/[a-f]/g, (digit) => (uuid < '8' ? digit.toUpperCase() : digit)))],
    ['date', fc.date({ min: yearStart(0), max: yearStart(9999), noInvalidDate: true }).map(midnight)],
    ['slug', fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/)],
    ['string', fc.string({ minLength: 1, unit: 'grapheme' })],
    ['path', fc.array(fc.stringMatching(/^[a-z0-9]+$/), { minLength: 1 }).map((names) => names.join('/'))],
  ])('%s reads back what it writes', (name, values) => {
    const converter = builtIn(name)
    fc.assert(
      fc.property(values, (value) => {
        expect(convert(converter, textOf(converter, value))).toEqual(value)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    [1e-7, '0.0000001'],
    [-1.5e-9, '-0.0000000015'],
    [1e21, `1${'0'.repeat(21)}`],
    [-1.25e22, `-125${'0'.repeat(20)}`],
    [5e-324, `0.${'0'.repeat(323)}5`],
    [0.1, '0.1'],
    [-0, '0'],
  ])('float writes %d without an exponent', (value, text) => {
    expect(textOf(builtIn('float'), value)).toBe(text)
  })

  test('date writes the day in UTC', () => {
    expect(textOf(builtIn('date'), new Date('2024-02-29T23:59:59.999Z'))).toBe('2024-02-29')
    expect(textOf(builtIn('date'), new Date('2024-03-01T00:00:00+09:00'))).toBe('2024-02-29')
  })

  test.each([
    ['int', fc.string({ unit: fc.constantFrom(...'-+0123456789.e_ '), maxLength: 12 })],
    ['float', fc.string({ unit: fc.constantFrom(...'-+0123456789.e_ '), maxLength: 12 })],
    ['date', fc.string({ unit: fc.constantFrom(...'-0123456789'), minLength: 10, maxLength: 10 })],
    ['slug', fc.string({ unit: fc.constantFrom(...'-a0A_') })],
  ])('%s gives a value that writes back the same text, up to zeros, or none', (name, texts) => {
    const converter = builtIn(name)
    fc.assert(
      fc.property(texts, (text) => {
        const value = convert(converter, text)
        if (value === undefined) return
        expect(canonical(text, name)).toBe(textOf(converter, value))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('over HTTP', () => {
  const KINDS = ['int', 'float', 'uuid', 'date', 'slug', 'string', 'path']

  function echo() {
    const { app } = freshApp()
    for (const kind of KINDS) {
      const path: string = `/${kind}/:value<${kind}>`
      app.get(path, (_, { value }) => ({ type: typeof value, value }))
    }
    app.get('/union/:value<red|blue>', (_, { value }) => ({ type: typeof value, value }))
    return request(app.handler)
  }

  test.each([
    ['/int/-7', 'number', -7],
    ['/float/1.50', 'number', 1.5],
    [`/uuid/${UUID}`, 'string', UUID],
    ['/date/2024-02-29', 'object', '2024-02-29T00:00:00.000Z'],
    ['/slug/a-b', 'string', 'a-b'],
    ['/string/a%2Fb%5Cc%20%C3%A4', 'string', 'a/b\\c ä'],
    ['/path/css/a%20b/c.css', 'string', 'css/a b/c.css'],
    ['/path/css/', 'string', 'css/'],
    ['/union/red', 'string', 'red'],
    ['/int/%37', 'number', 7],
    ['/union/%72ed', 'string', 'red'],
  ])('%s gives a %s', async (path, type, value) => {
    const answer = await echo().get(path).expect(200)
    expect(answer.body).toEqual({ type, value })
  })

  test.each([
    ...['/int/seven', '/int/NaN', '/int/7.5', '/int/1e3', '/int/9007199254740992', '/int/%EF%BC%97', '/int/7%0A'],
    ...['/float/1e3', '/float/Infinity', '/uuid/1', '/date/2023-02-29', '/slug/A', '/union/green', '/union/Red'],
    ...['/int/', '/string/', '/path/', '/union/', '/int//', '/path//a', '/string//', '/union/toString'],
    ...['/path/..%2Fsecret', '/path/a%2F..%2Fb', '/path/%2Fetc/passwd', '/path/a/..%5Cb', '/path/%5Cserver'],
  ])('%s is a 404', async (path) => {
    const answer = await echo().get(path)
    expect(answer.status).toBe(404)
  })
})

function builtIn(name: string): Converter<unknown> {
  const converter = BUILT_IN.get(name)
  if (!converter) throw new Error(`no converter ${name}`)
  return converter
}

function textOf(converter: Converter<unknown>, value: unknown): string {
  return converter.format ? converter.format(value) : String(value)
}

/** The one text of a number: no zeros at the end of a fraction, no negative zero; other kinds have only one text. */
function canonical(text: string, kind: string): string {
  if (kind !== 'int' && kind !== 'float') return text
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return short === '-0' ? '0' : short
}

function yearStart(year: number): Date {
  return new Date(`${String(year).padStart(4, '0')}-01-01T00:00:00Z`)
}

function midnight(date: Date): Date {
  return new Date(date.getTime() - (((date.getTime() % 86_400_000) + 86_400_000) % 86_400_000))
}
