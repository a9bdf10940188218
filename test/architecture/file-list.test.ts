// What a newcomer reads first is true: every file of src/ is listed with what it is, and files are small.

import { describe, expect, it } from 'vitest'
import { expectedList, writtenList } from './file-list.js'
import { sourceFiles } from './source-files.js'

const MOST_MEDIAN_LINES = 120
const MOST_LINES = 320

describe('the list of files in docs/architecture.md', () => {
  it('has each file with the first sentence of its comment (npm run docs:files writes it)', () => {
    expect(writtenList()).toBe(expectedList())
  })

  it('would miss a file, and notice another sentence', () => {
    const made = { path: 'a.ts', text: '// What it is.\n// More.\n\nexport {}\n', imports: [] }
    expect(expectedList([made])).toBe('- `a.ts`: What it is.\n')
    expect(expectedList([])).not.toBe(expectedList([made]))
  })
})

describe('the files', () => {
  const lines = sourceFiles()
    .map(({ path, text }) => ({ path, count: text.split('\n').length - 1 }))
    .sort((one, other) => one.count - other.count)

  it(`are small: half of them have at most ${MOST_MEDIAN_LINES} lines`, () => {
    expect(lines[Math.floor(lines.length / 2)]?.count).toBeLessThanOrEqual(MOST_MEDIAN_LINES)
  })

  it(`have at most ${MOST_LINES} lines`, () => {
    expect(lines.filter(({ count }) => count > MOST_LINES)).toEqual([])
  })
})
