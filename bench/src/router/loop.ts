// The loop that is measured. Each router gets a copy of this module (by a query on its address), so that the engine
// optimises the loop for this one router, as it does in an app, and not for the mixture of all.

import type { Filled } from './router.js'

/** Holds the last answer, so that no lookup can be left out. */
let kept: unknown

/** Looks each of the paths up. @returns the last answer */
export function lookUp(find: Filled['find'], asked: readonly unknown[]): unknown {
  for (let index = 0; index < asked.length; index++) kept = find(asked[index])
  return kept
}
