// The Dockerfile that docs/deployment.md shows is that of a new app.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('docs/deployment.md shows the Dockerfile of a new app', () => {
  const text = readFileSync(new URL('../../docs/deployment.md', import.meta.url), 'utf8')
  const shown = /^```dockerfile\n([\s\S]*?)^```$/m.exec(text)?.[1]
  expect(shown).toBe(readFileSync(new URL('../../templates/app/common/Dockerfile', import.meta.url), 'utf8'))
})
