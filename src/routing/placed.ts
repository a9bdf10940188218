// A declared route gets its place in the table: its whole path, parsed, with what the table needs to know of it.

import { type Declared, labelOf, refuseBadOptions } from './checks.js'
import type { Placed } from './conflicts.js'
import { parameterNames } from './pattern.js'
import { fullPath, patternOf } from './route.js'

/** Checks a route's path and options alone, without its neighbours. @throws ConfigError if one of them cannot work */
export function placed(route: Declared): Placed {
  const { declaration } = route
  const pattern = patternOf(declaration)
  refuseBadOptions(route)
  const { methods } = declaration
  return { methods, path: fullPath(declaration), pattern, names: parameterNames(pattern), label: labelOf(route) }
}
