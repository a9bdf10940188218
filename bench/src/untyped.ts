// The boundary to packages without types.

import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The part of a package that is used, as its documentation has it. */
export function loadUntyped<Package>(name: string): Package {
  return require(name) as Package
}
