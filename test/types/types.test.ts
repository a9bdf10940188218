// The types, by compiling: what must be refused is refused once, at its line, with its sentence; all else compiles.
// Under both compilers; in both flavours of decorators where they matter. Each run serves all its cases.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Complaint, casesIn, complaintsIn } from './cases.js'
import { COMPILERS, FLAVOURS, openWorkshop, type Workshop } from './compile.js'

const FOLDERS = [
  { folder: 'plain', cases: casesIn('plain'), flavours: FLAVOURS },
  { folder: 'libraries', cases: casesIn('libraries'), flavours: ['legacy'] as const },
  { folder: 'filled', cases: casesIn('filled'), flavours: FLAVOURS },
]

let workshop: Workshop

beforeAll(async () => {
  workshop = await openWorkshop()
}, 30_000)

afterAll(() => workshop.close())

describe.each(FOLDERS)('cases/$folder', ({ cases }) => {
  it('has cases', () => expect(cases.length).toBeGreaterThan(0))

  it.each(cases)('$at has a good twin above it', ({ twin, code }) => {
    expect(isCode(twin)).toBe(true)
    expect(isCode(code)).toBe(true)
    expect(twin).not.toBe(code)
  })
})

describe.each(COMPILERS)('%s', (compiler) => {
  const runs = FOLDERS.flatMap(({ folder, cases, flavours }) =>
    flavours.map((flavour) => ({ compiler, flavour, folder, cases })),
  )
  const complaints = new Map<object, readonly Complaint[]>()

  beforeAll(async () => {
    await Promise.all(
      runs.map(async (each) => complaints.set(each, complaintsIn(await workshop.compile(each, each.folder)))),
    )
  }, 120_000)

  for (const each of runs) {
    describe(`cases/${each.folder}, ${each.flavour} decorators`, () => {
      it.each(each.cases)('$at is refused once, with its sentence', ({ at, sentences }) => {
        const messages = (complaints.get(each) ?? []).flatMap((complaint) =>
          complaint.at === at ? [complaint.message] : [],
        )
        const sentence = sentences[each.flavour]
        if (sentence === undefined) expect(messages).not.toEqual([])
        else expect(messages).toEqual([expect.stringContaining(sentence)])
      })

      it('refuses no other line', () => {
        const refused = new Set(each.cases.map(({ at }) => at))
        expect((complaints.get(each) ?? []).filter(({ at }) => !refused.has(at))).toEqual([])
      })
    })
  }
})

function isCode(line: string): boolean {
  return /\w/.test(line) && !line.trimStart().startsWith('//')
}
