// All routers: miniweb first, then those that make no code from their routes, then those that do.

import type { Router } from './router.js'
import { findMyWayRouter } from './routers/find-my-way.js'
import { honoRegExp, honoTrie } from './routers/hono.js'
import { memoirist } from './routers/memoirist.js'
import { miniweb, miniwebSplit, miniwebTarget } from './routers/miniweb.js'
import { pathToRegexp } from './routers/path-to-regexp.js'
import { rou3, rou3Compiled } from './routers/rou3.js'

/** miniweb's, in the three ways it can be asked. */
export const OWN: readonly Router[] = [miniweb, miniwebTarget, miniwebSplit]

export const ROUTERS: readonly Router[] = [
  ...OWN,
  rou3,
  memoirist,
  honoRegExp,
  honoTrie,
  pathToRegexp,
  findMyWayRouter,
  rou3Compiled,
]
