// The table of limits in docs/security.md has every limit, with its default.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { resolveLimits } from '../../src/limits.js'

it('docs/security.md names every limit with its default', () => {
  const text = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8')
  const rows = [...text.matchAll(/^\| `(\w+)`: [^|]*\| ([\d,]+) \|/gm)]
  const documented = rows.map(([, name = '', value = '']) => [name, Number(value.replaceAll(',', ''))])
  expect(Object.fromEntries(documented)).toEqual(resolveLimits())
})
