// No regular expression of src/ takes more than linear time, as recheck proves or finds out by fuzzing; those it cannot
// clear are named here, with why they do no harm and the longest text that they meet.
// @see https://makenowjust-labs.github.io/recheck/

import { checkSync, type Diagnostics } from 'recheck'
import { describe, expect, test, vi } from 'vitest'
import { type FoundRegExp, regExpsIn, regularExpressions } from './regexps.js'

vi.stubEnv('RECHECK_SYNC_BACKEND', 'pure') // not the binary of this machine's platform

/** What is known at run time only: the delimiters of a template, the name of an element, the name of a type. */
const SAMPLES: Readonly<Record<string, string>> = {
  'template/syntax/tokenize.ts o': '\\{\\{',
  'template/syntax/tokenize.ts c': '\\}\\}',
  'template/escape/content.ts element': 'textarea',
  'template/types/text/aliases.ts name': 'Comments2',
}

/** One that is not linear, or that recheck cannot analyse. */
interface Excused {
  readonly file: string
  readonly source: string
  /** Why it does no harm. */
  readonly why: string
  /** The worst of the longest texts it meets. */
  readonly worst: string
}

const EXCUSED: readonly Excused[] = [
  {
    file: 'cli/types.ts',
    source: ", open '.*'$",
    why: 'reads what node says of a file that it cannot write, whose path is at most 4,096 bytes',
    worst: ", open '".repeat(5_000 / 8),
  },
  {
    file: 'template/escape/elements.ts',
    source: '[sm]+$',
    why: 'reads one letter for each open svg, math or element inside of them, of which there is a limit',
    worst: `${'m'.repeat(50)}h`,
  },
  {
    file: 'template/types/description/declared-type.ts',
    source: String.raw`'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|${'`(?:[^`\\\\]|\\\\[\\s\\S])*`'}`,
    why: 'reads the type of a prop in a template of the program itself, when types are generated',
    worst: "\\'".repeat(1_000),
  },
]
const MOST_MS = 50

/** The same on a busy machine: bounds on steps, none on time. */
const UNHURRIED = { timeout: null, attackTimeout: null, incubationTimeout: null, randomSeed: 1 }

const all = regularExpressions((file, name) => SAMPLES[`${file} ${name}`])
const distinct = [...new Map(all.map((found) => [`${found.source}/${found.flags}`, found])).values()]

describe('G7: each regular expression of src/', () => {
  test('takes linear time, but for those that are excused', { timeout: 300_000 }, () => {
    const doubtful = distinct.flatMap((found) => {
      const result = checkSync(found.source, found.flags, UNHURRIED)
      return result.status === 'safe' ? [] : [{ found, report: reportOf(found, result) }]
    })
    expect(doubtful.filter(({ found }) => !EXCUSED.some(isFor(found))).map(({ report }) => report)).toEqual([])
    const idle = EXCUSED.filter((excused) => !doubtful.some(({ found }) => isFor(found)(excused)))
    expect(idle, 'every excuse is needed').toEqual([])
    expect(distinct.length).toBeGreaterThan(120)
  })

  test.each(EXCUSED)('$file: /$source/ $why', ({ source, worst }) => {
    const pattern = new RegExp(source, 'g')
    pattern.test(worst)
    const times = [1, 2, 3].map(() => timeOf(() => worst.replace(pattern, '')))
    expect(Math.min(...times)).toBeLessThan(MOST_MS)
  })
})

describe('the reader of regular expressions', () => {
  test.each([
    ['const a = /x[/]+/gi', 'x[/]+', 'gi'],
    ["const a = new RegExp('x\\\\d', 'y')", 'x\\d', 'y'],
    ['const D = `\\\\d`\nconst a = RegExp(`^$' + '{D}+-$' + '{sample}$`)', '^\\d+-s$', ''],
  ])('reads %j', (text, source, flags) => {
    const found = regExpsIn('file.ts', text, (_, name) => (name === 'sample' ? 's' : undefined))
    expect(found.map((one) => [one.source, one.flags])).toEqual([[source, flags]])
  })

  test.each(['const A = /a/g\nnew RegExp(A)', 'const ALL = { a: /a/g } as const\nnew RegExp(ALL[at])'])(
    'takes %j for one',
    (text) => expect(regExpsIn('file.ts', text, () => undefined)).toHaveLength(1),
  )

  test('does not pass over what it cannot read', () => {
    const read = () => regExpsIn('file.ts', 'let x = 1\nnew RegExp(make())', () => undefined)
    expect(read).toThrow('file.ts:2: there is no telling what new RegExp(make()) is')
  })
})

describe('recheck', () => {
  test.each(['^(a+)+$', '\\s+$', '^(?:.*? \\()?/.*?:\\d+$'])('finds that /%s/ is not linear', (source) => {
    expect(checkSync(source, '', UNHURRIED).status).toBe('vulnerable')
  })
})

function isFor(found: FoundRegExp): (excused: Excused) => boolean {
  return ({ file, source }) => found.place.startsWith(`${file}:`) && found.source === source
}

function reportOf({ place, source, flags }: FoundRegExp, result: Diagnostics): string {
  const why =
    result.status === 'vulnerable'
      ? `${result.complexity.summary}: ${result.attack.pattern}`
      : result.status === 'unknown' && result.error.kind
  return `${place} /${source}/${flags} is ${result.status}: ${why}`
}

function timeOf(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
