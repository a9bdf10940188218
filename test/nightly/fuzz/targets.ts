// Whatever a request target is: it is refused as the client's fault, or its segments are those it came with, each decoded
// once, and none has become two.

import fc from 'fast-check'
import { HttpError } from '../../../src/errors.js'
import { encodeSegments, parseTarget, type Target } from '../../../src/http/target.js'
import { TARGET_PIECES, textOf } from './pieces.js'

const anyTarget = fc.oneof(
  { weight: 4, arbitrary: textOf(TARGET_PIECES, 12).map((text) => `/${text}`) },
  { weight: 1, arbitrary: textOf(TARGET_PIECES, 12) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `/${text}`) },
  { weight: 1, arbitrary: textOf(TARGET_PIECES, 6).map((text) => `http://a.example/${text}`) },
)

/** Throws for a target that is read wrongly. */
export function targetProperty(): fc.IProperty<[method: string, raw: string]> {
  return fc.property(fc.constantFrom('GET', 'OPTIONS', 'POST'), anyTarget, (method, raw) => {
    const target = parsed(method, raw)
    if (target !== undefined && target.path !== '*') judgeTarget(raw, target)
  })
}

/** @throws whatever is no HttpError of the client's */
function parsed(method: string, raw: string): Target | undefined {
  try {
    return parseTarget(method, raw)
  } catch (error) {
    if (error instanceof HttpError && error.status >= 400 && error.status < 500) return undefined
    throw error
  }
}

function judgeTarget(raw: string, { path, segments, search, authority }: Target): void {
  const [before = '', ...after] = (
    authority === undefined ? raw : raw.slice(raw.indexOf('://') + 3 + authority.length)
  ).split('?')
  const sent = (before.startsWith('/') ? before : `/${before}`).slice(1).split('/')
  must('the query is as it came', search === after.join('?'))
  must('there are as many segments as came', segments.length === sent.length)
  must(
    'each is decoded once',
    segments.every((segment, index) => segment === decodeURIComponent(sent[index] ?? '')),
  )
  must('no segment has gained a separator in the path', path.split('/').length === sent.length + 1)
  must('no backslash is left', !path.includes('\\'))
  must('no NUL is left', !path.includes('\0'))
  must('no fragment was sent', !raw.includes('#'))
  const again = segments.every((segment) => segment.isWellFormed())
    ? parseTarget('GET', encodeSegments(segments), Number.MAX_SAFE_INTEGER)
    : undefined
  must('the segments come back', again === undefined || again.segments.join('\0') === segments.join('\0'))
}

function must(what: string, holds: boolean): void {
  if (!holds) throw new Error(`it does not hold that ${what}`)
}
