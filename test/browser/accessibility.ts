// The rules of accessibility, as axe-core knows them. @see https://www.w3.org/TR/WCAG22/

import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What a page, as it is shown now, does against the rules. */
export async function violationsOn(page: Page): Promise<readonly unknown[]> {
  await page.evaluate(axe.source)
  return page.evaluate('axe.run().then(({ violations }) => violations.map(({ help, nodes }) => [help, nodes[0].html]))')
}
