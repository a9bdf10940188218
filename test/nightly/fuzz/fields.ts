// Whatever stands in a header field: whoever reads it says something sensible or refuses it as the client's fault.

import fc from 'fast-check'
import { HttpError } from '../../../src/errors.js'
import { prefersHtml } from '../../../src/http/accept.js'
import { preferredCoding } from '../../../src/http/accept-encoding.js'
import { canonicalAddress } from '../../../src/http/address.js'
import { parseMediaType } from '../../../src/http/body/media-type.js'
import { evaluatePreconditions, isRangeOfCurrent } from '../../../src/http/conditional.js'
import { attachment } from '../../../src/http/content-disposition.js'
import { CookieJar, parseCookies, serializeCookie } from '../../../src/http/cookies.js'
import { clientFinder } from '../../../src/http/forwarded.js'
import { formatHttpDate, parseHttpDate } from '../../../src/http/http-date.js'
import { isHost, type RawRequest } from '../../../src/http/peer.js'
import { parseFields } from '../../../src/http/query.js'
import { parseRange } from '../../../src/http/range.js'
import { FIELD_PIECES, TARGET_PIECES, textOf } from './pieces.js'

const NOW = Date.UTC(2026, 0, 1)
const MOST_MS = 1000

const anyField = fc.oneof(
  { weight: 6, arbitrary: textOf(FIELD_PIECES, 14) },
  { weight: 1, arbitrary: textOf([...FIELD_PIECES, ...TARGET_PIECES], 200) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)

/** Throws for a field that is read wrongly, or slowly. */
export function fieldProperty(): fc.IProperty<[text: string, other: string]> {
  return fc.property(anyField, anyField, (text, other) => {
    for (const [name, judge] of Object.entries(JUDGES)) {
      const start = performance.now()
      judge(text, other)
      if (performance.now() - start > MOST_MS) throw new Error(`${name}: more than ${MOST_MS} ms`)
    }
  })
}

const JUDGES: Readonly<Record<string, (text: string, other: string) => void>> = {
  cookies: judgeCookies,
  'a cookie that is set': judgeSetCookie,
  forwarded: judgeForwarded,
  ranges: judgeRange,
  dates: judgeDate,
  conditions: judgeConditions,
  'media types': judgeMediaType,
  accept: (text) => {
    must('it is HTML or not', typeof prefersHtml(text) === 'boolean')
    must('it is a coding at hand', ['br', 'gzip', 'identity'].includes(preferredCoding(text, ['br', 'gzip'])))
  },
  queries: judgeQuery,
  downloads: (text) => {
    must(
      'it is one line of ASCII',
      /^attachment; filename="[ !#-~]*"(?:; filename\*=UTF-8''[\w!#$&+.^`|~%-]*)?$/.test(attachment(text)),
    )
  },
}

function judgeCookies(text: string): void {
  const values = new CookieJar(text, false).all()
  must('it inherits nothing', Object.getPrototypeOf(values) === null)
  must(
    'all values are text',
    Object.values(values).every((value) => typeof value === 'string'),
  )
  must(
    'no name has a separator',
    Object.keys(values).every((name) => !/[;=]/.test(name) && name !== ''),
  )
}

function judgeSetCookie(text: string, other: string): void {
  const options = { path: `/${other}`, secure: true }
  for (const [name, value, given] of [
    [text, other, {}],
    ['name', text, {}],
    ['name', 'value', options],
    ['name', 'value', { domain: other }],
  ] as const) {
    const line = unlessThrown(TypeError, () => serializeCookie(name, value, given))
    if (line === undefined) continue
    must('a line is printable ASCII', /^[ -~]*$/.test(line))
    const [pair = '', ...attributes] = line.split('; ')
    must(
      'no attribute was added',
      attributes.every((one) => /^(?:Path=\/[^;]*|Domain=[\w.-]+|Secure|HttpOnly|SameSite=Lax)$/.test(one)),
    )
    must('the value comes back', parseCookies(pair)[name] === value.toWellFormed())
  }
}

function judgeForwarded(text: string, other: string): void {
  const headers = { forwarded: text, 'x-forwarded-for': text, 'x-forwarded-host': other, 'x-forwarded-proto': other }
  const req = { headers, socket: { remoteAddress: '::ffff:10.0.0.1' } } as unknown as RawRequest
  for (const header of ['forwarded', 'x-forwarded'] as const) {
    for (const proxies of [0, 1, 3, ['10.0.0.0/8', '127.0.0.1']] as const) {
      const { ip, host } = clientFinder({ proxies, header })(req)
      must('the address is one', canonicalAddress(ip) === ip)
      must('the host is one', host === undefined || isHost(host))
      if (proxies === 0) must('nobody is believed', ip === '10.0.0.1' && host === undefined)
    }
  }
}

function judgeRange(text: string): void {
  for (const size of [0, 1, 9]) {
    const range = parseRange(`bytes=${text}`, size)
    must('the part exists', range.kind !== 'part' || (range.start >= 0 && range.start <= range.end && range.end < size))
    parseRange(text, size)
  }
}

function judgeDate(text: string): void {
  const timeMs = parseHttpDate(text, NOW)
  if (timeMs !== undefined)
    must('a date that is read comes back', parseHttpDate(formatHttpDate(timeMs), NOW) === timeMs)
}

function judgeConditions(text: string, other: string): void {
  for (const name of ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']) {
    const outcome = evaluatePreconditions({ [name]: [text, other] }, { etag: '"tag"', modifiedMs: NOW }, NOW)
    must('it is an outcome', typeof outcome === 'string')
    must(
      'a failed condition is no answer from a cache',
      outcome !== 'failed' || !/none|modified-since$/.test(name) || name === 'if-unmodified-since',
    )
  }
  must(
    'it is the current one or not',
    typeof isRangeOfCurrent({ 'if-range': [text] }, { etag: '"tag"', modifiedMs: NOW }, NOW) === 'boolean',
  )
}

function judgeMediaType(text: string): void {
  const type = unlessThrown(HttpError, () => parseMediaType(text))
  if (type !== undefined) must('a type has two parts', /^[^/\s;]+\/[^/\s;]+$/.test(type.essence))
}

function judgeQuery(text: string): void {
  const fields = unlessThrown(HttpError, () => parseFields(text, 'query'))
  if (fields !== undefined) must('it inherits nothing', Object.getPrototypeOf(fields) === null)
}

/** @throws what is no error of the kind, or no fault of the client's */
function unlessThrown<T>(kind: typeof TypeError | typeof HttpError, work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    const isClients = !(error instanceof HttpError) || (error.status >= 400 && error.status < 500)
    if (error instanceof kind && isClients) return undefined
    throw error
  }
}

function must(what: string, holds: boolean): void {
  if (!holds) throw new Error(`it does not hold that ${what}`)
}
