// Header fields and file names that are made to cost time: whatever reads them, fed with 32 and 64 KiB of each piece.

import { type Coding, preferredCoding } from '../../src/http/accept-encoding.js'
import { evaluatePreconditions, isRangeOfCurrent } from '../../src/http/conditional.js'
import { attachment } from '../../src/http/content-disposition.js'
import { parseHttpDate } from '../../src/http/http-date.js'
import { parseRange } from '../../src/http/range.js'
import { isServable } from '../../src/static/names.js'
import type { Timed } from './growth.js'

/** What reads a field, with all that it is fed. */
export interface FieldReader {
  readonly name: string
  readonly inputs: readonly Timed[]
}

const FIELD_BYTES = 65_536
const MOST_MS = 50
const HAS = { etag: '"a"', modifiedMs: 0 }
const ALL: readonly Coding[] = ['br', 'zstd', 'gzip']
const PIECES = [
  '"a",',
  '"',
  'W/',
  ',',
  ' ',
  '\t,',
  '0-0,',
  '1',
  '-',
  'br;q=0.1,',
  ';',
  'q=',
  'gzip;',
  ' =',
  '\\',
  'con ',
  '.',
  ' a',
  '/',
  '%',
  '\u00e9',
  '*',
  'Sun, ',
]

/** All readers. */
export const FIELD_READERS: readonly FieldReader[] = [
  reader('If-None-Match', (text) => evaluatePreconditions({ 'if-none-match': [text] }, HAS, 0)),
  reader('If-Match', (text) => evaluatePreconditions({ 'if-match': [text] }, HAS, 0)),
  reader('If-Range', (text) => isRangeOfCurrent({ 'if-range': [text] }, HAS, 0)),
  reader('If-Modified-Since', (text) => evaluatePreconditions({ 'if-modified-since': [text] }, HAS, 0)),
  reader('a date', (text) => parseHttpDate(text, 0)),
  reader('Range', (text) => parseRange(`bytes=${text}`, 9)),
  reader('Accept-Encoding', (text) => preferredCoding(text, ALL)),
  reader('Content-Disposition', attachment),
  reader('the name of a file', (text) => isServable(text, 0)),
]

function reader(name: string, run: (text: string) => unknown): FieldReader {
  return {
    name,
    inputs: PIECES.map((piece) => ({ ...pieces(piece), name: `${name} of ${JSON.stringify(piece)}`, run })),
  }
}

function pieces(piece: string): Pick<Timed, 'counts' | 'mostMs' | 'make'> {
  const count = Math.ceil(FIELD_BYTES / 2 / piece.length)
  return { counts: [count, count], mostMs: MOST_MS, make: (times) => piece.repeat(times) }
}
