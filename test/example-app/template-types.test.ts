// The committed types of the link board's templates are those of its templates.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { generateTemplateTypes } from '../../src/tooling.js'

it('example-app/templates.d.ts is up to date: miniweb types example-app/templates', () => {
  const { file, text, problems, warnings } = generateTemplateTypes({
    dir: fileURLToPath(new URL('../../example-app/templates', import.meta.url)),
  })
  expect({ problems, warnings }).toEqual({ problems: [], warnings: [] })
  expect(readFileSync(file, 'utf8')).toBe(text)
})
