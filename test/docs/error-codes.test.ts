// The codes of ConfigError and their documentation say the same.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CONFIG_CODES } from '../../src/errors.js'
import { sourceFiles } from '../architecture/source-files.js'

const documented = [
  ...readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm),
]

it('docs/errors.md explains every code of ConfigError, and no other', () => {
  expect(documented.map((match) => match[1])).toEqual([...CONFIG_CODES])
})

it('every code is thrown somewhere', () => {
  const sources = sourceFiles().filter(({ path }) => path !== 'errors.ts')
  const unused = CONFIG_CODES.filter((code) => !sources.some(({ text }) => text.includes(`'${code}'`)))
  expect(unused).toEqual([])
})
