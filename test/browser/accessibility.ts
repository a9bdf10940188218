// The rules of accessibility, as axe-core knows them. @see https://www.w3.org/TR/WCAG22/

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What a page, as it is shown now, does against the rules. */
export async function violationsOn(page: Page): Promise<readonly unknown[]> {
  await page.evaluate(AXE)
  return page.evaluate('axe.run().then(({ violations }) => violations.map(({ help, nodes }) => [help, nodes[0].html]))')
}
