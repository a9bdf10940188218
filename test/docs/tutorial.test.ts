// After each chapter of docs/tutorial.md its app compiles, and passes the tests that it has by then.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compile } from './compile.js'
import { removeChapters, writeChapters } from './tutorial.js'

const chapters = writeChapters()
afterAll(removeChapters)

it('has chapters', () => {
  expect(chapters.map(({ title }) => title)).toEqual(['Pages', 'A form', 'A test'])
})

describe.each(chapters)('after "$title" the app', async ({ folder }) => {
  it('compiles', { timeout: 60_000 }, () => {
    expect(compile(join(folder, 'tsconfig.json'))).toBe('')
  })

  // A module of tests adds them to the suite that imports it.
  for (const name of readdirSync(join(folder, 'test'))) await import(join(folder, 'test', name))
})
